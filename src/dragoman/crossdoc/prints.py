"""What of a document tells whether it is another's copy: its paragraphs, their words in order, names and figures.

The keys of a print are made so that two documents that may be copies share one: MinHash (Broder 1997) over shingles of
the whole and of each paragraph, and over its names and figures, which a translation keeps. A store keeps the keys.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import blake2b
from typing import Final

from rensa import RMinHash

from dragoman.records import DocumentRecord, EditRecord

SHINGLE: Final = 3
LEAST: Final = 8  # words of a paragraph that can be told from another's
OPENS: Final = 20  # words of the first line that is no title, byline or line of place and day; fewer where none has
_SEED: Final = 20230913
_WHOLE, _NAMES, _PART = (32, 4), (32, 3), (8, 3)  # bands, and values in each
_APART: Final = frozenset({"title", "byline", "dateline", "credit", "related", "boilerplate", "heading", "caption"})
_WORD: Final = re.compile(r"\w+")
_SENTENCE: Final = re.compile(r"[.!?][”\"’')\]]*\s*$")
_OPENING: Final = re.compile(r"(?:^|[.!?:]|[“\"'(])\s*$")
Age = tuple[bool, str, bool, int, str]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body, by its raw characters: folded words in order; names and figures, first words aside."""

    start: int
    end: int
    words: tuple[str, ...]
    anchors: frozenset[str]


@dataclass(frozen=True)
class Print:
    """A document as it is compared. Of two that share a text, that of the lesser `age` is the origin."""

    document: str
    age: Age
    paragraphs: tuple[Paragraph, ...]

    @property
    def day(self) -> date | None:
        """The day on which it appeared, if that is known."""
        undated, day, *_ = self.age
        return None if undated else date.fromisoformat(day)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the body in order."""
        return tuple(word for paragraph in self.paragraphs for word in paragraph.words)

    @cached_property
    def anchors(self) -> frozenset[str]:
        """The names and figures of the body."""
        return frozenset(anchor for paragraph in self.paragraphs for anchor in paragraph.anchors)


def print_of(record: DocumentRecord, text: str) -> Print:
    """The print of a document, from its record and raw text. One that was refused has no paragraphs."""
    body = tuple(_body(record, text)) if record.status != "refused" else ()
    return Print(record.id, _age(record, text, body), body)


def keys(one: Print) -> list[str]:
    """The keys under which a document meets those that may share text with it, the same on every machine."""
    found = whole_keys(one)
    found += _banded("names", sorted(one.anchors), *_NAMES)
    for paragraph in one.paragraphs:
        found += _banded("part", shingles(paragraph.words), *_PART)
    return list(dict.fromkeys(found))


def whole_keys(one: Print) -> list[str]:
    """The keys under which only documents meet that are alike as a whole."""
    return list(_banded("whole", shingles(one.words), *_WHOLE))


def shingles(words: tuple[str, ...]) -> list[str]:
    """The runs of three words, each once."""
    runs = (" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1))
    return list(dict.fromkeys(runs))


def _banded(kind: str, items: list[str], bands: int, width: int) -> Iterator[str]:
    if len(items) < LEAST:
        return
    signature = RMinHash(bands * width, _SEED)
    signature.update(items)
    digest = signature.digest()
    for band in range(bands):
        values = digest[band * width : (band + 1) * width]
        yield blake2b(f"{kind} {band} {values}".encode(), digest_size=8).hexdigest()


def body_lines(record: DocumentRecord, text: str) -> list[tuple[int, int]]:
    """The lines of the body, but for what stands around an article: those long enough to be compared, and sentences."""
    return [line for line, words, clean in _opened(record, text) if len(words) >= LEAST or _SENTENCE.search(clean)]


def _body(record: DocumentRecord, text: str) -> Iterator[Paragraph]:
    """The paragraphs that are long enough."""
    for line, words, clean in _opened(record, text):
        if len(words) >= LEAST:
            folded = tuple(match[0].casefold() for match in words)
            yield Paragraph(*line, folded, frozenset(_anchors(clean, words)))


def _opened(record: DocumentRecord, text: str) -> list[tuple[tuple[int, int], list[re.Match[str]], str]]:
    """The lines from the first that is long enough to open a body, each with its words and as repair mended it."""
    apart = [zone for zone in record.zones if zone.kind in _APART]
    edits = sorted(record.edits, key=lambda edit: (edit.start, edit.end))
    lines = [
        line for line in _lines(text, edits) if not any(zone.start <= line[0] and line[1] <= zone.end for zone in apart)
    ]
    clean = [mended(text, start, end, edits) for start, end in lines]
    words = [list(_WORD.finditer(line)) for line in clean]
    opens = min(OPENS, max(map(len, words), default=0))
    first = next((at for at, found in enumerate(words) if len(found) >= opens), 0)
    return list(zip(lines, words, clean, strict=True))[first:]


def _lines(text: str, edits: Iterable[EditRecord] = ()) -> Iterator[tuple[int, int]]:
    """The lines that hold something; as one those that repair joined, since only a page's width had parted them."""
    joined = {e.start + n for e in edits if "\n" not in e.after for n, sign in enumerate(e.before) if sign == "\n"}
    start = 0
    for end in (*(at for at, sign in enumerate(text) if sign == "\n" and at not in joined), len(text)):
        if text[start:end].strip():
            yield start, end
        start = end + 1


def _anchors(clean: str, words: Iterable[re.Match[str]]) -> Iterator[str]:
    """Figures, and words with a capital that they do not owe to the start of a sentence."""
    for match in words:
        first = match[0][0]
        if first.isdigit() or (
            first.isupper() and not _OPENING.search(clean[max(0, match.start() - 3) : match.start()])
        ):
            yield match[0].casefold()


def mended(text: str, start: int, end: int, edits: Iterable[EditRecord]) -> str:
    """Raw characters start:end with the edits applied that lie within, as far as they do not overlap."""
    parts, at = [], start
    for edit in edits:
        if at <= edit.start and edit.end <= end:
            parts += [text[at : edit.start], edit.after]
            at = edit.end
    return "".join([*parts, text[at:end]])


def _age(record: DocumentRecord, text: str, body: tuple[Paragraph, ...]) -> Age:
    """Those of a known day come first, by day; of one day those that credit nobody and say least above their text."""
    published = record.published
    last = published.edtf or published.latest
    day = last.latest if last else None
    dated = published.edtf is not None and published.edtf.is_day
    above = sum(not match[0].isdigit() for match in _WORD.finditer(_signed(text, body)))
    return (not dated, day.isoformat() if day else "9999", bool(record.origins), above, record.id)


def _signed(text: str, body: tuple[Paragraph, ...]) -> str:
    """The last line before the body, in which a text says where it comes from; not its title."""
    lines = [text[start:end] for start, end in _lines(text) if not body or start < body[0].start]
    return lines[-1] if len(lines) > 1 else ""
