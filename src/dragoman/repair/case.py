"""Capitals that were lost from names, and capitals of function words in mid-sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dragoman.repair.draft import Fix
from dragoman.repair.lexicon import Lexicon, words, zipf
from dragoman.repair.names import Word, lower_names, words_of
from dragoman.repair.paragraphs import Paragraph, paragraphs

_MID_CAPITAL = re.compile(r"\b[a-zà-ÿ]+,? (?P<word>[A-Z][a-z]+)(?= [a-zà-ÿ])")
_STOP = re.compile(r"[.!?][”\"’')\]]*$")
# Above this share of capitalised words a line is set as a headline.
_HEADLINE = 0.5


def case_fixes(text: str, lexicon: Lexicon) -> Iterator[Fix]:
    """Mends of case, each of one whole word."""
    found = [(p, words_of(p)) for p in paragraphs(text)]
    running = [each for _, each in found if not _headline(each)]
    headlines = [each for _, each in found if _headline(each)]
    for word in lower_names(running, headlines, lexicon):
        yield Fix("case", word.start, word.end, word.text[0].upper() + word.text[1:])
    for paragraph, each in found:
        if _STOP.search(paragraph.text) and not _headline(each):
            yield from _lowered(paragraph)


def _headline(line: Sequence[Word]) -> bool:
    capitals = sum(word.text[0].isupper() for word in line)
    return capitals > _HEADLINE * len(line)


def _lowered(paragraph: Paragraph) -> Iterator[Fix]:
    """Function words with a capital although the sentence goes on before and after them: "analysts, The country"."""
    for found in _MID_CAPITAL.finditer(paragraph.text):
        word = found.group("word").lower()
        if word in words("capital-function") and zipf(word):
            yield Fix("case", paragraph.start + found.start("word"), paragraph.start + found.end(), word)
