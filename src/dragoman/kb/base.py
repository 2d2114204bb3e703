"""The knowledge base: one object that answers who and what is meant, and who held which office when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import cast

from dragoman.errors import UnknownState
from dragoman.kb.folding import fold, key
from dragoman.kb.gazetteer import Gazetteer, Match
from dragoman.kb.layer import EMPTY, Layer
from dragoman.kb.model import Entity, OfficePattern, Person, PlaceRow, Schema, State, Tenure
from dragoman.kb.offices import office_patterns
from dragoman.kb.packed import lines, listed
from dragoman.kb.people import People
from dragoman.kb.places import Places
from dragoman.kb.regions import region_at
from dragoman.kb.states import StateFinder, read_states
from dragoman.records import Edtf

_LEAST_RUN_TOGETHER = 8  # letters; shorter ones are words ("IVORY COAST" has ten)


class KnowledgeBase:
    """Packaged facts with a user's layer over them, each part read when first asked for; then nothing changes."""

    def __init__(self, layer: Layer = EMPTY) -> None:
        self._layer = layer

    @cached_property
    def states(self) -> Mapping[str, State]:
        """Every state and territory by its ISO 3166-1 alpha-3 code."""
        return MappingProxyType(read_states())

    def state(self, iso3: str) -> State:
        """The state of that code. Raises UnknownState."""
        return self._finder.by_code(iso3)

    def find_state(self, text: str) -> State:
        """The state of that code, name in any language, demonym or capital. Raises UnknownState, naming the nearest."""
        try:
            return self._finder.find(text)
        except UnknownState:
            terms = self._gazetteer.written(key(text), text)
            other = self.entity(terms[0].id) if terms and terms[0].schema != "State" else None
            if other is None:
                raise
            raise UnknownState(f"{text!r} is no state: it names {other.name}", mend="give a state") from None

    def longest(self, words: Sequence[str], at: int) -> Match | None:
        """The longest gazetteer entry starting at words[at]: how many words it takes, and every term so written."""
        return self._gazetteer.longest(words, at) or self._without_spaces(words[at])

    def entity(self, identifier: str) -> Entity | None:
        """What goes by that actor id, or None."""
        if identifier.startswith("state:"):
            state = self.states.get(identifier[6:])
            return _as_entity(state) if state else None
        if identifier in self._organisations:
            return self._organisation(identifier)
        return _person_entity(self._people.person(identifier)) if self._people.has(identifier) else None

    def is_own(self, identifier: str) -> bool:
        """Whether a user added this actor, or names for it."""
        return identifier in self._own

    def persons(self, name: str) -> tuple[Person, ...]:
        """Office holders of that full name or alias, else of that family name; folded."""
        return self._people.named(name)

    def sounding(self, name: str) -> tuple[Person, ...]:
        """The leader whose full name sounds like that, however it was brought into Latin letters; or nobody."""
        return self._people.sounding(name)

    def given_name(self, word: str) -> bool:
        """Whether an office holder's name opens with that word: "Ana"; a family name may come first."""
        return self._people.given(word)

    def tenures(self, person_id: str) -> tuple[Tenure, ...]:
        """A person's tenures, by start."""
        return self._people.tenures(person_id)

    def holders(self, office: str, country: str, when: Edtf) -> tuple[Tenure, ...]:
        """The tenures of an office possible on some day of `when`, the best known and latest first."""
        return self._people.holders(office, country, when)

    def places(self, name: str) -> tuple[PlaceRow, ...]:
        """Places of that name, best first: capitals, then by population."""
        return self._places.named(name)

    def region(self, words: Sequence[str], at: int) -> tuple[int, tuple[str, ...]] | None:
        """The part of a state that starts at words[at]: how many words it takes, and the ISO codes of its states."""
        return region_at(words, at)

    @cached_property
    def offices(self) -> tuple[OfficePattern, ...]:
        """The patterns that name offices, longest first."""
        return office_patterns()

    def _without_spaces(self, word: str) -> Match | None:
        """The state of several words that one word spells without its spaces: "GUINEABISSAU"."""
        name = self._run_together.get(fold(word)) if len(word) >= _LEAST_RUN_TOGETHER and word[0].isupper() else None
        terms = self._gazetteer.written(name, word) if name else ()
        return (1, terms) if terms else None

    @cached_property
    def _run_together(self) -> dict[str, str]:
        names = {key(name) for state in self.states.values() for name in state.names if " " in key(name)}
        return {name.replace(" ", ""): name for name in sorted(names)}

    @cached_property
    def _own(self) -> frozenset[str]:
        return frozenset(actor.id for actor in self._layer.actors)

    @cached_property
    def _finder(self) -> StateFinder:
        return StateFinder(self.states)

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return Gazetteer(tuple(self._layer.terms()))

    @cached_property
    def _people(self) -> People:
        return People(tuple(self._layer.persons()), tuple(self._layer.held()))

    @cached_property
    def _places(self) -> Places:
        return Places()

    @cached_property
    def _organisations(self) -> dict[str, str]:
        rows = [*self._layer.organisations(), *lines("organisations")]
        return {row[: row.index("\t")]: row for row in rows}

    def _organisation(self, identifier: str) -> Entity:
        _, name, schema, country, wikidata, aliases, kind, control, _ = self._organisations[identifier].split("\t")
        return Entity(
            identifier,
            name,
            cast("Schema", schema),
            country or None,
            wikidata or None,
            listed(aliases),
            kind,
            control or None,
        )


def _as_entity(state: State) -> Entity:
    aliases = tuple(name for name in state.names if name != state.name)
    return Entity(state.id, state.name, "State", state.iso3, state.qid, aliases, "state", None)


def _person_entity(person: Person) -> Entity:
    wikidata = person.id[4:] if person.id.startswith("qid:") else None
    country = person.countries[0] if person.countries else None
    return Entity(person.id, person.name, "Person", country, wikidata, person.aliases, "person", None)


_layers: list[Layer] = [EMPTY]


def use(layer: Layer) -> None:
    """Join a user's layer over the packaged facts, for every reading from now on. Called before the first one."""
    _layers[0] = layer
    load.cache_clear()


def layer() -> Layer:
    """The layer in use."""
    return _layers[0]


@lru_cache(maxsize=1)
def load() -> KnowledgeBase:
    """The knowledge base with the layer in use; the same object each time."""
    return KnowledgeBase(_layers[0])
