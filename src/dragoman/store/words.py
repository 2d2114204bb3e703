"""The words of a text as they are looked for: without accents, case and punctuation."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_WORD: Final = re.compile(r"\w+", re.UNICODE)


def words_of(text: str) -> list[str]:
    """The words, as written."""
    return _WORD.findall(text)


def folded_words(text: str) -> str:
    """The words with a space between, folded."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(words_of("".join(c for c in decomposed if not unicodedata.combining(c))))
