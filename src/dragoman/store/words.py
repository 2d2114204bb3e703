"""The words of a text as they are looked for: without accents, case and punctuation."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_WORD: Final = re.compile(r"\w+", re.UNICODE)
# Marks that are set on letters: those of European scripts at once, those of others one by one.
_MARKS: Final = re.compile("[\u0300-\u034e\u0350-\u036f]+")
_OTHERS: Final = re.compile("[\u0483-\u1fff\u20d0-\U0010ffff]")


def words_of(text: str) -> list[str]:
    """The words, as written."""
    return _WORD.findall(text)


def folded(text: str) -> str:
    """The text without case and accents, its other signs left."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return _OTHERS.sub(lambda found: "" if unicodedata.combining(found[0]) else found[0], _MARKS.sub("", decomposed))


def folded_words(text: str) -> str:
    """The words with a space between, folded."""
    return " ".join(words_of(folded(text)))
