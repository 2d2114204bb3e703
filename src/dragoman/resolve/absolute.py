"""Dates with a month, a year, a day: as printed, or with the year that the telling or the document's date gives."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from dragoman.document import Timex
from dragoman.records import Edtf
from dragoman.resolve import calendar
from dragoman.resolve.telling import NARRATIVE, STEPS, Parts, Story, Worked, governs
from dragoman.resolve.tense import looks_ahead

_FEAST = "-"


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
        return {**parts, "year": story.told.earliest.year + step}
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
    told = story.anchor(timex)
    if told and told.earliest and len(told.text) >= 7 and "monthdir" not in parts and governs(told, story):
        found = calendar.safe_day(told.earliest.year, told.earliest.month, day)
        if found and (weekday is None or found.weekday() == weekday):
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


def yearless(
    timex: Timex,
    parts: Parts,
    story: Story,
    in_year: Callable[[int], date | None],
    yearless: str,
    weekday: int | None,
) -> Worked:
    """A day or month whose year is not said: by the date told before, by the document's date, or left open."""
    step = parts.get("step")
    if isinstance(step, int):
        value = story.ref.follow(lambda d: _shaped(in_year(d.year + step), yearless))
        return value, "year counted from the document's date"
    if (year := _year_beside(timex, story)) and (shaped := _shaped(in_year(year), yearless)):
        return shaped, "year of the date joined to it"
    told = None if "deixis" in dict(timex.parts) else story.frame_at(timex)
    if told and told.earliest and governs(told, story):
        value = _shaped(_nearest_told(story.told_from or told.earliest, in_year), yearless)
        if value is not None:
            return value, "year of the date told before"
    whole_month = "-" not in yearless
    ahead = looks_ahead(story.doc, timex.first, timex.part("op"), whole_month=whole_month)
    towards = 1 if ahead else -1

    def near(ref: date) -> Edtf | None:
        years = range(ref.year, ref.year + 9 * towards, towards)
        days = [d for y in years if (d := in_year(y)) and (weekday is None or d.weekday() == weekday)]
        fits = [d for d in days if _beyond(d, ref, towards, whole_month=whole_month)]
        return _shaped(fits[0], yearless) if fits else None

    if story.ref.closed:
        value = story.ref.follow(near)
        if value is not None:
            word = "next" if towards > 0 else "last"
            return value, f"the {word} such day from the document's date"
    return (None if yearless == _FEAST else Edtf.parse(f"XXXX-{yearless}")), "year not said"


def _year_beside(timex: Timex, story: Story) -> int | None:
    """The year of "April and June 1955" for its first month."""
    following = story.doc.timexes[timex.i + 1 : timex.i + 2]
    joint = [t.lower for t in story.doc.tokens[timex.last : following[0].first]] if following else []
    year = following[0].part("year") if following and following[0].part("month") else None
    return (
        year if isinstance(year, int) and 0 < len(joint) < 3 and set(joint) <= {"and", "or", ",", "in", "on"} else None
    )


def _beyond(day: date, ref: date, towards: int, *, whole_month: bool) -> bool:
    if whole_month and (day.year, day.month) == (ref.year, ref.month):
        return True
    return (day - ref).days * towards >= 0


def _shaped(day: date | None, yearless: str) -> Edtf | None:
    if day is None:
        return None
    return Edtf.day(day) if "-" in yearless else Edtf.month(day.year, day.month)


def _nearest_told(told: date, in_year: Callable[[int], date | None]) -> date | None:
    """Telling moves on: the first such day from the date told, unless that is most of a year away."""
    same, following = in_year(told.year), in_year(told.year + 1)
    if same is None or same >= told.replace(day=1) or following is None:
        return same or following
    return following if (following - told).days < _MOST_OF_A_YEAR else same


_MOST_OF_A_YEAR = 190


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
    value, basis = yearless(timex, parts, story, lambda y: date(y, month, 1), f"{month:02d}", None)
    if "month2" in parts and value is not None and value.earliest and len(value.periods) == 1:
        value = calendar.join(value, Edtf.month(value.earliest.year + (last < month), last))
    return value, basis


def _year(timex: Timex, parts: Parts, story: Story) -> Worked:  # noqa: ARG001 - all ways are called alike
    year = int(parts["year"])
    second = parts.get("year2")
    if "fiscal" in parts:
        second, year = (second or year % 100, year) if second else (year, year - 1)
    if isinstance(second, int):
        second = second if second > 99 else year - year % 100 + second
        return calendar.join(Edtf.year(year), Edtf.year(second)), "years"
    return Edtf.year(year), "year"


