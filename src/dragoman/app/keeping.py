"""What was worked out for a question, kept for those who ask it again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Final, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")
_KEPT: Final = 128


def kept(known: OrderedDict[Key, Value], key: Key, make: Callable[[], Value]) -> Value:
    """What is known under a key, made where it is not; those asked for last are kept."""
    if key not in known:
        known[key] = make()
    known.move_to_end(key)
    while len(known) > _KEPT:
        known.popitem(last=False)
    return known[key]
