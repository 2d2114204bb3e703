import re
from dataclasses import replace
from datetime import date

import made
import pytest

from dragoman.export import Dyad, Party, brief, gather, timeline
from dragoman.export.brief.phrases import plain
from dragoman.records import Conflict
from dragoman.store import open_store

CHILE, PERU = Party("CHL", "Chile"), Party("PER", "Peru")
FIRST = """Chile and Peru sign nine deals
Published 2024-03-06
2024-03-05 CONSULT name:ana-rojas:CHL name:luis-prado:PER | Ana Rojas met Luis Prado in Lima.
2024-03-05 SIGNED 9 border trade state:CHL state:PER | The two signed nine agreements on border trade.
- DEBT 55000000 USD state:PER state:CHL | Peru owes Chile some 55 million dollars.
2024-03-05 LEVEL strategic partnership state:CHL state:PER | They now have a strategic partnership.
2025 CONSULT plan state:PER state:CHL | Talks are planned for 2025.
- SAYS name:ana-rojas:CHL state:PER | Rojas said the regime of Peru might pay soon.
- OPEN what the third agreement holds state:CHL state:PER | The third agreement was not made public.
- CONSULT state:CHL state:PER | Delegations of both once met.
2024-03-05 CONSULT state:BRA state:PER | Brazil met Peru elsewhere.
"""
SECOND = """Deals in Lima
Published 2024-06-07
2024-03-05 CONSULT state:CHL state:PER | Chile held talks with Peru.
2024-03-05 SIGNED 8 border trade state:CHL state:PER | Eight agreements on border trade were signed.
- DEBT 80000000 USD state:PER state:CHL | The debt of Peru to Chile stands at 80 million.
"""


@pytest.fixture
def holdings(tmp_path):
    return held(tmp_path, {"a.txt": FIRST, "b.txt": SECOND})


def held(folder, texts):
    with open_store(folder / "made.db") as store:
        run = store.begin_run({})
        for name, text in texts.items():
            store.put(made.run(made.read(name, text.encode())), pipeline="1", run=run)
        return gather(store)


