"""Weekdays, "last month", "a week later", "in about five years": counted from the document or the telling."""

from __future__ import annotations

from datetime import date, timedelta

from dragoman.document import Timex
from dragoman.records import Edtf
from dragoman.resolve import calendar
from dragoman.resolve.telling import NARRATIVE, STEPS, Story, Worked, governs
from dragoman.resolve.tense import AHEAD, PAST, governor, looks_ahead, tense_at


def weekday(timex: Timex, story: Story) -> Worked:
    """A weekday by its tense and direction: the last on or before the document's day, or the next."""
    parts = dict(timex.parts)
    if "deixis" in parts:
        return _deictic(timex, story)
    weekday = parts.get("wd")
    if not isinstance(weekday, int):
        return None, "weekday"
    direction = str(parts.get("dir", ""))
    told = story.anchor(timex) if story.looks_back else None
    if told is not None:
        start = told.earliest if told.is_day else None
        day = calendar.weekday_from(start, weekday, 1, strict=False) if start else None
        return (Edtf.day(day) if day else None), "weekday from the date told before"
    if "week" in parts or direction in ("last", "next", "previous"):
        step = STEPS.get(direction, 0)
        value = story.ref.follow(lambda d: Edtf.day(d + timedelta(days=7 * step + weekday - d.weekday())))
        return value, "weekday of a week counted from the document's date"
    ahead = direction in ("coming", "following") or (
        direction != "past" and looks_ahead(story.doc, timex.first, timex.part("op"))
    )
    strict = direction in ("past", "coming", "following")
    towards = 1 if ahead else -1
    value = story.ref.follow(lambda d: Edtf.day(calendar.weekday_from(d, weekday, towards, strict=strict)))
    return value, f"weekday {'after' if ahead else 'before'} the document's date"


def _deictic(timex: Timex, story: Story) -> Worked:
    parts = dict(timex.parts)
    offset = parts.get("deixis")
    if offset == "NI":
        if "overnight" in timex.text.lower():
            return story.ref.follow(lambda d: Edtf.between(d - timedelta(days=1), d)), "the night to the document's day"
        return story.ref.follow(Edtf.day), "the document's day"
    if isinstance(offset, int):
        return story.ref.follow(lambda d: Edtf.day(d + timedelta(days=offset))), "day counted from the document's date"
    direction = str(parts.get("dir", ""))
    if direction in NARRATIVE:
        step = {"previous": -1, "following": 1}.get(direction, 0)
        return _from_told(timex, story, "day", step), "day told before"
    step = -1 if direction == "last" else 1 if direction in ("next", "coming") else 0
    if step >= 0 and story.looks_back:
        return _from_told(timex, story, "day", step), "day told before"
    return story.ref.follow(lambda d: Edtf.day(d + timedelta(days=step))), "part of a day by the document's date"


def relative(timex: Timex, story: Story) -> Worked:
    """A day or stretch named by its distance from the document's date or from the date told before."""
    rule = timex.part("rule")
    if rule == "day by name":
        return _deictic(timex, story)
    if rule == "part of the day before":
        return _from_told(timex, story, "day", -1), "day before the date told before"
    if rule == "so long ago":
        return _ago(timex, story)
    if rule == "so long after":
        return _later(timex, story)
    return _stretch(timex, story)


def _count(timex: Timex) -> int | None:
    count = timex.part("count")
    return count if isinstance(count, int) else None


def _stretch(timex: Timex, story: Story) -> Worked:
    unit, direction = str(timex.part("unit") or "day"), str(timex.part("dir") or "")
    counted = timex.part("count") is not None or timex.text.lower().endswith("s")
    shift = timex.part("shift")
    if shift is not None:
        step = -1 if shift in ("before", "earlier", "previous") else 1
        return _from_told(timex, story, unit, step), f"{unit} {'before' if step < 0 else 'after'} the date told before"
    if direction in NARRATIVE or (direction in ("next", "this") and _tells(timex, story)):
        step = {"previous": -1, "following": 1, "next": 1}.get(direction, 0)
        if counted:
            return None, "stretch from the date told before"
        return _from_told(timex, story, unit, step), f"{unit} counted from the date told before"
    if not direction:
        return _bare_stretch(timex, story, unit)
    if unit == "quarter" and direction in STEPS:
        return _quarters(timex, story, direction)
    runs = direction in ("past", "last", "next", "coming") and (counted or _running(timex))
    return (_running_stretch if runs else _calendar_unit)(timex, story, unit, direction)


