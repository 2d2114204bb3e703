import re
from html import unescape

import pytest
from desks import HOSTILE, links_of, text_of

from dragoman.web.seeing import seen


def document(examples, name):
    return next(d.id for d in examples.records("documents") if d.source.endswith(name))


def test_every_page_that_a_page_leads_to_is_there_and_brings_no_script_of_its_own(desk):
    waiting, known = ["/"], set()
    while waiting:
        path = waiting.pop()
        if path in known:
            continue
        known.add(path)
        answer = desk.get(path)
        assert answer.status_code == 200, path
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        if "html" in answer.headers["content-type"] and "content-disposition" not in answer.headers:
            assert re.findall(r"<script(?! src=\"/static/)|<style|\sstyle=|\son\w+=", _tags(answer.text)) == [], path
            assert not re.search(r'(?:src|href|action)="(?:https?:)?//', _tags(answer.text)), path
            waiting += links_of(answer.text)
    assert {"/review", "/actors/state:KEN", "/dyads/KEN/TUR/events", "/static/desk.css"} <= known
    assert len([path for path in known if path.startswith("/records/")]) > 50


def _tags(page):
    return " ".join(re.findall(r"<[^>]*>", page))


def test_the_first_page_names_the_pair_with_what_its_own_page_says(desk, examples):
    row = re.search(r"<tr>\s*<th scope=\"row\">.*?</tr>", desk.get("/").text, re.DOTALL)[0]
    assert "/dyads/KEN/TUR" in row
    events = len(examples.library().pairs and examples.timeline("KEN", "TUR"))
    assert f'<td class="num">{events}</td>' in row


def test_a_dyad_shows_its_timeline_ledgers_questions_and_voices(desk):
    page = desk.get("/dyads/KEN/TUR").text
    headings = re.findall(r"<h[23][^>]*>([^<]+)", page)
    for heading in ("At a glance", "Timeline", "Agreements", "Money", "Open questions", "Who says what", "Sources"):
        assert heading in headings
    assert any(heading.endswith("in what you fed") for heading in headings)
    assert 'class="dot q-verbal-cooperation m-actual"' in page
    assert "n = " in page


def test_filters_leave_only_what_was_asked_for(desk):
    dots = [len(re.findall("<circle", desk.get(f"/dyads/KEN/TUR{q}").text)) for q in ("", "?modality=planned")]
    planned = desk.get("/dyads/KEN/TUR?modality=planned").text
    assert 0 < dots[1] < dots[0]
    assert 'm-actual" cx' not in planned
    assert "No event with a date under these filters" in desk.get("/dyads/KEN/TUR?type=ASSAULT").text


def test_counts_leave_planned_and_negated_out(desk, examples):
    page = desk.get("/dyads/KEN/TUR").text
    counted = int(re.search(r"n = (\d+)", page)[1])
    actual = [e for e in examples.timeline("KEN", "TUR") if e.modality == "actual"]
    known = [e for e in actual if e.date and e.date.earliest and e.date.latest]
    months = [e for e in known if str(e.date.earliest)[:7] == str(e.date.latest)[:7]]
    assert counted == len(months)
    assert f"and {len(actual) - len(months)} whose month is not known" in page


def test_two_names_lead_to_a_pair_and_one_to_an_actor(desk):
    asked = {"a=kenyan&b=Turquía": "/dyads/KEN/TUR", "a=kenyan&b=": "/actors/state:KEN", "b=TUR": "/actors/state:TUR"}
    for words, place in asked.items():
        assert desk.get(f"/dyads?{words}", follow_redirects=False).headers["location"] == place
    assert desk.get("/dyads?a=&b=").status_code == 404
    assert desk.get("/dyads?a=Kenya&b=kenyan").status_code == 400


def test_an_actor_has_a_brief_too(desk, examples):
    page = desk.get("/actors/state:KEN/brief.md")
    assert page.text == examples.brief("KEN")
    assert 'filename="brief-state-KEN.md"' in page.headers["content-disposition"]
    assert desk.get("/api/v1/actors/state:KEN/brief").text == page.text
    assert desk.get("/actors/state:XYZ/brief.html").status_code == 404


def test_the_brief_is_the_programs_own(desk, examples):
    answer = desk.get("/dyads/Kenya/turkish/brief.md")
    assert answer.text.splitlines()[0] == examples.brief("KEN", "TUR").splitlines()[0]
    assert "attachment" in answer.headers["content-disposition"]


def test_a_documents_page_shows_its_characters_one_for_one(desk, examples):
    for record in examples.records("documents"):
        page = desk.get(f"/documents/{record.id}").text
        assert text_of(page) == seen(examples.show(record.id).texts[record.id])


def test_marks_stand_where_the_evidence_stands(desk, examples):
    key = document(examples, "03-loan.txt")
    page = desk.get(f"/documents/{key}?kind=amounts").text
    marked = re.findall(r'<a class="hl k-amounts[^>]*>([^<]+)</a>', page)
    sums = {s.text for a in examples.records("amounts") if a.document_id == key for s in a.evidence}
    assert marked
    assert any(text in sums for text in marked)
    assert "k-claims" not in re.search(r'<div class="text".*?</div>', page, re.DOTALL)[0]


def test_a_text_can_be_shown_as_it_was_read(desk, examples):
    mended = next((d for d in examples.records("documents") if d.edits), None)
    assert mended is not None
    page = desk.get(f"/documents/{mended.id}?text=repaired").text
    assert "<ins" in page
    assert 'title="printed: ' in page