def _season(timex: Timex, parts: Parts, story: Story) -> Worked:
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


def _quarter(timex: Timex, parts: Parts, story: Story) -> Worked:  # noqa: ARG001 - all ways are called alike
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


def _decade(timex: Timex, parts: Parts, story: Story) -> Worked:  # noqa: ARG001 - all ways are called alike
    return Edtf.parse(f"{int(parts['decade']) // 10:03d}X"), "decade"


def _century(timex: Timex, parts: Parts, story: Story) -> Worked:  # noqa: ARG001 - all ways are called alike
    number = int(parts["century"])
    return (Edtf.parse(f"{number - 1:02d}XX"), "century") if 1 < number < 100 else (None, "century out of range")


def _feast(timex: Timex, parts: Parts, story: Story) -> Worked:
    code, year = str(parts["feast"]), parts.get("year")
    if isinstance(year, int):
        return calendar.feast(code, year), "feast of a named year"
    if isinstance(step := parts.get("step"), int):
        return story.ref.follow(lambda d: calendar.feast(code, d.year + step)), "feast of a year from the document's"
    if not story.ref.known and story.anchor(timex) is None:
        return None, "feast, year not said"
    value, basis = yearless(timex, parts, story, lambda y: _feast_day(code, y), _FEAST, None)
    sighted = code.startswith("hijri") and value is not None and value.is_day
    return (Edtf.parse(f"{value}~") if sighted else value), basis


def _feast_day(code: str, year: int) -> date | None:
    found = calendar.feast(code, year)
    return found.earliest if found else None


def _next_feast(code: str, day: date, *, ahead: bool) -> Edtf | None:
    options = [o for n in (-1, 0, 1) if (o := calendar.feast(code, day.year + n)) is not None]
    fits = [o for o in options if o.earliest and (o.earliest > day if ahead else o.earliest < day)]
    return (fits[0] if ahead else fits[-1]) if fits else None


def _part_of_stretch(timex: Timex, parts: Parts, story: Story) -> Worked:
    """For "the last week of August 1918": that calendar week, where the month or year is one; so for its months."""
    rest = {k: v for k, v in parts.items() if k not in ("nth", "unit", "count", "wd")}
    if "monthdir" in rest:
        step = STEPS.get(str(rest["monthdir"]), 0)
        whole = story.ref.follow(lambda d: _month_away(d, step))
    elif "year" not in rest and "month" not in rest and isinstance(years := rest.get("step"), int):
        whole = story.ref.follow(lambda d: Edtf.year(d.year + years))
    else:
        way = next(w for n, w in _DATE_WAYS.items() if n in rest)
        whole, _ = way(timex, rest, story)
    several = re.search(r"\b(?:day|week|month)s\b", timex.text.lower()) and "count" not in parts
    return (None if several else _nth_of(whole, parts)) or whole, "within the stretch named"


def _month_away(ref: date, count: int) -> Edtf | None:
    there = calendar.add(ref.replace(day=1), "month", count)
    return Edtf.month(there.year, there.month) if there else None


def _nth_of(whole: Edtf | None, parts: Parts) -> Edtf | None:
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
    "week": _week_of,
    "monthth": _month_of_year,
    "day": _day,
    "season": _season,
    "feast": _feast,
    "nth": _quarter,
    "month": _month,
    "decade": _decade,
    "century": _century,
    "year": _year,
}


def _named_twice(timex: Timex, parts: Parts, story: Story) -> Worked:
    """For "yesterday, Sunday the first of September": the printed day, in the document's year; "last May" likewise."""
    rest = {k: v for k, v in parts.items() if k not in ("deixis", "dir")}
    direction = str(parts.get("dir", ""))
    if "day" in rest and ("month" in rest or "wd" in rest):
        return _day(timex, rest, story)
    if "season" in rest:
        return _season(timex, parts, story)
    if "fiscal" in parts:
        step = STEPS.get(direction, 0)
        return story.ref.follow(
            lambda d: calendar.join(Edtf.year(d.year + step - 1), Edtf.year(d.year + step))
        ), "fiscal year"
    if "feast" in rest:
        ahead, code = direction == "next", str(rest["feast"])
        return story.ref.follow(lambda d: _next_feast(code, d, ahead=ahead)), f"{direction} such feast"
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
