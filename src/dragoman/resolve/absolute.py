"""Dates with a month, a year, a day: as printed, or with the year that the telling or the document's date gives."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from dragoman.document import Timex
from dragoman.records import Edtf
from dragoman.resolve import calendar
from dragoman.resolve.fiscal import fiscal_year
from dragoman.resolve.stretches import century, decade, feast, month_away, next_feast, nth_of, quarter, season
from dragoman.resolve.telling import NARRATIVE, STEPS, Parts, Story, Worked, governs
from dragoman.resolve.tense import looks_ahead
from dragoman.resolve.yearless import yearless


def dated(timex: Timex, story: Story) -> Worked:
    """The days that a printed date means: its own year, else by the telling, else by the document's date."""
    parts = dict(timex.parts)
    rule = str(parts["rule"])
    if parts.get("era") == "BC":
        return None, "before the calendar: BC"
    parts = _with_year(parts, story)
    if "date" in parts:
        return _numeric(timex, str(parts["date"]), parts.get("wd"), story)
    if "deixis" in parts or parts.get("dir") in ("this", "next", "last"):
        return _named_twice(timex, parts, story)
    if rule == "part of a stretch":
        return _part_of_stretch(timex, parts, story)
    for name, way in _DATE_WAYS.items():
        if name in parts:
            return way(timex, parts, story)
    return None, rule


def _with_year(parts: Parts, story: Story) -> Parts:
    """What "of this year", "of last year", "of that year" say as a year, where there is one."""
    direction = parts.get("yeardir")
    if "year" in parts or direction is None:
        return parts
    if direction in NARRATIVE and story.told and story.told.earliest:
        step = {"previous": -1, "following": 1}.get(str(direction), 0)
        last = story.told.latest if "/" in story.told.text and direction != "previous" else None
        return {**parts, "year": (last or story.told.earliest).year + step}
    step = STEPS.get(str(direction), 0)
    years = {d.year + step for d in (story.ref.first, story.ref.last) if d}
    return {**parts, "year": years.pop()} if len(years) == 1 else {**parts, "step": step}


def _numeric(timex: Timex, text: str, weekday: str | int | None, story: Story) -> Worked:
    """The day of a numeric date: dots put the day first; slashes do as the document's others, or its address, show."""
    dotted = bool(re.search(r"\d\.\d", timex.text))
    a, b, c = (int(n) for n in text.split("-"))
    if a > 31:
        readings = [(a, b, c)]
    else:
        year = c if c > 99 else (2000 + c if c < 70 else 1900 + c)
        readings = [(year, b, a), (year, a, b)]
    days = list(dict.fromkeys(d for r in readings if (d := calendar.safe_day(*r))))
    first = True if dotted else story.day_first
    if len(days) == 2 and first is not None:
        days = days[:1] if first else days[1:]
    if isinstance(weekday, int):
        days = [d for d in days if d.weekday() == weekday] or days
    if len(days) == 2 and story.ref.days and len(set(days) & set(story.ref.days)) == 1:
        days = [d for d in days if d in story.ref.days]
    if not days:
        return None, "no such day in the calendar"
    return Edtf.one_of(map(Edtf.day, days)), "numeric date" if len(
        days
    ) == 1 else "numeric date, order of day and month open"


def _day(timex: Timex, parts: Parts, story: Story) -> Worked:
    month, day, year = parts.get("month"), int(parts["day"]), parts.get("year")
    if not isinstance(month, int):
        return _day_of_some_month(timex, day, parts, story)
    end_month, end_day, end_year = (
        int(parts.get("month2", month)),
        int(parts.get("day2", day)),
        parts.get("year2", year),
    )
    if isinstance(end_year, int):
        year = year if isinstance(year, int) else end_year - (end_month < month)
        low, high = calendar.safe_day(int(year), month, day), calendar.safe_day(end_year, end_month, end_day)
        if low is None or high is None or high < low:
            return None, "no such day in the calendar"
        return Edtf.between(low, high), "day with its year"
    weekday = parts.get("wd")
    value, basis = yearless(timex, parts, story, lambda y: calendar.safe_day(y, month, day), f"{month:02d}-{day:02d}",
                             weekday if isinstance(weekday, int) else None)  # fmt: skip
    if (end_month, end_day) != (month, day) and value is not None and value.is_day and value.earliest:
        high = calendar.safe_day(value.earliest.year + (end_month < month), end_month, end_day)
        value = Edtf.between(value.earliest, high) if high and high >= value.earliest else value
    return value, basis


def _day_of_some_month(timex: Timex, day: int, parts: Parts, story: Story) -> Worked:
    """A day without a month: "Friday the 3rd", "the 5th of this month"."""
    towards = 1 if looks_ahead(story.doc, timex.first, timex.part("op")) else -1
    weekday = parts.get("wd")
    told = story.anchor(timex) if "monthdir" not in parts else None
    if told and told.earliest and len(told.text) >= len("2024-05"):
        found = calendar.safe_day(told.earliest.year, told.earliest.month, day)
        since = found is not None and towards < 0 and told.earliest <= found <= (story.ref.last or found)
        if found and (weekday is None or found.weekday() == weekday) and (since or governs(told, story)):
            return Edtf.day(found), "day of the month told before"

    def near(ref: date) -> Edtf | None:
        if parts.get("monthdir"):
            there = calendar.add(ref.replace(day=1), "month", STEPS.get(str(parts["monthdir"]), 0))
            found = calendar.safe_day(there.year, there.month, day) if there else None
            return Edtf.day(found) if found else None
        for n in range(12):
            start = calendar.add(ref.replace(day=1), "month", towards * n)
            found = calendar.safe_day(start.year, start.month, day) if start else None
            fits = found and (weekday is None or found.weekday() == weekday)
            if found and fits and (found - ref).days * towards >= 0:
                return Edtf.day(found)
        return None

    return story.ref.follow(near), "day of the month nearest to the document's date"


