"""Which texts cannot hold dealings between actors: those whose words name fewer than two states and world bodies.

It looks words up and nothing else, so it is a hundredth of the cost of reading. What it loses is measured by
`scripts/measure_prefilter.py`; nobody is made to use it.
"""

from __future__ import annotations

import re
from typing import Final

from dragoman.kb import KnowledgeBase, Term

_WORD: Final = re.compile(r"[^\W_]+(?:[.’'-][^\W_]+)*\.?|[^\w\s]")
_LEAST: Final = 2


def may_hold_dealings(text: str, known: KnowledgeBase) -> bool:
    """Whether a text names two parties at least: states, by themselves or by a body or person of theirs, or IGOs."""
    words = _WORD.findall(text)
    parties: set[str] = set()
    for at, word in enumerate(words):
        if word[0].isalpha() and (match := known.longest(words, at)):
            parties |= _parties(match[1])
            if len(parties) >= _LEAST:
                return True
    return False


def _parties(terms: tuple[Term, ...]) -> set[str]:
    """Whom a name may stand for; of several that it may mean, all count: in doubt a text is read."""
    return {term.country or term.id for term in terms if term.country or term.schema == "IGO"}
