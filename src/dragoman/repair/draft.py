"""A text under repair: pieces of the raw text, kept or mended, so that each pass sees the text as it reads so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from dragoman.document import Edit, OffsetMap
from dragoman.records import EditKind


@dataclass(frozen=True, slots=True)
class Fix:
    """A mend that a pass proposes: characters start:end of the text so far are to read `after`."""

    kind: EditKind
    start: int
    end: int
    after: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Raw characters start:end, read as `text`; `kind` is None where they are kept."""

    start: int
    end: int
    text: str
    kind: EditKind | None = None


class Draft:
    """The raw text with the mends so far; passes return a new draft, never a changed one."""

    def __init__(self, raw: str, pieces: tuple[Piece, ...] | None = None) -> None:
        self.raw = raw
        self.pieces = (Piece(0, len(raw), raw),) if pieces is None else pieces

    @cached_property
    def text(self) -> str:
        """The text as it reads with the mends so far."""
        return "".join(piece.text for piece in self.pieces)

    def mended(self, fixes: Iterable[Fix]) -> Draft:
        """The draft with these mends as well.

        A fix that overlaps one before it, or cuts an earlier mend in two, is dropped: half a mend has no raw range.
        """
        chosen = _apart(self.text, fixes)
        return Draft(self.raw, tuple(_weave(self.pieces, chosen, self.raw))) if chosen else self

    def edits(self) -> tuple[Edit, ...]:
        """The mends in order, in raw offsets."""
        return tuple(Edit(p.kind, p.start, p.end, self.raw[p.start : p.end], p.text) for p in self.pieces if p.kind)

    def offsets(self) -> OffsetMap:
        """The map between the text and the raw text."""
        clean, starts, raws = 0, [0], [0]
        kept = False
        for piece in self.pieces:
            whole = len(piece.text) == piece.end - piece.start
            if not (piece.text or piece.end > piece.start) or (kept and whole):
                clean += len(piece.text)
                continue
            if (clean, piece.start) != (0, 0):
                starts.append(clean)
                raws.append(piece.start)
            kept, clean = whole, clean + len(piece.text)
        return OffsetMap(tuple(starts), tuple(raws), clean, len(self.raw))


def _apart(text: str, fixes: Iterable[Fix]) -> list[Fix]:
    """The fixes that change something, in order, without those that overlap an earlier one."""
    chosen: list[Fix] = []
    for fix in sorted(fixes, key=lambda f: (f.start, f.end)):
        if text[fix.start : fix.end] == fix.after:
            continue
        if chosen and (fix.start < chosen[-1].end or (fix.start, fix.end) == (chosen[-1].start, chosen[-1].end)):
            continue
        chosen.append(fix)
    return chosen


def _weave(pieces: tuple[Piece, ...], fixes: list[Fix], raw: str) -> list[Piece]:
    """The pieces with the fixes put in; one walk over both, for a long text may need a hundred thousand mends."""
    rest, woven, at = list(reversed(pieces)), [], 0
    for fix in fixes:
        while rest and at + len(rest[-1].text) <= fix.start:
            at += len(rest[-1].text)
            woven.append(rest.pop())
        covered, reached = [], at
        while rest and reached < fix.end:
            reached += len(rest[-1].text)
            covered.append(rest.pop())
        new = _mend(covered, fix.start - at, fix, raw) if covered else _insert(rest, fix, fix.start - at, woven)
        if new is None:
            rest.extend(reversed(covered))
            continue
        *done, tail = new
        woven.extend(piece for piece in done if piece)
        at = fix.end
        if tail:
            rest.append(tail)
    return woven + rest[::-1]


def _insert(rest: list[Piece], fix: Fix, head: int, woven: list[Piece]) -> tuple[Piece | None, ...] | None:
    """An insertion, before the piece on top of the rest or inside it; None where that would cut an earlier mend."""
    if not rest:
        where = woven[-1].end
        return Piece(where, where, fix.after, fix.kind), None
    if _cuts(rest[-1], head):
        return None
    before, after = _split(rest.pop(), head)
    where = before.end if before else after.start if after else 0
    return before, Piece(where, where, fix.after, fix.kind), after


def _mend(covered: list[Piece], head: int, fix: Fix, raw: str) -> tuple[Piece | None, ...] | None:
    """What is left before the fix, the fix, and what is left after it; None where it would cut an earlier mend."""
    tail = fix.end - fix.start + head - sum(len(piece.text) for piece in covered[:-1])
    if _cuts(covered[0], head) or _cuts(covered[-1], tail):
        return None
    before, after = _split(covered[0], head)[0], _split(covered[-1], tail)[1]
    start, end = before.end if before else covered[0].start, after.start if after else covered[-1].end
    changed = start == end or raw[start:end] != fix.after
    middle = Piece(start, end, fix.after, fix.kind if changed else None)
    return before, middle if start < end or fix.after else None, after


def _cuts(piece: Piece, at: int) -> bool:
    return piece.kind is not None and 0 < at < len(piece.text)


def _split(piece: Piece, at: int) -> tuple[Piece | None, Piece | None]:
    """The parts of a piece before and after a place inside it; None for a part without characters."""
    if at <= 0:
        return None, piece
    if at >= len(piece.text):
        return piece, None
    cut = piece.start + at
    return Piece(piece.start, cut, piece.text[:at]), Piece(cut, piece.end, piece.text[at:])
