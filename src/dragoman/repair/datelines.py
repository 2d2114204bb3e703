"""Datelines: the place, date and agency that open a first paragraph, and lines that hold a date and no sentence."""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.repair.lexicon import Lexicon, rows, words

_PLACE = r"[A-ZÀ-Þ][\w.’'-]*(?:[ /][A-ZÀ-Þ][\w.’'-]*){0,3}"
_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ.’'-]+(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.’'-]*){0,3}"
_AGENCY = r"(?:\([^()\n]{2,40}\)|/[^/\n]{2,40}/)"
_DASH = r"(?:\.?\s?(?:--|[-–—])\s)"
_NAMED = re.compile(rf"(?P<place>{_PLACE}): (?=[A-ZÀ-Þ])")
_PARTS = re.compile(r"\s+[-–—|/·•]+\s+")
_CLOCK = re.compile(r"\W{0,2}\d{1,2}[:.h]\d{2}(?:\s?(?:am|pm|a\.m\.|p\.m\.|[A-Z]{2,4}))?\W{0,2}", re.IGNORECASE)
_MAX_LINE = 14


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    return {row["kind"]: row["pattern"] for row in rows("datelines")}


@lru_cache(maxsize=1)
def _openings() -> tuple[tuple[bool, re.Pattern[str]], ...]:
    """The shapes of opening datelines; True for those that only the first paragraph of the body may have."""
    month, clock = f"(?i:{_words()['month']})", r"(?: \d{1,2}:\d{2})?"
    year = r"(?:,? \d{4})?"
    day = rf"(?:{month} \d{{1,2}}(?:st|nd|rd|th)?{year}|\d{{1,2}}(?:st|nd|rd|th)? {month}{year}){clock}"
    byline = r"(?:[A-ZÀ-Þ][\w-]+(?: [A-ZÀ-Þ][\w-]+)? )"
    return tuple(
        (first_only, re.compile(shape))
        for first_only, shape in (
            (False, rf"{_PLACE}[,.]? {day}\.?,? ?(?:{byline}?{_AGENCY}\.?)?(?:{_DASH}|(?<=[/)])\.? |\.-? |: )"),
            (False, rf"{_PLACE},? ?{_AGENCY}\.?(?:{_DASH}|\.-? |: )"),
            (False, rf"{_PLACE},? ?{_AGENCY},? {day}\.?{_DASH}"),
            (True, rf"{_CAPITALS}(?:, [A-ZÀ-Þ][\w. ]{{2,20}})?(?:{_DASH}|: )"),
            (True, rf"{_PLACE}(?:, [A-ZÀ-Þ][\w. ]{{2,20}})?\.-? ?[-–—]+ "),
        )
    )


def opening_dateline(text: str, lexicon: Lexicon, *, first: bool) -> int:
    """How many characters of a paragraph are a dateline, the dash and the space after it included; 0 for none.

    `first` says that the body begins here: then a place alone is enough.
    """
    for first_only, shape in _openings():
        found = shape.match(text) if first or not first_only else None
        if found and found.end() < len(text) and _of_place(found.group(), lexicon):
            return found.end()
    named = _NAMED.match(text) if first else None
    return named.end() if named and lexicon.is_town(named.group("place")) else 0


def _of_place(opening: str, lexicon: Lexicon) -> bool:
    """Whether an opening may name a place: before a colon stand labels too ("EXCLUSIVE:"), and names of all kinds."""
    if not opening.endswith(": "):
        return True
    name = opening[:-2].partition(",")[0].title()
    known = lexicon.kb is None or lexicon.is_place(name)
    return known and not any(word.lower() in words("label") for word in name.split())


def is_date_line(text: str) -> bool:
    """Whether a line says when (and perhaps for which outlet) it was printed, and no more."""
    pieces = text.split()
    if len(pieces) > _MAX_LINE or not re.search(r"\d", text):
        return False
    first, *rest = _PARTS.split(text)
    known, _ = _date_words()
    return _all_date(first) and all(all(map(known.fullmatch, _bare(part))) or part.istitle() for part in rest)


def is_clock(text: str) -> bool:
    """Whether a line is the time of day that heads an entry of a live report."""
    return _CLOCK.fullmatch(text) is not None


def _all_date(text: str) -> bool:
    bare = _bare(text)
    known, named = _date_words()
    return all(known.fullmatch(word) for word in bare) and any(named.match(word) for word in bare)


def _bare(text: str) -> list[str]:
    return [bare for word in re.split(r"[\s,|]+", text) if (bare := word.strip(".,()[]|+-:"))]


@lru_cache(maxsize=1)
def _date_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a line that is all date is made of, and the part that it cannot do without."""
    w = _words()
    known = rf"\d[\d:./h-]*(?:st|nd|rd|th|z)?|{w['month']}|{w['weekday']}|{w['filler']}"
    named = rf"{w['month']}|\d{{4}}([-/.])\d{{1,2}}\1\d{{1,2}}|\d{{1,2}}([-/.])\d{{1,2}}\2\d{{2,4}}"
    return re.compile(known, re.IGNORECASE), re.compile(named, re.IGNORECASE)
