"""What was found between each two documents that meet under some key; only what has come or changed is asked again.

A key that many documents have is a formula's and brings nobody together.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping
from typing import Final, Generic, TypeVar

Found = TypeVar("Found")
Pair = tuple[str, str]
CROWD: Final = 64  # documents under one key that only a formula can have brought together


class Meetings(Generic[Found]):
    """Documents by their keys, and what was found between those that share one; pairs are sorted."""

    def __init__(self) -> None:
        self._keys: dict[str, tuple[Hashable, ...]] = {}
        self._held: dict[Hashable, set[str]] = {}
        self._found: dict[Pair, Found] = {}

    @property
    def documents(self) -> Collection[str]:
        """Those that are held."""
        return self._keys.keys()

    def update(
        self,
        come: Mapping[str, Collection[Hashable]],
        gone: Collection[str],
        between: Callable[[str, str], Found | None],
    ) -> dict[Pair, Found]:
        """What is found between any two once some documents have come or changed, with these keys, and some have gone.

        The same as if all had come at once; `between` is asked of no pair that was there before.
        """
        moved = {*come, *gone}
        touched = self._touched(come, moved)
        before = {document: self._beside(document) for document in touched}
        self._move(come, moved)
        for document in touched:
            beside = self._beside(document)
            fresh = {other for other in beside if document in moved or other in moved or other not in before[document]}
            for other in fresh | (before[document] - beside):
                if document < other or other not in touched:  # of two that are touched once
                    pair = _sorted(document, other)
                    found = between(*pair) if other in fresh else None
                    if found is None:
                        self._found.pop(pair, None)
                    else:
                        self._found[pair] = found
        return self._found

    def _touched(self, come: Mapping[str, Collection[Hashable]], moved: set[str]) -> set[str]:
        """The documents that may meet others than before."""
        arriving: dict[Hashable, set[str]] = {key: set() for one in moved for key in self._keys.get(one, ())}
        for document, keys in come.items():
            for key in keys:
                arriving.setdefault(key, set()).add(document)
        touched = set(moved)
        for key, new in arriving.items():
            old = self._held.get(key, set())
            for held in (old, (old - moved) | new):
                touched |= held if len(held) <= CROWD else set()
        return touched

    def _move(self, come: Mapping[str, Collection[Hashable]], moved: set[str]) -> None:
        for document in moved:
            for key in self._keys.pop(document, ()):
                self._held[key].discard(document)
                if not self._held[key]:
                    del self._held[key]
        for document, keys in come.items():
            self._keys[document] = tuple(keys)
            for key in keys:
                self._held.setdefault(key, set()).add(document)

    def _beside(self, document: str) -> set[str]:
        """The documents that one meets."""
        held = (self._held[key] for key in self._keys.get(document, ()))
        return {other for few in held if len(few) <= CROWD for other in few} - {document}


def _sorted(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)
