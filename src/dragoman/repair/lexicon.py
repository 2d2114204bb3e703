"""How common a word is in English, and which names this document and the knowledge base vouch for."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Protocol

from dragoman.kb.rows import rows as data_rows

APOSTROPHES = str.maketrans("’‘ʼ", "'''")
# A compound shows as one by parts of at least so many letters, each at least so common (Zipf).
_SHORTEST_PART, _COMMON_PART, _LONGEST = 4, 4.0, 40
_OF_STATES = frozenset({"name", "demonym", "capital"})
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")


class Names(Protocol):
    """What repair asks of the knowledge base: is this the name of somebody or some place?"""

    def persons(self, name: str) -> Sequence[Any]:
        """The persons of that name."""

    def given_name(self, word: str) -> bool:
        """Whether persons bear this given name."""

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


@lru_cache(maxsize=100_000)
def rarity(word: str) -> float:
    """Zipf frequency of a word however printed: a possessive counts as its noun, a compound as its parts."""
    lower = word.lower().translate(APOSTROPHES)
    lower = lower.removesuffix("'s")
    if len(lower) > _LONGEST:
        return 0.0
    if "-" in lower:
        return max(zipf(part) for part in lower.split("-"))
    shortest = len(lower) - (3 if lower.endswith(("man", "men")) else _SHORTEST_PART)
    cuts = range(_SHORTEST_PART, shortest + 1) if lower.isascii() else ()
    compound = max((min(zipf(lower[:at]), zipf(lower[at:])) for at in cuts), default=0.0)
    return max(zipf(lower), compound if compound >= _COMMON_PART else 0.0)


@lru_cache(maxsize=16)
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table in this room's data folder."""
    return data_rows("repair", f"{name}.csv")


@lru_cache(maxsize=16)
def words(kind: str) -> frozenset[str]:
    """The words of one kind in words.csv."""
    return frozenset(row["word"] for row in rows("words") if row["kind"] == kind)


@dataclass(frozen=True)
class Lexicon:
    """The words of one document, counted as printed, and the names that are known from outside."""

    printed: Counter[str] = field(default_factory=Counter)
    kb: Names | None = None
    asked: dict[tuple[str, str], bool] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str, kb: Names | None, before: Lexicon | None = None) -> Lexicon:
        """The lexicon of a document; `before` is one of the same document with the same knowledge base."""
        return cls(Counter(_WORD.findall(text)), kb, before.asked if before else {})

    def seen(self, word: str, *, besides: int = 0) -> bool:
        """Whether the word stands in the document exactly so, oftener than `besides`."""
        return self.printed[word] > besides

    def is_person(self, name: str) -> bool:
        """Whether the knowledge base has a person of that name."""
        return self.kb is not None and self._ask("person", name, self.kb.persons)

    def is_given_name(self, name: str) -> bool:
        """Whether the knowledge base has persons of that given name."""
        return self.kb is not None and self._ask("given", name, self.kb.given_name)

    def is_place(self, name: str) -> bool:
        """Whether the knowledge base has a place of that name."""
        return self.kb is not None and self._ask("place", name, self.kb.places)

    def is_name(self, name: str) -> bool:
        """Whether the knowledge base has these words, all of them together, as the name of anybody or anything."""
        return self.is_person(name) or self.is_place(name) or self._known(name)

    def _known(self, name: str) -> bool:
        return self.kb is not None and self._ask("name", name, self._whole)

    def _whole(self, name: str) -> bool:
        match = self.kb.longest(name.split(), 0) if self.kb is not None else None
        return match is not None and match[0] == len(name.split())

    def is_town(self, name: str) -> bool:
        """Whether the knowledge base has a place of that name that is no state."""
        return self.is_place(name) and not self._ask("country", name, self._countries)

    def is_state(self, name: str) -> bool:
        """Whether the knowledge base has a state that this word names, its people or its capital."""
        return self.kb is not None and self._ask("state", name, self._states)

    def _states(self, name: str, kinds: frozenset[str] = _OF_STATES) -> bool:
        parts = name.split()
        match = self.kb.longest(parts, 0) if self.kb is not None else None
        if match is None or match[0] != len(parts):
            return False
        return any(t.schema == "State" and t.kind in kinds for t in match[1])

    def _countries(self, name: str) -> bool:
        return self._states(name, frozenset({"name"}))

    def _ask(self, kind: str, name: str, look_up: Callable[[str], object]) -> bool:
        key = (kind, name)
        if key not in self.asked:
            self.asked[key] = bool(look_up(name))
        return self.asked[key]
