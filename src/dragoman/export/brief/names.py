"""Actors by name, with the state that they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dragoman.export.brief.phrases import listed, plain
from dragoman.records import Actor, Event


def country_of(actor_id: str, actors: Mapping[str, Actor]) -> str | None:
    """The ISO alpha-3 code of the state that an actor is, or belongs to."""
    if actor_id.startswith("state:"):
        return actor_id.removeprefix("state:")
    known = actors.get(actor_id)
    if known is not None and known.country:
        return known.country
    tail = actor_id.rpartition(":")[2]
    return tail if actor_id.startswith("name:") and tail != "xx" else None


class Names:
    """Says who an actor is."""

    def __init__(self, actors: Mapping[str, Actor], states: Mapping[str, str]) -> None:
        self._actors, self._states = actors, states

    def bare(self, actor_id: str) -> str:
        """The name alone, as text."""
        if actor_id in self._actors:
            return self._actors[actor_id].name
        if actor_id.startswith("state:"):
            return self._state(actor_id.removeprefix("state:"))
        return actor_id.split(":")[1].replace("-", " ")

    def full(self, actor_id: str) -> str:
        """The name with its state, as Markdown: `Hakan Fidan (Türkiye)`."""
        return plain(self.full_text(actor_id))

    def full_text(self, actor_id: str) -> str:
        """The name with its state, as text."""
        country = country_of(actor_id, self._actors)
        name = self.bare(actor_id)
        return name if actor_id.startswith("state:") or country is None else f"{name} ({self._state(country)})"

    def all(self, actor_ids: Iterable[str]) -> str:
        """Several names, as Markdown."""
        return listed([self.full(actor) for actor in actor_ids])

    def side(self, event: Event, side: str) -> str:
        """The actors on one side of an event as text, with what they act for where that is not their own state."""
        actors = event.source if side == "source" else event.target
        roles = {p.actor: p for p in event.participants if p.side == side}
        words = []
        for actor in actors:
            role = roles.get(actor)
            own = f"state:{country_of(actor, self._actors)}"
            elsewhere = role is not None and role.acts_for not in (None, actor, own)
            text = self.full_text(actor)
            words.append(f"{text}, for {self.bare(role.acts_for)}" if elsewhere and role and role.acts_for else text)
        return listed(words)

    def _state(self, code: str) -> str:
        known = self._actors.get(f"state:{code}")
        return self._states.get(code) or (known.name if known else code)
