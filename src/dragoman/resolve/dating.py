"""The day on which a document appeared: stated, in its address, or inferred from what its words leave open.

Every constraint is kept as a reason. Without one the date stays open: no clock, no file's time, no guess.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date as Day  # noqa: N812 - the function below is called date
from datetime import timedelta
from typing import cast

from dragoman.document import Annotated, TimeValue, Timex
from dragoman.kb import KnowledgeBase
from dragoman.records import Actor, Edtf, Published, Reason, Span
from dragoman.records.sources import Basis
from dragoman.resolve import calendar, days, times
from dragoman.resolve.constraint import Constraint, solve
from dragoman.resolve.dating_anchors import anchored
from dragoman.resolve.dating_clues import AHEAD_RULE, PAST_RULE, clues
from dragoman.resolve.dating_events import known_summits, last_known
from dragoman.resolve.dating_offices import tenures
from dragoman.resolve.dating_stated import full_day, statements, url_date
from dragoman.resolve.dating_world import known_events, last_happening
from dragoman.resolve.tense import PAST, tense_at

_LISTED = 400
_OPEN = Published()
# Yearly patterns run to the ends of the calendar that is searched; what ends there is open.
_EARLY, _LATE = Day(days.FIRST.year + 29, 1, 1), Day(days.LAST.year - 29, 1, 1)
_SOON = timedelta(days=3 * 365)
_BEYOND = timedelta(days=2 * 365)
_SOME_YEARS = timedelta(days=8 * 365)
# Between these distances from its first day, a set that comes once a year has no day.
_NO_SEASON, _SEASON_AGAIN = timedelta(days=160), timedelta(days=300)
_CLUSTER = timedelta(days=60)
# A clue below this weight is no reason to doubt a date that is printed.
_STRONG = 0.6


def date(doc: Annotated, kb: KnowledgeBase, links: Sequence[str | None], actors: Mapping[str, Actor]) -> Published:
    """When a document appeared, or the days left open and why. Metadata, then stated, then URL, then inference.

    `links` are the actor ids of the mentions, by index; `actors` are theirs. Nothing here raises.
    """
    links = [link if link in actors else None for link in links]
    document = doc.clean.document
    values = times.resolve(doc, _OPEN)
    found = [*clues(doc, values), *tenures(doc, kb, links), *known_summits(doc), *anchored(doc, kb, links)]
    found += known_events(doc, kb, links)
    said = statements(doc)
    if document.published:
        by = "given by the user" if document.published_basis == "stated" else "metadata of the file"
        reasons = [Reason(rule=by, implies=str(document.published)), *_against(document.published, found)]
        reasons += _other_dates(doc, document.published, said, values)
        return _given(document.published, cast("Basis", document.published_basis), reasons)
    for timex, role in said:
        value = values[timex.i].value
        if full_day(timex) and value and value.is_day:
            return _given(value, cast("Basis", role), _reasons(doc, timex, role, value, found))
    if address := url_date(document.url):
        reason = Reason(rule="date in the address", implies=str(address))
        return _given(address, "url", (reason, *_against(address, found)))
    opening = [c for t, role in said[:1] for c in _opening(doc, t, role, values[t.i].value)]
    return _inferred([*opening, *found], "dateline" if opening else "inferred")


def _given(value: Edtf, basis: Basis, reasons: Sequence[Reason]) -> Published:
    low, high = value.earliest, value.latest
    return Published(
        edtf=value,
        basis=basis,
        earliest=Edtf.day(low) if low else None,
        latest=Edtf.day(high) if high else None,
        reasons=tuple(reasons),
    )


def _reasons(doc: Annotated, timex: Timex, role: str, value: Edtf, found: Sequence[Constraint]) -> list[Reason]:
    """The stated date, and every strong clue that it contradicts: a copy dated anew, or a date misprinted."""
    own = doc.span(timex.first, timex.last)
    return [Reason(rule=f"{role} date", implies=str(value), span=own), *_against(value, found, own)]


def _against(value: Edtf, found: Sequence[Constraint], own: Span | None = None) -> list[Reason]:
    """Every strong clue, but what the date itself says, that leaves none of the days that a date may mean."""
    known = days.union(days.between(*period) for period in value.periods)
    against = [c for c in found if c.weight > _STRONG and not c.allowed & known and (own is None or c.span != own)]
    return [replace(c, rule=f"contradicts the stated date: {c.rule}").reason for c in against]


def _other_dates(
    doc: Annotated, given: Edtf, said: Sequence[tuple[Timex, str]], values: Sequence[TimeValue]
) -> Iterator[Reason]:
    """The dates that the text itself states and that a date given from outside is not."""
    for timex, role in said:
        value = values[timex.i].value
        if full_day(timex) and value is not None and not value.touches(given):
            rule = f"contradicts the stated date: another {role} date"
            yield Reason(rule=rule, implies=str(value), span=doc.span(timex.first, timex.last))


def _opening(doc: Annotated, timex: Timex, role: str, value: Edtf | None) -> list[Constraint]:
    """A dateline without its year, or a numeric date that may be read in two ways."""
    span = doc.span(timex.first, timex.last)
    if value and value.periods:
        allowed = days.union(days.between(*p) for p in value.periods)
        return [Constraint(f"{role} date, read in two ways", str(value), allowed, 0.95, span)]
    month, day = timex.part("month"), timex.part("day")
    if not (isinstance(month, int) and isinstance(day, int)):
        return []
    possible = [d for y in days.years() if (d := calendar.safe_day(y, month, day))]
    yearless = f"XXXX-{month:02d}-{day:02d}"
    allowed = days.around(possible, timedelta(0), timedelta(0))
    found = [Constraint(f"{role} date without its year", yearless, allowed, 0.95, span)]
    return found + _lead_weekday(doc, timex, possible)


def _lead_weekday(doc: Annotated, opening: Timex, possible: Sequence[Day]) -> list[Constraint]:
    """A wire story's first weekday in the past is the day of its dateline."""
    own = opening.part("wd")
    rest = [t for t in doc.timexes if t.i > opening.i and t.kind == "weekday"]
    first = next((t for t in rest if t.part("dir") in (None, "this")), None)
    if isinstance(own, int):
        weekday, span = own, doc.span(opening.first, opening.last)
    elif first and _in_lead(doc, opening, first) and isinstance(number := first.part("wd"), int):
        weekday, span = number, doc.span(first.first, first.last)
    else:
        return []
    agreeing = [d for d in possible if d.weekday() == weekday]
    allowed = days.around(agreeing, timedelta(0), timedelta(0))
    implies = "years in which the dateline falls on that weekday"
    return [Constraint("weekday of the lead agrees with the dateline", implies, allowed, 0.5, span)]


