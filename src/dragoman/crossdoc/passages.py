"""The sentence around some words of a raw text: crossdoc sees no parse, and needs none to look at a neighbourhood."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from dragoman.records import Span

_END: Final = re.compile(r"[.!?][”\"’')\]]*\s+(?=[“\"‘'(]?[A-Z0-9])|\n+")
_ABBREVIATED: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Hon|H\.E|St|No|Co|Inc|Ltd|vs|etc)|\b[A-Z])\.\s+$"
)
Sentence = tuple[int, int]


def sentence_around(text: str, span: Span) -> Span:
    """The sentences that the words touch; the words themselves where the text does not reach so far."""
    starts, ends = _bounds(text)
    first, behind = bisect_right(ends, span.start), bisect_left(starts, span.end)
    if first >= behind:
        return span
    start = starts[first]
    said = text[start : ends[behind - 1]].rstrip()
    return Span(document_id=span.document_id, start=start, end=start + len(said), text=said)


@lru_cache(maxsize=4096)
def _bounds(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Where the sentences of a text start, and where they end: asked for by each record that rests on it."""
    found = list(sentences(text))
    return tuple(start for start, _ in found), tuple(end for _, end in found)


def sentences(text: str) -> Iterator[Sentence]:
    """Where each sentence starts and ends."""
    start = 0
    for found in _END.finditer(text):
        if not _ABBREVIATED.search(text[max(0, found.start() - 8) : found.end()]):
            yield start, found.end()
            start = found.end()
    if start < len(text):
        yield start, len(text)
