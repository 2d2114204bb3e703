"""Stray stops: mended only where what follows shows that the sentence goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.repair.draft import Fix
from dragoman.repair.lexicon import words, zipf

# "time. , in": a stop before another mark. "contain..": two stops that are no ellipsis.
_BEFORE_MARK = re.compile(r"(?<=[^\W\d_])\.(?P<gap> *)(?=[,;:])")
_DOUBLED = re.compile(r"(?<=[^\s.])\.(?P<gap>[ \t]*)\.(?![\w./])(?<!\.\.\.)")
# "world.” without": a stop inside a closing quotation mark, and the sentence goes on in lower case.
_IN_QUOTE = re.compile(r"(?<=\w)\.(?=[”\"»’'] [a-zà-ÿ])")
# "de Alba. at": a stop, and the next word in lower case.
_MID = re.compile(r"(?P<word>[^\W\d_]+)\.(?= (?P<next>[a-zà-ÿ][^\W\d_]*))")
_LETTERS = re.compile(r"[^\W\d_]+$")


def punctuation_fixes(text: str) -> Iterator[Fix]:
    """Stops to be taken away, each an edit to nothing."""
    for found in _BEFORE_MARK.finditer(text):
        if not _abbreviated(text, found.start()) or found.group("gap"):
            yield Fix("punctuation", found.start(), found.end(), "")
    for found in _DOUBLED.finditer(text):
        yield Fix("punctuation", found.start() + 1, found.end(), "")
    for found in _IN_QUOTE.finditer(text):
        if not _abbreviated(text, found.start()):
            yield Fix("punctuation", found.start(), found.end(), "")
    for found in _MID.finditer(text):
        if not _abbreviated(text, found.end() - 1) and _goes_on(found.group("next")):
            yield Fix("punctuation", found.end() - 1, found.end(), "")


def _abbreviated(text: str, stop: int) -> bool:
    """Whether the stop belongs to the word before it: an abbreviation, an initial, or letters with stops between."""
    found = _LETTERS.search(text, max(0, stop - 24), stop)
    if found is None:
        return False
    word = found.group()
    dotted = found.start() > 0 and text[found.start() - 1] == "."
    return len(word) == 1 or dotted or word.lower() in words("abbreviation")


def _goes_on(word: str) -> bool:
    """Whether a sentence hardly ever starts with this word in lower case: a brand such as iPhone is no proof."""
    return word.islower() and zipf(word) >= _COMMON


_COMMON = 3.0
