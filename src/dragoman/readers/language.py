"""In which language a text is: English by its script and function words, others by a trained guesser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dragoman.kb.rows import rows

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# What stands between letters unseen, or on top of them, makes no other language.
_UNSEEN = re.compile(r"[\u00ad\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
# In English prose four words in ten are among the listed ones; in other languages of Latin script hardly one in ten.
_SURE, _DOUBTFUL = 0.25, 0.12
_ENOUGH_WORDS, _LATIN_SHARE = 20, 0.6
_LOOK, _FEW_LETTERS = 20_000, 12


@dataclass(frozen=True, slots=True)
class Guess:
    """`language` is an ISO 639-1 code where that is sure; `reason` says why it is not read, else empty."""

    language: str | None
    reason: str = ""


@lru_cache(maxsize=1)
def _function_words() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("readers", "english.csv"))


@lru_cache(maxsize=1)
def _identifier() -> Any:
    """py3langid's model of 97 languages; loaded on first use, half a second."""
    import py3langid  # noqa: PLC0415 - English, the usual case, is told without it

    return py3langid


@lru_cache(maxsize=8)
def guess(text: str) -> Guess:
    """The language of the beginning of a text."""
    head = _UNSEEN.sub("", text[:_LOOK])
    letters = [c for c in head if c.isalpha()]
    latin = sum(c < "\u0250" or "\u1e00" <= c <= "\u1eff" for c in letters)
    if letters and latin < _LATIN_SHARE * len(letters):
        return _other(head, letters, "expected English, found another script")
    found = _WORD.findall(head.lower())
    if len(found) < _ENOUGH_WORDS:
        return Guess(None)
    share = sum(word in _function_words() for word in found) / len(found)
    if share >= _SURE:
        return Guess("en")
    return _other(head, letters, "expected English, found another language") if share < _DOUBTFUL else Guess(None)


def _other(head: str, letters: list[str], reason: str) -> Guess:
    """A text that is not English; which language it is in, if there is enough of it to tell."""
    if len(letters) < _FEW_LETTERS:
        return Guess(None, reason)
    code = str(_identifier().classify(head)[0])
    if code == "en":
        return Guess(None, reason)
    return Guess(code, f"{reason} ({code}): stored, not yet read")
