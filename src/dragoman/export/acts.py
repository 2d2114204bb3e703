"""Events as event data knows them: what happened or was said, both sides with their sectors, for two formats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from dragoman.export.holdings import Holdings
from dragoman.kb.cameo import actor_code, sector_code
from dragoman.kb.ontology import plover
from dragoman.records import Actor, DocumentRecord, Event, Participant, sort_key

# For these the saying is the act, whatever became of what was promised, asked or threatened.
_SAID: Final = frozenset({"AGREE", "REQUEST", "THREATEN"})


@dataclass(frozen=True, slots=True)
class Party:
    """An actor of an event: name, state (alpha-3), sector by CAMEO's codes, and the whole as CAMEO writes it."""

    name: str
    country: str | None
    sector: str
    code: str


@dataclass(frozen=True, slots=True)
class Act:
    """An event with its parties and the document that tells it."""

    event: Event
    source: tuple[Party, ...]
    target: tuple[Party, ...]
    document: DocumentRecord


def acts(holdings: Holdings) -> Iterator[Act]:
    """The events that took place or were said, by id: none of OTHER, denied, supposed, or without its parties."""
    events = (record for record in holdings.records if isinstance(record, Event))
    for event in sorted(events, key=sort_key):
        if not _took_place(event):
            continue
        sides = {side: tuple(_parties(event, side, holdings.actors)) for side in ("source", "target")}
        if sides["source"] and (sides["target"] or not plover()[event.type].requires_target):
            yield Act(event, sides["source"], sides["target"], holdings.documents[event.evidence[0].document_id])


def _took_place(event: Event) -> bool:
    if event.type == "OTHER" or event.modality == "negated":
        return False
    return event.modality == "actual" or event.type in _SAID


def _parties(event: Event, side: str, actors: dict[str, Actor]) -> Iterator[Party]:
    given = {p.actor: p for p in event.participants if p.side == side}
    for key in event.source if side == "source" else event.target:
        yield _party(key, actors.get(key), given.get(key))


def _party(key: str, actor: Actor | None, given: Participant | None) -> Party:
    country = actor.country if actor else key.removeprefix("state:") if key.startswith("state:") else None
    sector = sector_code(given.sector, given.capacity) if given else ""
    state = key.startswith("state:")
    return Party(
        actor.name if actor else key, country, sector, actor_code(key, country=country, state=state, sector=sector)
    )


def words(event: Event) -> str:
    """The words that an event rests on, its first evidence in one line."""
    return " ".join(event.evidence[0].text.split())


def listed(parties: Iterable[Party]) -> list[dict[str, object]]:
    """Parties as values that JSON knows."""
    return [{"name": p.name, "country": p.country, "sectors": [p.sector] if p.sector else []} for p in parties]
