"""TIMEX2 inline mark-up: the text beneath it, its expressions, and their values as EDTF (Ferro et al. 2005)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from html import unescape
from typing import Final

from dragoman.records import Edtf

_TAG: Final = re.compile(r"<TIMEX2\b(?P<attributes>[^>]*)>|(?P<close></TIMEX2>)|<[^>]*>", re.IGNORECASE)
_VALUE: Final = re.compile(r"""\bval\s*=\s*["'](?P<value>[^"']*)["']""", re.IGNORECASE)
_DAY: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T.*)?")
_WEEK: Final = re.compile(r"(\d{4})-W(\d{2})(?:-(\d))?(?:T.*)?")
_QUARTER: Final = re.compile(r"(\d{4})-(?:Q([1-4])|H([12]))")
_SEASON: Final = re.compile(r"(\d{4})-(SP|SU|FA|WI)")
# Meteorological seasons of the northern hemisphere: first month, and how many years on it ends.
_SEASONS: Final = {"SP": (3, 5, 0), "SU": (6, 8, 0), "FA": (9, 11, 0), "WI": (12, 2, 1)}


# What TIMEX2 writes as a day, week, month or year of no name, TimeML writes as a period.
_REPEATED: Final = {"XXXX-XX-XX": "P1D", "XXXX-WXX": "P1W", "XXXX-XX": "P1M", "XXXX": "P1Y"}


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked expression: characters start:end of the text, its value, or what it says where that is no date."""

    start: int
    end: int
    value: Edtf | None
    other: str | None = None


def unmarked(markup: str) -> tuple[str, list[Marked]]:
    """The text of a marked-up document, and its expressions; one inside another is left out."""
    pieces: list[str] = []
    found: list[Marked] = []
    opened: list[tuple[int, str]] = []
    at = length = 0
    for tag in _TAG.finditer(markup):
        piece = unescape(markup[at : tag.start()])
        pieces.append(piece)
        length, at = length + len(piece), tag.end()
        if tag["attributes"] is not None:
            value = _VALUE.search(tag["attributes"])
            opened.append((length, value["value"] if value else ""))
        elif tag["close"] and opened:
            start, text = opened.pop()
            if not opened:
                found.append(_marked(start, length, text))
    return "".join(pieces) + unescape(markup[at:]), found


def _marked(start: int, end: int, text: str) -> Marked:
    value = edtf(text)
    return Marked(start, end, value, None if value else plain(text))


def plain(value: str) -> str | None:
    """A length, repetition or vague time with TimeML's spelling of repetitions; None for an empty value."""
    return _REPEATED.get(value, value) or None


def edtf(value: str) -> Edtf | None:
    """A TIMEX2 value as EDTF; None for durations, sets, and references to past, present and future."""
    if day := _DAY.fullmatch(value):
        return Edtf.parse(day[1])
    if re.fullmatch(r"\d{4}(-\d{2})?", value):
        return Edtf.parse(value)
    if re.fullmatch(r"\d{2,3}", value):
        return Edtf.parse(value.ljust(4, "X"))
    return _week(value) or _part(value)


def _week(value: str) -> Edtf | None:
    if not (found := _WEEK.fullmatch(value)):
        return None
    try:
        monday = date.fromisocalendar(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError:
        return None
    return Edtf.day(monday) if found[3] else Edtf.between(monday, monday + timedelta(6))


def _part(value: str) -> Edtf | None:
    if found := _QUARTER.fullmatch(value):
        months, which = (3, int(found[2])) if found[2] else (6, int(found[3]))
        return Edtf.parse(f"{found[1]}-{months * which - months + 1:02d}/{found[1]}-{months * which:02d}")
    if found := _SEASON.fullmatch(value):
        first, last, later = _SEASONS[found[2]]
        return Edtf.parse(f"{found[1]}-{first:02d}/{int(found[1]) + later}-{last:02d}")
    return None
