"""How the dates of two records stand to one another."""

from __future__ import annotations

from datetime import timedelta
from enum import IntEnum
from functools import lru_cache
from typing import Final

from dragoman.records import Edtf

WEEK: Final = timedelta(days=6)
RECENT: Final = timedelta(days=14)


class Meeting(IntEnum):
    """What two dates say of two records being one."""

    APART = 0
    UNKNOWN = 1
    WIDE = 2
    CLOSE = 3


def meeting(a: Edtf | None, b: Edtf | None) -> Meeting:
    """CLOSE: both within a week's width and touching; WIDE: touching; APART: no day in common."""
    if a is None or b is None:
        return Meeting.UNKNOWN
    return _meeting(a.text, b.text)


@lru_cache(maxsize=8192)
def _meeting(one: str, other: str) -> Meeting:
    a, b = Edtf.parse(one), Edtf.parse(other)
    if not a.periods or not b.periods:
        return Meeting.WIDE if _same_day_of_year(a, b) else Meeting.APART
    if not a.touches(b):
        return Meeting.APART
    return Meeting.CLOSE if narrow(a) and narrow(b) else Meeting.WIDE


def narrow(value: Edtf | None) -> bool:
    """Whether a date is at most a week wide."""
    return (
        value is not None
        and value.earliest is not None
        and value.latest is not None
        and value.latest - value.earliest <= WEEK
    )


def weeks(value: Edtf | None, widest: timedelta = WEEK) -> list[int]:
    """The numbered weeks in which a date of at most that width falls; none for a wider or an unknown one."""
    if value is None or value.earliest is None or value.latest is None or value.latest - value.earliest > widest:
        return []
    return list(range(value.earliest.toordinal() // 7, value.latest.toordinal() // 7 + 1))


def years(value: Edtf | None) -> list[int]:
    """The years of a date of a few years at most."""
    if value is None or value.earliest is None or value.latest is None:
        return []
    found = list(range(value.earliest.year, value.latest.year + 1))
    return found if len(found) <= 3 else []


def _same_day_of_year(a: Edtf, b: Edtf) -> bool:
    """Two dates of which one names no year: whether month and day agree as far as both say."""
    one, other = (value.text.rstrip("~%?").split("-")[1:] for value in (a, b))
    return all(x == y or "X" in x + y for x, y in zip(one, other, strict=False))
