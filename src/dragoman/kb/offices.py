"""The words that name offices, from data/offices.csv."""

from __future__ import annotations

from dragoman.kb.model import OfficePattern
from dragoman.kb.packed import hand_written, listed


def office_patterns() -> tuple[OfficePattern, ...]:
    """Every pattern, the longest first, so that the first that fits is the fullest."""
    patterns = [
        OfficePattern(
            tuple(form.split()), row["office"], row["capacity"], row["sector"], row["region"] or None, row["source"]
        )
        for row in hand_written("offices.csv")
        for form in listed(row["patterns"])
    ]
    return tuple(sorted(patterns, key=lambda pattern: (-len(pattern.words), pattern.words)))
