"""On whose behalf an actor acts: a minister for the state, a company for itself."""

from __future__ import annotations

from functools import lru_cache

from dragoman.document import Resolved
from dragoman.extract.ground import table
from dragoman.kb import OfficePattern, load
from dragoman.records import Actor, Participant


def participants(doc: Resolved, source: tuple[str, ...], target: tuple[str, ...]) -> tuple[Participant, ...]:
    """Each side's actors with whom they act for, their capacity and their sector."""
    sides = [(a, "source") for a in source] + [(a, "target") for a in target]
    return tuple(_participant(doc.actors[a], side) for a, side in sides if a in doc.actors)


def _participant(actor: Actor, side: str) -> Participant:
    capacity, sector = _capacity(actor)
    unknown = capacity == "state" and actor.country is None and actor.schema_ != "State"
    behalf = None if unknown else acts_for(actor)
    return Participant(actor=actor.id, side=side, acts_for=behalf, capacity=capacity, sector=sector)


def is_public(actor: Actor) -> bool:
    """Whether an actor is more than a private person or group: a state, a body, an office, a company, a party."""
    return _capacity(actor)[0] != "private"


def acts_for(actor: Actor) -> str:
    """The id of the actor on whose behalf this one acts: its state for officials and public bodies, else itself."""
    capacity, _ = _capacity(actor)
    return f"state:{actor.country}" if capacity == "state" and actor.country else actor.id


BY_SCHEMA = {
    "State": ("state", "GOV"),
    "PublicBody": ("state", "GOV"),
    "IGO": ("igo", "IGO"),
    "Company": ("company", "BUS"),
}


def _capacity(actor: Actor) -> tuple[str, str | None]:
    if actor.schema_ in BY_SCHEMA:
        return BY_SCHEMA[actor.schema_]
    return _by_office(actor) if actor.schema_ == "Person" else _by_kind(actor)


def _by_kind(actor: Actor) -> tuple[str, str | None]:
    """What an organisation is, as the knowledge base lists it or as the last word of its name says."""
    entity = load().entity(actor.id)
    last = actor.name.split()[-1].lower()
    kinds = {row["word"]: row for row in table("organisation_kinds.csv")}
    row = kinds.get(entity.kind if entity else last)
    return (row["capacity"], row["sector"] or None) if row else ("private", None)


def _own_or_inherited(capacity: str, actor: Actor) -> str:
    """A deputy or spokesman acts for whom the office beside it does: the state, where one is known."""
    if capacity != "inherit":
        return capacity
    return "state" if actor.country else "private"


@lru_cache(maxsize=2048)
def _office_in(printed: str) -> OfficePattern | None:
    """The longest office whose words the printed role holds."""
    return max((o for o in load().offices if " ".join(o.words) in printed), key=lambda o: len(o.words), default=None)


def _by_office(actor: Actor) -> tuple[str, str | None]:
    """A person acts for whom the office printed says; a known holder of an office for its state."""
    for role in actor.roles:
        if role.basis == "stated" and (office := _office_in(role.office.lower())):
            return _own_or_inherited(office.capacity, actor), office.sector
    if any(r.basis.startswith("tenure") for r in actor.roles):
        return "state", "GOV"
    return "private", None
