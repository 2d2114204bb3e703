"""The facts that the knowledge base hands out: states, entities, gazetteer terms, persons, tenures, places, offices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from dragoman.records import Edtf

Schema = Literal["State", "Person", "PublicBody", "Company", "Organization", "IGO"]
TermKind = Literal["name", "acronym", "demonym", "capital", "metonym", "epithet"]


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory. `names` holds its names in every language known; `start` and `end` stand for bygone ones.

    `status`: sovereign | partly-recognised | territory | dissolved.
    """

    iso3: str
    name: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    qid: str | None
    status: str
    start: Edtf | None
    end: Edtf | None
    iso2: str

    @property
    def id(self) -> str:
        """The actor id."""
        return f"state:{self.iso3}"


@dataclass(frozen=True, slots=True)
class Entity:
    """Anything that can be an actor, under the id that records carry.

    `kind` is finer than `schema`: state, person, igo, company, agency (of news), outlet, thinktank, ngo, ministry,
    parliament, central-bank, armed-forces, armed-group, space, party, fund, bank, court, organ, de-facto-state.
    """

    id: str
    name: str
    schema: Schema
    country: str | None
    wikidata: str | None
    aliases: tuple[str, ...]
    kind: str
    control: str | None


@dataclass(frozen=True, slots=True)
class Term:
    """One way of writing an actor's name; `id` is the actor that it stands for.

    `cased` terms match only where they are written with their capitals; `organ` tells which organ a metonym names.
    """

    id: str
    kind: TermKind
    schema: Schema
    country: str | None
    text: str
    cased: bool
    organ: str | None


@dataclass(frozen=True, slots=True)
class Person:
    """A holder of office. `countries` are those that the offices belong to."""

    id: str
    name: str
    aliases: tuple[str, ...]
    family_name: str
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tenure:
    """One person in one office. `start` and `end` are the widest days that the source allows.

    `end` is None both for an office still held (`end_known` True) and where the source falls silent (False).
    `bounds` is True where both ends are sourced, so that a tenure may bound a document's date; `seen` is the last day
    that the source speaks of; `counterpart` is the receiving state or body of an ambassador. `claimed`: another holds
    the office in fact, and only the states in `recognised_by` (those known) hold with this claimant.
    """

    person_id: str
    person: str
    country: str | None
    office: str
    title: str
    counterpart: str | None
    start: date | None
    end: date | None
    end_known: bool
    certainty: str
    bounds: bool
    source: str
    seen: date | None = None
    claimed: bool = False
    recognised_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place on the map; coordinates in decimal degrees, None where a venue's are not known."""

    name: str
    kind: str
    country: str | None
    lat: float | None
    lon: float | None
    geonames: int | None
    population: int


@dataclass(frozen=True, slots=True)
class OfficePattern:
    """Words that name an office ("minister of foreign affairs"), lower case, and what its holder counts as.

    `region` limits a sense to one part of the world ("chancellor": europe | latin-america).
    """

    words: tuple[str, ...]
    office: str
    capacity: str
    sector: str
    region: str | None
    source: str
