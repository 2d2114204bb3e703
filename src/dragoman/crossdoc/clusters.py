"""Which records of different documents tell of one thing, and where they give it two values."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

from dragoman.crossdoc.conflicts import conflicts_among
from dragoman.crossdoc.groups import gather
from dragoman.crossdoc.sameness import (
    agreement_keys,
    debt_keys,
    event_keys,
    programme_keys,
    said_alike,
    same_agreement,
    same_debt,
    same_event,
    same_programme,
    same_words,
)
from dragoman.records import Agreement, Amount, Cluster, Conflict, Event, Evident, Model, Programme, kind_of, record_id

Record = TypeVar("Record", bound=Evident)


def join(records: Iterable[Model], copy_of: Mapping[str, str] | None = None) -> list[Cluster | Conflict]:
    """Clusters and conflicts over the records of many documents, clusters first, each sorted by id.

    `copy_of` gives each copy's origin by document id, so that a cluster counts origins and not copies.
    """
    everything = list(records)
    groups: list[list[Evident]] = []
    groups += _grouped(_of(everything, Event), event_keys, same_event)
    groups += _grouped(_of(everything, Agreement), agreement_keys, same_agreement)
    groups += _grouped([a for a in _of(everything, Amount) if a.kind == "debt"], debt_keys, same_debt)
    groups += _grouped(_of(everything, Programme), programme_keys, same_programme)
    for rule in (_told_in_a_copy(copy_of or {}), said_alike):
        taken = {record.id for group in groups if len(group) > 1 for record in group}
        groups += _grouped([r for r in _of(everything, Evident) if r.id not in taken], rule, same_words)
    clusters = [_cluster(group, copy_of or {}) for group in groups if len(group) > 1]
    conflicts = conflicts_among(everything)
    return [*sorted(clusters, key=lambda c: c.id), *sorted(conflicts, key=lambda c: c.id)]


def _told_in_a_copy(copy_of: Mapping[str, str]) -> Callable[[Evident], Iterable[Hashable]]:
    """The key under which the records of a document and of its copies meet."""
    origins = {origin: origin for origin in copy_of.values()} | dict(copy_of)

    def keys(record: Evident) -> Iterable[Hashable]:
        origin = origins.get(record.document_id or "")
        return [(origin, kind_of(record))] if origin else []

    return keys


def _of(records: list[Model], kind: type[Record]) -> list[Record]:
    return [record for record in records if isinstance(record, kind)]


def _grouped(
    records: list[Record], keys: Callable[[Record], Iterable[Hashable]], fits: Callable[[Record, Record], bool]
) -> list[list[Evident]]:
    return [list(group) for group in gather(records, keys=keys, order=_by_words, fits=fits)]


def _by_words(record: Evident) -> tuple[str, ...]:
    """Records on the same words stand side by side, so that a copy's records meet those of its origin."""
    return (record.evidence[0].text, record.id)


def _cluster(group: list[Evident], copy_of: Mapping[str, str]) -> Cluster:
    members = tuple(sorted(record.id for record in group))
    evidence = tuple(sorted((record.evidence[0] for record in group), key=lambda s: (s.document_id, s.start, s.end)))
    documents = {span.document_id for span in evidence}
    kind = kind_of(group[0])
    return Cluster(
        id=record_id("clusters", "", evidence, kind, *members),
        kind=kind,
        members=members,
        origins=tuple(sorted({copy_of.get(key, key) for key in documents})),
        document_count=len(documents),
        evidence=evidence,
    )
