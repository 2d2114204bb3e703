"""Two ways to put things together, neither of which hangs on the order in which they come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

Item = TypeVar("Item")


def components(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """The connected groups of a graph given by its edges, each sorted, in order of their first member."""
    beside: dict[str, set[str]] = defaultdict(set)
    for a, b in pairs:
        beside[a].add(b)
        beside[b].add(a)
    groups, seen = [], set[str]()
    for start in sorted(beside):
        if start in seen:
            continue
        group, stack = set[str](), [start]
        while stack:
            at = stack.pop()
            if at not in group:
                group.add(at)
                stack.extend(beside[at])
        seen |= group
        groups.append(sorted(group))
    return groups


def gather(
    items: Iterable[Item],
    *,
    key: Callable[[Item], Hashable | None],
    order: Callable[[Item], tuple[str, ...]],
    fits: Callable[[Item, Item], bool],
) -> list[list[Item]]:
    """Groups of items with one key in which every two fit; an item without a key stays out.

    Each item, taken in order, joins the first group all of whose members it fits.
    """
    by_key: dict[Hashable, list[list[Item]]] = defaultdict(list)
    for item in sorted(items, key=order):
        shared = key(item)
        if shared is None:
            continue
        group = next((g for g in by_key[shared] if all(fits(item, other) for other in g)), None)
        if group is None:
            by_key[shared].append([item])
        else:
            group.append(item)
    return [group for groups in by_key.values() for group in groups]
