"""Datelines: the place, date and agency that open a first paragraph, and lines that hold a date and no sentence."""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.repair.lexicon import rows

_PLACE = r"[A-ZÀ-Þ][\w.’'-]*(?:[ /][A-ZÀ-Þ][\w.’'-]*){0,3}"
_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ.’'-]+(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.’'-]*){0,3}"
_AGENCY = r"(?:\([^()\n]{2,40}\)|/[^/\n]{2,40}/)"
_DASH = r"(?:\.?\s?(?:--|[-–—])\s)"
_MAX_LINE = 14


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    return {row["kind"]: row["pattern"] for row in rows("datelines")}


@lru_cache(maxsize=1)
def _openings() -> tuple[re.Pattern[str], ...]:
    month = f"(?i:{_words()['month']})"
    day = rf"(?:{month} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)? {month}(?:,? \d{{4}})?)(?: \d{{1,2}}:\d{{2}})?"
    byline = r"(?:[A-ZÀ-Þ][\w-]+(?: [A-ZÀ-Þ][\w-]+)? )"
    return tuple(
        re.compile(shape)
        for shape in (
            rf"{_PLACE}[,.]? {day}\.?,? ?(?:{byline}?{_AGENCY}\.?)?(?:{_DASH}|(?<=[/)])\.? |\.-? |: )",
            rf"{_PLACE},? ?{_AGENCY}\.?(?:{_DASH}|\.-? |: )",
            rf"{_CAPITALS}(?:, [A-ZÀ-Þ][\w. ]{{2,20}})?(?:{_DASH}|: )",
            rf"{_PLACE}(?:, [A-ZÀ-Þ][\w. ]{{2,20}})?\.-? ?[-–—]+ ",
        )
    )


def opening_dateline(text: str) -> int:
    """How many characters of a paragraph are a dateline, the dash and the space after it included; 0 for none."""
    for shape in _openings():
        found = shape.match(text)
        if found and found.end() < len(text):
            return found.end()
    return 0


def is_date_line(text: str) -> bool:
    """Whether a line says when (and perhaps for which outlet) it was printed, and no more."""
    pieces = text.split()
    if len(pieces) > _MAX_LINE or not re.search(r"\d", text):
        return False
    date, _, rest = text.partition(" – ") if " – " in text else text.partition(" | ")
    return _all_date(date) and (not rest or _all_date(rest) or rest.istitle())


def _all_date(text: str) -> bool:
    bare = [w.strip(".,()[]|+-:") for w in re.split(r"[\s,|]+", text)]
    w = _words()
    known = re.compile(rf"(?:\d[\d:./h-]*(?:st|nd|rd|th|z)?|{w['month']}|{w['weekday']}|{w['filler']})", re.IGNORECASE)
    named = re.compile(
        rf"(?:{w['month']}|\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2,4}})", re.IGNORECASE
    )
    return all(not b or known.fullmatch(b) for b in bare) and any(named.match(b) for b in bare)
