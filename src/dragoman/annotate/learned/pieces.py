"""Sentences as the encoder sees them: word pieces, the case in which each was printed, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

LONGEST: Final = 160  # pieces of a sentence; what stands behind is not read by the model
SHAPES: Final = ("other", "lower", "title", "upper", "mixed")  # the vocabulary knows no case; the shape restores it


@dataclass(frozen=True, slots=True)
class Pieces:
    """One sentence: piece ids and shapes, shape (n,); `spans[k]` is piece k's characters, empty for the two marks."""

    ids: NDArray[np.int64]
    shapes: NDArray[np.int64]
    spans: tuple[tuple[int, int], ...]


@lru_cache(maxsize=2)
def tokenizer(path: Path) -> Tokenizer:
    """The word-piece tokenizer of a model, read from its `tokenizer.json`."""
    found = Tokenizer.from_file(str(path))
    found.no_padding()
    found.enable_truncation(LONGEST)
    return found


def pieces(texts: Sequence[str], path: Path) -> list[Pieces]:
    """Each text as pieces, in order."""
    return [_pieces(text, e.ids, e.offsets) for text, e in zip(texts, tokenizer(path).encode_batch(texts), strict=True)]


def _pieces(text: str, ids: list[int], offsets: list[tuple[int, int]]) -> Pieces:
    shapes = [_shape(_word(text, start, end)) for start, end in offsets]
    return Pieces(np.array(ids, np.int64), np.array(shapes, np.int64), tuple(offsets))


def _word(text: str, start: int, end: int) -> str:
    """The letters around a piece: the shape is the whole word's."""
    if start == end:
        return ""
    while start > 0 and text[start - 1].isalpha():
        start -= 1
    while end < len(text) and text[end].isalpha():
        end += 1
    return text[start:end]


def _shape(word: str) -> int:
    if not word.isalpha():
        return 0
    if word.islower():
        return 1
    if word.isupper() and len(word) > 1:
        return 3
    return 2 if word[0].isupper() and (len(word) == 1 or word[1:].islower()) else 4


def padded(rows: Sequence[Pieces]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Ids, shapes and mask of a batch, each of shape (sentences, longest)."""
    width = max(len(row.ids) for row in rows)
    ids, shapes, mask = (np.zeros((len(rows), width), np.int64) for _ in range(3))
    for at, row in enumerate(rows):
        n = len(row.ids)
        ids[at, :n], shapes[at, :n], mask[at, :n] = row.ids, row.shapes, 1
    return ids, shapes, mask
