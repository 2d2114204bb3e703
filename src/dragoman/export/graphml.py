"""GraphML, for Gephi, Cytoscape, yEd, igraph and nx."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import networkx as nx

from dragoman.export.graph import graph_of
from dragoman.export.holdings import Holdings

FILE: Final = "network.graphml"


def write(holdings: Holdings, folder: Path, *, fulltext: bool) -> dict[str, int]:  # noqa: ARG001 - holds no texts
    """The whole network; how many nodes and edges."""
    graph = graph_of(holdings)
    nx.write_graphml(graph, folder / FILE, named_key_ids=True)
    return {"nodes": graph.number_of_nodes(), "edges": graph.number_of_edges()}
