"""Where things stand in the drawings: the timeline and the counts by month. Values only; templates draw them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from dragoman.app import Entry
from dragoman.export.brief.dealings import is_placed
from dragoman.records import Edtf

QUADS: Final = ("verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict", "other")
WIDTH, LEFT, RIGHT = 960, 140, 20
LANE, BINS, HIGHEST = 66, 90, 5
BASE, TALLEST = 100, 84  # of the counts: the height of their line, and of the highest bar
_MOST_BARS: Final = 60
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Told:
    """An event with its class."""

    entry: Entry
    quad: str

    @property
    def first(self) -> date | None:
        """The first day that is possible."""
        return self.entry.date.earliest if self.entry.date else None

    @property
    def last(self) -> date | None:
        """The last day that is possible."""
        return self.entry.date.latest if self.entry.date else None


@dataclass(frozen=True, slots=True)
class Dot:
    """An event in the drawing; `more` counts those that stand behind it for want of room."""

    x: float
    y: float
    told: Told
    more: int = 0


@dataclass(frozen=True, slots=True)
class Lane:
    """The events of one class, on a line at the height `base`."""

    quad: str
    base: float
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the axis."""

    x: float
    words: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The drawing of the events that have a date."""

    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    height: float
    drawn: int
    undated: int
    start: date
    end: date
    width: int = WIDTH
    left: int = LEFT
    right: int = WIDTH - RIGHT


@dataclass(frozen=True, slots=True)
class Bar:
    """A month, or a year where there are many, with its counts by class from the bottom up; `when` names it."""

    x: float
    width: float
    words: str
    parts: tuple[tuple[str, float, float], ...]
    when: str


@dataclass(frozen=True, slots=True)
class Counts:
    """Events that took place, by month or year."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    unit: str
    counted: int
    left_out: int
    highest: int
    height: int = BASE + 20
    width: int = WIDTH
    left: int = LEFT
    right: int = WIDTH - RIGHT
    base: int = BASE


def newest_first(items: Iterable[Item], when: Callable[[Item], Edtf | None]) -> list[Item]:
    """Items that come earliest first and undated last, with the latest before the earliest; the undated stay last."""
    some = list(items)
    placed = [item for item in some if is_placed(when(item))]
    return [*reversed(placed), *(item for item in some if not is_placed(when(item)))]


def timeline(told: Sequence[Told]) -> Timeline | None:
    """The events with a date on a common axis, one lane a class; None where no event has one."""
    placed = [(one, one.first, one.last) for one in told]
    dated = [(one, first, last) for one, first, last in placed if first and last and is_placed(one.entry.date)]
    if not dated:
        return None
    start, end = min(first for _, first, _ in dated), max(last for _, _, last in dated)
    scale = _Scale(start, end)
    by_lane: dict[str, dict[int, list[Told]]] = defaultdict(lambda: defaultdict(list))
    for one, first, last in dated:
        by_lane[one.quad][scale.bin(first + (last - first) / 2)].append(one)
    lanes = tuple(_lane(quad, n * LANE, by_lane[quad]) for n, quad in enumerate(q for q in QUADS if q in by_lane))
    return Timeline(lanes, tuple(scale.ticks()), len(lanes) * LANE + 26, len(dated), len(told) - len(dated), start, end)


def _lane(quad: str, top: float, bins: dict[int, list[Told]]) -> Lane:
    dots = []
    step = (WIDTH - LEFT - RIGHT) / BINS
    for place, some in sorted(bins.items()):
        x, shown = LEFT + (place + 0.5) * step, some[:HIGHEST]
        for height, one in enumerate(shown):
            more = len(some) - len(shown) if height == len(shown) - 1 else 0
            dots.append(Dot(round(x, 1), round(top + LANE - 10 - height * 11, 1), one, more))
    return Lane(quad, top + LANE - 4, tuple(dots))


class _Scale:
    """Days to places on the axis."""

    def __init__(self, start: date, end: date) -> None:
        self._start, self._days = start.toordinal(), max(1, (end - start).days)
        self._years = range(start.year, end.year + 1)

    def bin(self, day: date) -> int:
        return min(BINS - 1, (day.toordinal() - self._start) * BINS // (self._days + 1))

    def _x(self, day: date) -> float:
        return LEFT + (day.toordinal() - self._start) / self._days * (WIDTH - LEFT - RIGHT)

    def ticks(self) -> Iterable[Tick]:
        """January of each year, or of every fifth or so; months where it is one or two years."""
        if len(self._years) <= 2:
            days = [(date(y, m, 1), f"{date(y, m, 1):%b %Y}") for y in self._years for m in (1, 4, 7, 10)]
        else:
            every = -(-len(self._years) // 10)
            days = [(date(y, 1, 1), str(y)) for y in self._years if y % every == 0]
        for day, words in days:
            if LEFT <= self._x(day) <= WIDTH - RIGHT:
                yield Tick(round(self._x(day), 1), words)


def counts(told: Iterable[Told]) -> Counts | None:
    """Events that took place, counted by month (by year where there are many months) and class."""
    done = [one for one in told if one.entry.modality == "actual"]
    whole: dict[str, Counter[str]] = defaultdict(Counter)
    monthly = [(one, one.first) for one in done if one.first and one.last and _same_month(one.first, one.last)]
    if not monthly:
        return None
    days = [day for _, day in monthly]
    months = (max(days).year - min(days).year) * 12 + max(days).month - min(days).month + 1
    unit = "month" if months <= _MOST_BARS else "year"
    for one, day in monthly:
        whole[f"{day:%Y-%m}" if unit == "month" else f"{day:%Y}"][one.quad] += 1
    keys = (
        _months(min(days), months) if unit == "month" else [str(y) for y in range(min(days).year, max(days).year + 1)]
    )
    return _drawn(keys, whole, unit, (len(monthly), len(done) - len(monthly)))


def _drawn(keys: Sequence[str], whole: dict[str, Counter[str]], unit: str, told: tuple[int, int]) -> Counts:
    highest = max(counter.total() for counter in whole.values())
    step = min(48.0, (WIDTH - LEFT - RIGHT) / len(keys))
    bars = [_bar(key, LEFT + n * step, step, whole[key], highest) for n, key in enumerate(keys) if key in whole]
    every = -(-len(keys) // 10)
    ticks = [Tick(round(LEFT + (n + 0.5) * step, 1), key) for n, key in enumerate(keys) if n % every == 0]
    return Counts(tuple(bars), tuple(ticks), unit, *told, highest)


def _bar(key: str, x: float, step: float, counter: Counter[str], highest: int) -> Bar:
    parts, base = [], float(BASE)
    for quad in QUADS:
        if counter[quad]:
            height = counter[quad] / highest * TALLEST
            base -= height
            parts.append((quad, round(base, 1), round(height, 1)))
    words = ", ".join(f"{counter[quad]} {quad.replace('-', ' ')}" for quad in QUADS if counter[quad])
    return Bar(round(x + step * 0.12, 1), round(step * 0.76, 1), f"{key}: {words}", tuple(parts), key)


def _same_month(first: date, last: date) -> bool:
    return (first.year, first.month) == (last.year, last.month)


def _months(first: date, count: int) -> list[str]:
    start = first.year * 12 + first.month - 1
    return [f"{at // 12:04d}-{at % 12 + 1:02d}" for at in range(start, start + count)]
