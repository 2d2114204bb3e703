"""Dates in EDTF (ISO 8601-2): the part of levels 0 to 2 that news needs.

Days, months, years, decades (`201X`), unspecified parts (`XXXX-04-18`), qualifiers (`2035~`), intervals with open ends
(`2023-04-21/..`) and one-of sets (`[2023-04-28,2023-05-05]`); seasons, quarters and halves as months 21 to 41
(`2024-33` is the first quarter). A season 21 to 24 says no half of the earth, so it may be that of either: `2024-22` is
June to August, or December to February at either end of the year. A value says no more than its text: comparison works
on the first and last day that it may mean.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

_PLAIN = re.compile(r"(?P<year>[\dX]{4})(?:-(?P<month>[\dX]{2})(?:-(?P<day>[\dX]{2}))?)?(?P<qualifier>[~?%]?)")
OPEN = ".."


@dataclass(frozen=True, slots=True)
class Edtf:
    """One EDTF value. `periods` are the spans of days that it may mean, in order; None at an end means open.

    A value with an unspecified year has no periods: it fixes a day of the year and no more.
    """

    text: str
    periods: tuple[tuple[date | None, date | None], ...]

    def __str__(self) -> str:
        return self.text

    @classmethod
    def parse(cls, text: str) -> Edtf:
        """Read an EDTF string. Raises ValueError with the part that cannot be read."""
        return _parse(text.strip())

    @classmethod
    def day(cls, when: date) -> Edtf:
        """That day."""
        return _parse(when.isoformat())

    @classmethod
    def month(cls, year: int, month: int) -> Edtf:
        """That month."""
        return _parse(f"{year:04d}-{month:02d}")

    @classmethod
    def year(cls, year: int) -> Edtf:
        """That year."""
        return _parse(f"{year:04d}")

    @classmethod
    def between(cls, first: date | None, last: date | None) -> Edtf:
        """The days from first to last, an end left open where None; one day or one whole month is named as such."""
        if first is not None and first == last:
            return cls.day(first)
        if first is not None and last is not None and first.day == 1 and last == _last_of(first.year, first.month):
            return cls.month(first.year, first.month)
        if (
            first is not None
            and last is not None
            and (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31))
        ):
            return cls.year(first.year)
        return _parse(f"{first or OPEN}/{last or OPEN}")

    @classmethod
    def one_of(cls, values: Iterable[Edtf]) -> Edtf:
        """A value that is one of these, which one is not known; duplicates fall together."""
        unique = sorted({v.text: v for v in values}.values(), key=lambda v: (v.earliest or date.min, v.text))
        if not unique:
            raise ValueError("a set of dates needs at least one date")
        return unique[0] if len(unique) == 1 else _parse(f"[{','.join(v.text for v in unique)}]")

    @property
    def earliest(self) -> date | None:
        """The first day that is possible; None where the start is open or the year unspecified."""
        return min((p[0] for p in self.periods if p[0]), default=None) if all(p[0] for p in self.periods) else None

    @property
    def latest(self) -> date | None:
        """The last day that is possible; None where the end is open or the year unspecified."""
        return max((p[1] for p in self.periods if p[1]), default=None) if all(p[1] for p in self.periods) else None

    @property
    def is_day(self) -> bool:
        """True for a single calendar day."""
        return len(self.periods) == 1 and self.periods[0][0] is not None and self.periods[0][0] == self.periods[0][1]

    @property
    def approximate(self) -> bool:
        """True where the value says "about"."""
        return "~" in self.text or "%" in self.text

    def touches(self, other: Edtf) -> bool:
        """Whether some day is possible under both values."""
        return any(_overlap(a, b) is not None for a in self.periods for b in other.periods)

    def intersect(self, other: Edtf) -> Edtf | None:
        """The days possible under both, or None where there are none."""
        common = [o for a in self.periods for b in other.periods if (o := _overlap(a, b)) is not None]
        return Edtf.one_of(Edtf.between(*c) for c in common) if common else None

    def within(self, other: Edtf) -> bool:
        """Whether every day possible here is possible there."""
        return bool(self.periods) and all(any(_overlap(a, b) == a for b in other.periods) for a in self.periods)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read from a string, write as a string."""
        from_text = core_schema.no_info_after_validator_function(cls.parse, core_schema.str_schema())
        return core_schema.json_or_python_schema(
            json_schema=from_text,
            python_schema=core_schema.union_schema([core_schema.is_instance_schema(cls), from_text]),
            serialization=core_schema.plain_serializer_function_ser_schema(str, when_used="always"),
        )