def _in_lead(doc: Annotated, opening: Timex, timex: Timex) -> bool:
    body = [s for s in doc.sentences if s.last > opening.last][:2]
    return any(s.first <= timex.first < s.last for s in body) and tense_at(doc, timex.first) == PAST


def _inferred(constraints: Sequence[Constraint], basis: Basis) -> Published:
    if not constraints:
        return _OPEN
    left, reasons = solve(constraints)
    if left == days.ALL:
        return _OPEN
    left, of_known = _of_known_events(left, constraints)
    left, extra = _one_year(left, constraints)
    low, high = days.first(left), days.last(left)
    low = None if low is None or low < _EARLY else low
    high = None if high is None or high > _LATE else high
    count = left.bit_count()
    listed = count <= _LISTED and low and high and count < (high - low).days + 1
    if low is None and high is None:
        return Published(reasons=tuple(reasons))
    return Published(
        edtf=Edtf.day(low) if count == 1 and low else None,
        basis=basis if count == 1 else "inferred",
        earliest=Edtf.day(low) if low else None,
        latest=Edtf.day(high) if high else None,
        candidates=tuple(Edtf.day(d) for d in days.walk(left)) if listed else (),
        reasons=(*reasons, *of_known, *extra),
    )


def _of_known_events(left: int, constraints: Sequence[Constraint]) -> tuple[int, list[Reason]]:
    """Where little else is left, the days of events that are known, before those of which the lists know nothing."""
    reasons = []
    for one in constraints:
        low, high = days.first(left), days.last(left)
        end = min(high or days.LAST, _end_of_knowledge())
        if low and one.known & left and left & ~one.known and not left & ~one.allowed and end - low <= _SOME_YEARS:
            left &= one.known
            rule = "the event that is known is the one told of (soft)"
            reasons.append(Reason(rule=rule, implies=f"{days.first(left)}/{days.last(left)}", span=one.span))
    return left, reasons


def _end_of_knowledge() -> Day:
    return max(last_known(), last_happening()) + _BEYOND


def _one_year(left: int, constraints: Sequence[Constraint]) -> tuple[int, list[Reason]]:
    """Where a printed day fits years that lie far apart: the one nearest to what is told as past, or as to come."""
    left, reasons = _within_knowledge(left)
    low, high = days.first(left), days.last(left)
    if low is None or high is None or _one_cluster(left):
        return left, reasons
    past = [(d, c) for c in constraints if c.rule == PAST_RULE and c.allowed & left and (d := days.first(c.allowed))]
    ahead = [(d, c) for c in constraints if c.rule == AHEAD_RULE and c.allowed & left and (d := days.last(c.allowed))]
    after, before = max(past, key=_day, default=None), min(ahead, key=_day, default=None)
    if after and low - after[0] <= _SOON and _alone(left, low, 1):
        rule = "the first year that fits soon after what is told as past (soft)"
        return _cluster(left, low, 1, rule, after[1])
    if before and before[0] - high <= _SOON and _alone(left, high, -1):
        rule = "the last year that fits soon before what is told as to come (soft)"
        return _cluster(left, high, -1, rule, before[1])
    return left, reasons


def _within_knowledge(left: int) -> tuple[int, list[Reason]]:
    """Days that come again for ever: those of years long after the last that the calendars know are left out."""
    low, high, end = days.first(left), days.last(left), _end_of_knowledge()
    within = left & days.between(None, end)
    between = left & _reach(low, 1, _NO_SEASON, _SEASON_AGAIN) if low else 0
    if between or low is None or low < _EARLY or high is None or high <= _LATE or not within:
        return left, []
    return within, [Reason(rule="not long after the last events known here (soft)", implies=f"../{end}", span=None)]


def _day(pair: tuple[Day, Constraint]) -> Day:
    return pair[0]


def _reach(edge: Day, towards: int, first: timedelta, last: timedelta) -> int:
    """The days between two distances from a day, forwards (1) or backwards (-1)."""
    low, high = sorted((edge + towards * first, edge + towards * last))
    return days.between(max(low, days.FIRST), min(high, days.LAST))


def _one_cluster(left: int) -> bool:
    low = days.first(left) or days.FIRST
    return left & _reach(low, 1, timedelta(0), _CLUSTER) == left


def _alone(left: int, edge: Day, towards: int) -> bool:
    """Whether no other days follow for years on the days near an edge."""
    return not left & _reach(edge, towards, _CLUSTER + timedelta(days=1), _CLUSTER + _SOON)


def _cluster(left: int, edge: Day, towards: int, rule: str, near: Constraint) -> tuple[int, list[Reason]]:
    kept = left & _reach(edge, towards, timedelta(0), _CLUSTER)
    return kept, [Reason(rule=rule, implies=f"{days.first(kept)}/{days.last(kept)}", span=near.span)]
