"""Who deals with whom as a graph: a node an actor, an edge a dealing, each with its date; parallel edges are kept.

Events run from each source to each target, money from who pays to who is paid; agreements and levels of relations join
their parties in the order of the record. Half-open dates have one end only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final

import networkx as nx

from dragoman.export.brief.names import Names, country_of
from dragoman.export.holdings import Holdings
from dragoman.records import Agreement, Amount, Edtf, Event, Evident, Relation

Value = str | int | float
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graph_of(holdings: Holdings) -> nx.MultiDiGraph:
    """Every actor that takes part in a dealing, and the dealings, in the order of their ids; values fit XML."""
    graph, names = nx.MultiDiGraph(name="Dragoman"), Names(holdings.actors, {})
    records = sorted(holdings.records, key=lambda record: record.id)
    edges = [(a, b, record) for record in records for a, b in dealings(record)]
    for actor in sorted({end for a, b, _ in edges for end in (a, b)}):
        known = holdings.actors.get(actor)
        graph.add_node(actor, **_filled({
            "label": names.bare(actor), "schema": known.schema_ if known else None,
            "country": country_of(actor, holdings.actors),
        }))  # fmt: skip
    for a, b, record in edges:
        key = f"{record.id} {a} {b}"
        graph.add_edge(a, b, key=key, **_filled(_told(record, holdings)))
    return graph


def dealings(record: Evident) -> Iterator[tuple[str, str]]:
    """The pairs of actors that a record joins, in its direction."""
    if isinstance(record, Event):
        yield from ((a, b) for a in record.source for b in record.target)
    elif isinstance(record, Agreement):
        yield from combinations(record.parties, 2)
    elif isinstance(record, Amount) and record.payer and record.payee:
        yield record.payer, record.payee
    elif isinstance(record, Relation):
        yield record.pair[0], record.pair[1]


def _told(record: Evident, holdings: Holdings) -> dict[str, Value | None]:
    when: Edtf | None = getattr(record, "date", None) or getattr(record, "due", None) or getattr(record, "as_of", None)
    kind = record.id.partition(":")[0]
    amount = record if isinstance(record, Amount) else None
    return {
        "record": record.id, "kind": kind, "type": _type(record), "date": str(when) if when else None,
        "start": _day(when.earliest if when else None), "end": _day(when.latest if when else None),
        "modality": getattr(record, "modality", None), "quad": getattr(record, "quad", None),
        "status": getattr(record, "status", None), "value": amount.value if amount else None,
        "unit": amount.unit if amount else None, "words": _line(record.evidence),
        "documents": len({span.document_id for span in record.evidence}), "cluster": record.cluster,
        "confidence": record.confidence, "weight": 1, "review": record.review,
        "source_file": "; ".join(sorted({holdings.documents[span.document_id].source for span in record.evidence})),
    }  # fmt: skip


def _type(record: Evident) -> str | None:
    return getattr(record, "type", None) or getattr(record, "kind", None) or getattr(record, "level", None)


def _day(day: object) -> str | None:
    return str(day) if day is not None else None


def _line(evidence: Iterable[object]) -> str:
    words = " ".join(" ".join(str(getattr(span, "text", "")) for span in evidence).split())
    return words if len(words) <= 300 else words[:299] + "…"


def _filled(values: dict[str, Value | None]) -> dict[str, Value]:
    return {
        name: _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", value) if isinstance(value, str) else value
        for name, value in values.items()
        if value is not None
    }
