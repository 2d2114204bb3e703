"""Capitals that were lost or put in by mistake."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.repair.draft import Fix
from dragoman.repair.lexicon import Lexicon


def case_fixes(text: str, lexicon: Lexicon) -> Iterator[Fix]:
    """Mends of case, each of one whole word."""
    yield from ()
