"""WikiWars (Mazur and Dale 2010): time expressions in accounts of wars, with their values.

A span is right strictly where it has the same edges, relaxed where it overlaps; a value where it means the same days.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from dragoman.errors import UsageError
from dragoman.evaluate.bootstrap import Counts, row
from dragoman.evaluate.moments import same_days
from dragoman.evaluate.report import Report, Row
from dragoman.evaluate.seen import read_times, resolve_text
from dragoman.evaluate.splits import unread_part
from dragoman.evaluate.timex2 import Marked, unmarked

_BODY: Final = re.compile(r"<TEXT>\s*(.*?)\s*</TEXT>", re.DOTALL)
_WRITTEN: Final = re.compile(r"<DATETIME>.*?(\d{4}-\d{2}-\d{2})", re.DOTALL)

Right = Callable[[Marked, Marked], bool]


def evaluate_wikiwars(data: Path) -> Report:
    """Score the articles of `data/keyinline`. Raises UsageError where there are none."""
    paths = sorted((data / "keyinline").glob("*"))
    if not paths:
        raise UsageError(f"{data} holds no WikiWars", mend=f"expected articles in {data / 'keyinline'}")
    documents = {path.name[:2]: _read(path.read_text(encoding="utf-8")) for path in paths}
    rows = _rows("", list(documents.values()))
    if unread := unread_part(data, "wikiwars"):
        rows += _rows(" (unread part)", [found for key, found in documents.items() if key in unread])
    return Report("wikiwars", data.as_posix(), tuple(rows))


def _read(markup: str) -> tuple[list[Marked], list[Marked]]:
    """The expressions that an article has marked, and those that we find."""
    body, written = _BODY.search(markup), _WRITTEN.search(markup)
    if body is None:
        raise UsageError("an article has no <TEXT>", mend="expected WikiWars' inline keys")
    text, marked = unmarked(body[1])
    resolved = resolve_text(text, written[1] if written else "")
    return marked, [Marked(start, end, value) for start, end, value in read_times(resolved)]


def _rows(suffix: str, documents: list[tuple[list[Marked], list[Marked]]]) -> list[Row]:
    measures: dict[str, Callable[[list[Marked], list[Marked]], Counts]] = {
        "spans strict": lambda gold, got: counts(gold, got, _same_edges),
        "spans relaxed": lambda gold, got: counts(gold, got, _overlap),
        "values": lambda gold, got: counts(gold, got, _same_value),
        "values of dates": _of_dates,
    }
    return [row(f"{name}{suffix}", [count(*both) for both in documents]) for name, count in measures.items()]


def counts(gold: list[Marked], got: list[Marked], right: Right) -> Counts:
    """How many expressions match one to one, in order."""
    free = list(got)
    matched = 0
    for marked in gold:
        found = next((other for other in free if right(marked, other)), None)
        if found:
            free.remove(found)
            matched += 1
    return matched, len(gold), len(got)


def _of_dates(gold: list[Marked], got: list[Marked]) -> Counts:
    """The same for values alone where the key gives a date: durations and vague times count on neither side."""
    others = [marked for marked in gold if marked.value is None]
    dates = [marked for marked in gold if marked.value is not None]
    return counts(dates, [found for found in got if not any(_overlap(o, found) for o in others)], _same_value)


def _same_edges(one: Marked, other: Marked) -> bool:
    return (one.start, one.end) == (other.start, other.end)


def _overlap(one: Marked, other: Marked) -> bool:
    return one.start < other.end and other.start < one.end


def _same_value(one: Marked, other: Marked) -> bool:
    return (
        _overlap(one, other)
        and one.value is not None
        and other.value is not None
        and same_days(other.value, str(one.value))
    )
