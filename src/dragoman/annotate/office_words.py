"""The offices of the knowledge base as the parser parts their words."""

from __future__ import annotations

from functools import lru_cache

from dragoman.annotate.reading import Reading
from dragoman.kb import KnowledgeBase


@lru_cache(maxsize=2)
def office_patterns(kb: KnowledgeBase) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Offices by the first word of their pattern, longest first; words parted as the parser parts them."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in kb.offices:
        plain = tuple(" ".join(row.words).replace("'", " '").split())
        for words in _stops_apart(plain):
            found.setdefault(words[0], []).append((words, row.office))
    return {first: sorted(rows, key=lambda r: -len(r[0])) for first, rows in found.items()}


def _stops_apart(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """A pattern as it is, and with the stops of its abbreviations ("Lt. Gen.") as words, as parsers part them."""
    forms: list[tuple[str, ...]] = [()]
    for word in words:
        ways = [(word,), (word[:-1], ".")] if word.endswith(".") and len(word) > 1 else [(word,)]
        forms = [(*form, *way) for form in forms for way in ways]
    return forms


def office_at(reading: Reading, at: int) -> tuple[int, str] | None:
    """The longest office that free tokens from `at` on spell: how many tokens, and its code."""
    for words, code in office_patterns(reading.kb).get(reading.tokens[at].lower, ()):
        spelled = tuple(t.lower for t in reading.tokens[at : at + len(words)])
        if spelled == words and all(reading.free(at + k) for k in range(len(words))):
            return len(words), code
    return None
