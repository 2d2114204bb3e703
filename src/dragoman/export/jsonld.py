"""JSON-LD: documents and actors in the words of schema.org, how each record came to be in those of PROV.

Addresses are URNs under `urn:dragoman:`, so that nothing is claimed about anybody's site; the context stands in the
file, so that no reader has to fetch one. Fields that neither vocabulary has keep the contract's names under
`urn:dragoman:term:`. Sources: schema.org 28; PROV-O, W3C Recommendation 2013; Web Annotation, W3C Recommendation 2017.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from dragoman.export.holdings import Holdings
from dragoman.records import Actor, Agreement, Amount, Claim, DocumentRecord, Event, Evident, Model, Programme, kind_of
from dragoman.records.base import SCHEMA_VERSION

FILE: Final = "dragoman.jsonld"
_TERMS: Final = "urn:dragoman:term:"
CONTEXT: Final = {
    "@vocab": _TERMS,
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "id": "@id",
    "type": "@type",
}
_ACTORS: Final = {
    "State": "schema:Country", "Person": "schema:Person", "PublicBody": "schema:GovernmentOrganization",
    "Company": "schema:Corporation", "Organization": "schema:Organization", "IGO": "schema:Organization",
}  # fmt: skip
_TYPES: Final = {
    Event: "schema:Event", Agreement: "schema:Legislation", Amount: "schema:MonetaryAmount", Claim: "schema:Claim",
    Programme: "schema:Project",
}  # fmt: skip
_APART: Final = frozenset({"id", "document_id", "evidence", "extractor", "attributed_to", "type"})
_LINKS: Final = frozenset(
    {"source", "target", "parties", "signatories", "payer", "payee", "estimated_by", "speaker", "via", "withheld_by",
     "asserted_by", "pair", "declared_by", "partners", "about", "records", "members", "children", "part_of",
     "restates", "cluster", "copy_of", "actor", "acts_for", "by", "holds"}
)  # fmt: skip
Node = dict[str, Any]


def write(holdings: Holdings, folder: Path, *, fulltext: bool) -> dict[str, int]:
    """One graph; how many nodes of each kind."""
    counts: dict[str, int] = {}
    with (folder / FILE).open("w", encoding="utf-8", newline="", errors="backslashreplace") as out:
        out.write('{"@context":' + json.dumps(CONTEXT) + ',"@graph":[\n')
        for number, (kind, node) in enumerate(_nodes(holdings, fulltext=fulltext)):
            out.write((",\n" if number else "") + json.dumps(node, ensure_ascii=False, separators=(",", ":")))
            counts[kind] = counts.get(kind, 0) + 1
        out.write("\n]}\n")
    return counts


def _nodes(holdings: Holdings, *, fulltext: bool) -> Iterator[tuple[str, Node]]:
    for key in sorted(holdings.documents):
        yield "documents", _document(holdings.documents[key], holdings.texts[key] if fulltext else None)
    for key in sorted(holdings.actors):
        yield "actors", _actor(holdings.actors[key])
    for extractor in sorted({record.extractor for record in holdings.records}):
        yield "agents", _agent(extractor)
    for record in sorted(holdings.records, key=lambda r: r.id):
        yield kind_of(record), _record(record)
    for cluster in sorted(holdings.clusters, key=lambda c: c.id):
        yield "clusters", {"id": urn(cluster.id), "type": ["Cluster", "prov:Collection"], **_fields(cluster)}


def _document(document: DocumentRecord, text: str | None) -> Node:
    published = document.published.edtf
    node = {
        "id": urn(document.id), "type": ["schema:NewsArticle", "prov:Entity"], "schema:headline": document.title,
        "schema:author": [{"type": "schema:Person", "schema:name": name} for name in document.authors],
        "schema:publisher": {"type": "schema:Organization", "schema:name": document.publisher}
        if document.publisher else None,
        "schema:inLanguage": document.language, "schema:url": document.url, "schema:identifier": document.id,
        "schema:datePublished": str(published) if published else None, "schema:articleBody": text,
        "dateBasis": document.published.basis, "readFrom": document.source, "status": document.status,
        "prov:wasDerivedFrom": {"id": urn(document.copy_of)} if document.copy_of else None,
    }  # fmt: skip
    return _filled(node)


def _actor(actor: Actor) -> Node:
    node = {
        "id": urn(actor.id), "type": [_ACTORS[actor.schema_], "prov:Agent"], "schema:name": actor.name,
        "schema:alternateName": list(actor.aliases), "country": actor.country,
        "owl:sameAs": {"id": f"http://www.wikidata.org/entity/{actor.wikidata}"} if actor.wikidata else None,
        "printedAs": [{"schema:name": form, "count": count} for form, count in sorted(actor.printed_as.items())],
        "schema:hasOccupation": [_filled({
            "type": "schema:Role", "schema:roleName": role.office, "country": role.country,
            "schema:startDate": str(role.start) if role.start else None,
            "schema:endDate": str(role.end) if role.end else None, "basis": role.basis,
        }) for role in actor.roles],
    }  # fmt: skip
    return _filled(node)


def _agent(extractor: str) -> Node:
    """Who made records: a person, or a rule or model with its version."""
    person = extractor.startswith("person:")
    kind = "prov:Person" if person else "prov:SoftwareAgent"
    return {"id": urn(f"extractor:{extractor}"), "type": kind, "schema:name": extractor.removeprefix("person:")}


def _record(record: Evident) -> Node:
    kinds = [type(record).__name__, "prov:Entity"]
    if type(record) in _TYPES:
        kinds.append(_TYPES[type(record)])
    documents = dict.fromkeys(span.document_id for span in record.evidence)
    node = {
        "id": urn(record.id), "type": kinds,
        "prov:wasDerivedFrom": [{"id": urn(key)} for key in documents],
        "prov:wasAttributedTo": {"id": urn(f"extractor:{record.extractor}")},
        "toldThrough": {"id": urn(record.attributed_to)} if record.attributed_to else None,
        "kindOfAct": getattr(record, "type", None), "schemaVersion": SCHEMA_VERSION,
        "evidence": [_span(span.model_dump(mode="json")) for span in record.evidence], **_fields(record),
    }  # fmt: skip
    return _filled(node)


def _fields(record: Model) -> Node:
    dumped = record.model_dump(mode="json", by_alias=True)
    return _filled({name: _value(name, value) for name, value in dumped.items() if name not in _APART})


def _value(name: str, value: Any) -> Any:
    if name == "usd":  # its source is that of a rate, no actor
        return value
    if isinstance(value, list):
        return [_value(name, one) for one in value]
    if isinstance(value, dict) and {"start", "end", "text", "document_id"} <= value.keys():
        return _span(value)
    if isinstance(value, dict):
        return _filled({inner: _value(inner, one) for inner, one in value.items()})
    if isinstance(value, str) and name in _LINKS:
        return {"id": urn(value)}
    return value


def _span(span: dict[str, Any]) -> Node:
    """A piece of evidence as a Web Annotation's target."""
    return {
        "type": "oa:SpecificResource", "oa:hasSource": {"id": urn(span["document_id"])},
        "oa:hasSelector": {"type": "oa:TextPositionSelector", "oa:start": span["start"], "oa:end": span["end"]},
        "oa:exact": span["text"],
    }  # fmt: skip


def urn(key: str) -> str:
    """The address of a record, actor or document."""
    return f"urn:dragoman:{quote(key, safe=':-._', errors='replace')}"


def _filled(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in (None, [], {}, "")}
