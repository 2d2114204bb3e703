"""Whether a text is English, by its script and its function words; no guess at which other language it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dragoman.kb.rows import rows

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# In English prose four words in ten are among the listed ones; in other languages of Latin script hardly one in ten.
_SURE, _DOUBTFUL = 0.25, 0.12
_ENOUGH_WORDS, _LATIN_SHARE = 20, 0.6
_LOOK = 20_000


@dataclass(frozen=True, slots=True)
class Guess:
    """`language` is "en" where that is sure; `reason` says why it is not taken for English, else empty."""

    language: str | None
    reason: str = ""


@lru_cache(maxsize=1)
def _function_words() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("readers", "english.csv"))


@lru_cache(maxsize=8)
def guess(text: str) -> Guess:
    """Whether the beginning of a text is English."""
    head = text[:_LOOK]
    letters = [c for c in head if c.isalpha()]
    latin = sum(c < "\u0250" or "\u1e00" <= c <= "\u1eff" for c in letters)
    if letters and latin < _LATIN_SHARE * len(letters):
        return Guess(None, "expected English, found another script")
    found = _WORD.findall(head.lower())
    if len(found) < _ENOUGH_WORDS:
        return Guess(None)
    share = sum(word in _function_words() for word in found) / len(found)
    if share >= _SURE:
        return Guess("en")
    return Guess(None, "expected English, found another language") if share < _DOUBTFUL else Guess(None)
