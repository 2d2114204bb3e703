"""What time expressions mean: EDTF values no finer than their words, each with the rule that gave it.

Relative expressions follow the document's date, all of its candidate days if it has several; "that year", "a week
later" and their like follow the date told before them. What the text leaves open stays open.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from dragoman.document import Annotated, TimeValue, Timex
from dragoman.records import Edtf, Published
from dragoman.resolve import calendar, reference
from dragoman.resolve.reference import Reference
from dragoman.resolve.tense import AHEAD, PAST, tense_at

Worked = tuple[Edtf | None, str]
_FEAST = "-"
_NARRATIVE = ("that", "same", "previous", "following", "these")
_HISTORY_SHARE, _HISTORY_LEAST, _HISTORY_AGE = 0.8, 5, 2


@dataclass(slots=True)
class _Story:
    """Where the telling stands: the last date told, by paragraph, and whether the whole text looks back."""

    doc: Annotated
    ref: Reference
    looks_back: bool
    told: Edtf | None = None
    told_in: int = -1
    day_first: bool | None = None
    late: bool = False

    def tell(self, timex: Timex, value: Edtf, basis: str) -> None:
        """Move the telling on to a date; one counted from the document's own does not move a text that looks back."""
        if self.looks_back and "document" in basis:
            return
        self.told, self.told_in = value, self.doc.sentence_of(timex.first).paragraph
        late = timex.part("edge") in ("end", "late") and timex.part("month") is None and timex.part("year") is not None
        self.late = late and value.earliest is not None

    @property
    def told_from(self) -> date | None:
        """The day from which the telling goes on: late in a year that is told from its end."""
        start = self.told.earliest if self.told else None
        return start.replace(month=10) if start and self.late else start

    def anchor(self, timex: Timex) -> Edtf | None:
        """The date told before, if it still governs here."""
        here = self.doc.sentence_of(timex.first).paragraph
        return self.told if self.looks_back or self.told_in == here else None


def resolve(doc: Annotated, published: Published) -> tuple[TimeValue, ...]:
    """One value for each time expression of a document, in order."""
    ref = reference.of(published)
    story = _Story(doc, ref, _looks_back(doc, ref), day_first=_day_first(doc))
    return tuple(_value(timex, story) for timex in doc.timexes)


def _looks_back(doc: Annotated, ref: Reference) -> bool:
    """Whether most years named lie well before the document: history, in which bare months follow the telling."""
    years = [y for t in doc.timexes if isinstance(y := t.part("year"), int)]
    limit = ref.first.year - _HISTORY_AGE if ref.first else None
    old = [y for y in years if limit is None or y < limit]
    return len(years) >= _HISTORY_LEAST and len(old) >= _HISTORY_SHARE * len(years)


def _day_first(doc: Annotated) -> bool | None:
    """Whether numeric dates put the day first, where one of the document's shows it."""
    for timex in doc.timexes:
        numbers = [int(n) for n in str(timex.part("date") or "").split("-") if n.isdigit()]
        if len(numbers) == 3 and numbers[0] <= 31 and max(numbers[:2]) > 12:
            return numbers[0] > 12
    return None


def _value(timex: Timex, story: _Story) -> TimeValue:
    try:
        worked, basis = _WAYS[timex.kind](timex, story)
    except (ValueError, OverflowError):
        worked, basis = None, "out of the calendar"
    op = timex.part("op")
    if op == "since" and worked is not None:
        worked, basis = (worked if _closed(timex, story) else _since(worked, story)), f"since: {basis}"
    elif op in ("by", "before", "after", "until", "till") and timex.kind != "anchored":
        basis = f"{op} {timex.text}: {basis}"
    after = _anchor_token(timex, story.doc) if timex.kind == "anchored" else None
    if worked is not None and timex.kind in ("date", "weekday", "relative") and op != "since":
        story.tell(timex, worked, basis)
    return TimeValue(timex.i, worked, basis, after)


def _closed(timex: Timex, story: _Story) -> bool:
    """Whether "since" runs to a past moment and not to the document's day: told back, or in the pluperfect."""
    verb = next(
        (t for a in story.doc.ancestors(timex.first) if (t := story.doc.tokens[a]).pos in ("VERB", "AUX")), None
    )
    return story.looks_back or (verb is not None and any(t.lower == "had" for t in story.doc.children(verb.i, "aux")))


