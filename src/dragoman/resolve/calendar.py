"""Calendar arithmetic on EDTF values: months and years added, the unit around a day, weekdays, seasons, feasts."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from dragoman.records import Edtf

UNITS = {
    "day": "day",
    "week": "week",
    "fortnight": "week",
    "weekend": "weekend",
    "month": "month",
    "quarter": "quarter",
    "year": "year",
    "decade": "decade",
    "century": "century",
    "millennium": "century",
}
_MONTHS = {"month": 1, "quarter": 3, "season": 3, "year": 12, "decade": 120, "century": 1200, "millennium": 12000}
_DAYS = {"day": 1, "night": 1, "weekend": 7, "week": 7, "fortnight": 14}
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11)}
_WIDEST = 60
_FIRST_YEAR = 100  # before it a decade or a century has no EDTF name


def add(day: date, unit: str, count: int) -> date | None:
    """A day so many units away; the month's last day where that day is missing. None outside years 100-9999."""
    try:
        there = _added(day, unit, count)
    except (OverflowError, ValueError):
        return None
    return there if there.year >= _FIRST_YEAR else None


def _added(day: date, unit: str, count: int) -> date:
    if unit in _DAYS:
        return day + timedelta(days=_DAYS[unit] * count)
    if unit not in _MONTHS:
        return day
    year, number = divmod(day.year * 12 + day.month - 1 + _MONTHS[unit] * count, 12)
    return date(year, number + 1, min(day.day, calendar.monthrange(year, number + 1)[1]))


