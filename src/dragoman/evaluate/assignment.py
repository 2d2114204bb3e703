"""The best one-to-one match between two sets, where only some pairs are worth anything (Kuhn 1955, by potentials).

Groups that share no mention are worth nothing to each other, so a match falls apart into small islands. Each is solved
by itself, in cubic time of its own size. See docs/decisions/0050.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from math import inf

Pair = tuple[int, int]


def heaviest(worth: Mapping[Pair, float]) -> float:
    """The greatest total worth of pairs of which no two share a left or a right end. Worths are not negative."""
    return sum(_solved(rows, columns, worth) for rows, columns in _islands(worth))


def _islands(worth: Mapping[Pair, float]) -> Iterator[tuple[list[int], list[int]]]:
    """The left and right ends that pairs hold together."""
    beside: dict[tuple[str, int], set[tuple[str, int]]] = defaultdict(set)
    for left, right in worth:
        beside["left", left].add(("right", right))
        beside["right", right].add(("left", left))
    seen: set[tuple[str, int]] = set()
    for start in sorted(beside):
        island, waiting = set[tuple[str, int]](), [] if start in seen else [start]
        while waiting:
            end = waiting.pop()
            if end not in island:
                island.add(end)
                waiting.extend(beside[end])
        seen |= island
        if island:
            lefts, rights = ([n for side, n in sorted(island) if side == end] for end in ("left", "right"))
            yield lefts, rights


def _solved(lefts: list[int], rights: list[int], worth: Mapping[Pair, float]) -> float:
    if len(lefts) > len(rights):
        return _solved(rights, lefts, {(b, a): value for (a, b), value in worth.items()})
    costs = [[-worth.get((left, right), 0.0) for right in rights] for left in lefts]
    return -sum(costs[row][column] for row, column in enumerate(_assigned(costs)))


def _assigned(costs: list[list[float]]) -> list[int]:
    """For each row its column, at the least total cost; there are no more rows than columns."""
    height, width = len(costs), len(costs[0])
    row_price, column_price = [0.0] * height, [0.0] * (width + 1)
    holder: list[int | None] = [None] * (width + 1)  # the last column stands for "not placed yet"
    for row in range(height):
        holder[width] = row
        _augment(costs, row_price, column_price, holder)
    found = {held: column for column, held in enumerate(holder[:width]) if held is not None}
    return [found[row] for row in range(height)]


def _augment(
    costs: list[list[float]], row_price: list[float], column_price: list[float], holder: list[int | None]
) -> None:
    """Place the row that stands in the last column, moving others along the cheapest path."""
    width = len(costs[0])
    least, before, done = [inf] * width, [width] * width, [False] * (width + 1)
    at = width
    while (row := holder[at]) is not None:
        done[at] = True
        for column in range(width):
            if not done[column]:
                cost = costs[row][column] - row_price[row] - column_price[column]
                if cost < least[column]:
                    least[column], before[column] = cost, at
        nearest = min((column for column in range(width) if not done[column]), key=lambda column: least[column])
        step = least[nearest]
        for column in range(width + 1):
            held = holder[column]
            if done[column] and held is not None:
                row_price[held] += step
                column_price[column] -= step
            elif column < width:
                least[column] -= step
        at = nearest
    while at != width:
        holder[at] = holder[before[at]]
        at = before[at]
    holder[width] = None
