"""Who deals with whom as a drawing: places of nodes and ties. Values only; templates draw them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal
from weakref import WeakKeyDictionary

from dragoman.app import Library, Tie

WIDTH, HEIGHT = 960, 620
FULL: Final = 16  # nodes that need the whole height
MOST: Final = 40  # nodes that a drawing holds and stays legible
Box = tuple[float, float, float, float]  # left, top, width, height
Of = Literal["states", "actors"]
_MARGIN_X, _MARGIN_Y = 90, 40
_SEED, _ROUNDS, _APART = 7, 150, 2.2


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
    height: int
    width: int = WIDTH


_DRAWN: Final[WeakKeyDictionary[Library, dict[Of, Network | None]]] = WeakKeyDictionary()


def ties_of(library: Library, of: Of) -> list[Tie]:
    """Who deals with whom, states or actors, those that deal most first."""
    return library.ties if of == "states" else library.actor_ties


def drawn(library: Library, of: Of) -> Network | None:
    """Their network, drawn once for all who look at it."""
    known = _DRAWN.setdefault(library, {})
    if of not in known:
        known[of] = network(ties_of(library, of))
    return known[of]


def network(ties: Sequence[Tie]) -> Network | None:
    """The nodes with most dealings and the ties among them; None where nobody deals with anybody."""
    dealings: dict[str, int] = {}
    for tie in ties:
        for end in (tie.a, tie.b):
            dealings[end] = dealings.get(end, 0) + tie.count
    kept = _foremost(ties)
    drawn = [tie for tie in ties if tie.a in kept and tie.b in kept]
    if not drawn:
        return None
    height = round(HEIGHT * min(1, max(0.3, len(kept) / FULL)))
    places = _places(sorted(kept), drawn, height)
    most = max(dealings.values())
    nodes = [
        Node(key, *places[key], round(5 + 13 * math.sqrt(dealings[key] / most), 1), dealings[key])
        for key in sorted(kept, key=lambda key: (-dealings[key], key))
    ]
    widest = max(tie.count for tie in drawn)
    edges = [Edge(*places[t.a], *places[t.b], round(1 + 7 * math.sqrt(t.count / widest), 1), t) for t in drawn]
    ordered = tuple(sorted(edges, key=lambda e: -e.width))
    return Network(tuple(nodes), ordered, len(dealings) - len(kept), height)


def _foremost(ties: Sequence[Tie]) -> set[str]:
    """The ends of the ties with most dealings, as many as a drawing holds: nobody stands there alone."""
    kept = set[str]()
    for tie in sorted(ties, key=lambda tie: -tie.count):
        if tie.a != tie.b and len(kept | {tie.a, tie.b}) <= MOST:
            kept |= {tie.a, tie.b}
    return kept


def _places(keys: Sequence[str], ties: Sequence[Tie], height: float) -> dict[str, tuple[float, float]]:
    """Where each node stands: those who deal with nobody else in a box of their own, as large as they are many."""
    import networkx as nx  # noqa: PLC0415 - loaded when somebody looks at a network

    graph = nx.Graph()
    graph.add_nodes_from(keys)
    graph.add_edges_from((tie.a, tie.b) for tie in ties)
    groups = sorted((sorted(group) for group in nx.connected_components(graph)), key=lambda g: (-len(g), g))
    boxes = _boxes([len(group) + 1 for group in groups], (0.0, 0.0, float(WIDTH), float(height)))
    found: dict[str, tuple[float, float]] = {}
    for group, box in zip(groups, boxes, strict=True):
        found |= _within(_spread(graph.subgraph(group)), box)
    return found


def _spread(graph: Any) -> dict[str, tuple[float, float]]:
    """Springs pull together who deal with one another (Fruchterman and Reingold 1991); the same each time."""
    import networkx as nx  # noqa: PLC0415

    ordered = nx.Graph()
    ordered.add_nodes_from(sorted(graph))
    ordered.add_edges_from(sorted(tuple(sorted(edge)) for edge in graph.edges))
    placed = nx.spring_layout(ordered, seed=_SEED, iterations=_ROUNDS, k=_APART / math.sqrt(len(ordered)))
    return {key: (float(x), float(y)) for key, (x, y) in placed.items()}


def _boxes(sizes: Sequence[int], box: Box) -> list[Box]:
    """A box cut into as many, each as large as its size asks: halved across its longer side again and again."""
    if len(sizes) < 2:
        return [box] * len(sizes)
    half, at = sum(sizes) / 2, 1
    while at < len(sizes) - 1 and sum(sizes[: at + 1]) <= half:
        at += 1
    share, (x, y, width, height) = sum(sizes[:at]) / sum(sizes), box
    if width >= height:
        parts = (x, y, width * share, height), (x + width * share, y, width * (1 - share), height)
    else:
        parts = (x, y, width, height * share), (x, y + height * share, width, height * (1 - share))
    return [*_boxes(sizes[:at], parts[0]), *_boxes(sizes[at:], parts[1])]


def _within(places: Mapping[str, tuple[float, float]], box: Box) -> dict[str, tuple[float, float]]:
    x, y, width, height = box
    xs, ys = [p[0] for p in places.values()], [p[1] for p in places.values()]
    return {
        key: (round(x + _scaled(at, xs, width, _MARGIN_X), 1), round(y + _scaled(up, ys, height, _MARGIN_Y), 1))
        for key, (at, up) in places.items()
    }


def _scaled(value: float, among: Sequence[float], size: float, margin: float) -> float:
    """A place between the margins, which take no more than a quarter of a small box."""
    low, high, edge = min(among), max(among), min(margin, size * 0.3)
    share = (value - low) / (high - low) if high > low else 0.5
    return edge + share * (size - 2 * edge)