def around(day: date, unit: str) -> Edtf:
    """The calendar day, week (Monday to Sunday), weekend, month, quarter, year, decade or century that holds a day."""
    monday = day - timedelta(days=day.weekday())
    saturday = day - timedelta(days=(day.weekday() - 5) % 7)
    shapes: dict[str, Callable[[], Edtf]] = {
        "week": lambda: Edtf.between(monday, monday + timedelta(days=6)),
        "weekend": lambda: Edtf.between(saturday, saturday + timedelta(days=1)),
        "month": lambda: Edtf.month(day.year, day.month),
        "quarter": lambda: months(day.year, 3 * ((day.month - 1) // 3) + 1, 3),
        "year": lambda: Edtf.year(day.year),
        "decade": lambda: Edtf.parse(f"{day.year // 10:03d}X"),
        "century": lambda: Edtf.parse(f"{day.year // 100:02d}XX"),
    }
    return shapes.get(UNITS.get(unit, "day"), lambda: Edtf.day(day))()


def away(day: date, unit: str, count: int, *, about: bool = False) -> Edtf | None:
    """The value so many units from a day, at the unit's own grain: years give a year, months a month, days a day."""
    there = add(day, unit, count)
    if there is None:
        return None
    if unit in ("week", "fortnight", "weekend"):
        return Edtf.parse(f"{there}~") if abs(count) < 9 else Edtf.parse(f"{there:%Y-%m}~")
    if unit in ("decade", "century", "millennium"):
        return Edtf.parse(f"{there.year:04d}~")
    plain = around(there, unit)
    return Edtf.parse(f"{plain}~") if about and "/" not in plain.text else plain


def nth_week(first: date, last: date, number: int) -> Edtf:
    """The number-th calendar week of a month or year, -1 for its last: those whose Thursday lies in it (ISO 8601)."""
    thursday = first + timedelta(days=(3 - first.weekday()) % 7)
    latest = last - timedelta(days=(last.weekday() - 3) % 7)
    middle = latest if number < 0 else thursday + timedelta(days=7 * (number - 1))
    monday = middle - timedelta(days=3)
    return Edtf.parse(f"{monday}~/{monday + timedelta(days=6)}~")


def nth_weekday(first: date, last: date, weekday: int, number: int) -> date | None:
    """The number-th such weekday between two days, -1 for the last; None where there are not so many."""
    if number < 0:
        return weekday_from(last, weekday, -1, strict=False)
    found = weekday_from(first, weekday, 1, strict=False) + timedelta(days=7 * (number - 1))
    return found if found <= last else None


def months(year: int, first: int, count: int) -> Edtf:
    """So many whole months from one on."""
    last_year, last = divmod(year * 12 + first - 2 + count, 12)
    return join(Edtf.month(year, first), Edtf.month(last_year, last + 1))


def season(name: str, year: int, second_year: int | None = None) -> Edtf:
    """A season by its months in the north; a winter of one named year may be either of the two that touch it."""
    if name in _SEASONS:
        first, last = _SEASONS[name]
        return months(year, first, last - first + 1)
    if second_year:
        return months(year, 12, 3)
    return join(Edtf.month(year, 1), Edtf.month(year + 1, 2))


def quarter(year: int, number: int, size: int) -> Edtf:
    """The number-th stretch of `size` months of a year (3 for quarters, 6 for halves), else the year."""
    first = (number - 1) * size + 1
    return months(year, first, size) if 1 <= first <= 13 - size else Edtf.year(year)


def easter(year: int) -> date:
    """Western Easter Sunday (Butcher's algorithm, Nature 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), g = divmod(b, 4), (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Eastern Easter Sunday in the Gregorian calendar (Meeus, Julian algorithm), for years 1900 to 2099."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


def thanksgiving(year: int) -> date:
    """The fourth Thursday of November."""
    first = date(year, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 21)


def hijri(year: int, month: int, day: int) -> date | None:
    """The first such day of the tabular Islamic calendar in a Gregorian year; sighting may move it by a day or two."""
    for islamic in range((year - 622) * 33 // 32 - 1, (year - 622) * 33 // 32 + 3):
        julian = (11 * islamic + 3) // 30 + 354 * islamic + 30 * month - (month - 1) // 2 + day + 1948440 - 385
        found = date.fromordinal(max(1, julian - _JULIAN_DAY_OF_ORDINAL_0))
        if found.year == year:
            return found
    return None


_JULIAN_DAY_OF_ORDINAL_0 = 1721425
_MOVABLE = {"easter": easter, "orthodox": orthodox_easter, "thanksgiving": thanksgiving}


def feast(code: str, year: int) -> Edtf | None:
    """A feast given as month and day, as days from a movable one ("easter-2"), or in the Islamic calendar."""
    kind, sign, rest = re.match(r"([a-z]*)([+-]?)(.*)", code).groups()  # type: ignore[union-attr]
    if kind == "hijri":
        found = hijri(year, *(int(n) for n in rest.split("-")))
        return Edtf.parse(f"{found}~") if found else None
    if kind:
        return Edtf.day(_MOVABLE[kind](year) + timedelta(days=int(sign + rest)))
    return Edtf.parse(f"{year:04d}-{code}")


def safe_day(year: int, month: int, day: int) -> date | None:
    """That day, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def weekday_from(day: date, weekday: int, direction: int, *, strict: bool) -> date:
    """The nearest such weekday before (-1) or after (1) a day; the day itself counts unless strict."""
    gap = (day.weekday() - weekday) % 7 if direction < 0 else (weekday - day.weekday()) % 7
    return day + timedelta(days=direction * (gap or (7 if strict else 0)))


def join(low: Edtf, high: Edtf) -> Edtf:
    """From the start of one value to the end of the other, in their own words where they are plain."""
    if low == high:
        return low
    if all(c not in low.text + high.text for c in "/[{~%X"):
        return Edtf.parse(f"{low}/{high}")
    return Edtf.between(low.earliest, high.latest)


def gather(values: list[Edtf]) -> Edtf | None:
    """Values of which one holds: the set of them, or the interval over them where they are too many to list."""
    unique = list({v.text: v for v in values}.values())
    if not unique:
        return None
    if len(unique) <= _WIDEST and not any(c in v.text for v in unique for c in "/[{"):
        return Edtf.one_of(unique)
    if len(unique) == 1:
        return unique[0]
    low = min(unique, key=lambda v: v.earliest or date.min)
    high = max(unique, key=lambda v: v.latest or date.max)
    return join(low, high) if "/" not in low.text + high.text else Edtf.between(low.earliest, high.latest)
