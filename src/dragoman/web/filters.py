"""Which events a page shows: by type, modality, class, outlet and support; and the stretches of time next to one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.app import Library
from dragoman.app.voices import outlet_of
from dragoman.web.drawing import Timeline, Told

LEAST_DAYS = 14


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; nothing chosen lets everything through. `origins` is the least number of independent ones."""

    type: tuple[str, ...] = ()
    modality: tuple[str, ...] = ()
    quad: tuple[str, ...] = ()
    outlet: str = ""
    origins: int = 1

    @property
    def any(self) -> bool:
        """Whether something is left out."""
        return bool(self.type or self.modality or self.quad or self.outlet or self.origins > 1)

    def pass_on(self, told: Iterable[Told], library: Library) -> list[Told]:
        """The events that were asked for."""
        return [one for one in told if self._takes(one, library)]

    def _takes(self, one: Told, library: Library) -> bool:
        entry = one.entry
        return (
            (not self.type or entry.type.partition("/")[0] in self.type)
            and (not self.modality or entry.modality in self.modality)
            and (not self.quad or one.quad in self.quad)
            and (self.origins <= 1 or entry.origins >= self.origins)
            and (
                not self.outlet
                or self.outlet in {outlet_of(library.holdings.documents[s.document_id]) for s in entry.evidence}
            )
        )


def outlets(told: Iterable[Told], library: Library) -> list[str]:
    """The outlets that tell some events, sorted."""
    return sorted(
        {outlet_of(library.holdings.documents[span.document_id]) for one in told for span in one.entry.evidence}
    )


def around(drawing: Timeline) -> dict[str, tuple[date, date]]:
    """The stretches of time next to that of a timeline: closer (where the middle half of its events lies), wider (twice
    as long), earlier and later by half.
    """
    first, last = drawing.start, drawing.end
    half = timedelta(days=max(LEAST_DAYS, (last - first).days) // 2)
    found = {"earlier": (_moved(first, -half), _moved(last, -half)), "later": (_moved(first, half), _moved(last, half)),
             "wider": (_moved(first, -half), _moved(last, half))}  # fmt: skip
    days = sorted(dot.told.first for lane in drawing.lanes for dot in lane.dots if dot.told.first)
    middle = (days[len(days) // 4], days[(len(days) * 3) // 4]) if days else (first, last)
    if first < middle[0] or middle[1] < last:
        found["closer"] = middle
    return found


def _moved(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta(0) else date.min
