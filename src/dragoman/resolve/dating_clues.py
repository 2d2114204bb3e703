"""What time expressions in the text say of the day on which the text appeared."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from dragoman.document import Annotated, TimeValue, Timex
from dragoman.records import Edtf
from dragoman.resolve import calendar, days
from dragoman.resolve.constraint import Constraint
from dragoman.resolve.dating_stated import full_day, yearless_day
from dragoman.resolve.tense import AHEAD, FUTURE, PAST, PRESENT, dates_a_verb, governor, looks_ahead, tense_at, words_of

NEAR = timedelta(days=43)
_LEAD_SENTENCES, _WIRE_LEAD = 4, 2
_HALF_YEAR = timedelta(days=180)
_FORTNIGHT = timedelta(days=14)
_DAY = timedelta(days=1)
_VISIT_REACH = 9  # tokens from the word for a journey to its days
_AHEAD, _YEAR = timedelta(days=180), timedelta(days=364)
_SEASON, _FAR = timedelta(days=150), timedelta(days=300)
PAST_RULE = "after what is told as past"
AHEAD_RULE = "before what is told as to come"
_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TELLING = ("body", "title", "heading")


def clues(doc: Annotated, values: tuple[TimeValue, ...]) -> Iterator[Constraint]:
    """Every constraint that the time expressions of the text lay on its date."""
    told = [t for t in doc.timexes if doc.sentence_of(t.first).zone in _TELLING]
    yield from _own_weekday(doc, told)
    for timex in told:
        yield from _own_day(doc, timex)
        yield from _own_year(doc, timex)
        value = values[timex.i].value
        if value is not None and value.periods and _absolute(timex):
            yield from _past_or_future(doc, timex, value)
    yield from _so_long_since(doc, told, values)
    yield from _counted_days(doc, told)
    yield from _statistics(doc, told)
    yield from _lead(doc, told, values)
    yield from _recent(doc, told)
    yield from _soon(doc, told)
    yield from _visits(doc, told)
    yield from _wire_lead(doc, told)


def _absolute(timex: Timex) -> bool:
    parts = dict(timex.parts)
    return timex.kind == "date" and ("year" in parts or "date" in parts or "decade" in parts)


def _constraint(doc: Annotated, timex: Timex, rule: str, implies: str, allowed: int, weight: float) -> Constraint:
    return Constraint(rule, implies, allowed, weight, doc.span(timex.first, timex.last))


def _own_weekday(doc: Annotated, told: list[Timex]) -> Iterator[Constraint]:
    """What "met this Friday", "today, Tuesday", "yesterday Thursday" give: the weekday on which the text appeared."""
    for timex in told:
        weekday, deixis = timex.part("wd"), timex.part("deixis")
        if not isinstance(weekday, int):
            continue
        if isinstance(deixis, int):
            own, weight = (weekday - deixis) % 7, 0.85
        elif timex.part("dir") == "this" and tense_at(doc, timex.first) == PAST:
            own, weight = weekday, 0.6
        else:
            continue
        rule = f'weekday of the document: "{timex.text}"'
        yield _constraint(doc, timex, rule, f"a {_NAMES[own]}", days.weekday(own), weight)


def _year_days(month: int, day: int, weekday: int | None) -> list[date]:
    found = (calendar.safe_day(y, month, day) for y in days.years())
    return [d for d in found if d and (weekday is None or d.weekday() == weekday)]


def _own_day(doc: Annotated, timex: Timex) -> Iterator[Constraint]:
    """A printed day that is today's or yesterday's, or whose weekday leaves only some years."""
    parts = dict(timex.parts)
    if not yearless_day(timex) and not (full_day(timex) and "deixis" in parts):
        return
    month, day, weekday = parts.get("month"), parts.get("day"), parts.get("wd")
    if not (isinstance(month, int) and isinstance(day, int)):
        return
    year = parts.get("year")
    found = [d for d in _year_days(month, day, weekday if isinstance(weekday, int) else None) if year in (None, d.year)]
    if not found:
        return
    deixis = parts.get("deixis")
    if isinstance(deixis, int):
        shift = timedelta(days=-deixis)
        allowed = days.around(found, -shift, shift)
        own = found[0] + shift
        yield _constraint(doc, timex, "day named and printed", f"XXXX-{own:%m-%d}", allowed, 0.9)
    elif isinstance(weekday, int):
        tense = tense_at(doc, timex.first)
        past = parts.get("dir") != "next" and tense == PAST
        low, high = (timedelta(0), _YEAR) if past else (-_YEAR, timedelta(days=0 if tense in AHEAD else 6))
        allowed = days.around(found, -low, high)
        implies = f"years in which {month:02d}-{day:02d} is a {_NAMES[weekday]}"
        yield _constraint(doc, timex, "weekday agrees with the day of the month", implies, allowed, 0.8)
        if parts.get("dir") == "this":
            allowed = days.around(found, timedelta(days=6), timedelta(days=1))
            yield _constraint(
                doc, timex, "within the week of the day named", f"XXXX-{month:02d}-{day:02d}~", allowed, 0.5
            )


def _own_year(doc: Annotated, timex: Timex) -> Iterator[Constraint]:
    """The year in "June of this year 2025", "last year, 2023"."""
    year, direction = timex.part("year"), timex.part("yeardir")
    if isinstance(year, int) and direction in ("this", "last", "next"):
        own = year + {"this": 0, "last": 1, "next": -1}[str(direction)]
        allowed = days.between(date(own, 1, 1), date(own, 12, 31))
        yield _constraint(doc, timex, f"{direction} year, with its number", f"{own:04d}", allowed, 0.85)


def _past_or_future(doc: Annotated, timex: Timex, value: Edtf) -> Iterator[Constraint]:
    """What has happened is no later than the text; what is to come ends no sooner."""
    ahead = _lies_ahead(doc, timex)
    if ahead is None:
        return
    if not ahead and value.earliest:
        low = value.earliest
        yield _constraint(doc, timex, PAST_RULE, f"{low}/..", days.between(low, None), 0.75)
    if ahead and value.latest:
        high = _first_year_of_range(timex) or value.latest
        weight = 0.7 if tense_at(doc, timex.first) == FUTURE else 0.45
        yield _constraint(doc, timex, AHEAD_RULE, f"../{high}", days.between(None, high), weight)
        if value.earliest and 31 < (value.latest - value.earliest).days < 200:
            start = value.earliest - timedelta(days=1)
            recent = days.between(start - timedelta(days=730), start)
            yield _constraint(doc, timex, "before a part of a year to come (soft)", f"../{start}", recent, 0.32)


def _first_year_of_range(timex: Timex) -> date | None:
    """A stretch of years to come has not run out its first."""
    year = timex.part("year")
    return date(year, 12, 31) if isinstance(year, int) and timex.part("year2") and timex.part("op") == "from" else None


def _lies_ahead(doc: Annotated, timex: Timex) -> bool | None:
    """True for what is to come, False for what is past, None where the clause does not tell."""
    tense, op = tense_at(doc, timex.first), timex.part("op")
    if tense in AHEAD:
        of_a_thing = op in (None, "of") and not dates_a_verb(doc, timex.first, timex.last)
        return None if of_a_thing else True
    if op == "since":
        return False
    if op in ("by", "until", "till", "before", "to") or (op == "for" and not _is_statistic(doc, timex)):
        return None
    return False if tense == PAST else None


def _so_long_since(doc: Annotated, told: list[Timex], values: tuple[TimeValue, ...]) -> Iterator[Constraint]:
    """The days to which "more than a year ago, in January 2023" or "in 2008, two years ago" counts from its date."""
    for one, other in pairwise(told):
        ago, dated = (one, other) if one.part("rule") == "so long ago" else (other, one)
        value, count, unit = values[dated.i].value, ago.part("count"), str(ago.part("unit"))
        beside = 0 <= other.first - one.last <= (3 if ago is one else 1)
        if ago.part("rule") != "so long ago" or not beside or not isinstance(count, int) or not _absolute(dated):
            continue
        if value is None or value.earliest is None or value.latest is None:
            continue
        low, high = calendar.add(value.earliest, unit, count), calendar.add(value.latest, unit, count)
        more = calendar.add(value.latest, unit, count + 1)
        if low is None or high is None or more is None:
            continue
        start, end = (high, more) if ago.part("approx") == "more" else (low, more)
        rule, span = "so long after a date printed beside it", doc.span(one.first, other.last)
        yield Constraint(rule, f"{start}/{end}", days.between(start, end), 0.55, span)


def _counted_days(doc: Annotated, told: list[Timex]) -> Iterator[Constraint]:
    """In "in nine days, on May 1", "two weeks ago, when they met on March 31" a day without its year is counted to."""
    for one, other in pairwise(told):
        pair = {one.part("rule") if one.kind != "duration" else one.part("op"): one, other.part("rule"): other}
        counted = pair.get("so long ago") or (one if one.kind == "duration" and one.part("op") == "in" else None)
        dated = next((t for t in (one, other) if yearless_day(t)), None)
        between = [t.lower for t in doc.tokens[one.last : other.first]]
        joined = bool(between) and between[0] in (",", "(", "–", "-") and {*between[1:]} <= {"on"}
        told_of = dated is other and between[:2] in ([",", "when"], [",", "after"]) and len(between) < 12
        near = joined or told_of
        near = near and doc.tokens[one.first].sentence == doc.tokens[other.first].sentence
        if counted is None or dated is None or not near or counted.part("approx") in ("more", "less"):
            continue
        count, unit, month, day = (
            counted.part("count"),
            str(counted.part("unit")),
            dated.part("month"),
            dated.part("day"),
        )
        if not (isinstance(count, int) and isinstance(month, int) and isinstance(day, int)) or unit not in _BLUR:
            continue
        back = counted.part("rule") == "so long ago" and not counted.text.lower().endswith(("now", "hence"))
        sign = 1 if back else -1
        there = [
            d
            for y in days.years()
            if (e := calendar.safe_day(y, month, day)) and (d := calendar.add(e, unit, sign * count))
        ]
        blur = _BLUR[unit]
        if there:
            implies = f"about XXXX-{there[0]:%m-%d}"
            allowed = days.around(there, blur, blur)
            yield Constraint(
                "so long from a day printed beside it", implies, allowed, 0.6, doc.span(one.first, other.last)
            )


_BLUR = {"day": timedelta(days=1), "week": timedelta(days=4), "month": timedelta(days=16)}


def _statistics(doc: Annotated, told: list[Timex]) -> Iterator[Constraint]:
    """Figures of trade for a whole year, told as done, are those of the last full year."""
    latest: tuple[int, Timex] | None = None
    for timex in told:
        year = timex.part("year")
        bare = timex.part("rule") == "year" and isinstance(year, int) and timex.part("op") in ("in", "for", "of", None)
        if bare and isinstance(year, int) and _lies_ahead(doc, timex) is False and _is_statistic(doc, timex):
            latest = max(latest or (year, timex), (year, timex), key=lambda pair: pair[0])
    if latest:
        own = latest[0] + 1
        allowed = days.between(date(own, 1, 1), date(own, 12, 31))
        yield _constraint(doc, latest[1], "figures of the last full year (soft)", f"{own:04d}", allowed, 0.4)


def _is_statistic(doc: Annotated, timex: Timex) -> bool:
    words = doc.sentence_tokens(doc.sentence_of(timex.first))
    near = [t for t in words if abs(t.i - timex.first) <= 12]
    return any(t.lower in words_of("statistic") for t in near) and any(
        t.lemma.lower() in words_of("figure") for t in near
    )


def _lead(doc: Annotated, told: list[Timex], values: tuple[TimeValue, ...]) -> Iterator[Constraint]:
    """The news of the opening, dated to its month or day, is seldom older than half a year."""
    body = [s for s in doc.sentences if s.zone == "body"][:_LEAD_SENTENCES]
    found: list[tuple[date, date, Timex]] = []
    for timex in told:
        value = values[timex.i].value
        if not (_absolute(timex) and timex.part("month") and any(s.first <= timex.first < s.last for s in body)):
            continue
        if (
            value
            and value.earliest
            and value.latest
            and _lies_ahead(doc, timex) is False
            and dates_a_verb(doc, timex.first, timex.last)
        ):
            found.append((value.latest, value.earliest, timex))
    if found:
        latest, first, timex = max(found, key=lambda f: f[0])
        high = latest + _HALF_YEAR
        rule = "soon after the dated news of the opening (soft)"
        yield _constraint(doc, timex, rule, f"{first}/{high}", days.between(first, high), 0.3)


def _recent(doc: Annotated, told: list[Timex]) -> Iterator[Constraint]:
    """A day of the month told as past without its year is normally of the last weeks; with its weekday, of a fortnight.

    Of several such days the text comes after all if that can be, else after one of them and in the season of the rest.
    """
    past = [t for t in told if yearless_day(t) and t.part("deixis") is None and _has_been(doc, t)]
    sets, names, seasons = [], [], []
    for timex in past:
        month, day, weekday = timex.part("month"), timex.part("day"), timex.part("wd")
        if isinstance(month, int) and isinstance(day, int):
            found = _year_days(month, day, weekday if isinstance(weekday, int) else None)
            sets.append(days.around(found, timedelta(0), NEAR))
            seasons.append(days.around(found, timedelta(0), _SEASON))
            names += [f"XXXX-{d:%m-%d}/XXXX-{d + NEAR:%m-%d}" for d in found[:1]]
            if isinstance(weekday, int):
                close = days.around(found, timedelta(0), _FORTNIGHT)
                rule = "within a fortnight of a day told with its weekday (soft)"
                yield _constraint(doc, timex, rule, f"after XXXX-{month:02d}-{day:02d}", close, 0.31)
    if sets:
        rule = "within weeks of a day told without its year (soft)"
        after_one = days.union(sets) & days.common(seasons)
        allowed = days.common(sets) or after_one or days.union(sets)
        yield _constraint(doc, past[-1], rule, ", ".join(names), allowed, 0.35)


def _has_been(doc: Annotated, timex: Timex) -> bool:
    """Whether a day is told as past; what was planned for it may lie ahead ("had hoped for a vote on May 9")."""
    verb = governor(doc, timex.first)
    planned = verb is not None and verb.lower in words_of("planned")
    return tense_at(doc, timex.first) == PAST and not planned


def _soon(doc: Annotated, told: list[Timex]) -> Iterator[Constraint]:
    """A month or day to come without its year lies within months; one told in the present or by its weekday, soon."""
    for timex in told:
        parts = dict(timex.parts)
        month, tense = parts.get("month"), tense_at(doc, timex.first)
        said = {"year", "date", "yeardir", "dir", "month2", "deixis"} & parts.keys() or parts.get("op") in _NOT_AHEAD
        if said or not isinstance(month, int):
            continue
        simply = tense not in AHEAD and (bool(parts.get("day")) or parts.get("op") == "in")
        if tense not in AHEAD and not (simply and looks_ahead(doc, timex.first, timex.part("op"))):
            continue
        ends = [d for y in days.years() if (d := _end_of(y, month, parts.get("day")))]
        weekday = isinstance(parts.get("wd"), int)
        soon = (simply or weekday) and bool(parts.get("day")) and parts.get("op") not in _DEADLINES
        near = _FORTNIGHT if weekday else NEAR
        far = _AHEAD if parts.get("day") else _FAR
        reach, within, weight = (near, "weeks", 0.33) if soon else (far, "some months", 0.28)
        if ends:
            allowed = days.around(ends, reach, timedelta(0))
            rule = f"{within} before what is to come (soft)"
            yield _constraint(doc, timex, rule, f"before XXXX-{ends[0]:%m-%d}", allowed, weight)


def _visits(doc: Annotated, told: list[Timex]) -> Iterator[Constraint]:
    """A visit that is under way from one day to another holds the text's day; one that was made, "yesterday" or so.

    Without a "yesterday" or "today" told as past, the text came within weeks of the visit.
    """
    of_the_day = any(t.part("deixis") in (0, -1) and tense_at(doc, t.first) == PAST for t in told)
    for timex in told:
        month, day, end = timex.part("month"), timex.part("day"), timex.part("day2")
        if not (isinstance(month, int) and isinstance(day, int) and isinstance(end, int)) or not _of_a_visit(
            doc, timex
        ):
            continue
        found = _year_days(month, day, None)
        year = timex.part("year")
        found = [d for d in found if year in (None, d.year)]
        length = timedelta(days=(end - day) % 31)
        tense, verb = tense_at(doc, timex.first), governor(doc, timex.first)
        if verb is not None and tense == PRESENT and verb.lemma == "be":
            allowed, rule, weight = days.around(found, timedelta(0), length + _DAY), "while a visit is under way", 0.5
        elif tense == PAST and of_the_day:
            allowed, rule, weight = (
                days.around(found, timedelta(0), length + _DAY),
                "in the days of a visit (soft)",
                0.4,
            )
        elif tense == PAST and year is None:
            allowed, rule, weight = (
                days.around(found, timedelta(0), length + NEAR),
                "within weeks of a visit (soft)",
                0.35,
            )
        else:
            continue
        yield _constraint(doc, timex, rule, f"from XXXX-{month:02d}-{day:02d}", allowed, weight)


def _of_a_visit(doc: Annotated, timex: Timex) -> bool:
    """Whether a stretch of days is that of a journey: "on an official visit from August 1 to 2"."""
    above = [doc.tokens[at] for at in doc.ancestors(timex.first)]
    near = doc.tokens[max(doc.sentence_of(timex.first).first, timex.first - _VISIT_REACH) : timex.first]
    return any(t.lemma.lower() in words_of("visit") for t in (*above, *near))


def _wire_lead(doc: Annotated, told: list[Timex]) -> Iterator[Constraint]:
    """A story whose dateline names a place alone: the first weekday of its lead is its own day or the day before."""
    body = [s for s in doc.sentences if s.zone == "body"][:_WIRE_LEAD]
    datelines = [doc.clean.text[z.start : z.end] for z in doc.clean.zones if z.kind == "dateline"]
    if not datelines or any(letter.isdigit() for words in datelines for letter in words):
        return
    lead = [t for t in told if any(s.first <= t.first < s.last for s in body) and t.kind == "weekday"]
    for timex in lead[:1]:
        weekday = timex.part("wd")
        if isinstance(weekday, int) and timex.part("dir") is None and tense_at(doc, timex.first) == PAST:
            allowed = days.weekday(weekday) | days.weekday((weekday + 1) % 7)
            implies = f"a {_NAMES[weekday]} or the day after"
            yield _constraint(doc, timex, "weekday of the lead of a wire story (soft)", implies, allowed, 0.34)


_NOT_AHEAD = ("since", "of")
_DEADLINES = ("by", "until", "till", "before", "from", "after")


def _end_of(year: int, month: int, day: str | int | None) -> date | None:
    if isinstance(day, int):
        return calendar.safe_day(year, month, day)
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
