"""The document's own date: stated, in its address, or inferred with reasons; open where nothing says it."""

from __future__ import annotations

import csv
import hashlib
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dragoman import kb
from dragoman.annotate import annotate
from dragoman.document import Document
from dragoman.records import Edtf, Published
from dragoman.repair import mend
from dragoman.resolve import dating, days, resolve
from dragoman.resolve.constraint import Constraint, solve

CASES = list(csv.DictReader((Path(__file__).parent / "dating.csv").read_text(encoding="utf-8").splitlines()))


@lru_cache(maxsize=128)
def dated(text: str, url: str | None = None, published: str | None = None) -> Published:
    known = kb.load()
    given = Edtf.parse(published) if published else None
    document = Document(hashlib.sha256(text.encode()).hexdigest(), "test", text, url=url, published=given)
    return resolve(annotate(mend(document, known), known), known).published


@pytest.mark.parametrize("case", CASES, ids=[c["text"][:30] for c in CASES])
def test_the_true_day_is_inside_and_the_interval_no_wider_than_the_words_allow(case):
    found = dated(case["text"].replace("\\n", "\n"))
    true, widest = date.fromisoformat(case["day"]), int(case["widest"])
    low = found.earliest.earliest if found.earliest else date.min
    high = found.latest.latest if found.latest else date.max
    assert low is not None
    assert high is not None
    assert low <= true <= high
    assert not found.candidates or Edtf.day(true) in found.candidates
    assert (high - low).days + 1 <= widest


def test_nothing_said_leaves_it_open():
    found = dated("The envoy met the minister in the capital. They spoke of trade and of fish.")
    assert (found.edtf, found.basis, found.earliest, found.latest, found.candidates) == (None, "none", None, None, ())


def test_metadata_stands_above_what_is_printed():
    found = dated("Quito, November 14, 2019 – Ecuador opened talks.", published="2019-11-15")
    assert (str(found.edtf), found.basis) == ("2019-11-15", "metadata")


def test_the_address_gives_a_day_or_a_month():
    text = "The envoy met the minister."
    assert str(dated(text, url="https://news.example/world/2021/03/04/envoy").edtf) == "2021-03-04"
    assert str(dated(text, url="https://news.example/2021/03/envoy").edtf) == "2021-03"
    assert dated(text, url="https://news.example/p/20991399").edtf is None
    assert str(dated(text, url="https://news.example/world/2021/mar/04/envoy").edtf) == "2021-03-04"
    assert str(dated(text, url="https://news.example/4-Mar-2021/envoy").edtf) == "2021-03-04"
    assert dated(text, url="https://news.example/the-treaty-of-march-4-2021").edtf is None


def test_every_reason_quotes_the_text():
    text = "Former President Donald Trump had refused. The minister met her this Friday. On April 18 they had agreed."
    found = dated(text)
    spans = [r.span for r in found.reasons]
    assert len(spans) >= 3
    assert all(s and text[s.start : s.end] == s.text for s in spans)


def test_candidates_are_the_weekday_named_and_no_reason_excludes_them():
    text = "Former President Donald Trump had refused. The minister met her this Friday. On April 18 they agreed on it."
    found = dated(text)
    listed = [c.earliest for c in found.candidates]
    assert date(2023, 5, 5) in listed
    assert {d.weekday() for d in listed if d} == {4}
    assert {d.year for d in listed if d} == {2021, 2022, 2023, 2024}
    assert all(d and date(2021, 1, 20) <= d <= date(2025, 1, 20) for d in listed)


def test_a_stated_date_that_the_text_contradicts_is_flagged():
    found = dated("Posted: March 9, 2013\n\nKenya signed the treaty in June 2018 and Uganda ratified it in 2019.")
    assert str(found.edtf) == "2013-03-09"
    assert any(r.rule.startswith("contradicts the stated date") for r in found.reasons)


def test_a_numeric_date_that_reads_in_two_ways_stays_two_days():
    found = dated("Talks on fish\n\npublished on 12/05/2021 at 07:45\n\nThe envoys met in the morning.")
    assert found.edtf is None
    assert [str(c) for c in found.candidates] == ["2021-05-12", "2021-12-05"]


def test_a_date_in_a_caption_is_not_the_documents():
    found = dated("The envoy met the minister in the capital and left.\n\n(Photo: Andes Press, 3 May 2011)")
    assert found.edtf is None


def test_contradiction_drops_the_weakest_and_says_so():
    strong = Constraint("strong", "2020", days.between(date(2020, 1, 1), date(2020, 12, 31)), 0.9, None)
    weak = Constraint("weak", "2021", days.between(date(2021, 1, 1), None), 0.2, None)
    left, reasons = solve([weak, strong])
    assert (days.first(left), days.last(left)) == (date(2020, 1, 1), date(2020, 12, 31))
    assert [r.rule for r in reasons] == ["strong", "dropped: weak"]


