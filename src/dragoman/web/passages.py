"""A document's text cut where something begins or ends, so that marks are set by offset and never by searching."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Generic, TypeVar

from dragoman.records import EditRecord, Evident, Span, ZoneRecord, kind_of

AT_ONCE: Final = 40_000  # characters of a text on one page
AROUND: Final = 240
_PLAIN_ZONES: Final = ("body",)


Stretch = TypeVar("Stretch", ZoneRecord, EditRecord)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks. `record` is the innermost that rests on it, `kinds` of all that do."""

    text: str
    kinds: tuple[str, ...] = ()
    record: str | None = None
    zone: str | None = None
    was: str | None = None


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    kind: str
    record: str


def pieces(
    text: str, window: tuple[int, int], records: Iterable[Evident], zones: Sequence[ZoneRecord],
    edits: Sequence[EditRecord],
) -> list[Piece]:  # fmt: skip
    """The raw characters of a window as pieces; with `edits` as they were read, what stood there in `was`."""
    first, last = window
    marks = sorted((m for m in _marks(records) if m.start < last and m.end > first), key=lambda m: (m.start, -m.end))
    near = [edit for edit in edits if edit.start < last and edit.end > first]
    cuts = {first, last}
    ends = [(m.start, m.end) for m in marks] + [(z.start, z.end) for z in zones] + [(e.start, e.end) for e in near]
    cuts.update(cut for stretch in ends for cut in stretch if first < cut < last)
    ordered = sorted(cuts)
    found, waiting, active = [], list(reversed(marks)), list[_Mark]()
    zone_of, edit_of = _Walk(zones), _Walk(near)
    for start, end in pairwise(ordered):
        while waiting and waiting[-1].start <= start:
            active.append(waiting.pop())
        active = [mark for mark in active if mark.end > start]
        found.append(_piece(text, (start, end), active, zone_of.at(start), edit_of.at(start)))
    return [piece for piece in found if piece.text or piece.was]


def _piece(
    text: str, place: tuple[int, int], active: Sequence[_Mark], zone: ZoneRecord | None, edit: EditRecord | None
) -> Piece:
    start, end = place
    inner = min(active, key=lambda mark: mark.end - mark.start, default=None)
    shown = text[start:end] if edit is None else edit.after if edit.start == start else ""
    return Piece(
        shown,
        kinds=tuple(sorted({mark.kind for mark in active})),
        record=inner.record if inner else None,
        zone=zone.kind if zone and zone.kind not in _PLAIN_ZONES else None,
        was=edit.before if edit and edit.start == start else None,
    )


class _Walk(Generic[Stretch]):
    """Finds which of some stretches that do not overlap holds an offset, offsets rising."""

    def __init__(self, stretches: Sequence[Stretch]) -> None:
        self._left: list[Stretch] = sorted(stretches, key=lambda s: s.start, reverse=True)

    def at(self, offset: int) -> Stretch | None:
        """The stretch, or None."""
        while self._left and self._left[-1].end <= offset:
            self._left.pop()
        here = self._left[-1] if self._left else None
        return here if here is not None and here.start <= offset else None


def _marks(records: Iterable[Evident]) -> Iterable[_Mark]:
    for record in records:
        for span in record.evidence:
            yield _Mark(span.start, span.end, kind_of(record), record.id)


@dataclass(frozen=True, slots=True)
class Quote:
    """Evidence in its context: stretches of one document's text, each with whether the record rests on it."""

    document_id: str
    start: int
    end: int
    stretches: tuple[tuple[str, bool], ...]
    clean: str | None


def quotes(spans: Iterable[Span], texts: Mapping[str, str]) -> list[Quote]:
    """The spans with the characters around them, cut between words; close ones in one quotation."""
    near: list[list[Span]] = []
    for span in sorted(spans, key=lambda s: (s.document_id, s.start, -s.end)):
        last = near[-1] if near else []
        reach = max((s.end for s in last), default=0) + AROUND
        if last and last[0].document_id == span.document_id and span.start <= reach:
            last.append(span)
        else:
            near.append([span])
    return [_quote(some, texts[some[0].document_id]) for some in near]


def _quote(spans: Sequence[Span], text: str) -> Quote:
    start, end = spans[0].start, max(span.end for span in spans)
    low, high = max(0, start - AROUND), min(len(text), end + AROUND)
    before, after = text[low:start], text[end:high]
    stretches = [("… " + before.partition(" ")[2] if low else before, False)]
    at = start
    for span in spans:
        stretches += [(text[at : span.start], False), (text[max(at, span.start) : span.end], True)]
        at = max(at, span.end)
    stretches.append((after.rpartition(" ")[0] + " …" if high < len(text) else after, False))
    clean = next((span.clean for span in spans if span.clean), None)
    return Quote(spans[0].document_id, start, end, tuple(part for part in stretches if part[0]), clean)
