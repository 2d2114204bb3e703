"""Scores from counts, and their bootstrap intervals by document (Efron and Tibshirani 1993, percentile method)."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from dragoman.evaluate.report import Row

DRAWS: Final = 1000
SEED: Final = 20230913

Item = TypeVar("Item")
Counts = tuple[int, int, int]
"""Found and right, in the gold, given out. For a share: right, asked, asked."""


def f1(counts: Counts) -> float:
    """The harmonic mean of precision and recall; for a share, the share."""
    right, gold, got = counts
    return 2 * right / (gold + got) if gold + got else 0.0


def total(parts: Sequence[Counts]) -> Counts:
    """The counts of several documents together."""
    return (sum(p[0] for p in parts), sum(p[1] for p in parts), sum(p[2] for p in parts))


def interval(documents: Sequence[Counts], *, draws: int = DRAWS) -> tuple[float, float] | None:
    """The bounds of 95 % of the scores when documents are drawn anew with replacement; None for fewer than two."""
    return bounds(documents, lambda drawn: f1(total(drawn)), draws=draws)


def bounds(
    items: Sequence[Item], score: Callable[[Sequence[Item]], float], *, draws: int = DRAWS
) -> tuple[float, float] | None:
    """The same for any score of a list of items."""
    if len(items) < 2:
        return None
    chance = random.Random(SEED)  # noqa: S311 - drawing samples, not secrets
    scores = sorted(score(chance.choices(items, k=len(items))) for _ in range(draws))
    return scores[int(0.025 * draws)], scores[min(draws - 1, int(0.975 * draws))]


def row(name: str, documents: Sequence[Counts], detail: str = "") -> Row:
    """A row of a report from the counts of its documents."""
    counts = total(documents)
    low, high = interval(documents) or (None, None)
    return Row(name, f1(counts), counts[1], low, high, detail)
