"""Two ways to put things together that do not hang on the order in which they come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Node = TypeVar("Node", int, str)


def merged(
    items: Sequence[Item],
    *,
    keys: Callable[[Item], Iterable[Hashable]],
    likeness: Callable[[Item, Item], float | None],
    sure: float,
) -> list[list[Item]]:
    """Groups of two or more items, likest first: two groups become one where some pair across them is sure to be one
    thing and nothing speaks against any other pair.

    `likeness` is None for a pair that cannot be one. Only items with a key in common start a group; give the items in
    an order that does not hang on that of arrival, since it decides between pairs that are equally like.
    """
    measured: dict[tuple[int, int], float | None] = {}
    for pair in meeting_pairs(items, keys):
        measured[pair] = likeness(items[pair[0]], items[pair[1]])

    def apart(one: int, other: int) -> bool:
        pair = (min(one, other), max(one, other))
        if pair not in measured:
            measured[pair] = likeness(items[pair[0]], items[pair[1]])
        return measured[pair] is None

    sure_pairs = [(-like, pair) for pair, like in measured.items() if like is not None and like >= sure]
    group_of, members = list(range(len(items))), {at: [at] for at in range(len(items))}
    for _, (a, b) in sorted(sure_pairs):
        one, other = sorted((group_of[a], group_of[b]), key=lambda at: (-len(members[at]), at))
        if one == other or any(apart(x, y) for x in members[one] for y in members[other]):
            continue
        for at in members[other]:
            group_of[at] = one
        members[one] += members.pop(other)
    return [[items[at] for at in sorted(members[key])] for key in sorted(members) if len(members[key]) > 1]


def meeting_pairs(
    items: Sequence[Item], keys: Callable[[Item], Iterable[Hashable]], of: Callable[[Item], bool] | None = None
) -> Iterable[tuple[int, int]]:
    """The pairs of items that share a key, each once; where `of` is given, those of which one end is such an item."""
    by_key: dict[Hashable, list[int]] = defaultdict(list)
    for at, item in enumerate(items):
        for key in set(keys(item)):
            by_key[key].append(at)
    several = (held for held in by_key.values() if len(held) > 1)
    if of is None:
        return {(a, b) for held in several for n, b in enumerate(held) for a in held[:n]}
    chosen = [of(item) for item in items]
    return {(min(a, b), max(a, b)) for held in several for a in held if chosen[a] for b in held if a != b}


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
    return [[ordered[at] for at in group] for group in connected(beside)]


def connected(beside: Mapping[Node, Collection[Node]]) -> list[list[Node]]:
    """The parts that links hold together, each sorted; `beside` has every link at both its ends."""
    groups, seen = [], set[Node]()
    for start in sorted(beside):
        group, stack = set[Node](), [start] if start not in seen else []
        while stack:
            at = stack.pop()
            if at not in group:
                group.add(at)
                stack.extend(beside[at])
        seen |= group
        if group:
            groups.append(sorted(group))
    return groups