def _last_of(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _overlap(
    a: tuple[date | None, date | None], b: tuple[date | None, date | None]
) -> tuple[date | None, date | None] | None:
    starts, ends = [d for d in (a[0], b[0]) if d], [d for d in (a[1], b[1]) if d]
    first, last = max(starts, default=None), min(ends, default=None)
    return None if first and last and first > last else (first, last)


@lru_cache(maxsize=4096)
def _parse(text: str) -> Edtf:
    if text == OPEN:
        return Edtf(text, ((None, None),))
    if text[:1] in ("[", "{") and text[-1:] == ("]" if text[0] == "[" else "}"):
        parts = [_parse(part.strip()) for part in text[1:-1].split(",")]
        return Edtf(text, tuple(period for part in parts for period in part.periods))
    if "/" in text:
        return Edtf(text, (_interval(text),))
    return Edtf(text, _plain(text))


def _interval(text: str) -> tuple[date | None, date | None]:
    low, _, high = text.partition("/")
    first = None if low in ("", OPEN) else _parse(low).earliest
    last = None if high in ("", OPEN) else _parse(high).latest
    if first and last and last < first:
        raise ValueError(f"the interval {text!r} ends before it starts")
    if "/" in high or (first is None and last is None and not {low, high} <= {"", OPEN}):
        raise ValueError(f"{text!r} is no EDTF interval; write 2023-04-21/2023-05-31, or .. for an open end")
    return first, last


def _plain(text: str) -> tuple[tuple[date | None, date | None], ...]:
    found = _PLAIN.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is no EDTF date; write 2023-09-13, 2023-09, 2023, 201X, 2035~ or an interval")
    year, month, day = found["year"], found["month"], found["day"]
    if year == "XXXX":
        _check_yearless(month, day, text)
        return ()
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if first_year < 1:
        raise ValueError(f"{text!r}: a year before 1 is outside the calendar")
    if month in _PARTS:
        return _part(first_year, last_year, month, day, text)
    if month is None or "X" in month:
        return ((date(first_year, 1, 1), date(last_year, 12, 31)),)
    if day is None or "X" in day:
        return ((date(first_year, int(month), 1), _last_of(last_year, int(month))),)
    return ((date(first_year, int(month), int(day)), date(last_year, int(month), int(day))),)


# First month and number of months: 21 to 24 seasons, 25 to 28 northern, 29 to 32 southern ones, 33 to 36 quarters,
# 37 to 39 thirds, 40 and 41 halves of a year.
_NORTH = {"21": 3, "22": 6, "23": 9, "24": 12}
_SOUTH = {"21": 9, "22": 12, "23": 3, "24": 6}
_PARTS: dict[str, tuple[tuple[int, int], ...]] = {
    **{code: ((first, 3), (_SOUTH[code], 3)) for code, first in _NORTH.items()},
    **{str(25 + n): ((first, 3),) for n, first in enumerate(_NORTH.values())},
    **{str(29 + n): ((first, 3),) for n, first in enumerate(_SOUTH.values())},
    **{str(33 + n): ((3 * n + 1, 3),) for n in range(4)},
    **{str(37 + n): ((4 * n + 1, 4),) for n in range(3)},
    **{str(40 + n): ((6 * n + 1, 6),) for n in range(2)},
}


def _part(
    first_year: int, last_year: int, code: str, day: str | None, text: str
) -> tuple[tuple[date | None, date | None], ...]:
    """The stretches of a part of a year; one of December to February may be at either end of its year."""
    if first_year != last_year or day is not None:
        raise ValueError(f"{text!r}: a season, quarter or half has one year and no day")
    if first_year == date.max.year:
        raise ValueError(f"{text!r}: it may end after the calendar does")
    found = []
    for first, count in _PARTS[code]:
        starts = (first_year - 1, first_year) if first == 12 else (first_year,)
        found += [_months(year, first, count) for year in starts if year > 0]
    return tuple(sorted(found))


def _months(year: int, first: int, count: int) -> tuple[date, date]:
    over, last = divmod(first - 2 + count, 12)
    return date(year, first, 1), _last_of(year + over, last + 1)


def _check_yearless(month: str | None, day: str | None, text: str) -> None:
    if month and "X" not in month:
        leap_year = 2000
        last = calendar.monthrange(leap_year, int(month))[1] if 1 <= int(month) <= 12 else 0
        if not last or (day and "X" not in day and not 1 <= int(day) <= last):
            raise ValueError(f"{text!r}: there is no such day in any year")