def section(page, heading):
    found = re.search(rf"^## {heading}\n\n(.*?)\n\n(?=## |\[\^)", page, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def test_every_section_holds_its_records(holdings):
    page = brief(holdings, Dyad(CHILE, PERU))
    assert page.startswith("# Chile and Peru\n")
    assert "From 2 documents (published 2024-03-06 to 2024-06-07)" in page
    assert "Relationship: **2024-03-05** · strategic partnership" in section(page, "At a glance")
    assert "Latest plan: **2025**" in section(page, "At a glance")
    assert "Ana Rojas (Chile) → Luis Prado (Peru): “Ana Rojas met" in section(page, "Timeline")
    assert "*(planned)*" in section(page, "Planned and possible")
    assert "Delegations of both" in section(page, "Without a date")
    assert "9 × agreement: border trade | Chile and Peru | signed" in section(page, "Agreements")
    assert "about 55 million USD | Peru owes Chile" in section(page, "Money")
    assert "what the third agreement holds *(withheld by Chile)*" in section(page, "Open questions")
    assert "- **Ana Rojas (Chile)** · *statement, hedged*: “Rojas said" in section(page, "Who says what")
    assert "Peru: “regime” × 1" in section(page, "Words used for them")
    assert "**Deals in Lima** · 2024-06-07 (stated) · b.txt" in section(page, "Sources")


def test_what_has_no_date_says_when_it_was_told(tmp_path):
    undated = FIRST.replace("2024-03-05 SIGNED", "- SIGNED")
    page = brief(held(tmp_path, {"a.txt": undated}), Dyad(CHILE, PERU))
    assert "| undated (told 2024-03-06) | 9 × agreement" in section(page, "Agreements")
    assert "*(told 2024-03-06)*" in section(page, "Without a date")


def test_what_lies_somewhere_in_later_years_is_later_than_an_old_date(tmp_path):
    wide = (
        FIRST.replace("2024-03-05 CONSULT", "1999-01 CONSULT")
        + "2016/2023 CONSULT state:CHL state:PER | Both sat down.\n"
    )
    page = brief(held(tmp_path, {"a.txt": wide}), Dyad(CHILE, PERU))
    assert "Last dealing with a date: **2016 to 2023**" in section(page, "At a glance")
    assert "Both sat down" in section(page, "Within wide bounds")


def test_contradictions_give_both_values_with_their_sources(holdings):
    lines = section(brief(holdings, Dyad(CHILE, PERU)), "Contradictions")
    assert re.search(r"count: (9\[\^\d+\] against 8|8\[\^\d+\] against 9)\[", lines)
    assert re.search(r"\*\*Peru owes Chile\*\*, value: about \d+ million USD\[\^\d+\] against", lines)


def test_values_that_may_all_be_true_are_no_contradictions(holdings):
    apart = [r.model_copy(update={"comparable": False}) if isinstance(r, Conflict) else r for r in holdings.records]
    page = brief(replace(holdings, records=tuple(apart)), Dyad(CHILE, PERU))
    assert "Peru owes Chile" in section(page, "On different bases, so that both may be true")
    assert "ontradiction" not in page


def test_what_two_documents_tell_is_one_line(holdings):
    told = section(brief(holdings, Dyad(CHILE, PERU)), "Timeline")
    assert told.count("CONSULT") == 1
    assert "*(in 2 documents, 2 independent origins, support 0.75)*" in told


def test_every_footnote_is_cited_and_quotes_the_raw_text_at_its_offsets(holdings):
    page = brief(holdings, Dyad(CHILE, PERU))
    body, notes = page.split("\n[^1]: ", 1)
    defined = re.findall(r"^\[\^(\d+)\]: “(.+?)” — (\S+), .*?characters (\d+)–(\d+)$", "[^1]: " + notes, re.MULTILINE)
    assert {n for n, *_ in defined} == set(re.findall(r"\[\^(\d+)\]", body)) != set()
    texts = {"a.txt": FIRST, "b.txt": SECOND}
    for _, quote, source, start, end in defined:
        assert plain(texts[source][int(start) : int(end)]) == quote


def test_every_line_of_a_section_has_a_footnote(holdings):
    page = brief(holdings, Dyad(CHILE, PERU))
    for heading in ("Timeline", "Planned and possible", "Open questions", "Who says what", "Contradictions"):
        lines = [line for line in section(page, heading).split("\n") if line.startswith("- ")]
        assert lines
        assert all("[^" in line for line in lines)


def test_another_dyad_sees_only_its_own(holdings):
    page = brief(holdings, Dyad(Party("BRA", "Brazil"), PERU))
    assert "Brazil → Peru" in page
    assert "strategic partnership" not in page
    assert "Nothing was found" in brief(holdings, Dyad(Party("BRA", "Brazil"), CHILE))


def test_since_and_until_bound_what_is_shown(holdings):
    late = brief(holdings, Dyad(CHILE, PERU, since=date(2024, 6, 1)))
    money = section(late, "Money")
    assert "80 million" in money
    assert "55 million" not in money
    assert "Asked for: 2024-06-01 to the end." in late
    assert [str(e.date) for e in timeline(holdings, Dyad(CHILE, PERU, since=date(2025, 1, 1)))] == ["2025"]


def test_the_timeline_runs_from_the_earliest_to_the_undated(holdings):
    dates = [str(entry.date or "") for entry in timeline(holdings, Dyad(CHILE, PERU))]
    assert dates == ["2024-03-05", "2025", ""]


def test_text_of_articles_is_never_markup(tmp_path):
    hostile = (
        "Met <script>alert(1)</script> | [x](http://evil.example) **bold** `code` [^9] $x$ www.evil.example\u202etxt"
    )
    text = f"# Heading <b>\n2024-03-05 CONSULT state:CHL state:PER | {hostile}\n"
    page = brief(held(tmp_path, {"a|b*.txt": text}), Dyad(CHILE, PERU))
    assert "<script" not in page
    assert "http://" not in page
    assert "www." not in page
    assert "\u202e" not in page
    for marked in ("[x](", "**bold**", "`code`", " [^9]", "$x$", "a|b*"):
        assert marked not in page


def test_two_runs_give_the_same_bytes(tmp_path, holdings):
    other = tmp_path / "other"
    other.mkdir()
    turned = held(other, {"b.txt": SECOND, "a.txt": FIRST})
    assert brief(turned, Dyad(CHILE, PERU)) == brief(holdings, Dyad(CHILE, PERU))


def test_under_the_money_stand_the_lines_that_the_caller_gives(holdings):
    page = brief(holdings, Dyad(CHILE, PERU), under_money=["Total debt: Peru owes <Chile> 5 USD"])
    assert "- Total debt: Peru owes &lt;Chile&gt; 5 USD" in section(page, "Money")


def test_a_copy_of_what_is_not_at_hand_is_named_by_the_other_s_id(holdings):
    documents = {key: document.model_copy(update={"copy_of": "f" * 64}) for key, document in holdings.documents.items()}
    page = brief(replace(holdings, documents=documents), Dyad(CHILE, PERU))
    assert f"copy of `{'f' * 12}`" in page
