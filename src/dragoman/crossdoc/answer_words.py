"""What questions and answers speak of: concepts that several words tell (price: cost, worth), stems of other words."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from dragoman.crossdoc.numbering import thing
from dragoman.crossdoc.tables import table
from dragoman.crossdoc.telling import stems
from dragoman.crossdoc.words import plain

_WORD: Final = re.compile(r"\w+")
_SUM: Final = re.compile(r"^what\b.*\b(?:earns?|pays?|costs?|charges?|owes?|spends?|contributes?)$")
_HAPPENS: Final = re.compile(r"\b(?:tak(?:es?|ing|en)|took) place\b")  # no place is meant


def concepts(text: str, names: frozenset[str]) -> frozenset[str]:
    """The concepts that questions ask for, `?` before each, and the stems of the other words but for states' names."""
    folded = _WORD.findall(_HAPPENS.sub(" ", plain(text)))
    meant = {word: _concepts()[word] for word in folded if word in _concepts()}
    rest = stems((thing(word) for word in folded if word not in meant), names)
    return frozenset(f"?{concept}" for concept in meant.values()) | rest


def needs(question: str) -> str:
    """What an answer must hold: a figure, a day, a name, nothing at all, or words only."""
    folded = plain(question)
    if _SUM.search(folded):
        return "figure"
    rows = [row for row in table("asked_forms.csv") if folded.startswith(row["opening"])]
    return max(rows, key=lambda row: len(row["opening"]))["needs"] if rows else "words"


@cache
def _concepts() -> dict[str, str]:
    return {row["word"]: row["concept"] for row in table("asked_words.csv")}
