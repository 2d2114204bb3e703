"""Sets of days as bits of one number, so that constraints on a date meet by "and"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

FIRST, LAST = date(1800, 1, 1), date(2199, 12, 31)
SIZE = (LAST - FIRST).days + 1
ALL = (1 << SIZE) - 1


def between(low: date | None, high: date | None) -> int:
    """The days from low to high, both in; None leaves that end open."""
    start = max(0, (low - FIRST).days) if low else 0
    stop = min(SIZE, (high - FIRST).days + 1) if high else SIZE
    return ((1 << (stop - start)) - 1) << start if stop > start else 0


def weekday(number: int) -> int:
    """Every such weekday (Monday 0)."""
    week, shift = 0, (number - FIRST.weekday()) % 7
    block = sum(1 << (7 * n) for n in range(64))
    for n in range(SIZE // (7 * 64) + 1):
        week |= block << (7 * 64 * n)
    return (week << shift) & ALL


def union(sets: Iterable[int]) -> int:
    """The days of any of these sets."""
    found = 0
    for one in sets:
        found |= one
    return found


def around(some: Iterable[date], before: timedelta, after: timedelta) -> int:
    """The days from so long before to so long after any of these days."""
    marks = bytearray(SIZE // 8 + 1)
    for day in some:
        number = max(0, (day - before - FIRST).days)
        if number < SIZE:
            marks[number >> 3] |= 1 << (number & 7)
    found, filled, width = int.from_bytes(marks, "little"), 1, (before + after).days + 1
    while filled < width:
        step = min(filled, width - filled)
        found |= found << step
        filled += step
    return found & ALL


def common(sets: Iterable[int]) -> int:
    """The days that all of these sets hold."""
    found = ALL
    for one in sets:
        found &= one
    return found


def first(days: int) -> date | None:
    """The earliest day, or None for the empty set."""
    return FIRST + timedelta(days=(days & -days).bit_length() - 1) if days else None


def last(days: int) -> date | None:
    """The latest day, or None for the empty set."""
    return FIRST + timedelta(days=days.bit_length() - 1) if days else None


def walk(days: int) -> Iterator[date]:
    """The days, in order."""
    while days:
        low = days & -days
        yield FIRST + timedelta(days=low.bit_length() - 1)
        days ^= low


def years() -> range:
    """The years that a set can hold."""
    return range(FIRST.year, LAST.year + 1)
