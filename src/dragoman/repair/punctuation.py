"""Stray stops: mended only where what follows shows that the sentence goes on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from dragoman.repair.draft import Fix
from dragoman.repair.lexicon import words, zipf

# "time. , in": a stop before another mark. "contain..": two stops that are no ellipsis.
_BEFORE_MARK = re.compile(r"(?<![^\W\d_])(?P<word>[^\W\d_]+)(?P<stop>\. *)(?=[,;:])")
_DOUBLED = re.compile(r"(?<=[^\s.])\.\.(?![\w./]| [a-zà-ÿ])")
# "world.” without": a stop inside a closing quotation mark, and the sentence goes on in lower case.
_IN_QUOTE = re.compile(r"(?<=\w)\.(?=[”\"»’'] [a-zà-ÿ]+(?![\w:/]|\.\w))")
# "Ruiz. at": a stop, and the next word in lower case.
_MID = re.compile(r"(?<![^\W\d_])(?P<word>[^\W\d_]+)\.(?= (?P<next>[a-zà-ÿ][^\W\d_]*)(?![\w:/]|\.\w))")
# Zipf frequency from which a lower-cased word is no brand and no abbreviation.
_COMMON = 3.0
_LETTERS = re.compile(r"[^\W\d_]+$")


def punctuation_fixes(text: str) -> Iterator[Fix]:
    """Stops to be taken away, each an edit to nothing."""
    for found in _BEFORE_MARK.finditer(text):
        if found.group("stop") != "." or _ends(text, found.start("stop"), found.group("word")):
            yield Fix("punctuation", found.start("stop"), found.end(), "")
    for found in _DOUBLED.finditer(text):
        yield Fix("punctuation", found.start() + 1, found.end(), "")
    for found in _IN_QUOTE.finditer(text):
        if not _abbreviated(text, found.start()):
            yield Fix("punctuation", found.start(), found.end(), "")
    yield from _within_sentences(text)


def _within_sentences(text: str) -> Iterator[Fix]:
    """Stops before a word in lower case; whoever writes several in a paragraph begins sentences so, and means them."""
    found = [
        each for each in _MID.finditer(text) if not _abbreviated(text, each.end() - 1) and _goes_on(each.group("next"))
    ]
    lines = Counter(text.rfind("\n", 0, each.start()) for each in found)
    for each in found:
        if lines[text.rfind("\n", 0, each.start())] == 1:
            yield Fix("punctuation", each.end() - 1, each.end(), "")


def _ends(text: str, stop: int, word: str) -> bool:
    """Whether the stop after this word can only be meant to end a sentence."""
    return word.islower() and zipf(word) >= _COMMON and not _abbreviated(text, stop)


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
