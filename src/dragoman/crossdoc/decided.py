"""Which records are one thing, and which are not, by people's word: it goes before every rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.records import Conflict, Evident

Groups = list[list[Evident]]
Pair = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """Pairs of record ids, each sorted."""

    together: tuple[Pair, ...] = ()
    apart: frozenset[Pair] = frozenset()

    def groups(self, groups: Groups, records: Sequence[Evident]) -> Groups:
        """The groups that the rules made, with records put together and taken apart; one record alone is no group."""
        if not self.together and not self.apart:
            return groups
        parted = [part for group in groups for part in self._parts(group)]
        by_id = {record.id: record for record in records}
        for pair in self.together:
            touched = [group for group in parted if any(record.id in pair for record in group)]
            held = {record.id: record for group in touched for record in group}
            held |= {key: by_id[key] for key in pair if key in by_id}
            parted = [group for group in parted if group not in touched] + [list(held.values())]
        return [group for group in parted if len(group) > 1]

    def _parts(self, group: list[Evident]) -> Groups:
        """A group with those who are not one taken apart; the others stay with the first that they may be with."""
        parts: Groups = []
        for record in group:
            fitting = (part for part in parts if not any(self.are_apart(record.id, other.id) for other in part))
            part = next(fitting, None)
            if part is None:
                parts.append([record])
            else:
                part.append(record)
        return parts

    def are_apart(self, a: str, b: str) -> bool:
        """Whether somebody said that these two are not one."""
        return tuple(sorted((a, b))) in self.apart

    def is_conflict(self, conflict: Conflict) -> bool:
        """Whether some two of its records may still tell of one thing."""
        ids = conflict.records
        return any(not self.are_apart(a, b) for n, b in enumerate(ids) for a in ids[:n])
