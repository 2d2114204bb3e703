"""Which states, and which actors, deal with which, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Final

from dragoman.app.states import find_state
from dragoman.errors import UnknownState
from dragoman.export import DyadView, Holdings, Party, countries_of
from dragoman.export.brief.choose import actors_of
from dragoman.records import Agreement, Edtf, Event, Evident, Relation

_CROWD: Final = 6  # a record that names more states than these is no dealing of any two of them


@dataclass(frozen=True, slots=True)
class Pair:
    """Two states, the number of events that concern them, and the last day of one that took place."""

    a: Party
    b: Party
    events: int
    last: date | None


@dataclass(frozen=True, slots=True)
class Summary:
    """A pair in a line: events, agreements and of how many the contents are undisclosed, open questions, the level
    declared last, the day of the last dealing.
    """

    events: int
    agreements: int
    undisclosed: int
    questions: int
    level: str | None
    last: Edtf | None


def summary_of(view: DyadView) -> Summary:
    """The same of what concerns two states."""
    undisclosed = sum(told.record.disclosed is False for told in view.agreements)
    level, last = view.level, view.last_dealing
    return Summary(
        len(view.entries), len(view.agreements), undisclosed, view.open_questions,
        level.record.level if level else None, last.date if last else None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tie:
    """Two states by code, or two actors by id, with how many things they deal in and how many of these are conflict.

    What several documents tell counts once; what is planned, denied or only possible does not.
    """

    a: str
    b: str
    count: int
    conflicts: int


def pairs_of(records: Iterable[Evident], holdings: Holdings) -> list[Pair]:
    """The pairs of states with dealings in some records, those with most events first."""
    events: Counter[tuple[str, str]] = Counter()
    last: dict[tuple[str, str], date] = {}
    told: set[tuple[str, tuple[str, str]]] = set()
    for record in records:
        for pair in _pairs_of(record, holdings):
            key = (record.cluster or record.id, pair)
            events[pair] += isinstance(record, Event) and key not in told
            told.add(key)
            day = _done(record)
            if day:
                last[pair] = max(day, last.get(pair, day))
    ranked = sorted(events, key=lambda pair: (-events[pair], pair))
    return [Pair(party(a), party(b), events[a, b], last.get((a, b))) for a, b in ranked]


def _pairs_of(record: Evident, holdings: Holdings) -> Iterator[tuple[str, str]]:
    if isinstance(record, Event | Agreement | Relation):
        codes = countries_of(actors_of(record), holdings)
        if len(codes) <= _CROWD:
            yield from combinations(codes, 2)


def _done(record: Evident) -> date | None:
    """The day of an event that took place, where it is known to the day or month."""
    if not isinstance(record, Event) or record.modality != "actual" or record.date is None:
        return None
    return record.date.latest if record.date.latest and record.date.earliest else None


def ties_of(records: Iterable[Evident], ends: Callable[[Event], list[str]]) -> list[Tie]:
    """Who deals with whom, those that deal most first; `ends` says between whom an event is."""
    told: set[tuple[str, str, str]] = set()
    counted: Counter[tuple[str, str]] = Counter()
    conflicts: Counter[tuple[str, str]] = Counter()
    for event in records:
        if not isinstance(event, Event) or event.modality != "actual" or len(found := ends(event)) > _CROWD:
            continue
        for a, b in combinations(found, 2):
            if (key := (event.cluster or event.id, a, b)) not in told:
                told.add(key)
                counted[a, b] += 1
                conflicts[a, b] += bool(event.quad and event.quad.endswith("conflict"))
    ranked = sorted(counted, key=lambda pair: (-counted[pair], pair))
    return [Tie(*pair, counted[pair], conflicts[pair]) for pair in ranked]


def party(code: str) -> Party:
    """The state of an ISO code."""
    try:
        return find_state(code)
    except UnknownState:
        return Party(code, code)
