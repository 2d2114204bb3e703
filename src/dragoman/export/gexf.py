"""GEXF 1.2, for Gephi's timeline: edges begin and end on the days of their dealings."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import networkx as nx

from dragoman.export.graph import graph_of
from dragoman.export.holdings import Holdings

FILE: Final = "network.gexf"
_TODAY: Final = re.compile(r' lastmodifieddate="[^"]*"')


def write(holdings: Holdings, folder: Path, *, fulltext: bool) -> dict[str, int]:  # noqa: ARG001 - holds no texts
    """The whole network; how many nodes and edges."""
    graph = graph_of(holdings)
    with (folder / FILE).open("w", encoding="utf-8", newline="") as out:
        for line in nx.generate_gexf(graph, version="1.2draft"):
            out.write(_TODAY.sub("", line) if "lastmodifieddate" in line else line)
            out.write("\n")
    return {"nodes": graph.number_of_nodes(), "edges": graph.number_of_edges()}
