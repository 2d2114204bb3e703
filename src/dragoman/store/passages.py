"""The paragraphs of a document as repaired, each with the raw characters that it stands for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dragoman.records import DocumentRecord

LONGEST: Final = 20_000  # characters of one passage: longer lines, which no article has, are cut between words


def passages_of(document: DocumentRecord, text: str) -> Iterator[tuple[int, int, str]]:
    """Raw start, raw end and repaired words of every paragraph that has any.

    What no index takes, NUL or half a character, is a space or a question mark there.
    """
    repaired, places = _repaired(document, text)
    at = 0
    for line in repaired.split("\n"):
        for start, end in _cut(line):
            words = line[start:end].replace("\0", " ").encode(errors="replace").decode()
            if words.strip():
                yield _raw(places, at + start), _raw(places, at + end), words
        at += len(line) + 1


def _repaired(document: DocumentRecord, text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text with its edits made, and where in it runs of raw text begin: pairs of repaired and raw offset."""
    parts, places, at, length = [], [(0, 0)], 0, 0
    for edit in sorted(document.edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < at:
            continue
        parts += [text[at : edit.start], edit.after]
        length += edit.start - at
        places += [(length, edit.start), (length + len(edit.after), edit.end)]
        length, at = length + len(edit.after), edit.end
    return "".join([*parts, text[at:]]), places


def _raw(places: list[tuple[int, int]], at: int) -> int:
    """The raw offset of a repaired one; inside an edit, as far as the edit's raw text goes."""
    low, high = 0, len(places)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if places[middle][0] <= at else (low, middle)
    clean, raw = places[low]
    following = places[low + 1][1] if low + 1 < len(places) else None
    found = raw + at - clean
    return found if following is None else min(found, following)


def _cut(line: str) -> Iterator[tuple[int, int]]:
    start = 0
    while len(line) - start > LONGEST:
        space = line.rfind(" ", start, start + LONGEST)
        end = space if space > start else start + LONGEST
        yield start, end
        start = end
    yield start, len(line)
