"""Who deals with whom as a drawing: places of nodes and ties. Values only; templates draw them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dragoman.app import Tie

WIDTH, HEIGHT = 960, 620
MOST: Final = 40  # nodes that a drawing holds and stays legible
_MARGIN_X, _MARGIN_Y = 110, 36
_SEED, _ROUNDS = 7, 150


@dataclass(frozen=True, slots=True)
class Node:
    """An actor or state, drawn as a disc."""

    key: str
    x: float
    y: float
    radius: float
    dealings: int


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie, drawn as a line: as wide as there are dealings, coloured by what most of them are."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    tie: Tie


@dataclass(frozen=True, slots=True)
class Network:
    """The drawing; `left_out` counts the nodes that it does not hold."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int
    width: int = WIDTH
    height: int = HEIGHT


def network(ties: Sequence[Tie]) -> Network | None:
    """The nodes with most dealings and the ties among them; None where nobody deals with anybody."""
    dealings: dict[str, int] = {}
    for tie in ties:
        for end in (tie.a, tie.b):
            dealings[end] = dealings.get(end, 0) + tie.count
    kept = sorted(dealings, key=lambda key: (-dealings[key], key))[:MOST]
    drawn = [tie for tie in ties if tie.a in kept and tie.b in kept]
    if not drawn:
        return None
    places = _places(sorted(kept), drawn)
    most = max(dealings.values())
    nodes = [Node(key, *places[key], round(5 + 13 * math.sqrt(dealings[key] / most), 1), dealings[key]) for key in kept]
    widest = max(tie.count for tie in drawn)
    edges = [Edge(*places[t.a], *places[t.b], round(1 + 7 * math.sqrt(t.count / widest), 1), t) for t in drawn]
    return Network(tuple(nodes), tuple(sorted(edges, key=lambda e: -e.width)), len(dealings) - len(kept))


def _places(keys: Sequence[str], ties: Sequence[Tie]) -> Mapping[str, tuple[float, float]]:
    """Springs pull together who deals much with one another (Fruchterman and Reingold 1991); the same each time."""
    import networkx as nx  # noqa: PLC0415 - loaded when somebody looks at a network

    graph = nx.Graph()
    graph.add_nodes_from(keys)
    graph.add_weighted_edges_from((tie.a, tie.b, 1 + math.log(tie.count)) for tie in ties)
    found = nx.spring_layout(graph, seed=_SEED, iterations=_ROUNDS, k=2.2 / math.sqrt(len(keys)))
    xs, ys = [p[0] for p in found.values()], [p[1] for p in found.values()]
    return {
        key: (_scaled(p[0], xs, WIDTH, _MARGIN_X), _scaled(p[1], ys, HEIGHT, _MARGIN_Y)) for key, p in found.items()
    }


def _scaled(value: float, among: Sequence[float], size: int, margin: int) -> float:
    low, high = min(among), max(among)
    share = (value - low) / (high - low) if high > low else 0.5
    return round(margin + share * (size - 2 * margin), 1)
