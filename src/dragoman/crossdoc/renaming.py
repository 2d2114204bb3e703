"""Records and actors with each person under the one id that stands for it. What is stored stays as it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from dragoman.crossdoc.fields import actor_fields
from dragoman.crossdoc.persons import Identity
from dragoman.records import Actor, Agreement, DocumentRecord, Event, Evident, Participant, Relation

Record = TypeVar("Record", bound=Evident)


class Renaming:
    """The ids that stand for the persons of each document, as identities have them.

    `actors` are the actors as each document has them: a person who was found in office for a state acts for it.
    """

    def __init__(self, identities: Iterable[Identity], actors: Iterable[Actor] = ()) -> None:
        self._names: dict[str, dict[str, str]] = defaultdict(dict)
        for identity in identities:
            self._names[identity.document_id][identity.actor] = identity.same_as
        targets = {name for names in self._names.values() for name in names.values()}
        leads = sorted((a for a in actors if a.id in targets), key=lambda a: (len(a.name), a.name))
        self._leads = {a.id: a for a in leads}
        self._serves = {a.id: f"state:{a.country}" for a in leads if _in_office(a)}

    def name_in(self, document_id: str | None, actor_id: str) -> str:
        """The id that stands for an actor of a document."""
        return self._names.get(document_id or "", {}).get(actor_id, actor_id)

    def names_for(self, actor_id: str) -> set[str]:
        """The ids under which an actor stands in some document."""
        others = {old for names in self._names.values() for old, new in names.items() if new == actor_id}
        return {actor_id} | others

    def record(self, record: Record) -> Record:
        """The record with its actors under the ids that stand for them; itself where none changes."""
        names = self._names.get(record.document_id or "")
        if not names:
            return record
        changes: dict[str, Any] = {}
        for name in actor_fields(type(record)):
            before = getattr(record, name)
            if before and (after := _renamed(before, names)) != before:
                changes[name] = tuple(sorted(after)) if isinstance(record, Relation) and name == "pair" else after
        if isinstance(record, Event):
            changes["participants"] = tuple(self._participant(p, names) for p in record.participants)
        if isinstance(record, Agreement):
            steps = (step.model_copy(update={"by": _renamed(step.by, names)}) for step in record.history)
            changes["history"] = tuple(steps)
        return record.model_copy(update=changes) if any(getattr(record, k) != v for k, v in changes.items()) else record

    def _participant(self, participant: Participant, names: Mapping[str, str]) -> Participant:
        actor = names.get(participant.actor)
        acts_for = names.get(participant.acts_for or "", participant.acts_for)
        if actor is None:
            return participant.model_copy(update={"acts_for": acts_for})
        acts_for = self._serves.get(actor) if acts_for in (None, participant.actor) else acts_for
        return participant.model_copy(update={"actor": actor, "acts_for": acts_for})

    def document(self, record: DocumentRecord) -> DocumentRecord:
        """The document with those whom it credits under the ids that stand for them."""
        names = self._names.get(record.id, {})
        if not any(origin.actor in names for origin in record.origins):
            return record
        origins = (o.model_copy(update={"actor": names.get(o.actor or "", o.actor)}) for o in record.origins)
        return record.model_copy(update={"origins": tuple(origins)})

    def actors(self, actors: Iterable[Actor]) -> list[Actor]:
        """The actors as each document has them, under the ids that stand for them; their own names become aliases."""
        return [self._actor(actor) for actor in actors]

    def _actor(self, actor: Actor) -> Actor:
        found = {self.name_in(span.document_id, actor.id) for span in actor.mentions}
        lead = self._leads.get(found.pop()) if len(found) == 1 else None
        if lead is None or lead.id == actor.id:
            return actor
        aliases = tuple(sorted({*actor.aliases, actor.name} - {lead.name}))
        changes = {"id": lead.id, "name": lead.name, "country": lead.country or actor.country, "aliases": aliases}
        return actor.model_copy(update=changes | {"wikidata": lead.wikidata})


def _in_office(actor: Actor) -> bool:
    """Whether some text or table has the actor in an office of its own country."""
    return actor.country is not None and any(role.country == actor.country for role in actor.roles)


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return names.get(value, value)
    return tuple(dict.fromkeys(names.get(part, part) for part in value))
