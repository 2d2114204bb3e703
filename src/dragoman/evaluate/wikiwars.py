"""WikiWars (Mazur and Dale 2010): time expressions in accounts of wars, with their values.

A span is right strictly where it has the same edges, relaxed where it overlaps; a value where it means the same days,
or where both say the same length, repetition or vague time. TIMEX2 marks the two ends of a range apart; so does ours
here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from dragoman.document import Resolved, TimeValue
from dragoman.errors import UsageError
from dragoman.evaluate.bootstrap import Counts, row
from dragoman.evaluate.moments import same_days
from dragoman.evaluate.report import Report, Row
from dragoman.evaluate.seen import resolve_text
from dragoman.evaluate.splits import unread_part
from dragoman.evaluate.timex2 import Marked, unmarked
from dragoman.records import Edtf

_BODY: Final = re.compile(r"<TEXT>\s*(.*?)\s*</TEXT>", re.DOTALL)
_WRITTEN: Final = re.compile(r"<DATETIME>.*?(\d{4}-\d{2}-\d{2})", re.DOTALL)

_JOINTS: Final = frozenset({"-", "–", "—", "to", "and", "through", "until", "till"})

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
    return marked, [one for timed in resolved.times for one in _found(resolved, timed)]


def _found(resolved: Resolved, timed: TimeValue) -> list[Marked]:
    """An expression as TIMEX2 would mark it: "1914 to 1918" as its two ends, everything else as it is."""
    timex = resolved.annotated.timexes[timed.timex]
    ends = str(timed.value).split("/")
    joint = next((i for i in range(timex.first + 1, timex.last - 1) if _joins(resolved, i)), None)
    if joint is None or len(ends) != 2 or ".." in ends or timex.kind != "date":
        span = resolved.span(timex.first, timex.last)
        return [Marked(span.start, span.end, timed.value, timed.timeml)]
    low, high = resolved.span(timex.first, joint), resolved.span(joint + 1, timex.last)
    return [Marked(low.start, low.end, Edtf.parse(ends[0])), Marked(high.start, high.end, Edtf.parse(ends[1]))]


def _joins(resolved: Resolved, token: int) -> bool:
    return resolved.annotated.tokens[token].lower in _JOINTS


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
    if not _overlap(one, other):
        return False
    if one.value is None or other.value is None:
        return one.value is None and one.other is not None and one.other == other.other
    return same_days(other.value, str(one.value))
