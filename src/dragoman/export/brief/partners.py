"""With whom one actor deals: a line for each other side, those that it deals with most first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from dragoman.export.brief.choose import ActorChoice, actors_of
from dragoman.export.brief.dealings import chronological, is_placed, together
from dragoman.export.brief.names import Names, country_of
from dragoman.export.brief.notes import Notes
from dragoman.export.brief.phrases import date_words, many
from dragoman.records import Agreement, Event, Evident

_MOST = 20  # lines; the rest is counted


def partners_section(choice: ActorChoice, names: Names, notes: Notes) -> list[str]:
    """Each other side of its events and agreements, what several documents tell once, with the last that was done."""
    dealings = [record for record in choice.records if isinstance(record, Event | Agreement)]
    home = f"state:{country_of(choice.subject.id, choice.holdings.actors)}"
    with_whom: dict[str, list[Event | Agreement]] = defaultdict(list)
    for group in together(dealings, choice.holdings.clusters):
        for other in {a for member in group for a in actors_of(member) if a != home and not choice.is_theirs(a)}:
            with_whom[other].append(group[0])
    ranked = sorted(with_whom, key=lambda other: (-len(with_whom[other]), other))
    lines = [_line(other, with_whom[other], names, notes) for other in ranked[:_MOST]]
    lines += [f"- {len(ranked) - _MOST} more"] if len(ranked) > _MOST else []
    return ["## With whom", "", *lines, ""] if lines else []


def _line(other: str, dealings: list[Event | Agreement], names: Names, notes: Notes) -> str:
    """`- Peru: 3 events, 1 agreement; last 2024-03-05[^4]`."""
    events = sum(isinstance(record, Event) for record in dealings)
    counted = [many(events, "event")] if events else []
    counted += [many(len(dealings) - events, "agreement")] if len(dealings) > events else []
    last = max(_done(dealings), key=lambda record: chronological(record.date)[1:], default=None)
    when = f"; last {date_words(last.date)}{notes.cite(last.evidence[:1])}" if last else ""
    return f"- {names.full(other)}: {', '.join(counted)}{when}"


def _done(dealings: Iterable[Evident]) -> list[Event]:
    """The events that took place on a day that is known."""
    return [r for r in dealings if isinstance(r, Event) and r.modality == "actual" and is_placed(r.date)]
