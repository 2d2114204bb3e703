"""Known events of the world: what they say of an undated text, and what they leave open."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from dragoman import kb
from dragoman.evaluate.seen import resolve_text
from dragoman.kb.rows import rows
from dragoman.records import Edtf, Published
from dragoman.resolve.dating_world import happenings

TABLE = rows("resolve", "dating_events.csv")


def bounds(text: str) -> tuple[str | None, str | None]:
    found: Published = resolve_text(text).published
    return tuple(str(day) if day else None for day in (found.earliest, found.latest))  # type: ignore[return-value]


def test_the_table_is_whole_enough_and_each_row_has_a_source():
    assert len(TABLE) > 600
    assert all(re.match(r"https?://[^/ ]+/", row["source"]) for row in TABLE)
    assert {state for h in happenings() for state in h.countries} <= set(kb.load().states)
    assert all(h.first <= h.last <= h.first + timedelta(days=45) for h in happenings())


def test_each_kind_of_event_has_words_by_which_news_calls_it():
    kinds = {row["kind"] for row in rows("resolve", "dating_event_kinds.csv")}
    assert {row["kind"] for row in TABLE} - {"named"} == kinds
    assert all(row["words"] for row in TABLE if row["kind"] == "named")


@pytest.mark.parametrize(
    ("text", "true", "widest"),
    [
        ("A week after the presidential election in Zambia, President Hakainde Hichilema met the envoys.",
         "2021-08-26", 60),
        ("Ghana marked the 60th anniversary of its independence with a parade.", "2017-03-08", 70),
        ("The two presidents will meet at the Sochi Olympics, officials said.", "2013-11-01", 600),
        ("China and Pakistan marked the 60th anniversary of their diplomatic relations.", "2011-06-01", 70),
        ("Envoys of the two sides spoke of the earthquake of January 12 in Haiti.", "2010-02-03", 400),
        ("In 2008, two years ago, the two banks lent them money.", "2010-08-11", 740),
        ("President Francois Hollande flew to the World Cup in Brazil last week, and both ministers met.",
         "2014-07-14", 100),
        ("President Barack Obama called Colombia's Juan Manuel Santos, who won the presidency on Sunday.",
         "2010-06-22", 1500),
        ("The envoys spoke of Nelson Mandela, who died last week.", "2013-12-12", 14),
        ("Two weeks after the Niamey coup, President Bola Tinubu met the envoys.", "2023-08-09", 60),
        ("President Bola Tinubu spoke two weeks after the coup in the capital Niamey.", "2023-08-09", 60),
        ("A week after the earthquake in Kathmandu, President Francois Hollande sent tents.", "2015-05-02", 60),
        ("President Barack Obama came a week after the presidential election in the United States.",
         "2012-11-14", 1600),
    ],
)  # fmt: skip
def test_an_event_that_is_known_gives_the_days_on_which_a_text_can_tell_of_it(text, true, widest):
    low, high = bounds(text)
    assert low is not None
    assert high is not None
    assert low <= true <= high
    assert (date.fromisoformat(high) - date.fromisoformat(low)).days < widest


def test_what_is_told_of_as_past_has_been():
    assert bounds("After the Brexit referendum the two ministers asked for talks.") == ("2016-06-23", None)


def test_an_event_that_the_table_may_lack_leaves_its_days_open():
    """The presidential election in Egypt of 2024 was in December 2023; the table knows those of 2014 and 2018."""
    found = resolve_text("Observers arrived ahead of next month's presidential election in Egypt.").published
    assert (found.earliest, found.latest) == (None, None)
    assert any("known event" in reason.rule for reason in found.reasons)


KENYA = (
    "\n\nUhuru Kenyatta, the president of Kenya, said so, and so did President Mohamed Abdullahi Mohamed of Somalia."
)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Somalia cut diplomatic ties with Kenya on Tuesday.", "2020-12-15", "2020-12-21"),
        ("On Tuesday Somalia protested and severed diplomatic relations with Kenya.", "2020-12-15", "2020-12-21"),
        ("Somalia resumed diplomatic relations with Kenya on Thursday.", "2021-05-06", "2021-05-12"),
        ("Somalia breaks diplomatic relations with Kenya.", "2020-12-15", "2021-01-14"),
    ],
)
def test_the_end_of_relations_and_their_restoration_date_a_text(text, low, high):
    assert bounds(text + KENYA) == (low, high)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Its president is on an official visit to Chile from October 28 to 30, 2024.", "2024-10-28", "2024-10-31"),
        ("Its president paid a visit to Chile from October 28 to 30, 2024. Yesterday he met a minister.",
         "2024-10-28", "2024-10-31"),
        ("Its president plans a visit to Chile from October 28 to 30, 2024.", None, None),
    ],
)  # fmt: skip
def test_a_visit_under_way_or_made_yesterday_holds_the_days_of_the_text(text, low, high):
    assert bounds(text) == (low, high)


@pytest.mark.parametrize(
    "text",
    [
        "Somalia may cut diplomatic ties with Kenya.",
        "It was left unsaid whether this means Somalia cutting its ties with Kenya.",
        "Somalia has diplomatic relations with Kenya.",
    ],
)
def test_relations_that_nobody_is_said_to_have_ended_date_nothing(text):
    assert not [r for r in resolve_text(text + KENYA).published.reasons if "known event" in r.rule]


@pytest.mark.parametrize(
    "text",
    [
        "Local elections were held in Kenya last week, and the envoys observed them.",
        "The envoys met at the Rugby World Cup in France last month.",
        "Kenya asked for free and fair elections next month.",
        "After the election of 2013 in Kenya the envoys met.",
        "The envoys met last week.",
    ],
)
def test_lesser_elections_and_dated_ones_say_nothing(text):
    assert not [r for r in resolve_text(text).published.reasons if "known event" in r.rule]


def test_a_printed_date_is_not_doubted_for_an_event_of_the_table():
    text = "NAIROBI, May 2, 2015 - Envoys met on Saturday, a week after the presidential election in Zambia."
    found = resolve_text(text).published
    assert found.edtf == Edtf.parse("2015-05-02")
    assert not [r for r in found.reasons if r.rule.startswith("contradicts")]
