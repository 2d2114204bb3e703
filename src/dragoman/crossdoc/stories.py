"""Which documents may tell of one affair, kept from one setting to the next: only what has changed is compared anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping
from typing import Protocol

from dragoman.crossdoc.meetings import Meetings


class Told(Protocol):
    """What a setting says of its documents."""

    def on_states(self) -> Collection[str]:
        """The documents that name a state."""

    def facts(self, document: str) -> tuple[Hashable, ...]:
        """All that is known of a document."""

    def meeting_keys(self, document: str) -> list[tuple[str, str]]:
        """The keys of which two documents must share one."""

    def akin(self, a: str, b: str) -> bool:
        """Whether two documents may tell of one affair."""


class Stories:
    """The pairs of documents that are akin."""

    def __init__(self) -> None:
        self._facts: dict[str, tuple[Hashable, ...]] = {}
        self._met = Meetings[bool]()

    def beside(self, told: Told) -> Mapping[str, Collection[str]]:
        """For each document of a setting those that may tell of the same affair."""
        before, self._facts = self._facts, {key: told.facts(key) for key in told.on_states()}
        come = {key: told.meeting_keys(key) for key, facts in self._facts.items() if before.get(key) != facts}
        pairs = self._met.update(come, before.keys() - self._facts.keys(), lambda a, b: told.akin(a, b) or None)
        found: dict[str, list[str]] = defaultdict(list)
        for a, b in pairs:
            found[a].append(b)
            found[b].append(a)
        return dict(found)