def _since(start: Edtf, story: _Story) -> Edtf:
    last, first = story.ref.last, start.earliest
    if last is None or first is None or first > last:
        return Edtf.between(first, None)
    plain = start.text if not any(c in start.text for c in "/[{~%X") else first.isoformat()
    return Edtf.parse(f"{plain}/{last}")


# ---- dates with a month, a year, a day ------------------------------------------------------------------------------


def _date(timex: Timex, story: _Story) -> Worked:
    parts = dict(timex.parts)
    rule = str(parts["rule"])
    if parts.get("era") == "BC":
        return None, "before the calendar: BC"
    parts = _with_year(parts, story)
    if "date" in parts:
        return _numeric(str(parts["date"]), parts.get("wd"), story)
    if "deixis" in parts or parts.get("dir") in ("this", "next", "last"):
        return _named_twice(timex, parts, story)
    for name, way in _DATE_WAYS.items():
        if name in parts:
            return way(timex, parts, story)
    return None, rule


def _with_year(parts: dict[str, str | int], story: _Story) -> dict[str, str | int]:
    """ "Of this year", "of last year", "of that year" as a year, where there is one."""
    direction = parts.get("yeardir")
    if "year" in parts or direction is None:
        return parts
    if direction in _NARRATIVE and story.told and story.told.earliest:
        step = {"previous": -1, "following": 1}.get(str(direction), 0)
        return {**parts, "year": story.told.earliest.year + step}
    step = _STEPS.get(str(direction), 0)
    years = {d.year + step for d in (story.ref.first, story.ref.last) if d}
    return {**parts, "year": years.pop()} if len(years) == 1 else {**parts, "step": step}


_STEPS = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}


def _numeric(text: str, weekday: str | int | None, story: _Story) -> Worked:
    a, b, c = (int(n) for n in text.split("-"))
    if a > 31:
        readings = [(a, b, c)]
    else:
        year = c if c > 99 else (2000 + c if c < 70 else 1900 + c)
        readings = [(year, b, a), (year, a, b)]
    days = list(dict.fromkeys(d for r in readings if (d := calendar.safe_day(*r))))
    if len(days) == 2 and story.day_first is not None:
        days = days[:1] if story.day_first else days[1:]
    if isinstance(weekday, int):
        days = [d for d in days if d.weekday() == weekday] or days
    if len(days) == 2 and story.ref.days and len(set(days) & set(story.ref.days)) == 1:
        days = [d for d in days if d in story.ref.days]
    if not days:
        return None, "no such day in the calendar"
    return Edtf.one_of(map(Edtf.day, days)), "numeric date" if len(
        days
    ) == 1 else "numeric date, order of day and month open"


def _day(timex: Timex, parts: dict[str, str | int], story: _Story) -> Worked:
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
    value, basis = _yearless(timex, parts, story, lambda y: calendar.safe_day(y, month, day), f"{month:02d}-{day:02d}",
                             weekday if isinstance(weekday, int) else None)  # fmt: skip
    if (end_month, end_day) != (month, day) and value is not None and value.is_day and value.earliest:
        high = calendar.safe_day(value.earliest.year + (end_month < month), end_month, end_day)
        value = Edtf.between(value.earliest, high) if high and high >= value.earliest else value
    return value, basis


def _day_of_some_month(timex: Timex, day: int, parts: dict[str, str | int], story: _Story) -> Worked:
    """A day without a month: "Friday the 3rd", "the 5th of this month"."""
    towards = 1 if tense_at(story.doc, timex.first) in AHEAD else -1
    weekday = parts.get("wd")
    told = story.anchor(timex)
    if told and told.earliest and len(told.text) >= 7 and "monthdir" not in parts and _governs(told, story):
        found = calendar.safe_day(told.earliest.year, told.earliest.month, day)
        if found and (weekday is None or found.weekday() == weekday):
            return Edtf.day(found), "day of the month told before"

    def near(ref: date) -> Edtf | None:
        if parts.get("monthdir"):
            there = calendar.add(ref.replace(day=1), "month", _STEPS.get(str(parts["monthdir"]), 0))
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


