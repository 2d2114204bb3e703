"""Records found again after a re-run: by id, else by the words that they rest on.

A newer pipeline may trim a span, widen it, or date an event otherwise, and each changes the id. What was judged is then
the record of the same kind in the same document whose evidence overlaps most, that says the same by its marks; one new
record takes the place of one old one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from dragoman.records import (
    Actor,
    ActorAnchor,
    Agreement,
    Amount,
    Anchor,
    Claim,
    Cluster,
    Conflict,
    Event,
    Evident,
    Gap,
    Programme,
    Relation,
    Span,
    kind_of,
)  # fmt: skip

ENOUGH: Final = 0.5  # of the shorter evidence that both must share
_MENTIONS: Final = 40  # documents in which an actor's anchor keeps a mention
# What a record says that no re-reading changes while it stays the same record; the rest only helps to choose.
_FIRM: Final[dict[type[Evident], Callable[[Any], tuple[Any, ...]]]] = {
    Event: lambda r: (r.type,),
    Amount: lambda r: (r.value, r.low, r.high, r.unit),
    Relation: lambda r: (r.level,),
    Conflict: lambda r: (r.field,),
}
_SOFT: Final[dict[type[Evident], Callable[[Any], tuple[Any, ...]]]] = {
    Event: lambda r: (*r.source, *r.target, r.modality, r.verb.text),
    Agreement: lambda r: (*r.parties, r.kind, r.title, r.count),
    Amount: lambda r: (r.kind, r.payer, r.payee),
    Claim: lambda r: (r.speaker, r.kind, r.content.text),
    Gap: lambda r: (r.question, r.implied),
    Relation: lambda r: (*r.pair, r.change),
    Programme: lambda r: (r.name, *r.partners),
}


def anchor(record: Evident | Cluster, records: Mapping[str, Evident] | None = None) -> Anchor:
    """What finds a record again; `records` are those that a conflict or cluster is made of."""
    members = record.members if isinstance(record, Cluster) else getattr(record, "records", ())
    return Anchor(
        record=record.id,
        kind=kind_of(record),
        document_id=None if isinstance(record, Cluster) else record.document_id,
        marks=() if isinstance(record, Cluster) else _marks(record),
        evidence=record.evidence,
        parts=tuple(anchor(records[key]) for key in members if records and key in records),
    )


def actor_anchor(actor: Actor) -> ActorAnchor:
    """What finds an actor again: the id, the name, the first mention in each of some documents."""
    first: dict[str, Span] = {}
    for span in sorted(actor.mentions, key=lambda s: (s.document_id, s.start)):
        first.setdefault(span.document_id, span)
    mentions = tuple(first.values())[:_MENTIONS]
    return ActorAnchor(actor=actor.id, name=actor.name, sort=actor.schema_, country=actor.country, mentions=mentions)


def _marks(record: Evident) -> tuple[str, ...]:
    """Firm marks, then soft ones, each with a letter for which it is."""
    firm = _FIRM.get(type(record), lambda _: ())(record)
    soft = _SOFT.get(type(record), lambda _: ())(record)
    return (*(f"={part}" for part in firm), *(f"~{part}" for part in soft if part not in (None, "")))


@dataclass(frozen=True, slots=True)
class Found:
    """Where anchors ended: old id to present id, and those that found nothing though their document is here."""

    now: Mapping[str, str]
    lost: frozenset[str]


@dataclass(slots=True)
class _Waiting:
    """Anchors and records of one kind in one document that are still to be paired."""

    anchors: list[Anchor] = field(default_factory=list)
    records: list[Evident] = field(default_factory=list)


def find(anchors: Iterable[Anchor], records: Iterable[Evident], documents: Iterable[str]) -> Found:
    """The present record of every anchor whose document is among `documents`."""
    by_id = {record.id: record for record in records}
    here, wanted = set(documents), {a.record: a for a in _flat(anchors)}
    now = {key: key for key in wanted if key in by_id}
    places: dict[tuple[str, str], _Waiting] = defaultdict(_Waiting)
    for one in wanted.values():
        if one.record not in now and one.document_id in here:
            places[one.document_id or "", one.kind].anchors.append(one)
    for record in by_id.values():
        place = places.get((record.document_id or "", kind_of(record)))
        if place is not None:
            place.records.append(record)
    for place in places.values():
        now |= _paired(place, set(now.values()))
    lost = {key for key, one in wanted.items() if key not in now and one.document_id in here}
    return Found(now, frozenset(lost))


def _flat(anchors: Iterable[Anchor]) -> Iterable[Anchor]:
    for one in anchors:
        if one.document_id is not None:
            yield one
        yield from _flat(one.parts)


def _paired(place: _Waiting, taken: set[str]) -> dict[str, str]:
    """Each anchor with the record most like it, the likest pairs first; a record that another anchor holds by its id is
    taken only where it says the same to the mark.
    """
    pairs = [(-like, a.record, r.id, r) for a in place.anchors for r in place.records if (like := _likeness(a, r))]
    marks = {a.record: a.marks for a in place.anchors}
    found: dict[str, str] = {}
    used: set[str] = set()
    for _, old, new, record in sorted(pairs, key=lambda pair: pair[:3]):
        if old in found or new in used or (new in taken and marks[old] != _marks(record)):
            continue
        found[old] = new
        used.add(new)
    return found


def _likeness(old: Anchor, record: Evident) -> float:
    """How much of the shorter evidence both share, and for each mark in common; 0 where it is another record."""
    marks = _marks(record)
    if [m for m in old.marks if m[0] == "="] != [m for m in marks if m[0] == "="]:
        return 0.0
    shared = _overlap(old.evidence, record.evidence)
    if shared < ENOUGH:
        return 0.0
    soft, other = ({m for m in said if m[0] == "~"} for said in (old.marks, marks))
    return shared + (len(soft & other) / len(soft | other) if soft | other else 0.0)


def _overlap(one: Iterable[Span], other: Iterable[Span]) -> float:
    a, b = (sorted((s.start, s.end) for s in spans) for spans in (one, other))
    shared = sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)
    shorter = min(sum(end - start for start, end in spans) for spans in (a, b))
    return shared / shorter if shorter else 0.0


def find_actors(anchors: Iterable[ActorAnchor], actors: Iterable[Actor]) -> dict[str, str]:
    """The present id of each actor: the same, else that of the actor of the view on whose mention its own lie."""
    present = list(actors)
    ids = {actor.id for actor in present}
    places: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    found = {}
    for one in anchors:
        if one.actor in ids:
            found[one.actor] = one.actor
            continue
        if not places:
            for actor in present:
                for span in actor.mentions:
                    places[span.document_id].append((span.start, span.end, actor.id))
        votes = [
            key for s in one.mentions for start, end, key in places[s.document_id] if start < s.end and end > s.start
        ]
        if votes:
            found[one.actor] = max(sorted(set(votes)), key=votes.count)
    return found