def _quarters(timex: Timex, story: Story, direction: str) -> Worked:
    """Whole quarters of the calendar before or after the document's: "the last two quarters"."""
    step, count = STEPS[direction], _count(timex) or (None if timex.part("count") else 1)
    if count is None:
        return None, f"{direction} quarters, how many is not said"

    def near(ref: date) -> Edtf | None:
        own = ref.replace(month=3 * ((ref.month - 1) // 3) + 1, day=1)
        start = calendar.add(own, "quarter", 1 if step > 0 else -count)
        return calendar.months(start.year, start.month, 3 * count) if start else None

    return story.ref.follow(near), "quarters counted from the document's date"


def _tells(timex: Timex, story: Story) -> bool:
    """Whether "the next day" stands in a telling, and counts from what was told; told as past, from nothing else."""
    led = timex.text.lower().startswith("the ") and timex.part("dir") == "next"
    single = timex.part("count") is None and not timex.text.lower().endswith("s")
    past = led and single and tense_at(story.doc, timex.first) == PAST
    return past or ((led or story.looks_back) and story.anchor(timex) is not None)


def _running(timex: Timex) -> bool:
    """Whether it is as "in the last year", "the past month": the time up to now, not the calendar's unit."""
    text = timex.text.lower()
    return timex.part("dir") in ("past", "coming") or (
        timex.part("beyond") is None
        and text.startswith("the ")
        and timex.part("op") in ("in", "over", "for", "during", "within", "of", "throughout")
    )


def _running_stretch(timex: Timex, story: Story, unit: str, direction: str) -> Worked:
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


def _bare_stretch(timex: Timex, story: Story, unit: str) -> Worked:
    """For "the end of the year", "the weekend": the one that holds the date told before, else the document's."""
    told = story.frame_at(timex)
    if told and governs(told, story):
        return _from_told(timex, story, unit, 0), f"{unit} of the date told before"
    if unit == "day" and timex.part("edge") in ("earlier", "later") and (day := _from_told(timex, story, unit, 0)):
        return day, "day told before"
    if unit == "weekend":
        return _calendar_unit(timex, story, unit, "this")
    return _side(story.ref.follow(lambda d: calendar.around(d, unit)), timex, story), f"the document's {unit}"


def _calendar_unit(timex: Timex, story: Story, unit: str, direction: str) -> Worked:
    step = STEPS.get(direction, 0)
    step += {"before": -1, "after": 1}.get(str(timex.part("beyond")), 0)
    if unit == "weekend" and step == 0 and tense_at(story.doc, timex.first) in AHEAD:
        return story.ref.follow(
            lambda d: calendar.around(calendar.weekday_from(d, 6, 1, strict=False), unit)
        ), "weekend to come"

    def near(ref: date) -> Edtf | None:
        there = calendar.add(ref, unit, step)
        return calendar.around(there, unit) if there else None

    value = story.ref.follow(near)
    return _side(value, timex, story) if step == 0 else value, f"{unit} counted from the document's date"


def _side(whole: Edtf | None, timex: Timex, story: Story) -> Edtf | None:
    """The part before or after the document's day where the words say "earlier" or "later"; else the whole."""
    side = timex.part("edge") or timex.part("shift")
    if whole is None or side not in ("earlier", "later"):
        return whole
    return _up_to(whole, story) if side == "earlier" else _from(whole, story)


def _up_to(whole: Edtf, story: Story) -> Edtf:
    """The part of a stretch up to the document's day."""
    last = story.ref.last
    return Edtf.between(whole.earliest, last) if last and whole.earliest and whole.earliest <= last else whole


def _from(whole: Edtf, story: Story) -> Edtf:
    """The part of a stretch from the document's day on."""
    first = story.ref.first
    return Edtf.between(first, whole.latest) if first and whole.latest and first <= whole.latest else whole


def _ago(timex: Timex, story: Story) -> Worked:
    unit, count = str(timex.part("unit")), _count(timex)
    sign = 1 if timex.text.lower().endswith(("now", "hence")) else -1
    if count is None:
        return None, "how long ago is not said"
    if timex.part("exact") is not None or timex.part("within"):
        return _to_the_day(timex, story, unit, count)
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
    more, finer = timex.part("countb"), str(timex.part("unitb"))

    def near(ref: date) -> Edtf | None:
        if not isinstance(more, int):
            return calendar.away(ref, unit, sign * count, about=about)
        there = calendar.add(ref, unit, sign * count)
        return calendar.away(there, finer, sign * more, about=about) if there else None

    return story.ref.follow(near), f"{unit}s counted from the document's date"


def _to_the_day(timex: Timex, story: Story, unit: str, count: int) -> Worked:
    """For "ten years ago today", "a year ago to the day", "two years ago this month": that very day, week or month."""
    shift, within = timex.part("exact"), timex.part("within")

    def near(ref: date) -> Edtf | None:
        there = calendar.add(ref + timedelta(days=shift if isinstance(shift, int) else 0), unit, -count)
        if there is None:
            return None
        return calendar.around(there, str(within)) if within else Edtf.day(there)

    return story.ref.follow(near), f"{within or 'day'} so many {unit}s before the document's"


def _later(timex: Timex, story: Story) -> Worked:
    direction = timex.part("dir")
    unit, count = str(timex.part("unit")), _count(timex)
    if direction is not None:
        if str(direction) in NARRATIVE:
            return _from_told(timex, story, unit, 0), f"{unit} of the date told before"
        return _calendar_unit(timex, story, unit, str(direction))
    if count is None:
        return None, "how long after is not said"
    sign = -1 if timex.part("shift") in ("earlier", "before") else 1
    return _from_told(timex, story, unit, sign * count), f"{unit}s counted from the date told before"


def _from_told(timex: Timex, story: Story, unit: str, count: int) -> Edtf | None:
    """A distance from the date told before, at the unit's grain, but no finer than that date."""
    told = story.counted_from(timex, unit)
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


_GRAIN = {
    "day": 0,
    "night": 0,
    "week": 6,
    "fortnight": 13,
    "weekend": 6,
    "month": 31,
    "year": 366,
    "decade": 3660,
    "century": 36600,
}


def duration(timex: Timex, story: Story) -> Worked:
    """A length of time; it dates something only as a distance to come ("in about five years", "within 90 days")."""
    unit, count, op = str(timex.part("unit") or ""), _count(timex), timex.part("op")
    if op == "for" and _up_to_now(timex, story):
        value = _lasting(story, unit, count) if count is not None else None
        return value, "lasting up to the document's date" if value else "length of time"
    follows = story.doc.tokens[timex.last].lower if timex.last < len(story.doc.tokens) else ""
    partial = any(timex.part(p) for p in ("half", "half2", "count2")) or unit not in _GRAIN
    told = story.looks_back or follows in ("of", "from", "after") or tense_at(story.doc, timex.first) == PAST
    if count is None or partial or told or op not in ("in", "within", "inside"):
        return None, "length of time"
    if op in ("within", "inside"):
        first, last = story.ref.first, story.ref.last
        far = calendar.add(last, unit, count) if last else None
        return (Edtf.between(first, far) if first and far else None), f"{unit}s from the document's date at most"
    if timex.part("approx") == "~" and unit in ("year", "decade"):
        return _about(story, unit, count), "about so many years after the document's date"
    about = timex.part("approx") is not None
    return story.ref.follow(lambda d: calendar.away(d, unit, count, about=about)), f"{unit}s after the document's date"


def _up_to_now(timex: Timex, story: Story) -> bool:
    """Whether a present perfect makes a length run up to the document's day ("has worked for two decades")."""
    verb = governor(story.doc, timex.first)
    helpers = story.doc.children(verb.i, "aux") if verb and not story.looks_back else []
    return any(t.lower in ("has", "have", "'ve", "’ve") for t in helpers) and len(helpers) == 1


def _lasting(story: Story, unit: str, count: int) -> Edtf | None:
    """From about so long before the document's first day to its last."""
    first, last = story.ref.first, story.ref.last
    start = calendar.add(first, unit, -count) if first else None
    if start is None or last is None or unit not in _GRAIN:
        return None
    plain = {"day": f"{start}", "month": f"{start:%Y-%m}", "week": f"{start}"}.get(unit, f"{start.year:04d}")
    return Edtf.parse(f"{plain}~/{last}")


def _about(story: Story, unit: str, count: int) -> Edtf | None:
    """A year more or less for each five, as whole months, over every day that the document may have."""
    years = count * (10 if unit == "decade" else 1)
    slack = max(1, years // 5)
    first, last = story.ref.first, story.ref.last
    low = calendar.add(first, "year", years - slack) if first else None
    high = calendar.add(last, "year", years + slack) if last else None
    return calendar.join(Edtf.month(low.year, low.month), Edtf.month(high.year, high.month)) if low and high else None