def _yearless(
    timex: Timex,
    parts: dict[str, str | int],
    story: _Story,
    in_year: Callable[[int], date | None],
    stub: str,
    weekday: int | None,
) -> Worked:
    """A day or month whose year is not said: by the date told before, by the document's date, or left open."""
    step = parts.get("step")
    if isinstance(step, int):
        value = story.ref.follow(lambda d: _shaped(in_year(d.year + step), stub))
        return value, "year counted from the document's date"
    told = None if "deixis" in dict(timex.parts) else story.anchor(timex)
    if told and told.earliest and _governs(told, story):
        value = _shaped(_nearest_told(story.told_from or told.earliest, in_year), stub)
        if value is not None:
            return value, "year of the date told before"
    towards = 1 if tense_at(story.doc, timex.first) in AHEAD else -1

    def near(ref: date) -> Edtf | None:
        years = range(ref.year, ref.year + 9 * towards, towards)
        days = [d for y in years if (d := in_year(y)) and (weekday is None or d.weekday() == weekday)]
        fits = [d for d in days if _beyond(d, ref, towards, whole_month="-" not in stub)]
        return _shaped(fits[0], stub) if fits else None

    if story.ref.known:
        value = story.ref.follow(near)
        if value is not None:
            word = "next" if towards > 0 else "last"
            return value, f"the {word} such day from the document's date"
    return (None if stub == _FEAST else Edtf.parse(f"XXXX-{stub}")), "year not said"


def _beyond(day: date, ref: date, towards: int, *, whole_month: bool) -> bool:
    if whole_month and (day.year, day.month) == (ref.year, ref.month):
        return True
    return (day - ref).days * towards >= 0


def _shaped(day: date | None, stub: str) -> Edtf | None:
    if day is None:
        return None
    return Edtf.day(day) if "-" in stub else Edtf.month(day.year, day.month)


def _governs(told: Edtf, story: _Story) -> bool:
    """A date told before gives the year if the text looks back, or if it is an older year than the document's."""
    last = story.ref.first
    return story.looks_back or (told.latest is not None and (last is None or told.latest.year < last.year))


def _nearest_told(told: date, in_year: Callable[[int], date | None]) -> date | None:
    """Telling moves on: the first such day from the date told, unless that is most of a year away."""
    same, following = in_year(told.year), in_year(told.year + 1)
    if same is None or same >= told.replace(day=1) or following is None:
        return same or following
    return following if (following - told).days < _MOST_OF_A_YEAR else same


_MOST_OF_A_YEAR = 190


def _month(timex: Timex, parts: dict[str, str | int], story: _Story) -> Worked:
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
    value, basis = _yearless(timex, parts, story, lambda y: date(y, month, 1), f"{month:02d}", None)
    if "month2" in parts and value is not None and value.earliest and len(value.periods) == 1:
        value = calendar.join(value, Edtf.month(value.earliest.year + (last < month), last))
    return value, basis


def _year(timex: Timex, parts: dict[str, str | int], story: _Story) -> Worked:
    year = int(parts["year"])
    second = parts.get("year2")
    if "fiscal" in parts:
        second, year = (second or year % 100, year) if second else (year, year - 1)
    if isinstance(second, int):
        second = second if second > 99 else year - year % 100 + second
        return calendar.join(Edtf.year(year), Edtf.year(second)), "years"
    return Edtf.year(year), "year"


def _season(timex: Timex, parts: dict[str, str | int], story: _Story) -> Worked:
    name, year = str(parts["season"]), parts.get("year")
    if isinstance(year, int):
        second = parts.get("year2")
        return calendar.season(name, year, int(second) if second else None), "season with its year"
    told = story.anchor(timex)
    step = _STEPS.get(str(parts.get("yeardir") or parts.get("dir") or ""))
    if step is None and told and told.earliest and _governs(told, story):
        return calendar.season(name, told.earliest.year), "season of the year told before"
    future = tense_at(story.doc, timex.first) in AHEAD or step == 1

    def near(ref: date) -> Edtf | None:
        options = [calendar.season(name, ref.year + n, 1) for n in (-1, 0, 1)]
        if parts.get("dir") == "this" or parts.get("yeardir") == "this":
            return next((o for o in options if o.earliest and o.earliest.year == ref.year), None)
        fits = [o for o in options if o.earliest and ((o.earliest > ref) if future else (o.earliest <= ref))]
        return (fits[0] if future else fits[-1]) if fits else None

    return story.ref.follow(near), "season nearest to the document's date"


def _quarter(timex: Timex, parts: dict[str, str | int], story: _Story) -> Worked:
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


def _decade(timex: Timex, parts: dict[str, str | int], story: _Story) -> Worked:
    return Edtf.parse(f"{int(parts['decade']) // 10:03d}X"), "decade"


def _century(timex: Timex, parts: dict[str, str | int], story: _Story) -> Worked:
    number = int(parts["century"])
    return (Edtf.parse(f"{number - 1:02d}XX"), "century") if 1 < number < 100 else (None, "century out of range")