@pytest.mark.parametrize("number", range(7))
def test_sets_of_weekdays(number):
    week = days.weekday(number) & days.between(date(2024, 2, 26), date(2024, 3, 10))
    found = list(days.walk(week))
    assert len(found) == 2
    assert all(d.weekday() == number for d in found)


def test_sets_of_days_have_their_ends():
    span = days.between(date(2024, 2, 28), date(2024, 3, 1))
    assert list(days.walk(span)) == [date(2024, 2, 28) + timedelta(days=n) for n in range(3)]
    assert days.first(0) is None
    assert days.last(0) is None
    assert days.between(date(2024, 2, 2), date(2024, 2, 1)) == 0


def test_no_clock_is_read():
    source = Path(dating.__file__).parent
    read = "".join(p.read_text(encoding="utf-8") for p in source.glob("*.py"))
    assert ".today(" not in read
    assert ".now(" not in read
    assert "getmtime" not in read


WORDS = [
    "Monday",
    "may",
    "second",
    "February",
    "30",
    "31",
    "29",
    "2019",
    "0001",
    "9999",
    "1990s",
    "Q3",
    "FY24",
    "18:99",
    "31/31/2021",
    "12/05/2021",
    "last",
    "next",
    "this",
    "month",
    "weeks",
    "ago",
    "later",
    "before",
    "after",
    "the",
    "first",
    "final",
    "of",
    "in",
    "by",
    "since",
    "until",
    "will",
    "met",
    "said",
    "former",
    "President",
    "Donald",
    "Trump",
    "summit",
    "soon",
    "overnight",
    "Easter",
    "BC",
    "century",
    "winter",
    "early",
    "end",
    "-",
    ",",
    ".",
    "(",
]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25))
@example(["In", "February", "30", "they", "will", "meet"])
def test_no_text_is_an_error_and_every_value_parses_back(words):
    found = dated.__wrapped__(" ".join(words))
    for value in (found.edtf, found.earliest, found.latest, *found.candidates):
        assert value is None or Edtf.parse(str(value)) == value
    low, high = found.earliest, found.latest
    assert not (low and high and low.earliest and high.latest) or low.earliest <= high.latest


def test_a_former_president_of_whom_no_presidency_is_known_limits_nothing():
    text = "Former President John Kerry spoke in Nairobi on trade with Kenya."
    assert dated(text).basis == "none"


def test_a_date_from_outside_is_held_against_the_text():
    text = "Oslo, June 5, 2024 - The envoys met."
    found = dated(text, published="2025-01-07")
    assert [r.rule for r in found.reasons] == [
        "metadata of the file",
        "contradicts the stated date: another dateline date",
    ]


def test_a_yesterday_that_does_not_fit_is_flagged_and_becomes_an_issue():
    text = "Oslo, June 5, 2024 - The envoys met yesterday, Friday, and parted in peace."
    known = kb.load()
    document = Document(hashlib.sha256(text.encode()).hexdigest(), "test", text)
    found = resolve(annotate(mend(document, known), known), known)
    assert str(found.published.edtf) == "2024-06-05"
    (issue,) = [i for i in found.issues if i.code == "date-contradicted"]
    assert issue.message.startswith("contradicts the stated date: weekday of the document")
    assert issue.start is not None
    assert text[issue.start : issue.end] == "yesterday, Friday"


def test_of_constraints_that_contradict_those_stay_that_weigh_most_together():
    early = days.between(None, date(1990, 1, 1))
    late = days.between(date(2000, 1, 1), None)
    wrong = Constraint("before what is told as to come", "../1990", early, 0.7, None)
    right = [Constraint(f"tenure {n}", "2000/..", late, 0.5, None) for n in range(2)]
    left, reasons = solve([wrong, *right])
    assert days.first(left) == date(2000, 1, 1)
    assert reasons[0].rule == "dropped: before what is told as to come"


def test_a_further_term_dates_nothing():
    text = "Andrus Ansip took the oath on Monday for a third term. The envoys met."
    assert not any("told as" in r.rule for r in dated(text).reasons)


def test_this_weekday_in_an_article_of_the_next_day_is_no_contradiction():
    found = dated("Oslo, June 6, 2024 - The envoys met this Wednesday and parted in peace.")
    assert [r.rule for r in found.reasons] == ["dateline date"]


def test_several_words_for_one_change_of_office_are_one_reason():
    text = "Romano Prodi was sworn in and took office last month, took over the papers and assumed office."
    assert sum("told as 'last month'" in r.rule for r in dated(text).reasons) == 1
