"""How common a word is in English, and which names this document and the knowledge base vouch for."""

from __future__ import annotations

import csv
import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any, Protocol

APOSTROPHES = str.maketrans("’‘ʼ", "'''")
_OF_STATES = {"name", "demonym", "capital"}
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")


class Names(Protocol):
    """What repair asks of the knowledge base: is this the name of somebody or some place?"""

    def persons(self, name: str) -> Sequence[Any]:
        """The persons of that name."""

    def places(self, name: str) -> Sequence[Any]:
        """The places of that name."""

    def longest(self, words: Sequence[str], at: int) -> tuple[int, Sequence[Any]] | None:
        """The longest entry that starts at words[at], with its terms."""


@lru_cache(maxsize=1)
def _frequencies() -> dict[str, float]:
    """Share of each English word in running text (wordfreq, large list); loaded on first use, a tenth of a second."""
    from wordfreq import get_frequency_dict  # noqa: PLC0415

    return dict(get_frequency_dict("en", wordlist="best"))


@lru_cache(maxsize=200_000)
def zipf(word: str) -> float:
    """Zipf frequency of a lower-cased word: log10 of its occurrences in a billion words; 0 where it is unknown."""
    share = _frequencies().get(word.translate(APOSTROPHES), 0.0)
    return round(math.log10(share) + 9, 2) if share > 0 else 0.0


@lru_cache(maxsize=16)
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table in this room's data folder."""
    text = (files("dragoman.repair") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@lru_cache(maxsize=16)
def words(kind: str) -> frozenset[str]:
    """The words of one kind in words.csv."""
    return frozenset(row["word"] for row in rows("words") if row["kind"] == kind)


@dataclass(frozen=True)
class Lexicon:
    """The words of one document, counted as printed, and the names that are known from outside."""

    printed: Counter[str] = field(default_factory=Counter)
    kb: Names | None = None

    @classmethod
    def of(cls, text: str, kb: Names | None) -> Lexicon:
        """The lexicon of a document."""
        return cls(Counter(_WORD.findall(text)), kb)

    def seen(self, word: str, *, besides: int = 0) -> bool:
        """Whether the word stands in the document exactly so, oftener than `besides`."""
        return self.printed[word] > besides

    def is_person(self, name: str) -> bool:
        """Whether the knowledge base has a person of that name."""
        return self.kb is not None and bool(self.kb.persons(name))

    def is_state(self, name: str) -> bool:
        """Whether the knowledge base has a state that this word names, its people or its capital."""
        match = self.kb.longest([name], 0) if self.kb is not None else None
        return match is not None and any(t.schema == "State" and t.kind in _OF_STATES for t in match[1])

    def is_place(self, name: str) -> bool:
        """Whether the knowledge base has a place of that name."""
        return self.kb is not None and bool(self.kb.places(name))