def _feast(timex: Timex, parts: dict[str, str | int], story: _Story) -> Worked:
    code, year = str(parts["feast"]), parts.get("year")
    if isinstance(year, int):
        return calendar.feast(code, year), "feast of a named year"
    if not story.ref.known and story.anchor(timex) is None:
        return None, "feast, year not said"
    return _yearless(timex, parts, story, lambda y: calendar.feast(code, y).earliest, _FEAST, None)


def _part_of_stretch(timex: Timex, parts: dict[str, str | int], story: _Story) -> Worked:
    """ "The last week of August 1918": the month or year named; its weeks have no edges of their own."""
    rest = {k: v for k, v in parts.items() if k not in ("nth", "unit", "count")}
    way = next(w for n, w in _DATE_WAYS.items() if n in rest and n != "nth")
    value, _ = way(timex, rest, story)
    return value, "within the stretch named"


_DATE_WAYS: dict[str, Callable[[Timex, dict[str, str | int], _Story], Worked]] = {
    "unit": _part_of_stretch,
    "day": _day,
    "season": _season,
    "feast": _feast,
    "nth": _quarter,
    "month": _month,
    "decade": _decade,
    "century": _century,
    "year": _year,
}


def _named_twice(timex: Timex, parts: dict[str, str | int], story: _Story) -> Worked:
    """ "Yesterday, Sunday the first of September": the printed day, its year by the document; "last May" likewise."""
    rest = {k: v for k, v in parts.items() if k not in ("deixis", "dir")}
    direction = str(parts.get("dir", ""))
    if "day" in rest and ("month" in rest or "wd" in rest):
        return _day(timex, rest, story)
    if "season" in rest:
        return _season(timex, parts, story)
    if "fiscal" in parts:
        step = _STEPS.get(direction, 0)
        return story.ref.follow(
            lambda d: calendar.join(Edtf.year(d.year + step - 1), Edtf.year(d.year + step))
        ), "fiscal year"
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


# ---- weekdays and days by name --------------------------------------------------------------------------------------


def _weekday(timex: Timex, story: _Story) -> Worked:
    parts = dict(timex.parts)
    if "deixis" in parts:
        return _deictic(timex, story)
    weekday = parts.get("wd")
    if not isinstance(weekday, int):
        return None, "weekday"
    direction = str(parts.get("dir", ""))
    ahead = direction in ("next", "coming", "following") or (
        direction not in ("last", "past", "previous") and tense_at(story.doc, timex.first) in AHEAD
    )
    strict = direction in ("last", "past", "previous", "next", "coming", "following")
    towards = 1 if ahead else -1
    value = story.ref.follow(lambda d: Edtf.day(calendar.weekday_from(d, weekday, towards, strict=strict)))
    return value, f"weekday {'after' if ahead else 'before'} the document's date"


def _deictic(timex: Timex, story: _Story) -> Worked:
    parts = dict(timex.parts)
    offset = parts.get("deixis")
    if offset == "NI":
        if "overnight" in timex.text.lower():
            return story.ref.follow(lambda d: Edtf.between(d - timedelta(days=1), d)), "the night to the document's day"
        return story.ref.follow(Edtf.day), "the document's day"
    if isinstance(offset, int):
        return story.ref.follow(lambda d: Edtf.day(d + timedelta(days=offset))), "day counted from the document's date"
    direction = str(parts.get("dir", ""))
    if direction in _NARRATIVE:
        step = {"previous": -1, "following": 1}.get(direction, 0)
        return _from_told(timex, story, "day", step), "day told before"
    step = -1 if direction == "last" else 1 if direction in ("next", "coming") else 0
    if step >= 0 and story.looks_back:
        return _from_told(timex, story, "day", step), "day told before"
    return story.ref.follow(lambda d: Edtf.day(d + timedelta(days=step))), "part of a day by the document's date"


# ---- stretches and distances ----------------------------------------------------------------------------------------


def _relative(timex: Timex, story: _Story) -> Worked:
    rule = timex.part("rule")
    if rule == "day by name":
        return _deictic(timex, story)
    if rule == "so long ago":
        return _ago(timex, story)
    if rule == "so long after":
        return _later(timex, story)
    return _stretch(timex, story)


def _count(timex: Timex) -> int | None:
    count = timex.part("count")
    return count if isinstance(count, int) else None


