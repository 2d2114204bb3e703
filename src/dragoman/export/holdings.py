"""All that a store holds, or a part of it, joined across its documents."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from dragoman import kb
from dragoman.crossdoc import (
    Comparisons,
    Identity,
    Renaming,
    Setting,
    actor_ids,
    answers,
    join,
    merge_actors,
    same_persons,
)
from dragoman.records import (
    Actor,
    Claim,
    Cluster,
    Conflict,
    DocumentRecord,
    Evident,
    Issue,
    Judgement,
    Model,
    Span,
    kind_of,
)  # fmt: skip
from dragoman.review import Judged, judged
from dragoman.store import NOW, AsOf, Store, View


@dataclass(frozen=True)
class Holdings:
    """Documents with their raw texts, merged actors, and records with their clusters filled in, as people left them.

    `judgements` are all that concern them, those that were undone too; `judged` is what follows from them.
    """

    documents: dict[str, DocumentRecord]
    texts: dict[str, str]
    actors: dict[str, Actor]
    records: tuple[Evident, ...]
    clusters: tuple[Cluster, ...]
    issues: tuple[Issue, ...]
    renaming: Renaming = field(default_factory=lambda: Renaming(()))
    setting: Setting = field(default_factory=Setting)
    judgements: tuple[Judgement, ...] = ()
    judged: Judged = field(default_factory=lambda: judged((), (), {}))
    identities: tuple[Identity, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, Evident]:
        """Every record by its id."""
        return {record.id: record for record in self.records}

    @cached_property
    def cluster_of(self) -> dict[str, Cluster]:
        """The cluster of each record that has one."""
        return {member: cluster for cluster in self.clusters for member in cluster.members}

    def of(self, kind: str) -> list[Model]:
        """The records of one kind of the contract."""
        apart: dict[str, Iterable[Model]] = {
            "documents": self.documents.values(),
            "actors": self.actors.values(),
            "clusters": self.clusters,
            "issues": self.issues,
            "judgements": self.judgements,
        }
        return list(apart[kind]) if kind in apart else [record for record in self.records if kind_of(record) == kind]


def gather(
    store: Store,
    *,
    between: Collection[str] | None = None,
    as_of: AsOf = NOW,
    comparisons: Comparisons | None = None,
) -> Holdings:
    """Read everything, or the documents that name all of the countries `between`, from one moment, and join it.

    Nothing that is stored changes: what people decided is laid over it. Whoever gathers again and again keeps
    `comparisons`: then only texts that have come or changed since are compared with the others.
    """
    with store.view(as_of) as view:
        return _gathered(view, _chosen(view, between), comparisons or Comparisons())


def _chosen(view: View, between: Collection[str] | None) -> set[str] | None:
    """The documents that name these countries, and those in which a person put something."""
    if between is None:
        return None
    by_hand = {key for j in view.judgements() if j.decision.action in ("add", "edit") for key in j.documents}
    return {*view.shared_documents(*sorted(between)), *by_hand}


def _gathered(view: View, documents: Collection[str] | None, comparisons: Comparisons) -> Holdings:
    read = view.documents(documents)
    texts = {record.id: text for record, text in read}
    told = view.judgements(documents)
    people = judged(told, (r for r in view.records(documents=documents) if isinstance(r, Evident)), texts)
    everyone = view.actors()
    identities = people.identities(same_persons(everyone), everyone)
    renaming = Renaming(identities, [*everyone, *people.leads(everyone)])
    led = comparisons.trail(read)
    copy_of = people.copies(led.copy_of)
    taken = {key: found for key, found in led.passages.items() if copy_of.get(key) == led.copy_of.get(key)}
    records = [renaming.record(record) for record in people.records]
    actors = [*renaming.actors(view.actors(documents)), *_named_by_hand(records, everyone)]
    setting = Setting((record for record, _ in read), actors, copy_of, taken, texts)
    records = _answered(records, answers(records, setting))
    facts = [r for r in records if not isinstance(r, Conflict)]
    told_here = people.conflicts(r for r in records if isinstance(r, Conflict))
    joined = join([*facts, *told_here], setting, people.decided)
    clusters = tuple(found for found in joined if isinstance(found, Cluster))
    ends = [found for found in joined if isinstance(found, Claim)]
    conflicts = people.conflicts(found for found in joined if isinstance(found, Conflict))
    cluster_of = {member: cluster.id for cluster in clusters for member in cluster.members}
    return Holdings(
        documents={d.id: renaming.document(d).model_copy(update={"copy_of": copy_of.get(d.id)}) for d, _ in read},
        texts=texts,
        actors={actor.id: actor for actor in merge_actors(actors)},
        records=tuple(_with_cluster(record, cluster_of) for record in [*facts, *ends, *told_here, *conflicts]),
        clusters=clusters,
        issues=tuple(view.issues(documents)),
        renaming=renaming,
        setting=setting,
        judgements=tuple(told),
        judged=people,
        identities=tuple(identities),
    )


def _named_by_hand(records: Iterable[Evident], everyone: Iterable[Actor]) -> list[Actor]:
    """The actors that only a person's record names, as far as anything is known of them."""
    known = {actor.id for actor in everyone}
    by_hand = {key for r in records if r.review in ("added", "edited", "disputed") for key in actor_ids(r)} - known
    entities = (kb.load().entity(key) for key in sorted(by_hand))
    return [
        Actor(id=e.id, name=e.name, schema_=e.schema, country=e.country, wikidata=e.wikidata) for e in entities if e
    ]


def _answered(records: list[Evident], closing: dict[str, tuple[Span, ...]]) -> list[Evident]:
    """The records, with each gap that a later document answers closed by its words."""
    changes = {key: {"status": "closed", "closed_by": spans} for key, spans in closing.items()}
    return [r.model_copy(update=changes[r.id]) if r.id in changes else r for r in records]


def _with_cluster(record: Evident, cluster_of: dict[str, str]) -> Evident:
    cluster = cluster_of.get(record.id)
    return record.model_copy(update={"cluster": cluster}) if cluster else record
