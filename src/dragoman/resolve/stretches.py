"""Seasons, quarters, decades, centuries and feasts, and the n-th week or month of a longer stretch."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from dragoman.document import Timex
from dragoman.records import Edtf
from dragoman.resolve import calendar
from dragoman.resolve.telling import STEPS, Parts, Story, Worked, governs
from dragoman.resolve.tense import looks_ahead
from dragoman.resolve.yearless import FEAST, yearless


def season(timex: Timex, parts: Parts, story: Story) -> Worked:
    """A season of its own year, of the year told before, or nearest to the document's date."""
    name, year = str(parts["season"]), parts.get("year")
    if isinstance(year, int):
        second = parts.get("year2")
        return calendar.season(name, year, int(second) if second else None), "season with its year"
    told = story.frame_at(timex)
    step = STEPS.get(str(parts.get("yeardir") or parts.get("dir") or ""))
    if step is None and told and told.earliest and governs(told, story):
        return calendar.season(name, told.earliest.year), "season of the year told before"
    future = looks_ahead(story.doc, timex.first, timex.part("op"), whole_month=True) or step == 1

    def near(ref: date) -> Edtf | None:
        options = [calendar.season(name, ref.year + n, 1) for n in (-1, 0, 1)]
        if parts.get("dir") == "this" or parts.get("yeardir") == "this":
            return next((o for o in options if o.earliest and o.earliest.year == ref.year), None)
        fits = [o for o in options if o.earliest and ((o.earliest > ref) if future else (o.earliest <= ref))]
        return (fits[0] if future else fits[-1]) if fits else None

    return story.ref.follow(near), "season nearest to the document's date"


def quarter(timex: Timex, parts: Parts, story: Story) -> Worked:  # noqa: ARG001 - all ways are called alike
    """A quarter, half or third of a named year, or of one counted from the document's."""
    number = {"last": -1}.get(str(parts.get("nth")), parts.get("nth", 0))
    size = 3 if "quarter" in parts or str(number).startswith("Q") else 6
    if isinstance(number, str):
        number = int(number[1:]) if number[1:].isdigit() else 0
    number = 12 // size if number == -1 else number
    year = parts.get("year")
    if isinstance(year, int):
        return (Edtf.year(year) if "third" in parts else calendar.quarter(year, number, size)), "part of a named year"
    step = int(parts.get("step", 0))
    value = story.ref.follow(lambda d: calendar.quarter(d.year + step, number, size))
    return value, "part of the document's year"


def decade(timex: Timex, parts: Parts, story: Story) -> Worked:  # noqa: ARG001 - all ways are called alike
    """The ten years of "the 1990s"."""
    return Edtf.parse(f"{int(parts['decade']) // 10:03d}X"), "decade"


def century(timex: Timex, parts: Parts, story: Story) -> Worked:  # noqa: ARG001 - all ways are called alike
    """The hundred years of "the 19th century"; the first and those past the calendar have no value."""
    number = int(parts["century"])
    return (Edtf.parse(f"{number - 1:02d}XX"), "century") if 1 < number < 100 else (None, "century out of range")


def feast(timex: Timex, parts: Parts, story: Story) -> Worked:
    """The day of a feast in its year; one that a moon must be sighted for is approximate."""
    code, year = str(parts["feast"]), parts.get("year")
    if isinstance(year, int):
        return calendar.feast(code, year), "feast of a named year"
    if isinstance(step := parts.get("step"), int):
        return story.ref.follow(lambda d: calendar.feast(code, d.year + step)), "feast of a year from the document's"
    if not story.ref.known and story.anchor(timex) is None:
        return None, "feast, year not said"
    value, basis = yearless(timex, parts, story, lambda y: _feast_day(code, y), FEAST, None)
    sighted = code.startswith("hijri") and value is not None and value.is_day
    return (Edtf.parse(f"{value}~") if sighted else value), basis


def next_feast(code: str, day: date, *, ahead: bool) -> Edtf | None:
    """The feast of that kind that comes next after a day, or the last before it."""
    options = [o for n in (-1, 0, 1) if (o := calendar.feast(code, day.year + n)) is not None]
    fits = [o for o in options if o.earliest and (o.earliest > day if ahead else o.earliest < day)]
    return (fits[0] if ahead else fits[-1]) if fits else None


def _feast_day(code: str, year: int) -> date | None:
    found = calendar.feast(code, year)
    return found.earliest if found else None


def month_away(ref: date, count: int) -> Edtf | None:
    """The month so many months from a day's."""
    there = calendar.add(ref.replace(day=1), "month", count)
    return Edtf.month(there.year, there.month) if there else None


def nth_of(whole: Edtf | None, parts: Parts) -> Edtf | None:
    """The n-th week, month or weekday, or the first or last few weeks or months, of one month or year; else None."""
    number = {"last": -1}.get(str(parts.get("nth")), parts.get("nth"))
    count, weekday = parts.get("count", 1), parts.get("wd")
    first, last = whole.periods[0] if whole and len(whole.periods) == 1 and not whole.approximate else (None, None)
    if first is None or last is None or not isinstance(number, int) or not isinstance(count, int):
        return None
    if isinstance(weekday, int):
        day = calendar.nth_weekday(first, last, weekday, number) if (last - first).days < 31 else None
        return Edtf.day(day) if day else None
    nth = _NTH.get(str(parts.get("unit")))
    return nth(first, last, number, count) if nth and (count == 1 or number in (1, -1)) else None


def _nth_days(first: date, last: date, number: int, count: int) -> Edtf | None:
    low = last - timedelta(days=count - 1) if number < 0 else first + timedelta(days=number - 1)
    high = low + timedelta(days=count - 1)
    return Edtf.between(low, high) if first <= low and high <= last else None


def _nth_weeks(first: date, last: date, number: int, count: int) -> Edtf | None:
    edge = calendar.nth_week(first, last, number)
    more = timedelta(days=7 * (count - 1))
    low, high = edge.earliest, edge.latest
    if count == 1 or low is None or high is None:
        return edge if number <= 53 else None
    return Edtf.between(*((low - more, high) if number < 0 else (low, high + more)))


def _nth_months(first: date, last: date, number: int, count: int) -> Edtf | None:
    a_year = (first.month, last.month) == (1, 12) and first.year == last.year
    fits = a_year and max(number, count) <= 12
    return calendar.months(first.year, 13 - count if number < 0 else number, count) if fits else None


_NTH: dict[str, Callable[[date, date, int, int], Edtf | None]] = {
    "day": _nth_days, "week": _nth_weeks, "month": _nth_months,
}  # fmt: skip
