"""The word lists of this room, and small questions about tokens that several finders ask."""

from __future__ import annotations

from functools import lru_cache

from dragoman.document import Token
from dragoman.kb.rows import rows


@lru_cache(maxsize=32)
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a data file in `annotate/data`, as dictionaries by column."""
    return rows("annotate", name)


@lru_cache(maxsize=32)
def by_word(name: str, column: str = "word") -> dict[str, dict[str, str]]:
    """The rows of a data file by one column."""
    return {row[column]: row for row in table(name)}


def listed(kind: str) -> frozenset[str]:
    """The words of one kind in `name_words.csv`."""
    return frozenset(row["word"] for row in table("name_words.csv") if row["kind"] == kind)


def capital(token: Token) -> bool:
    """Whether a token opens with a capital letter."""
    return token.text[:1].isupper()


def first_joined(tokens: tuple[Token, ...], at: int) -> Token:
    """The first of the words that "and" and commas join to a token: "Baku" gives Tbilisi in "in Tbilisi and Baku"."""
    while tokens[at].dep == "conj" and tokens[at].head < at:
        at = tokens[at].head
    return tokens[at]


def head_of(tokens: tuple[Token, ...], first: int, last: int) -> int:
    """The token of first:last that the parse hangs the rest on."""
    inside = [t for t in tokens[first:last] if not first <= t.head < last or t.head == t.i]
    nouns = [t for t in inside if t.pos in ("NOUN", "PROPN", "PRON", "ADJ")]
    return (nouns or inside or [tokens[last - 1]])[-1].i
