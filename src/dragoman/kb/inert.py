"""Phrases that hold the name of a state or city and yet name no actor: "Latin America", "Qatar World Cup"."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.kb.folding import atoms, key
from dragoman.kb.packed import hand_written


class Inert:
    """Inert phrases by each of their words, and the words that make the name before them inert.

    Those of currencies do so however they are printed, those of contests only with their capitals ("the French Open").
    """

    def __init__(self) -> None:
        self._phrases: dict[str, list[tuple[str, ...]]] = {}
        self._followers: set[str] = set()
        self._contests: set[tuple[str, ...]] = set()
        for row in hand_written("inert.csv"):
            parts = tuple(key(row["text"]).split())
            if row["rule"] == "follows":
                self._followers.update(parts)
                continue
            if row["rule"] == "contest":
                self._contests.add(parts)
                continue
            for part in dict.fromkeys(parts):
                self._phrases.setdefault(part, []).append(parts)

    def covers(self, words: Sequence[str], first: int, last: int) -> bool:
        """Whether words[first:last] are a proper part of an inert phrase."""
        inner = _parts(words, first, last)
        phrases = (phrase for phrase in self._phrases.get(inner[0], ()) if len(phrase) > len(inner))
        return any(_stands(phrase, words, first, inner) for phrase in phrases)

    def ends(self, words: Sequence[str], last: int) -> bool:
        """Whether the words from `last` on make the state before them inert."""
        following = atoms(words[last]) if last < len(words) else ()
        if not following:
            return False
        contest = words[last][0].isupper() and any(tuple(_forwards(words, last, n)) in self._contests for n in (1, 2))
        return following[0] in self._followers or contest


def _stands(phrase: tuple[str, ...], words: Sequence[str], first: int, inner: list[str]) -> bool:
    """Whether the phrase stands around the inner words, at some offset into it."""
    for offset in range(len(phrase) - len(inner) + 1):
        if list(phrase[offset : offset + len(inner)]) == inner:
            before = _backwards(words, first, offset)
            after = _forwards(words, first, len(phrase) - offset)
            if before + after == list(phrase):
                return True
    return False


def _parts(words: Sequence[str], first: int, last: int) -> list[str]:
    return [part for word in words[first:last] for part in atoms(word)]


def _backwards(words: Sequence[str], at: int, count: int) -> list[str]:
    parts: list[str] = []
    while len(parts) < count and at > 0:
        at -= 1
        parts = [*atoms(words[at]), *parts]
    return parts[-count:] if count else []


def _forwards(words: Sequence[str], at: int, count: int) -> list[str]:
    parts: list[str] = []
    while len(parts) < count and at < len(words):
        parts += atoms(words[at])
        at += 1
    return parts[:count]
