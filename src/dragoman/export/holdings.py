"""All that a store holds, or a part of it, joined across its documents."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from dragoman import kb
from dragoman.crossdoc import (
    Affairs,
    Comparisons,
    Identity,
    Renaming,
    Setting,
    actor_ids,
    merge_actors,
    same_persons,
)
from dragoman.records import (
    Actor,
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
from dragoman.store import NOW, AsOf, Contents, Store, View


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


class Memory:
    """What was read and found in one gathering, for the next. What has not changed is the same objects again."""

    def __init__(self) -> None:
        self.comparisons, self.affairs = Comparisons(), Affairs()
        self._read: dict[str, tuple[tuple[int, str], Contents]] = {}
        self._records: dict[str, Evident] = {}

    def read(self, view: View, documents: Collection[str] | None) -> list[Contents]:
        """These documents, or all, by id; only those that were read anew since come from the store."""
        present = view.readings()
        wanted = present.keys() if documents is None else present.keys() & set(documents)
        known = {key: self._read[key] for key in wanted if self._read.get(key, (None,))[0] == present[key]}
        fresh = view.contents(None if not known and documents is None else wanted - known.keys())
        self._read = known | {key: (present[key], contents) for key, contents in fresh.items()}
        return [self._read[key][1] for key in sorted(self._read)]

    def again(self, records: Iterable[Evident]) -> tuple[Evident, ...]:
        """The records; those that are as they were last time as the same objects."""
        known = self._records
        found = (known[r.id] if r.id in known and known[r.id] == r else r for r in records)
        self._records = {record.id: record for record in found}
        return tuple(self._records.values())


def gather(
    store: Store,
    *,
    between: Collection[str] | None = None,
    as_of: AsOf = NOW,
    memory: Memory | None = None,
) -> Holdings:
    """Read everything, or the documents that name all of the countries `between`, from one moment, and join it.

    Nothing that is stored changes: what people decided is laid over it. Whoever gathers again and again keeps
    a `memory`: then only what has come or changed since, and what that touches, is joined anew.
    """
    with store.view(as_of) as view:
        return _gathered(view, _chosen(view, between), memory or Memory())


def _chosen(view: View, between: Collection[str] | None) -> set[str] | None:
    """The documents that name these countries, and those in which a person put something."""
    if between is None:
        return None
    by_hand = {key for j in view.judgements() if j.decision.action in ("add", "edit") for key in j.documents}
    return {*view.shared_documents(*sorted(between)), *by_hand}


def _gathered(view: View, documents: Collection[str] | None, memory: Memory) -> Holdings:
    read = memory.read(view, documents)
    texts = {one.document.id: one.text for one in read}
    decisions = view.judgements(documents)
    found = sorted((r for one in read for r in one.records if isinstance(r, Evident)), key=lambda record: record.id)
    people = judged(decisions, found, texts)
    everyone = [actor for one in read for actor in one.actors] if documents is None else view.actors()
    identities = people.identities(same_persons(everyone), everyone)
    renaming = Renaming(identities, [*everyone, *people.leads(everyone)])
    led = memory.comparisons.trail((one.document, one.text) for one in read)
    copy_of = people.copies(led.copy_of)
    taken = {key: found for key, found in led.passages.items() if copy_of.get(key) == led.copy_of.get(key)}
    records = [renaming.record(record) for record in people.records]
    named = (actor for one in read for actor in one.actors)
    actors = [*renaming.actors(named), *_named_by_hand(records, everyone)]
    setting = Setting((one.document for one in read), actors, copy_of, taken, texts)
    facts = [r for r in records if not isinstance(r, Conflict)]
    told_here = people.conflicts(r for r in records if isinstance(r, Conflict))
    joined = memory.affairs.joined([*facts, *told_here], setting, people.decided)
    conflicts = people.conflicts(joined.conflicts)
    cluster_of = {member: cluster.id for cluster in joined.clusters for member in cluster.members}
    told = [*_answered(facts, joined.closing), *joined.ends, *told_here, *conflicts]
    renamed = {one.document.id: renaming.document(one.document) for one in read}
    return Holdings(
        documents={key: d.model_copy(update={"copy_of": copy_of.get(key)}) for key, d in renamed.items()},
        texts=texts,
        actors={actor.id: actor for actor in merge_actors(actors)},
        records=memory.again(_with_cluster(record, cluster_of) for record in told),
        clusters=joined.clusters,
        issues=tuple(view.issues(documents)),
        renaming=renaming,
        setting=setting,
        judgements=tuple(decisions),
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


def _answered(records: list[Evident], closing: Mapping[str, tuple[Span, ...]]) -> list[Evident]:
    """The records, with each gap that a later document answers closed by its words."""
    changes = {key: {"status": "closed", "closed_by": spans} for key, spans in closing.items()}
    return [r.model_copy(update=changes[r.id]) if r.id in changes else r for r in records]


def _with_cluster(record: Evident, cluster_of: dict[str, str]) -> Evident:
    cluster = cluster_of.get(record.id)
    return record.model_copy(update={"cluster": cluster}) if cluster else record
