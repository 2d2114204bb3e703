"""When two names are the same but for accents, case and marks."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

PRONOUNS: Final = frozenset(
    {
        *("i", "you", "he", "she", "it", "we", "they", "me", "him", "her", "us", "them"),
        *("my", "your", "his", "its", "our", "their", "hers", "ours", "theirs"),
        *("himself", "herself", "itself", "ourselves", "themselves"),
        *("who", "whom", "whose", "which", "this", "that", "these", "those"),
    }
)


def fold(name: str) -> str:
    """The letters and digits of a name, in lower case, without accents; words apart by single spaces."""
    letters = (c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"\W+", " ", "".join(letters).casefold()).strip()


def names_match(one: str, other: str) -> bool:
    """Whether two names are the same when folded."""
    return bool(fold(one)) and fold(one) == fold(other)
