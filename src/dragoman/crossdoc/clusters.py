"""Which records of different documents tell of one thing, and where they give it two values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.crossdoc.conflicts import conflicts_among
from dragoman.crossdoc.decided import Decided
from dragoman.crossdoc.matters import Groups, together
from dragoman.crossdoc.narrated import narrated, titles
from dragoman.crossdoc.odds import SURE
from dragoman.crossdoc.setting import Setting
from dragoman.crossdoc.support import Witnesses
from dragoman.records import Claim, Cluster, Conflict, Evident, Model, kind_of, record_id


def join(
    records: Iterable[Model], setting: Setting | None = None, decided: Decided | None = None
) -> list[Cluster | Conflict | Claim]:
    """Clusters and conflicts over the records of many documents, clusters first, each sorted by id.

    Behind them stand claims of the narrator's that no document's records hold and to which a conflict points.
    `setting` tells the documents' days and which copied; without it, only what dates and words show is joined.
    `decided` is what people said of records; it goes before every rule.
    """
    known, by_people = setting or Setting(), decided or Decided()
    everything = in_order(records)
    groups = together(everything, known)
    groups = by_people.groups(groups, everything)
    beside, headed = list(narrated(everything, known)), list(titles(everything, known))
    found = conflicts_among([*everything, *beside], known, headed)
    conflicts = [one for one in found if by_people.is_conflict(one)]
    groups = by_people.groups(_with_disputed(groups, conflicts, everything), everything)
    claims = {record.id: record for record in everything if isinstance(record, Claim)}
    disputed = {key for conflict in conflicts for key in conflict.records}
    clusters = [cluster_of(group, Witnesses(group, claims, disputed, known)) for group in groups]
    ends = [claim for claim in (*beside, *headed) if claim.id in disputed]
    return [
        *sorted(clusters, key=lambda c: c.id),
        *sorted(conflicts, key=lambda c: c.id),
        *sorted(ends, key=lambda c: c.id),
    ]


def _with_disputed(groups: Groups, conflicts: Iterable[Conflict], records: Iterable[Evident]) -> Groups:
    """The groups, those made one that surely give one thing two comparable values: the conflict is inside a cluster."""
    by_id = {record.id: record for record in records}
    part_of = {record.id: group for group in groups for record in group}
    for found in conflicts:
        one_thing = found.comparable and found.score >= SURE and found.field in ("value", "count")
        if not one_thing or any(key not in by_id for key in found.records):
            continue
        told = [by_id[key] for key in found.records]
        if len({kind_of(record) for record in told}) == 1:
            parts = [part_of.get(record.id, [record]) for record in told]
            whole = list({record.id: record for part in parts for record in part}.values())
            part_of |= {record.id: whole for record in whole}
    each_once = {id(part): part for part in part_of.values()}
    return [sorted(part, key=_by_words) for part in each_once.values()]


def in_order(records: Iterable[Model]) -> list[Evident]:
    """The records in the order in which they are compared, which does not hang on that of arrival."""
    return sorted((record for record in records if isinstance(record, Evident)), key=_by_words)


def _by_words(record: Evident) -> tuple[str, str]:
    """Records on the same words stand side by side, so that a copy's records meet those of its origin."""
    return (record.evidence[0].text, record.id)


def cluster_of(group: Sequence[Evident], witnesses: Witnesses) -> Cluster:
    """The group as a record, with the origins and the support that its witnesses give."""
    members = tuple(sorted(record.id for record in group))
    evidence = tuple(sorted((record.evidence[0] for record in group), key=lambda s: (s.document_id, s.start, s.end)))
    kind = kind_of(group[0])
    return Cluster(
        id=record_id("clusters", "", evidence, kind, *members),
        kind=kind,
        members=members,
        origins=witnesses.origins,
        support=witnesses.support,
        document_count=len({span.document_id for span in evidence}),
        evidence=evidence,
    )
