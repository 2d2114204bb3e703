"""Lost spaces: words that were run together where a link, a tag or a line ended.

A token that no one prints is cut where its parts are words that everyone prints, or names that the document or the knowledge
base knows. Gains are log10 likelihoods under word frequencies (a unigram model, as in Norvig, "Natural Language Corpus Data",
2009), set against what keeping the token costs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dragoman.repair.draft import Fix
from dragoman.repair.lexicon import Lexicon, words, zipf
from dragoman.repair.seams import seam_fixes

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ADDRESS = re.compile(r"\S*(?:://|www\.|@|#|\.(?:com|org|net|gov|edu|html?|php)\b)\S*")

# Calibrated on the writing part of bench/glue (85 damaged paragraphs): what a cut costs, and what an unknown word costs.
_CUT = 2.2
_UNKNOWN = -9.5
_UNKNOWN_NAME = -8.0
_LONGEST = 60


def glue_fixes(text: str, lexicon: Lexicon) -> Iterator[Fix]:
    """Spaces to be put back, each an edit of nothing to one space."""
    addresses = [found.span() for found in _ADDRESS.finditer(text)]
    yield from seam_fixes(text, addresses)
    for found in _TOKEN.finditer(text):
        if len(found.group()) < 3 or any(a <= found.start() < b for a, b in addresses):
            continue
        for cut in cuts(found.group(), lexicon):
            at = found.start() + cut
            yield Fix("missing-space", at, at, " ")


def cuts(token: str, lexicon: Lexicon) -> list[int]:
    """Where in a token spaces were lost; empty where it is best left alone."""
    if len(token) > _LONGEST or token.isupper() or lexicon.seen(token, besides=2):
        return []
    whole = _whole(token)
    score, found = _best(token, lexicon)
    return found if found and score - whole >= 0 else []


def _whole(token: str) -> float:
    """The log10 likelihood of a token that is one word."""
    known = zipf(token.lower())
    if known:
        return known - 9
    return _UNKNOWN_NAME if token[0].isupper() else _UNKNOWN


def _best(token: str, lexicon: Lexicon) -> tuple[float, list[int]]:
    """The likeliest way to cut a token into two words or more, with its log10 likelihood."""
    best: list[tuple[float, list[int]]] = [(0.0, [])]
    for end in range(1, len(token) + 1):
        options = [
            (before + value - (_CUT if start else 0), [*where, start] if start else where)
            for start in range(end)
            if (start, end) != (0, len(token)) and (before := best[start][0]) > _NEVER
            for where in [best[start][1]]
            if (value := _part(token, start, end, lexicon)) > _NEVER
        ]
        best.append(max(options, default=(_NEVER, [])))
    return best[-1]


_NEVER = -1000.0


def _part(token: str, start: int, end: int, lexicon: Lexicon) -> float:
    """The log10 likelihood of a part of a token, or _NEVER where it is no word that could stand there."""
    part = token[start:end]
    if start and token[start - 1].isupper() and part[0].islower() and not token[:start].isupper():
        return _NEVER
    if part[0].isupper():
        return _name(part, lexicon, alone=start > 0)
    return _common(part) if part.islower() else _NEVER


def _name(part: str, lexicon: Lexicon, *, alone: bool) -> float:
    known = zipf(part.lower())
    if part.isupper() and len(part) > 1:
        return -6.0
    if lexicon.seen(part) or known >= 2.5 or lexicon.is_person(part) or lexicon.is_place(part):
        return max(known, 4.0) - 9
    return -7.0 if alone and len(part) > 2 else _NEVER


@lru_cache(maxsize=100_000)
def _common(part: str) -> float:
    known = zipf(part)
    needed = {1: 99.0, 2: 99.0, 3: 5.3, 4: 4.6, 5: 4.0}.get(len(part), 3.0)
    return known - 9 if known >= needed or part in words("short") else _NEVER
