"""Two ways to put things together that do not hang on the order in which they come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

Item = TypeVar("Item")


def gather(
    items: Iterable[Item],
    *,
    keys: Callable[[Item], Iterable[Hashable]],
    order: Callable[[Item], tuple[str, ...]],
    fits: Callable[[Item, Item], bool],
) -> list[list[Item]]:
    """Groups of items in which every two fit. Only items with a key in common are compared; one without stays out.

    Each item, taken in order, joins the first group all of whose members it fits.
    """
    groups: list[list[Item]] = []
    by_key: dict[Hashable, list[int]] = defaultdict(list)
    for item in sorted(items, key=order):
        own = list(keys(item))
        near = sorted({at for key in own for at in by_key[key]})
        joined = next((at for at in near if all(fits(item, other) for other in groups[at])), None)
        if joined is None and own:
            joined = len(groups)
            groups.append([])
        if joined is not None:
            groups[joined].append(item)
            for key in own:
                if joined not in by_key[key]:
                    by_key[key].append(joined)
    return groups


def components(
    items: Iterable[Item],
    *,
    keys: Callable[[Item], Iterable[Hashable]],
    order: Callable[[Item], str],
    linked: Callable[[Item, Item], bool],
) -> list[list[Item]]:
    """Groups of two or more items that links hold together. Only items with a key in common are compared."""
    ordered = sorted(items, key=order)
    beside: dict[int, set[int]] = defaultdict(set)
    by_key: dict[Hashable, list[int]] = defaultdict(list)
    for at, item in enumerate(ordered):
        for key in set(keys(item)):
            for other in by_key[key]:
                if linked(item, ordered[other]):
                    beside[at].add(other)
                    beside[other].add(at)
            by_key[key].append(at)
    return [[ordered[at] for at in group] for group in _connected(beside)]


def _connected(beside: dict[int, set[int]]) -> list[list[int]]:
    groups, seen = [], set[int]()
    for start in sorted(beside):
        group, stack = set[int](), [start] if start not in seen else []
        while stack:
            at = stack.pop()
            if at not in group:
                group.add(at)
                stack.extend(beside[at])
        seen |= group
        if group:
            groups.append(sorted(group))
    return groups
