"""What a worker and its supervisor agree on: where a worker stands, what is not to be tried again, how it leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

Phase = Literal["open", "read"]  # finding the next item of a file, reading the item found
Beat = Callable[[int, Phase], None]
# What a worker leaves with where a document took all its memory: what is left of it is not to be trusted.
OUT_OF_MEMORY: Final = 17


@dataclass(frozen=True, slots=True)
class Ruling:
    """That an item is not to be tried again: what it did to the worker, and in which phase."""

    phase: Phase
    code: str
    message: str
