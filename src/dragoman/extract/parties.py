"""On whose behalf an actor acts: a minister for the state, a company for itself."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from dragoman.document import Mention, Resolved
from dragoman.extract.ground import table
from dragoman.kb import OfficePattern, load
from dragoman.records import Actor, Participant, Role, Schema


def participants(doc: Resolved, source: tuple[str, ...], target: tuple[str, ...]) -> tuple[Participant, ...]:
    """Each side's actors with whom they act for, their capacity and their sector.

    Who is no actor of the document is a state of which it names but a place ("landed in Lima").
    """
    sides = [(a, "source") for a in source] + [(a, "target") for a in target]
    return tuple(
        _participant(doc.actors[a], side)
        if a in doc.actors
        else Participant(actor=a, side=side, acts_for=a, capacity="state", sector="GOV")
        for a, side in sides
    )


def _participant(actor: Actor, side: str) -> Participant:
    capacity, sector = _capacity(actor)
    unknown = capacity == "state" and actor.country is None and actor.schema_ != "State"
    behalf = None if unknown else acts_for(actor)
    return Participant(actor=actor.id, side=side, acts_for=behalf, capacity=capacity, sector=sector)


def standing_at(doc: Resolved, mention: Mention) -> tuple[str, str | None]:
    """The capacity in which a mention's actor acts, and the actor id on whose behalf; an open office by its words."""
    actor = doc.actor_of(mention)
    if actor is not None:
        found = _participant(actor, "source")
        return found.capacity or "private", found.acts_for
    body = _body_before(doc, mention)
    if body is not None and body.schema_ == "IGO":
        return "igo", body.id
    offices = [o for o in load().offices if o.office == mention.office]
    capacity = _own_or_inherited(offices[0].capacity, bool(mention.country)) if offices else "private"
    return capacity, f"state:{mention.country}" if capacity == "state" and mention.country else None


def _body_before(doc: Resolved, mention: Mention) -> Actor | None:
    """The body that stands right before an office or owns it: "the IMF's mission chief"."""
    ends = (mention.first - 1, mention.first)
    return next((a for m in doc.annotated.mentions if m.last in ends and (a := doc.actor_of(m))), None)


def is_public(actor: Actor) -> bool:
    """Whether an actor is more than a private person or group: a state, a body, an office, a company, a party."""
    return _capacity(actor)[0] != "private"


def acts_for(actor: Actor) -> str:
    """The id of the actor on whose behalf this one acts: its state for officials and public bodies, else itself."""
    capacity, _ = _capacity(actor)
    if capacity in ("igo", "company") and actor.schema_ == "Person":
        return _served(actor, "IGO" if capacity == "igo" else "Company") or actor.id
    return f"state:{actor.country}" if capacity == "state" and actor.country else actor.id


def behalves(doc: Resolved, actors: Iterable[str]) -> set[str]:
    """For whom some actors, by id, act: each state or body once."""
    return {acts_for(doc.actors[a]) for a in actors if a in doc.actors}


def _served(actor: Actor, schema: Schema) -> str | None:
    """The id of the organisation of states, or the company, whose officer a person is."""
    serving = (role.organisation for role in actor.roles if role.standing != "former")
    return next((found for name in serving if (found := _listed(name, schema))), None)


def _of_states(name: str | None) -> str | None:
    """The id of the organisation of states that goes by a name."""
    return _listed(name, "IGO")


@lru_cache(maxsize=1024)
def _listed(name: str | None, schema: Schema) -> str | None:
    found = load().longest(name.split(), 0) if name else None
    return next((term.id for term in found[1] if term.schema == schema), None) if found else None


POSTED = ("ambassador", "diplomat")  # who stand for their state at an organisation
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


def _own_or_inherited(capacity: str, of_a_state: bool) -> str:  # noqa: FBT001 - the one thing that decides
    """A deputy or spokesman acts for whom the office beside it does: the state, where one is known."""
    if capacity != "inherit":
        return capacity
    return "state" if of_a_state else "private"


@lru_cache(maxsize=2048)
def _office_in(printed: str) -> OfficePattern | None:
    """The longest office whose words the printed role holds."""
    return max((o for o in load().offices if " ".join(o.words) in printed), key=lambda o: len(o.words), default=None)


def _by_office(actor: Actor) -> tuple[str, str | None]:
    """A person acts for whom the office printed says; a known holder of an office for its state.

    Who held an office acts in whatever other office is printed, else for nobody; a shadow minister is the opposition's.
    """
    stated = [(role, office) for role in actor.roles if role.basis == "stated" and (office := _office_of(role))]
    for role, office in stated:
        if role.standing == "shadow":
            return "opposition", "OPP"
        if role.standing != "former" and office.office not in POSTED and _of_states(role.organisation):
            return "igo", "IGO"
        if role.standing != "former":
            return _own_or_inherited(office.capacity, bool(actor.country)), office.sector
    held = [r for r in actor.roles if r.basis.startswith("tenure")]
    if not held or stated:
        return "private", None
    if any(r.basis.startswith("tenure claimed") for r in held):
        return "opposition", "OPP"
    return ("state", "GOV") if any(r.country or not _of_states(r.organisation) for r in held) else ("igo", "IGO")


def _office_of(role: Role) -> OfficePattern | None:
    return _office_in(role.office.lower())