def _stretch(timex: Timex, story: _Story) -> Worked:
    unit, direction = str(timex.part("unit") or "day"), str(timex.part("dir") or "")
    counted = timex.part("count") is not None or timex.text.lower().endswith("s")
    shift = timex.part("shift")
    if shift is not None:
        step = -1 if shift in ("before", "earlier", "previous") else 1
        return _from_told(timex, story, unit, step), f"{unit} {'before' if step < 0 else 'after'} the date told before"
    if direction in _NARRATIVE or (direction in ("next", "this") and _tells(timex, story)):
        step = {"previous": -1, "following": 1, "next": 1}.get(direction, 0)
        if counted:
            return None, "stretch from the date told before"
        return _from_told(timex, story, unit, step), f"{unit} counted from the date told before"
    if direction in ("past", "last", "next", "coming") and (counted or _running(timex)):
        return _running_stretch(timex, story, unit, direction)
    if not direction:
        return _bare_stretch(timex, story, unit)
    return _calendar_unit(timex, story, unit, direction)


def _tells(timex: Timex, story: _Story) -> bool:
    """ "The next day" in a telling counts from what was told; "next week" from the document."""
    led = timex.text.lower().startswith("the ") or story.looks_back
    return led and story.anchor(timex) is not None


def _running(timex: Timex) -> bool:
    """ "In the last year", "the past month": the time up to now, not the calendar's unit."""
    text = timex.text.lower()
    return timex.part("dir") in ("past", "coming") or (
        text.startswith("the ") and timex.part("op") in ("in", "over", "for", "during", "within", "of", "throughout")
    )


def _running_stretch(timex: Timex, story: _Story, unit: str, direction: str) -> Worked:
    count = _count(timex) or (None if timex.part("count") or timex.text.lower().endswith("s") else 1)
    if count is None:
        return None, f"{direction} {unit}s, how many is not said"
    sign = -1 if direction in ("past", "last") else 1
    first, last = story.ref.first, story.ref.last
    if first is None or last is None:
        return None, "no document date to count from"
    far = calendar.add(first if sign < 0 else last, unit, sign * count)
    if far is None:
        return None, "out of the calendar"
    value = Edtf.between(far, last) if sign < 0 else Edtf.between(first, far)
    return value, f"{unit}s {'up to' if sign < 0 else 'from'} the document's date"


def _bare_stretch(timex: Timex, story: _Story, unit: str) -> Worked:
    """ "The end of the year", "the weekend": the one that holds the date told before, else the document's."""
    told = story.anchor(timex)
    if told and _governs(told, story):
        return _from_told(timex, story, unit, 0), f"{unit} of the date told before"
    if unit == "weekend":
        return _calendar_unit(timex, story, unit, "this")
    return story.ref.follow(lambda d: calendar.around(d, unit)), f"the document's {unit}"


def _calendar_unit(timex: Timex, story: _Story, unit: str, direction: str) -> Worked:
    step = _STEPS.get(direction, 0)
    if unit == "weekend" and step == 0 and tense_at(story.doc, timex.first) in AHEAD:
        return story.ref.follow(
            lambda d: calendar.around(calendar.weekday_from(d, 6, 1, strict=False), unit)
        ), "weekend to come"

    def near(ref: date) -> Edtf | None:
        there = calendar.add(ref, unit, step)
        return calendar.around(there, unit) if there else None

    value = story.ref.follow(near)
    if timex.part("edge") == "earlier" and unit == "week" and step == 0 and value and value.earliest and story.ref.last:
        value = Edtf.between(value.earliest, story.ref.last)
    return value, f"{unit} counted from the document's date"


def _ago(timex: Timex, story: _Story) -> Worked:
    unit, count = str(timex.part("unit")), _count(timex)
    sign = 1 if timex.text.lower().endswith(("now", "hence")) else -1
    if count is None:
        return None, "how long ago is not said"
    approx = timex.part("approx")
    if approx in ("more", "less"):
        edge = story.ref.last if approx == "more" else story.ref.first
        there = calendar.add(edge, unit, sign * count) if edge else None
        if there is None:
            return None, "no document date to count from"
        return (
            Edtf.between(None, there) if approx == "more" else Edtf.between(there, story.ref.last)
        ), "bound from the document's date"
    about = bool(approx) or timex.part("half2") is not None or timex.part("half") is not None
    value = story.ref.follow(lambda d: calendar.away(d, unit, sign * count, about=about))
    return value, f"{unit}s counted from the document's date"


