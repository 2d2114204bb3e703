"""Where things come from, and where they are at odds: origins of a record, a cluster or a document; conflicts."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.app.answers import named
from dragoman.crossdoc import Witnesses
from dragoman.export import Dyad, Holdings
from dragoman.export.brief.choose import Choice
from dragoman.records import Actor, Claim, Cluster, Conflict, DocumentRecord, Evident, Span, Support


@dataclass(frozen=True, slots=True)
class Telling:
    """One document's telling: its record, the words, the document that the passage comes from (most often its own)."""

    record: Evident
    span: Span
    document: DocumentRecord
    source: DocumentRecord
    said_by: str | None


@dataclass(frozen=True, slots=True)
class Taken:
    """A passage of a document that stands in an older one."""

    span: Span
    source: DocumentRecord


@dataclass(frozen=True, slots=True)
class Provenance:
    """On whose word something stands: who tells it, the independent origins by name, and the support they give.

    A document has the passages that it took from others instead.
    """

    subject: Evident | Cluster | DocumentRecord
    tellings: tuple[Telling, ...] = ()
    origins: tuple[str, ...] = ()
    support: Support | None = None
    taken: tuple[Taken, ...] = ()
    copy_of: DocumentRecord | None = None


@dataclass(frozen=True, slots=True)
class AtOdds:
    """A conflict with its records and the documents in which they stand."""

    conflict: Conflict
    records: tuple[Evident, ...]
    documents: dict[str, DocumentRecord]


def origins(holdings: Holdings, start: str) -> Provenance:
    """Where the record, cluster or document comes from whose id begins so. Raises UnknownRecord."""
    subject = named(holdings, start)
    if isinstance(subject, DocumentRecord):
        return _of_document(subject, holdings)
    members = [holdings.by_id[key] for key in _members(subject, holdings) if key in holdings.by_id]
    claims = {r.id: r for r in holdings.records if isinstance(r, Claim)}
    disputed = {key for r in holdings.records if isinstance(r, Conflict) for key in r.records}
    witnesses = Witnesses(members, claims, disputed, holdings.setting)
    names = tuple(_name(key, holdings) for key in witnesses.origins)
    tellings = tuple(_telling(record, claims, holdings) for record in members)
    return Provenance(subject, tellings, names, witnesses.support)


def _members(subject: Evident | Cluster, holdings: Holdings) -> tuple[str, ...]:
    """The records that tell of the same; of a conflict those at odds."""
    if isinstance(subject, Cluster):
        return subject.members
    if isinstance(subject, Conflict):
        return subject.records
    cluster = next((c for c in holdings.clusters if subject.id in c.members), None)
    return cluster.members if cluster else (subject.id,)


def _telling(record: Evident, claims: dict[str, Claim], holdings: Holdings) -> Telling:
    span = record.evidence[0]
    claim = record if isinstance(record, Claim) else claims.get(record.attributed_to or "")
    source = holdings.documents.get(holdings.setting.source(span), holdings.documents[span.document_id])
    said_by = None
    if claim is not None:
        said_by = _name(claim.speaker, holdings) if claim.speaker else claim.speaker_text
    return Telling(record, span, holdings.documents[span.document_id], source, said_by)


def _name(key: str, holdings: Holdings) -> str:
    """An origin as a reader knows it: an actor by name, a document by its title or file."""
    actor: Actor | None = holdings.actors.get(key)
    document = holdings.documents.get(key)
    return actor.name if actor else (document.title or document.source) if document else key


def _of_document(document: DocumentRecord, holdings: Holdings) -> Provenance:
    text = holdings.texts[document.id]
    passages = holdings.setting.passages(document.id)
    taken = tuple(
        Taken(Span(document_id=document.id, start=a, end=b, text=text[a:b]), holdings.documents[source])
        for a, b, source in passages
        if source in holdings.documents
    )
    return Provenance(document, taken=taken, copy_of=holdings.documents.get(document.copy_of or ""))


def conflicts(holdings: Holdings, dyad: Dyad) -> list[AtOdds]:
    """What is given two values in what concerns two states, those that can be compared first."""
    found = [record for record in Choice(holdings, dyad).records if isinstance(record, Conflict)]
    return [_at_odds(c, holdings) for c in sorted(found, key=lambda c: (not c.comparable, c.field, c.id))]


def _at_odds(conflict: Conflict, holdings: Holdings) -> AtOdds:
    records = tuple(holdings.by_id[key] for key in conflict.records if key in holdings.by_id)
    keys = {span.document_id for record in records for span in record.evidence}
    return AtOdds(conflict, records, {key: holdings.documents[key] for key in sorted(keys)})
