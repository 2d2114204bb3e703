"""A document as read, and its repaired text with the map that leads back to every raw character."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from dragoman.records import EditKind, Edtf, Issue, Span, Status, ZoneKind


@dataclass(frozen=True, slots=True)
class Document:
    """Raw text as a reader gave it, with what the file itself says of it. `id` is the sha256 of the raw bytes.

    `hints` are stretches of the text whose part the file's markup names (a caption, a headline), in raw offsets.
    """

    id: str
    source: str
    text: str
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    published: Edtf | None = None
    published_basis: str = "metadata"
    retrieved: str | None = None
    status: Status = "accepted"
    issues: tuple[Issue, ...] = ()
    hints: tuple[Zone, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """A mend of the raw text: characters start:end read `before` and are taken as `after`."""

    kind: EditKind
    start: int
    end: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of text (half-open; of the clean text, unless said otherwise) and the part that it plays.

    `language` is set where it is another one than the document's.
    """

    kind: ZoneKind
    start: int
    end: int
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """Words of the clean text (half-open) that a translation may have bent; `means` says to what they may come back.

    `kind` is word, figure, acronym or outlet. The words stay as they are: whoever reads them decides.
    """

    kind: str
    start: int
    end: int
    means: str


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Clean offsets to raw ones and back, as runs between edits.

    `clean[i]` and `raw[i]` are where run i starts in either text; a run of equal length maps character by character,
    a run of unequal length (an edit) maps as a whole to its edges.
    """

    clean: tuple[int, ...]
    raw: tuple[int, ...]
    clean_length: int
    raw_length: int

    def _run(self, starts: tuple[int, ...], offset: int) -> int:
        return max(0, bisect_right(starts, offset) - 1)

    def _ends(self, run: int) -> tuple[int, int]:
        last = run + 1 == len(self.clean)
        return (self.clean_length if last else self.clean[run + 1]), (self.raw_length if last else self.raw[run + 1])

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw range of a clean range; inside an edit, the whole of what was edited."""
        return self._edge(start, to_end=False), self._edge(end, to_end=True)

    def _edge(self, offset: int, *, to_end: bool) -> int:
        run = self._run(self.clean, offset - 1 if to_end and offset else offset)
        clean_end, raw_end = self._ends(run)
        clean_size, raw_size = clean_end - self.clean[run], raw_end - self.raw[run]
        if clean_size == raw_size:
            return self.raw[run] + offset - self.clean[run]
        return raw_end if to_end else self.raw[run]

    def to_clean(self, offset: int) -> int:
        """The clean offset of a raw one; inside an edit, where the edit starts."""
        run = self._run(self.raw, offset)
        clean_end, raw_end = self._ends(run)
        if clean_end - self.clean[run] == raw_end - self.raw[run]:
            return self.clean[run] + offset - self.raw[run]
        return clean_end if offset >= raw_end else self.clean[run]


@dataclass(frozen=True, slots=True)
class Clean:
    """Repaired text. Zones tile the paragraphs of `text`; `edits` lead from the raw text to it, in order."""

    document: Document
    text: str
    offsets: OffsetMap
    edits: tuple[Edit, ...] = ()
    zones: tuple[Zone, ...] = ()
    issues: tuple[Issue, ...] = field(default=())
    flags: tuple[Flag, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """The raw span of a clean range: that slice of the raw text, with the clean reading where it differs."""
        raw_start, raw_end = self.offsets.to_raw(start, end)
        text, clean = self.document.text[raw_start:raw_end], self.text[start:end]
        return Span(
            document_id=self.document.id,
            start=raw_start,
            end=raw_end,
            text=text,
            clean=None if text == clean else clean,
        )

    def zone_at(self, offset: int) -> ZoneKind:
        """The part that this clean offset plays."""
        return next((z.kind for z in self.zones if z.start <= offset < z.end), "body")
