"""Dating without a date: articles of our own that state none, and gold articles whose printed dates are cut out.

An interval is right where the true day may be in it; where candidate days are listed, the day must be one of them. A
wide one says little, so widths are scored beside it, for texts with two constraints or more. `data/key.csv` names each
text's day; those of `data/held` stay unread by whoever writes rules. Of gold articles, the annotators' own interval
counts where no day is stated.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import Final

from dragoman.document import Resolved
from dragoman.errors import UsageError
from dragoman.evaluate.report import Report, Row
from dragoman.evaluate.seen import resolve_text
from dragoman.records import Edtf, Published
from dragoman.resolve.dating_stated import full_day, statements

WIDEST: Final = 45
_PARTS: Final = {"": "docs", " (held)": "held/docs"}


@dataclass(frozen=True, slots=True)
class Dated:
    """A text's name, the days on which it may have appeared, what is found, and how much it says ("few" clues)."""

    name: str
    true: Edtf
    found: Published
    clues: str = ""

    @property
    def given(self) -> bool:
        """Whether both ends of an interval are found."""
        return self.found.earliest is not None and self.found.latest is not None

    @property
    def right(self) -> bool:
        """Whether the true day is inside what is found; an open end leaves everything inside."""
        low = self.found.earliest.earliest if self.found.earliest else date.min
        high = self.found.latest.latest if self.found.latest else date.max
        inside = Edtf.between(low, high)
        listed = self.found.candidates
        return inside.touches(self.true) and (not listed or any(day.touches(self.true) for day in listed))

    @property
    def width(self) -> int | None:
        """The days from the first to the last that are possible."""
        low, high = self.found.earliest, self.found.latest
        if low is None or high is None or low.earliest is None or high.latest is None:
            return None
        return (high.latest - low.earliest).days + 1

    @property
    def constraints(self) -> int:
        """How many constraints the interval rests on."""
        return sum(not reason.rule.startswith("dropped") for reason in self.found.reasons)


def evaluate_dateless(data: Path) -> Report:
    """Score the texts of `data/key.csv`, or gold articles. Raises UsageError where there are neither."""
    if (data / "key.csv").is_file():
        parts = {suffix: list(_own(data, folder)) for suffix, folder in _PARTS.items()}
    elif (data / "gold").is_dir():
        parts = {"": list(_stripped(data))}
    else:
        raise UsageError(f"{data} holds no dateless articles", mend="expected key.csv with docs, or gold with docs")
    rows = [row for suffix, texts in parts.items() if texts for row in _rows(suffix, texts)]
    failures = [_told(text) for text in parts[""] if not text.right]
    return Report("dateless", data.as_posix(), tuple(rows), tuple(failures))


def _rows(suffix: str, texts: list[Dated]) -> Iterator[Row]:
    tight = [t for t in texts if t.constraints > 1]
    widths = [t.width for t in tight if t.width is not None]
    told = [t for t in texts if t.clues != "few"]
    silent = [t for t in texts if t.clues == "few"]
    middle = f"median of {len(widths)} closed intervals {median(widths):.0f} days" if widths else ""
    yield _share(f"true day inside{suffix}", (t.right for t in texts))
    yield _share(f"an interval closed on both sides{suffix}", (t.given for t in told))
    narrow = (t.width is not None and t.width <= WIDEST for t in tight)
    yield _share(f"at most {WIDEST} days by two constraints or more{suffix}", narrow, middle)
    pinned = [t.width for t in texts if t.clues == "many"]
    if pinned:
        rights = (width is not None and width <= WIDEST for width in pinned)
        closed = [width for width in pinned if width is not None]
        told_so = f"median {median(closed):.0f} days" if closed else ""
        yield _share(f"at most {WIDEST} days where the clues are many{suffix}", rights, told_so)
    if silent:
        yield _share(f"left open where little is said{suffix}", (not t.given for t in silent))


def _share(name: str, rights: Iterable[bool], detail: str = "") -> Row:
    listed = list(rights)
    return Row(name, sum(listed) / len(listed) if listed else 0.0, len(listed), detail=detail)


def _told(text: Dated) -> str:
    low, high = text.found.earliest or "..", text.found.latest or ".."
    return f"{text.name}: {text.true} is not in {low}/{high}: " + "; ".join(r.rule for r in text.found.reasons)


def _own(data: Path, folder: str) -> Iterator[Dated]:
    """The texts of one half: each half's key lies beside its folder of texts."""
    path = (data / folder).parent / "key.csv"
    rows = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    for key in csv.DictReader(rows):
        text = (data / folder / f"{key['name']}.txt").read_text(encoding="utf-8")
        yield Dated(key["name"], Edtf.parse(key["published"]), resolve_text(text).published, key["clues"])


def _stripped(data: Path) -> Iterator[Dated]:
    for path in sorted((data / "gold").glob("*.json")):
        key = json.loads(path.read_text(encoding="utf-8"))
        true, text = key.get("published") or key.get("published_inferable"), data / "docs" / f"{path.stem}.txt"
        if true and text.is_file():
            bare = undated(text.read_text(encoding="utf-8"), Edtf.parse(true))
            yield Dated(path.stem, Edtf.parse(true), resolve_text(bare).published)


def undated(text: str, day: Edtf) -> str:
    """A text without the expressions that state its date, and without its own day wherever that is printed in full."""
    resolved = resolve_text(text)
    cuts = sorted(_cuts(resolved, day), reverse=True)
    for start, end in cuts:
        text = text[:start] + text[end:]
    return text


def _cuts(resolved: Resolved, day: Edtf) -> set[tuple[int, int]]:
    doc = resolved.annotated
    stated = {timex.i for timex, _ in statements(doc)}
    own = {t.i for t, v in zip(doc.timexes, resolved.times, strict=True) if full_day(t) and v.value == day}
    spans = (doc.span(t.first, t.last) for t in doc.timexes if t.i in stated | own)
    return {(span.start, span.end) for span in spans}