def _later(timex: Timex, story: _Story) -> Worked:
    direction = timex.part("dir")
    unit, count = str(timex.part("unit")), _count(timex)
    if direction is not None:
        if str(direction) in _NARRATIVE:
            return _from_told(timex, story, unit, 0), f"{unit} of the date told before"
        return _calendar_unit(timex, story, unit, str(direction))
    if count is None:
        return None, "how long after is not said"
    sign = -1 if timex.part("shift") in ("earlier", "before") else 1
    return _from_told(timex, story, unit, sign * count), f"{unit}s counted from the date told before"


def _from_told(timex: Timex, story: _Story, unit: str, count: int) -> Edtf | None:
    """A distance from the date told before, at the unit's grain, but no finer than that date."""
    told = story.anchor(timex)
    if told is None:
        return None
    values = []
    for first, last in told.periods[:60]:
        if first is None or last is None:
            return None
        fine = (last - first).days <= _GRAIN.get(unit, 0)
        value = calendar.away(first, unit, count) if count else calendar.around(first, unit)
        low, high = calendar.add(first, unit, count), calendar.add(last, unit, count)
        if not fine and low and high:
            value = told if not count else Edtf.between(low, high)
        if value is not None:
            values.append(value)
    return calendar.gather(values)


_GRAIN = {"day": 0, "night": 0, "week": 6, "weekend": 6, "month": 31, "year": 366, "decade": 3660, "century": 36600}


def _duration(timex: Timex, story: _Story) -> Worked:
    """A length of time; it dates something only as a distance to come ("in about five years", "within 90 days")."""
    unit, count, op = str(timex.part("unit") or ""), _count(timex), timex.part("op")
    follows = story.doc.tokens[timex.last].lower if timex.last < len(story.doc.tokens) else ""
    if story.looks_back or follows in ("of", "from", "after"):
        return None, "length of time"
    if count is None or op not in ("in", "within", "inside") or tense_at(story.doc, timex.first) == PAST:
        return None, "length of time"
    if timex.part("half") or timex.part("half2") or timex.part("count2") or unit not in _GRAIN:
        return None, "length of time"
    if op in ("within", "inside"):
        first, last = story.ref.first, story.ref.last
        far = calendar.add(last, unit, count) if last else None
        return (Edtf.between(first, far) if first and far else None), f"{unit}s from the document's date at most"
    if timex.part("approx") == "~" and unit in ("year", "decade"):
        return _about(story, unit, count), "about so many years after the document's date"
    about = timex.part("approx") is not None
    return story.ref.follow(lambda d: calendar.away(d, unit, count, about=about)), f"{unit}s after the document's date"


def _about(story: _Story, unit: str, count: int) -> Edtf | None:
    """A year more or less for each five, as whole months, over every day that the document may have."""
    years = count * (10 if unit == "decade" else 1)
    slack = max(1, years // 5)
    first, last = story.ref.first, story.ref.last
    low = calendar.add(first, "year", years - slack) if first else None
    high = calendar.add(last, "year", years + slack) if last else None
    return calendar.join(Edtf.month(low.year, low.month), Edtf.month(high.year, high.month)) if low and high else None


# ---- the rest -------------------------------------------------------------------------------------------------------


def _anchored(timex: Timex, story: _Story) -> Worked:
    return None, f"{timex.part('shift') or 'from'} another event"


def _anchor_token(timex: Timex, doc: Annotated) -> int | None:
    """The verb or noun of the event on which "after" or "before" rests."""
    link = doc.tokens[timex.last - 1]
    if link.dep == "mark" and doc.tokens[link.head].i > link.i:
        return link.head
    below = doc.children(link.i, "pobj", "pcomp", "advcl")
    if below:
        return below[0].i
    sentence = doc.sentence_of(link.i)
    rest = doc.tokens[timex.last : sentence.last]
    return next((t.i for t in rest if t.pos in ("VERB", "NOUN")), None)


def _open(timex: Timex, story: _Story) -> Worked:
    names = {"past": "recent past, not said when", "future": "future, not said when", "present": "present"}
    if timex.kind == "vague":
        return None, names.get(str(timex.part("vague")), "not said when")
    return None, "repeated" if timex.kind == "set" else "time of day"


_WAYS: dict[str, Callable[[Timex, _Story], Worked]] = {
    "date": _date, "weekday": _weekday, "relative": _relative, "duration": _duration, "anchored": _anchored,
    "set": _open, "time": _open, "vague": _open,
}  # fmt: skip
