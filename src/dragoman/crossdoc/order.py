"""How many words two texts have in common in the same order: their longest common subsequence, on bits.

Allison and Dix 1986, in the form of Hyyrö 2004: one row of the table is one integer, so that a paragraph costs as many
additions as it has words.
"""

from __future__ import annotations

from functools import lru_cache

Words = tuple[str, ...]


def ratio(one: Words, other: Words) -> float:
    """Twice the words in common in the same order, over the words of both: 1 for the same text, 0 where none is."""
    both = len(one) + len(other)
    return 2 * in_order(one, other) / both if both else 0.0


def may_reach(one: Words, other: Words, least: float) -> bool:
    """Whether the ratio can be so high: by the lengths, and since a word that one text lacks is in no common order."""
    wanted = least * (len(one) + len(other)) / 2
    if min(len(one), len(other)) < wanted:
        return False
    mine, theirs = vocabulary(one), vocabulary(other)
    shared = len(mine & theirs)
    return len(one) - len(mine) + shared >= wanted and len(other) - len(theirs) + shared >= wanted


def in_order(one: Words, other: Words) -> int:
    """The length of the longest common subsequence."""
    places, everywhere = _places(one), (1 << len(one)) - 1
    free = everywhere
    for word in other:
        met = free & places.get(word, 0)
        free = ((free + met) | (free - met)) & everywhere
    return len(one) - free.bit_count()


@lru_cache(maxsize=16384)
def vocabulary(words: Words) -> frozenset[str]:
    """The words of a text, each once."""
    return frozenset(words)


@lru_cache(maxsize=16384)
def _places(words: Words) -> dict[str, int]:
    """For each word the bits of the places at which it stands."""
    found: dict[str, int] = {}
    for at, word in enumerate(words):
        found[word] = found.get(word, 0) | (1 << at)
    return found
