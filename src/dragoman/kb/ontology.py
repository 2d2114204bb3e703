"""PLOVER as data: types with their quad class, modes and our own short definitions.

Source: the PLOVER manual (Open Event Data Alliance), retold in our words; where it contradicts itself, the row says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dragoman.kb.rows import rows


@dataclass(frozen=True, slots=True)
class PloverType:
    """One event type; `quad` is empty for OTHER, which is no PLOVER type."""

    name: str
    quad: str
    requires_target: bool
    modes: tuple[str, ...]
    meaning: str
    not_this: str


@lru_cache(maxsize=1)
def plover() -> dict[str, PloverType]:
    """The types by name."""
    return {
        row["type"]: PloverType(
            name=row["type"],
            quad=row["quad"],
            requires_target=row["requires_target"] == "yes",
            modes=tuple(m for m in row["modes"].split("|") if m),
            meaning=row["meaning"],
            not_this=row["not_this"],
        )
        for row in rows("kb", "plover.csv")
    }


@lru_cache(maxsize=1)
def plover_contexts() -> dict[str, str]:
    """The contexts that an event may have, with their meaning, in the order in which records list them."""
    return {row["context"]: row["meaning"] for row in rows("kb", "plover_contexts.csv")}