def test_a_hostile_article_is_text(desk, examples):
    key = document(examples, "hostile.txt")
    pages = [desk.get(f"/documents/{key}").text]
    pages += [desk.get(f"/records/{r.id}").text for kind in ("events", "claims", "agreements", "amounts")
              for r in examples.records(kind) if r.document_id == key]  # fmt: skip
    pages += [desk.get(path).text for path in ("/", "/dyads/KEN/TUR", "/dyads/KEN/TUR/sources", "/search?q=Kenya")]
    assert len(pages) >= 5
    for page in pages:
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "\u202e" not in page
        assert "\x00" not in page
    assert "&lt;script&gt;" in pages[0]
    assert text_of(pages[0]).count("{{ 7 * 7 }}") == HOSTILE.count("{{ 7 * 7 }}")


def test_what_is_asked_for_is_escaped_too(desk):
    for path in (
        "/search?q=%3Cscript%3Ealert(1)%3C/script%3E",
        "/actors?q=%22%3E%3Cscript%3E",
        "/records/%3Cscript%3E",
    ):
        page = desk.get(path).text
        assert "<script>" not in page
        assert "&lt;script&gt;" in page


def test_a_record_tells_evidence_reason_and_chain(desk, examples):
    told = next(e for e in examples.records("events") if e.attributed_to)
    page = desk.get(f"/records/{told.id}").text
    assert "<mark>" in page
    assert told.extractor.split()[0] in page
    assert f"/records/{told.attributed_to}" in page


def test_a_conflict_stands_side_by_side(small, archive):
    for value in ("55", "80"):
        text = f"2024-03-05 DEBT {value} USD state:PER state:CHL | Peru owes Chile about {value} dollars by March 2024."
        archive.read_bytes(f"{value}.txt", text.encode())
    conflict = archive.records("conflicts")[0]
    page = small.get(f"/records/{conflict.id}").text
    assert page.count('<section class="side') == 2
    assert "owes Chile about 80 dollars" in page
    page = small.get("/dyads/CHL/PER").text
    assert "Values at odds" in page
    assert "1 contradiction<" in page


def test_values_on_different_bases_are_counted_as_no_contradictions(desk, examples):
    conflicts = examples.records("conflicts")
    assert conflicts
    assert not any(conflict.comparable for conflict in conflicts)
    page = desk.get("/dyads/KEN/TUR").text
    assert "on different bases" in page
    assert "contradiction<" not in page


def test_search_finds_paragraphs_and_actors(desk):
    page = desk.get("/search?q=Erdoğan").text
    assert "<h2>Actors</h2>" in page
    assert "<h2>Text</h2>" in page
    assert "nobody goes by that name" in desk.get("/search?q=xylophone").text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/dyads/KEN/Atlantis", 404), ("/dyads/KEN/KEN", 400), ("/dyads/KEN/TUR?since=then", 400),
        ("/dyads/KEN/TUR/nothing", 404), ("/records/event:0", 404), ("/documents/0", 404), ("/actors/state:XXX", 404),
        ("/documents?page=0", 422), ("/nothing", 404), ("/reading/none", 404), ("/download/no.csv", 400),
    ],
)  # fmt: skip
def test_what_is_not_there_is_said_plainly(desk, path, status):
    answer = desk.get(path)
    assert answer.status_code == status
    assert "Traceback" not in answer.text
    assert "<h1>" in answer.text


def test_other_methods_are_no_fault(desk):
    assert desk.put("/", headers={"Origin": "http://127.0.0.1:8300"}).status_code == 405


def test_money_is_added_up_and_promises_forecasts_and_words_are_told(desk, examples):
    book = examples.ledger("KEN", "TUR")
    page = desk.get("/dyads/KEN/TUR/ledger").text
    for total in book.totals.totals:
        assert f"{total.value:,f} {total.unit}" in page
    for one in book.totals.left_out:
        assert one.why in unescape(page)
    promised = desk.get("/dyads/KEN/TUR/commitments").text
    assert len(book.commitments) == len(re.findall(r"<tr><td class=\"date\">", promised)) > 0
    foretold = examples.forecasts("KEN", "TUR").items
    shown = desk.get("/dyads/KEN/TUR/forecasts").text
    assert len(foretold) == len(re.findall(r"<li><span class=\"date\">", shown)) > 0
    words = examples.framing("KEN", "TUR").items
    assert len(words) == desk.get("/dyads/KEN/TUR/framing").text.count("<tr><td>")


def test_a_contradiction_is_told_by_both_values(desk, examples):
    conflict = next(r for r in examples.library().records("conflicts") if r.values == ("35000000", "140000000"))
    line = re.search(rf'href="/records/{conflict.id}">conflict value</a>(.*?)</li>', desk.get("/").text, re.DOTALL)[1]
    assert re.findall("<bdi>(.*?)</bdi>", line) == ["35 million EUR", "140 million EUR"]
    assert "against" in line


def test_an_actors_dealing_that_two_documents_tell_stands_once_with_their_number(desk, examples):
    library = examples.library()
    view = next(v for v in library.people if v.actor.name == "William Ruto")
    page = desk.get(f"/actors/{view.actor.id}").text
    told = [r for r in view.records if r.id.startswith("event") and r.cluster]
    assert len({r.cluster for r in told}) < len(told)
    rows = re.findall(r'<li><span class="date">.*?</li>', page, re.DOTALL)
    assert len(rows) == len({r.cluster or r.id for r in view.records if not r.id.startswith(("claim", "conflict"))})
    assert sum("documents</span>" in row for row in rows) == len({r.cluster for r in told})
