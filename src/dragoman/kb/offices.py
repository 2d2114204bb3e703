"""The words that name offices, from data/offices.csv."""

from __future__ import annotations

from dragoman.kb.model import OfficePattern
from dragoman.kb.packed import hand_written, listed


def office_patterns() -> tuple[OfficePattern, ...]:
    """Every pattern, the longest first, so that the first that fits is the fullest.

    One with a hyphen comes twice: as one word, and with the hyphen as a word of its own, as tokenisers part it.
    """
    patterns = [
        OfficePattern(words, row["office"], row["capacity"], row["sector"], row["region"] or None, row["source"])
        for row in hand_written("offices.csv")
        for form in listed(row["patterns"])
        for words in dict.fromkeys((tuple(form.split()), tuple(form.replace("-", " - ").split())))
    ]
    return tuple(sorted(patterns, key=lambda pattern: (-len(pattern.words), pattern.words)))
