"""The one fact that would decide between the days that a document's date leaves open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

from dragoman.records import Published

_LISTED = 4
_LONGEST = 40 * 366
_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FACTS: tuple[tuple[str, Callable[[date], object], Callable[[date], str]], ...] = (
    ("the year", lambda d: d.year, lambda d: f"{d.year}"),
    ("the month", lambda d: (d.year, d.month), lambda d: f"{d:%B %Y}"),
    ("the week", lambda d: d - timedelta(days=d.weekday()), lambda d: f"the week of {d:%d %B %Y}"),
    ("the day", lambda d: d, lambda d: f"{d}"),
)


def would_decide(published: Published) -> str | None:
    """What one would have to know, with the answers that are possible: None where a day is known or nothing is.

    It is the coarsest fact that leaves at most half of the days, whatever the answer.
    """
    if published.edtf is not None and published.edtf.is_day:
        return None
    listed = _days(published)
    if not listed:
        return _other_end(published)
    for name, key, words in _FACTS:
        groups = Counter(key(day) for day in listed)
        if max(groups.values()) * 2 <= len(listed):
            return f"{name}: {_answers(listed, key, words)}"
    return None


def _days(published: Published) -> list[date]:
    if published.candidates:
        return [day for c in published.candidates if (day := c.earliest)]
    low = published.earliest.earliest if published.earliest else None
    high = published.latest.latest if published.latest else None
    if low is None or high is None or (high - low).days > _LONGEST:
        return []
    return [low + timedelta(days=n) for n in range((high - low).days + 1)]


def _other_end(published: Published) -> str:
    if published.earliest and not published.latest:
        return f"a day that it came before: nothing in it says how long after {published.earliest}"
    if published.latest and not published.earliest:
        return f"a day that it came after: nothing in it says how long before {published.latest}"
    return "any year: nothing in it says when"


def _answers(listed: list[date], key: Callable[[date], object], words: Callable[[date], str]) -> str:
    first = {key(day): day for day in reversed(listed)}
    named = [words(day) for day in sorted(first.values())]
    if len(named) > _LISTED:
        return f"{named[0]} to {named[-1]}, {len(named)} answers"
    return ", ".join(named[:-1]) + f" or {named[-1]}"
