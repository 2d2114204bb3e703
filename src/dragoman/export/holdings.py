"""All that a store holds, or a part of it, joined across its documents."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from dragoman.crossdoc import Renaming, Setting, answers, copies, join, merge_actors, same_persons
from dragoman.records import Actor, Cluster, Conflict, DocumentRecord, Evident, Issue, Model, Span, kind_of
from dragoman.store import Store


@dataclass(frozen=True)
class Holdings:
    """Documents with their raw texts, merged actors, and records with their clusters filled in."""

    documents: dict[str, DocumentRecord]
    texts: dict[str, str]
    actors: dict[str, Actor]
    records: tuple[Evident, ...]
    clusters: tuple[Cluster, ...]
    issues: tuple[Issue, ...]
    renaming: Renaming = field(default_factory=lambda: Renaming(()))

    @cached_property
    def by_id(self) -> dict[str, Evident]:
        """Every record by its id."""
        return {record.id: record for record in self.records}

    def of(self, kind: str) -> list[Model]:
        """The records of one kind of the contract."""
        apart: dict[str, Iterable[Model]] = {
            "documents": self.documents.values(),
            "actors": self.actors.values(),
            "clusters": self.clusters,
            "issues": self.issues,
        }
        return list(apart[kind]) if kind in apart else [record for record in self.records if kind_of(record) == kind]


def gather(store: Store, documents: Collection[str] | None = None) -> Holdings:
    """Read these documents, or all, and join them. Nothing that is stored changes."""
    everyone = list(store.actors())
    renaming = Renaming(same_persons(everyone), everyone)
    read = store.documents(documents)
    copy_of = copies(read)
    stored = (record for record in store.records(documents=documents) if isinstance(record, Evident))
    records = [renaming.record(record) for record in stored]
    actors = renaming.actors(store.actors(documents))
    setting = Setting((record for record, _ in read), actors, copy_of)
    records = _answered(records, answers(records, setting))
    joined = join(records, setting)
    clusters = tuple(found for found in joined if isinstance(found, Cluster))
    conflicts = [found for found in joined if isinstance(found, Conflict)]
    cluster_of = {member: cluster.id for cluster in clusters for member in cluster.members}
    return Holdings(
        documents={d.id: renaming.document(d).model_copy(update={"copy_of": copy_of.get(d.id)}) for d, _ in read},
        texts={d.id: text for d, text in read},
        actors={actor.id: actor for actor in merge_actors(actors)},
        records=tuple(_with_cluster(record, cluster_of) for record in [*records, *conflicts]),
        clusters=clusters,
        issues=tuple(store.issues(documents)),
        renaming=renaming,
    )


def _answered(records: list[Evident], closing: dict[str, tuple[Span, ...]]) -> list[Evident]:
    """The records, with each gap that a later document answers closed by its words."""
    changes = {key: {"status": "closed", "closed_by": spans} for key, spans in closing.items()}
    return [r.model_copy(update=changes[r.id]) if r.id in changes else r for r in records]


def _with_cluster(record: Evident, cluster_of: dict[str, str]) -> Evident:
    cluster = cluster_of.get(record.id)
    return record.model_copy(update={"cluster": cluster}) if cluster else record
