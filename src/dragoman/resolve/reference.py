"""The day from which relative expressions count: the document's own, a list of candidates, or an interval."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.records import Edtf, Published
from dragoman.resolve import calendar

_STEP = timedelta(days=28)
_LISTED = 400


@dataclass(frozen=True, slots=True)
class Reference:
    """Candidate days where they can be listed, else the first and last day, an end open where None."""

    days: tuple[date, ...] = ()
    low: date | None = None
    high: date | None = None

    @property
    def known(self) -> bool:
        """Whether anything is known of it."""
        return bool(self.days or self.low or self.high)

    @property
    def first(self) -> date | None:
        """The first day that it may be."""
        return self.days[0] if self.days else self.low

    @property
    def last(self) -> date | None:
        """The last day that it may be."""
        return self.days[-1] if self.days else self.high

    def follow(self, value_from: Callable[[date], Edtf | None]) -> Edtf | None:
        """What holds, given that a function says what would hold for each single day.

        The function must keep order: a later day never gives an earlier value.
        """
        if not self.days and (self.low is None or self.high is None):
            return self._half_open(value_from)
        days = self.days or self._samples()
        values = [v for d in days if (v := value_from(d)) is not None]
        gathered = calendar.gather(values)
        if gathered is None or self.days or len(values) == 1:
            return gathered
        return gathered if _recurs(values) else calendar.join(values[0], values[-1])

    @property
    def closed(self) -> bool:
        """Whether it is known on both sides."""
        return bool(self.days) or (self.low is not None and self.high is not None)

    def _half_open(self, value_from: Callable[[date], Edtf | None]) -> Edtf | None:
        """From what holds for the first day on, or up to what holds for the last."""
        edge = self.low or self.high
        value = value_from(edge) if edge else None
        if value is None:
            return None
        return Edtf.between(value.earliest, None) if self.low else Edtf.between(None, value.latest)

    def _samples(self) -> tuple[date, ...]:
        assert self.low is not None
        assert self.high is not None
        steps = (self.high - self.low) // _STEP
        return (*(self.low + n * _STEP for n in range(min(steps, 3000) + 1)), self.high)


def _recurs(values: list[Edtf]) -> bool:
    """Whether sampled values stand still and leap, as yearless days do, and not creep along with the day."""
    return len({v.text for v in values}) * 6 <= len(values) + 10 and all(v.is_day for v in values)


def of(published: Published) -> Reference:
    """The reference that a document's date gives."""
    days = tuple(sorted(d for c in published.candidates if c.is_day and (d := c.earliest)))
    if published.edtf and published.edtf.is_day and published.edtf.earliest:
        return Reference((published.edtf.earliest,))
    if days:
        return Reference(days)
    low = published.earliest.earliest if published.earliest else None
    high = published.latest.latest if published.latest else None
    if published.edtf and not (low or high):
        low, high = published.edtf.earliest, published.edtf.latest
    if low and high and (high - low).days < _LISTED:
        return Reference(tuple(low + timedelta(days=n) for n in range((high - low).days + 1)))
    return Reference((), low, high)
