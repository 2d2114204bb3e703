"""Time expressions: what is found, with which parts, and what is left alone."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

import pytest

from dragoman.annotate import parser, timexes
from dragoman.document import Annotated, Clean, Document, OffsetMap, Timex, Zone


@lru_cache(maxsize=256)
def read(text: str) -> Annotated:
    document = Document("0" * 64, "test", text)
    size = len(text)
    doc = parser.parse(Clean(document, text, OffsetMap((0,), (0,), size, size), (), (Zone("body", 0, size),)))
    return replace(doc, timexes=timexes.find(doc))


def only(text: str) -> Timex:
    found = read(text).timexes
    assert len(found) == 1, [t.text for t in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "words", "kind", "parts"),
    [
        ("They signed it on 3 June 2021.", "3 June 2021", "date", {"day": 3, "month": 6, "year": 2021}),
        ("They signed it on June 3rd, 2021.", "June 3rd, 2021", "date", {"day": 3, "month": 6, "year": 2021}),
        (
            "It was held the 15 of June of 2025.",
            "the 15 of June of 2025",
            "date",
            {"day": 15, "month": 6, "year": 2025},
        ),
        ("It fell on Sunday the first of September.", "Sunday the first of September", "date", {"wd": 6, "day": 1}),
        ("It was 2024-01-08 then.", "2024-01-08", "date", {"year": 2024, "month": 1, "day": 8}),
        ("Printed 18/06/2025 in Lyon.", "18/06/2025", "date", {"date": "18-06-2025"}),
        ("In March the envoys met.", "March", "date", {"month": 3, "op": "in"}),
        ("It opened in mid-March.", "mid-March", "date", {"edge": "mid", "month": 3}),
        (
            "It closed at the end of June 2024.",
            "the end of June 2024",
            "date",
            {"edge": "end", "month": 6, "year": 2024},
        ),
        ("Trade grew in 2019.", "2019", "date", {"year": 2019, "op": "in"}),
        ("Trade has grown since 2006.", "2006", "date", {"year": 2006, "op": "since"}),
        ("It shall be ready by 2035.", "2035", "date", {"year": 2035, "op": "by"}),
        ("It was built in the late 1990s.", "the late 1990s", "date", {"edge": "late", "decade": 1990}),
        ("It is a road of the 21st century.", "the 21st century", "date", {"century": 21}),
        ("Gas will flow before the winter of 2026.", "the winter of 2026", "date", {"season": "winter", "year": 2026}),
        ("They meet in the first half of 2024.", "the first half of 2024", "date", {"nth": 1, "half": "half"}),
        ("They meet in the first quarter of 2025.", "the first quarter of 2025", "date", {"nth": 1, "year": 2025}),
        ("It worked from 2025 to 2035.", "2025 to 2035", "date", {"year": 2025, "year2": 2035}),
        ("It rained from May to July.", "May to July", "date", {"month": 5, "month2": 7}),
        ("In the night of the 14 to the 15 June it fell.", "the 14 to the 15 June", "date", {"day": 14, "day2": 15}),
        ("The budget of fiscal year 2023-24 passed.", "fiscal year 2023-24", "date", {"fiscal": "FY", "year": 2023}),
        ("They met on Tuesday.", "Tuesday", "weekday", {"wd": 1, "op": "on"}),
        ("They meet next Monday.", "next Monday", "weekday", {"wd": 0, "dir": "next"}),
        ("It was opened yesterday Thursday.", "yesterday Thursday", "weekday", {"deixis": -1, "wd": 3}),
        (
            "She left earlier this week.",
            "earlier this week",
            "relative",
            {"edge": "earlier", "dir": "this", "unit": "week"},
        ),
        ("It fell in the last year.", "the last year", "relative", {"dir": "last", "unit": "year", "op": "in"}),
        ("It fell over the past two months.", "the past two months", "relative", {"dir": "past", "count": 2}),
        ("They met six months ago.", "six months ago", "relative", {"count": 6, "unit": "month"}),
        ("He came back a week later.", "a week later", "relative", {"count": 1, "unit": "week", "shift": "later"}),
        ("He was arrested overnight.", "overnight", "relative", {}),
        (
            "He left just days after the minister resigned.",
            "just days after",
            "anchored",
            {"unit": "day", "shift": "after"},
        ),
        ("He left two days after the vote.", "two days after", "anchored", {"count": 2, "shift": "after"}),
        (
            "The firm has been here for two decades.",
            "two decades",
            "duration",
            {"count": 2, "unit": "decade", "op": "for"},
        ),
        ("It will open in about five years.", "about five years", "duration", {"approx": "~", "count": 5, "op": "in"}),
        ("They pay every year.", "every year", "set", {"unit": "year"}),
        ("They report annually.", "annually", "set", {"each": "P1Y"}),
        ("They will meet soon.", "soon", "vague", {"vague": "future"}),
        ("They recently met.", "recently", "vague", {"vague": "past"}),
        ("Talks began at 07:45 GMT.", "07:45 GMT", "time", {"clock": "07:45", "zone": "+00:00"}),
    ],
)
def test_expressions(text, words, kind, parts):
    found = only(text)
    assert (found.text, found.kind) == (words, kind)
    assert parts.items() <= dict(found.parts).items()


@pytest.mark.parametrize(
    "text",
    [
        "Troops may march on the capital.",
        "The deputy came second in the vote.",
        "They sent 2000 soldiers and 1800 tents.",
        "Prices rose to 1999 dollars, or about 2050 a head.",
        "The government may fall.",
        "He read the Sun and the Guardian.",
        "They spring into action.",
    ],
)
def test_what_is_no_expression(text):
    assert [t.text for t in read(text).timexes] == []


def test_several_in_one_sentence_do_not_overlap():
    doc = read("On Monday, 3 June 2024, a week after talks in May, he said he would return by the end of the year.")
    ends = [(t.first, t.last) for t in doc.timexes]
    assert len(ends) == 4
    assert all(a[1] <= b[0] for a, b in pairwise(ends))
    assert [t.i for t in doc.timexes] == [0, 1, 2, 3]


def test_text_is_the_slice_of_its_tokens():
    doc = read("It began in the spring of 1990, and from July 1 to July 3, 1991 it paused for ten days.")
    for timex in doc.timexes:
        assert doc.clean.text[doc.tokens[timex.first].start : doc.tokens[timex.last - 1].end] == timex.text


def test_glued_dates_come_apart():
    found = [t.text for t in read("The battle (14 August-24 August) and the crisis of 1914–18 ended it.").timexes]
    assert found == ["14 August-24 August", "1914–18"]