def _month(timex: Timex, parts: Parts, story: Story) -> Worked:
    month, year = int(parts["month"]), parts.get("year")
    last, last_year = int(parts.get("month2", month)), parts.get("year2", year)
    if isinstance(last_year, int):
        first_year = year if isinstance(year, int) else last_year - (last < month)
        if "month2" not in parts:
            return Edtf.month(last_year, month), "month with its year"
        low, high = Edtf.month(int(first_year), month), Edtf.month(last_year, last)
        return (
            (calendar.join(low, high), "months with their year")
            if low.text <= high.text
            else (None, "months out of order")
        )
    if str(parts.get("dir")) in NARRATIVE and (found := _month_from_told(timex, month, story)):
        return found, "such month from the date told before"
    value, basis = yearless(timex, parts, story, lambda y: date(y, month, 1), f"{month:02d}", None)
    if "month2" in parts and value is not None and value.earliest and len(value.periods) == 1:
        value = calendar.join(value, Edtf.month(value.earliest.year + (last < month), last))
    return value, basis


def _month_from_told(timex: Timex, month: int, story: Story) -> Edtf | None:
    """For "the following May", "that May", "the previous May": after, in the year of or before the date told."""
    told = story.counted_from(timex, "month")
    if told is None or told.earliest is None:
        return None
    step = {"following": 1, "previous": -1}.get(str(timex.part("dir")), 0)
    here = told.earliest.month
    return Edtf.month(told.earliest.year + (step if (month - here) * step <= 0 else 0), month)


def _year(timex: Timex, parts: Parts, story: Story) -> Worked:  # noqa: ARG001 - all ways are called alike
    year = int(parts["year"])
    second = parts.get("year2")
    if isinstance(second, int):
        second = second if second > 99 else year - year % 100 + second
        return calendar.join(Edtf.year(year), Edtf.year(second)), "years"
    return Edtf.year(year), "year"


def _part_of_stretch(timex: Timex, parts: Parts, story: Story) -> Worked:
    """For "the last week of August 1918": that calendar week, where the month or year is one; so for its months."""
    rest = {k: v for k, v in parts.items() if k not in ("nth", "unit", "count", "wd")}
    if "monthdir" in rest:
        step = STEPS.get(str(rest["monthdir"]), 0)
        whole = story.ref.follow(lambda d: month_away(d, step))
    elif "year" not in rest and "month" not in rest and isinstance(years := rest.get("step"), int):
        whole = story.ref.follow(lambda d: Edtf.year(d.year + years))
    else:
        way = next(w for n, w in _DATE_WAYS.items() if n in rest)
        whole, _ = way(timex, rest, story)
    several = re.search(r"\b(?:day|week|month)s\b", timex.text.lower()) and "count" not in parts
    return (None if several else nth_of(whole, parts)) or whole, "within the stretch named"


def _week_of(timex: Timex, parts: Parts, story: Story) -> Worked:
    """For "the week of May 4": the seven days, Monday to Sunday, that hold it."""
    value, basis = _day(timex, {k: v for k, v in parts.items() if k != "week"}, story)
    day = value.earliest if value is not None and value.is_day else None
    return (calendar.around(day, "week") if day else None), f"week of a day: {basis}"


def _month_of_year(timex: Timex, parts: Parts, story: Story) -> Worked:
    """For "the third month of 2021"."""
    number = int(parts["monthth"])
    if not 1 <= number <= 12:
        return None, "no such month"
    rest = {k: v for k, v in parts.items() if k != "monthth"}
    return _month(timex, {**rest, "month": number}, story)


_DATE_WAYS: dict[str, Callable[[Timex, Parts, Story], Worked]] = {
    "fiscal": fiscal_year,
    "week": _week_of,
    "monthth": _month_of_year,
    "day": _day,
    "season": season,
    "feast": feast,
    "nth": quarter,
    "month": _month,
    "decade": decade,
    "century": century,
    "year": _year,
}


def _named_twice(timex: Timex, parts: Parts, story: Story) -> Worked:
    """For "yesterday, Sunday the first of September": the printed day, in the document's year; "last May" likewise."""
    rest = {k: v for k, v in parts.items() if k not in ("deixis", "dir")}
    direction = str(parts.get("dir", ""))
    if "day" in rest and ("month" in rest or "wd" in rest):
        return _day(timex, rest, story)
    if "season" in rest:
        return season(timex, parts, story)
    if "fiscal" in rest:
        return fiscal_year(timex, parts, story)
    if "feast" in rest:
        ahead, code = direction == "next", str(rest["feast"])
        return story.ref.follow(lambda d: next_feast(code, d, ahead=ahead)), f"{direction} such feast"
    month = rest.get("month")
    if not isinstance(month, int):
        return None, str(parts["rule"])

    def near(ref: date) -> Edtf | None:
        if direction == "this":
            return Edtf.month(ref.year, month)
        if direction == "last":
            return Edtf.month(ref.year - (month >= ref.month), month)
        return Edtf.month(ref.year + (month <= ref.month), month)

    return story.ref.follow(near), f"{direction} such month from the document's date"
