"""What words tell: how rare each is in the language (wordfreq), never in the documents at hand.

So one more document changes nothing between two others. Sums are exact (fsum): the words come from sets, whose order
differs from run to run, and a sum that is rounded on the way may fall on either side of a threshold.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from math import fsum
from typing import Final

from wordfreq import zipf_frequency

from dragoman.crossdoc.words import plain, stem

_EVERYDAY: Final = 6.0  # the zipf frequency of a word that tells nothing
_RARE: Final = 2.5  # of names and rare words alike, so that a misspelling does not weigh more than a name
_LEAST: Final = 3  # letters

Weights = Mapping[str, float]


def weights(words: Iterable[str]) -> Weights:
    """The stems of these words with what they tell; everyday words are left out unless there are no others."""
    found: dict[str, float] = {}
    for word in words:
        folded = plain(word)
        if len(folded) >= _LEAST:
            key = stem(folded)
            found[key] = min(found.get(key, 1.0), weight(folded))
    return {key: value for key, value in found.items() if value > 0} or found


@lru_cache(maxsize=32768)
def weight(word: str) -> float:
    """What a word tells: nothing where everybody uses it, one where hardly anybody does."""
    return min(1.0, max(0.0, (_EVERYDAY - zipf_frequency(word, "en")) / (_EVERYDAY - _RARE)))


def common(one: Weights, other: Weights, but: Collection[str] = ()) -> float:
    """What the stems tell that are in both bags, some left out."""
    return fsum(min(one[word], other[word]) for word in one.keys() & other.keys() if word not in but)


def in_all(bag: Weights, but: Collection[str] = ()) -> float:
    """What all the stems of a bag tell, some left out."""
    return fsum(value for word, value in bag.items() if word not in but)


def alike(one: Weights, other: Weights, but: Collection[str] = ()) -> float:
    """The share of what two bags of stems tell that both tell (weighted Jaccard), some stems left out."""
    both = common(one, other, but)
    each = in_all(one, but) + in_all(other, but)
    return both / (each - both) if each > both else float(both > 0)
