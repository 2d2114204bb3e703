"""The day on which a document appeared: stated, in its address, or inferred from what its words leave open.

Every constraint is kept as a reason. Without one the date stays open: no clock, no file's time, no guess.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date as Day  # noqa: N812 - the function below is called date
from datetime import timedelta
from typing import cast

from dragoman.document import Annotated, Timex
from dragoman.kb import KnowledgeBase
from dragoman.records import Actor, Edtf, Published, Reason
from dragoman.records.sources import Basis
from dragoman.resolve import calendar, days, times
from dragoman.resolve.constraint import Constraint, solve
from dragoman.resolve.dating_clues import PAST_RULE, clues
from dragoman.resolve.dating_events import entries, known_summits
from dragoman.resolve.dating_offices import tenures
from dragoman.resolve.dating_stated import full_day, statements, url_date
from dragoman.resolve.tense import PAST, tense_at

_LISTED = 400
_OPEN = Published()
# Yearly patterns run to the ends of the calendar that is searched; what ends there is open.
_EARLY, _LATE = Day(days.FIRST.year + 29, 1, 1), Day(days.LAST.year - 29, 1, 1)
_SOON = timedelta(days=3 * 365)
_CLUSTER = 60


def date(doc: Annotated, kb: KnowledgeBase, links: Sequence[str | None], actors: Mapping[str, Actor]) -> Published:
    """When a document appeared, or the days left open and why. Metadata, then stated, then URL, then inference.

    `links` are the actor ids of the mentions, by index; `actors` are theirs. Nothing here raises.
    """
    links = [link if link in actors else None for link in links]
    document = doc.clean.document
    if document.published:
        return _given(document.published, cast("Basis", document.published_basis), ())
    values = times.resolve(doc, _OPEN)
    found = [*clues(doc, values), *tenures(doc, kb, links), *known_summits(doc), *entries(doc, kb, links)]
    said = statements(doc)
    for timex, role in said:
        value = values[timex.i].value
        if full_day(timex) and value and value.is_day:
            return _given(value, cast("Basis", role), _reasons(doc, timex, role, value, found))
    if address := url_date(document.url):
        return _given(address, "url", (Reason(rule="date in the address", implies=str(address)),))
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
    own = days.between(value.earliest, value.latest)
    against = [
        c for c in found if c.weight > 0.5 and not c.allowed & own and c.span != doc.span(timex.first, timex.last)
    ]
    stated = Reason(rule=f"{role} date", implies=str(value), span=doc.span(timex.first, timex.last))
    return [stated, *(replace(c, rule=f"contradicts the stated date: {c.rule}").reason for c in against)]


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
    stub = f"XXXX-{month:02d}-{day:02d}"
    allowed = days.union(days.between(d, d) for d in possible)
    found = [Constraint(f"{role} date without its year", stub, allowed, 0.95, span)]
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
    allowed = days.union(days.between(d, d) for d in agreeing)
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
    left, extra = _first_year(left, constraints)
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
        reasons=(*reasons, *extra),
    )


def _first_year(left: int, constraints: Sequence[Constraint]) -> tuple[int, list[Reason]]:
    """Where a printed day fits years that lie far apart: the one soon after what is told as past, if one is."""
    past = [c for c in constraints if c.rule == PAST_RULE and c.allowed & left]
    latest = max(past, key=lambda c: c.implies, default=None)
    if latest is None:
        return left, []
    low = max(days.first(latest.allowed) or days.FIRST, days.first(left) or days.FIRST)
    clusters = left & days.between(low, low + _SOON)
    first = days.first(clusters)
    told = days.first(latest.allowed)
    if first is None or told is None or first - told > _SOON:
        return left, []
    end = first + timedelta(days=_CLUSTER)
    apart = left & days.between(end + timedelta(days=1), end + _SOON)
    if apart or left & days.between(first, end) == left:
        return left, []
    rule = "the first year that fits soon after what is told as past (soft)"
    return left & days.between(first, end), [Reason(rule=rule, implies=f"{first}/{end}", span=latest.span)]
