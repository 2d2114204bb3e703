"""What waits for a person: first what people differ on, then what the machine is least sure of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from dragoman.crossdoc import Identity
from dragoman.records import Actor, Conflict, Evident
from dragoman.records.base import OTHERWISE
from dragoman.review.applying import Judged
from dragoman.review.positions import Position

Why = Literal["disputed", "lost", "conflict", "imported", "person", "differs", "doubtful"]
IMPORTED: Final = "import/"  # how the extractor of a row of somebody's sheet begins
_WEAK: Final = 0.7  # an identity below this rests on a family name alone


@dataclass(frozen=True, slots=True)
class Task:
    """Something to decide: why, about which record, judgement, document or actor, in words."""

    why: Why
    about: str
    words: str


def waiting(
    judged: Judged, records: Iterable[Evident], identities: Iterable[Identity], actors: Mapping[str, Actor]
) -> list[Task]:
    """The tasks, most pressing first. `records` are those of the view with clusters and conflicts filled in."""
    found = [Task("disputed", d.about, _who_says_what(d.question, d.positions)) for d in judged.disputes]
    found += [
        Task("lost", j.id, f"{j.decision.action} by {j.who}: nothing here is what it was about") for j in judged.lost
    ]
    open_records = [r for r in records if r.review is None and not _noted(judged, r)]
    found += [
        Task("conflict", r.id, f"{r.field}: {' against '.join(r.values)}")
        for r in open_records
        if isinstance(r, Conflict)
    ]
    rows = [r for r in open_records if r.extractor.startswith(IMPORTED) and r.cluster is None]
    found += [Task("imported", r.id, "a row that joins nothing that was read") for r in rows if not _is_wrapping(r)]
    found += _persons(judged, identities, actors)
    others = sorted((r for r in open_records if not isinstance(r, Conflict)), key=lambda r: (r.score, r.id))
    found += [Task("differs", r.id, _two_readings(r)) for r in others if r.second_reading]
    doubtful = [r for r in others if r.confidence == "low" and not r.second_reading]
    return [*found, *(Task("doubtful", r.id, f"low confidence ({r.score:.2f})") for r in doubtful)]


def _two_readings(record: Evident) -> str:
    """What the rule and the learned reader take a record for, in words."""
    rule = record.extractor.partition(OTHERWISE)[0].partition(" ")[2]
    return f"{rule} is {getattr(record, 'type', record.id)}; the learned reader says {record.second_reading}"


def _who_says_what(question: str, positions: Iterable[Position]) -> str:
    said = [f"{p.judgement.who} {p.value}" for p in positions]
    return f"{question}: {' against '.join(said)}"


def _noted(judged: Judged, record: Evident) -> bool:
    """Whether somebody judged it already, in whatever way."""
    return any(j.decision.action != "note" for j in judged.about(record.id))


def _is_wrapping(record: Evident) -> bool:
    """Whether it only says whose word a row is."""
    return record.id.startswith("claim:")


def _persons(judged: Judged, identities: Iterable[Identity], actors: Mapping[str, Actor]) -> list[Task]:
    """Names taken for somebody on little ground, each once."""
    weak = {(i.actor, i.same_as): i for i in identities if i.score < _WEAK}
    return [
        Task("person", same_as, f"is {actor} {actors[same_as].name}? by {identity.rule}")
        for (actor, same_as), identity in sorted(weak.items())
        if same_as in actors and not judged.about(same_as)
    ]
