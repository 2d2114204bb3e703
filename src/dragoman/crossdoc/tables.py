"""The tables in data/, read once."""

from __future__ import annotations

from functools import cache

from dragoman.kb.rows import rows


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table in data/, by column."""
    return rows("crossdoc", name)
