"""Which records of different documents tell of one thing, and where they give it two values."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from dragoman.crossdoc import agreements, events, figures, sayings
from dragoman.crossdoc.conflicts import conflicts_among
from dragoman.crossdoc.decided import Decided, Groups
from dragoman.crossdoc.groups import merged
from dragoman.crossdoc.setting import Setting
from dragoman.crossdoc.support import Witnesses
from dragoman.records import (
    Agreement,
    Amount,
    Claim,
    Cluster,
    Conflict,
    Event,
    Evident,
    Model,
    Programme,
    kind_of,
    record_id,
)

Record = TypeVar("Record", bound=Evident)


def join(
    records: Iterable[Model], setting: Setting | None = None, decided: Decided | None = None
) -> list[Cluster | Conflict]:
    """Clusters and conflicts over the records of many documents, clusters first, each sorted by id.

    `setting` tells the documents' days and which copied; without it, only what dates and words show is joined.
    `decided` is what people said of records; it goes before every rule.
    """
    known, by_people = setting or Setting(), decided or Decided()
    everything = sorted((r for r in records if isinstance(r, Evident)), key=_by_words)
    groups = [
        *_events(_of(everything, Event), known),
        *_agreements(_of(everything, Agreement), known),
        *_sums(_of(everything, Amount), known),
        *_plainly(_of(everything, Programme), figures.programme_keys, figures.same_programme),
        *_utterances(_of(everything, Claim)),
    ]
    groups += _copied(everything, {record.id for group in groups for record in group}, known)
    groups = by_people.groups(groups, everything)
    conflicts = [found for found in conflicts_among(everything, known) if by_people.is_conflict(found)]
    claims = {record.id: record for record in _of(everything, Claim)}
    disputed = {key for conflict in conflicts for key in conflict.records}
    clusters = [_cluster(group, Witnesses(group, claims, disputed, known)) for group in groups]
    return [*sorted(clusters, key=lambda c: c.id), *sorted(conflicts, key=lambda c: c.id)]


def _events(records: Sequence[Event], setting: Setting) -> Groups:
    found = merged(
        [events.act(record, setting) for record in records if record.type != "OTHER"],
        keys=lambda one: events.keys(one, setting),
        likeness=lambda a, b: events.likeness(a, b, setting),
        sure=events.SURE,
    )
    return [[one.event for one in group] for group in found]


def _agreements(records: Sequence[Agreement], setting: Setting) -> Groups:
    found = merged(
        [agreements.deal(record, setting) for record in records],
        keys=agreements.keys,
        likeness=lambda a, b: agreements.likeness(a, b, setting),
        sure=agreements.SURE,
    )
    return [[one.agreement for one in group] for group in found]


def _sums(records: Sequence[Amount], setting: Setting) -> Groups:
    debts = [r for r in records if r.kind == "debt" and figures.debt_keys(r)]
    others = [r for r in records if r.kind != "debt" or not figures.debt_keys(r)]
    return [
        *_plainly(debts, figures.debt_keys, figures.same_debt),
        *_plainly(others, figures.sum_keys, lambda a, b: figures.same_sum(a, b, setting)),
    ]


def _utterances(records: Sequence[Claim]) -> Groups:
    said = [sayings.saying(record) for record in records]
    found = merged(said, keys=sayings.utterance_keys, likeness=sayings.one_utterance, sure=sayings.ALIKE)
    return [[one.record for one in group] for group in found]


def _copied(records: Sequence[Evident], taken: set[str], setting: Setting) -> Groups:
    """What a text and its copy say in the same words, as far as no other rule has joined it."""
    left = [sayings.saying(r) for r in records if r.id not in taken and setting.copied(r.document_id)]
    found = merged(
        left, keys=lambda one: sayings.copy_keys(one, setting), likeness=sayings.same_words, sure=sayings.ALIKE
    )
    return [[one.record for one in group] for group in found]


def _plainly(
    records: Sequence[Record], keys: Callable[[Record], Iterable[Hashable]], same: Callable[[Record, Record], bool]
) -> Groups:
    found = merged(records, keys=keys, likeness=lambda a, b: 1.0 if same(a, b) else None, sure=1.0)
    return [list(group) for group in found]


def _of(records: Sequence[Evident], kind: type[Record]) -> list[Record]:
    return [record for record in records if isinstance(record, kind)]


def _by_words(record: Evident) -> tuple[str, str]:
    """Records on the same words stand side by side, so that a copy's records meet those of its origin."""
    return (record.evidence[0].text, record.id)


def _cluster(group: Sequence[Evident], witnesses: Witnesses) -> Cluster:
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
