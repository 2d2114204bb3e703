"""Who of one document is who of another: spellings of one name, and names that another document completes.

Judged document by document, because a family name alone may be one person's here and another's there. In doubt two
persons stay two: a node that is missed splits a list, one that is wrong puts words into somebody's mouth.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import groupby
from typing import Final

from dragoman.crossdoc.tables import table
from dragoman.kb.folding import key
from dragoman.records import Actor

SPELLING: Final = 0.9
FULL_NAME: Final = 0.8
FAMILY_NAME: Final = 0.6


@dataclass(frozen=True, slots=True)
class Identity:
    """A judgement: in this document, `actor` is the person whom `same_as` names; by which rule, and how surely."""

    document_id: str
    actor: str
    same_as: str
    rule: str
    score: float


@dataclass(slots=True)
class _Person:
    """One id with what all documents say of it. `full` and `single` are names as compared; `documents` hold it."""

    id: str
    country: str | None = None
    full: set[str] = field(default_factory=set)
    single: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)

    @property
    def family(self) -> set[str]:
        """The words by which a document may call this person alone."""
        ends = {"family": (0,), "given": (0, -1)}.get(_order().get(self.country or "", ""), (-1,))
        return {name.split()[end] for name in self.full for end in ends}


def same_persons(actors: Iterable[Actor]) -> list[Identity]:
    """The identities over the actors of many documents (one actor comes once a document), sorted by document and id."""
    persons, states = _gathered(actors)
    same = _spellings(persons.values())
    found = [Identity(d, i, to, "spelling", SPELLING) for i, to in same.items() for d in persons[i].documents]
    by_name = _index(persons.values(), same)
    for person in persons.values():
        if person.id not in same and not _listed(person):
            found += [i for d in person.documents if (i := _completed(person, d, by_name, states[d]))]
    return sorted(found, key=lambda i: (i.document_id, i.actor))


def _gathered(actors: Iterable[Actor]) -> tuple[dict[str, _Person], dict[str, set[str]]]:
    """The persons by id, and the states that each document names."""
    persons: dict[str, _Person] = {}
    states: dict[str, set[str]] = defaultdict(set)
    for actor in actors:
        documents = {span.document_id for span in actor.mentions}
        if actor.schema_ == "State" and actor.country:
            for document in documents:
                states[document].add(actor.country)
        if actor.schema_ == "Person":
            _add(persons.setdefault(actor.id, _Person(actor.id)), actor, documents)
    return persons, states


def _add(person: _Person, actor: Actor, documents: set[str]) -> None:
    person.country = person.country or actor.country
    person.documents |= documents
    for name in (actor.name, *actor.aliases):
        heard = sounded(name)
        (person.full if " " in heard else person.single).add(heard)


def _spellings(persons: Iterable[_Person]) -> dict[str, str]:
    """Ids that are another spelling of a person of the same country, each with the id that stands for both."""
    by_name: dict[tuple[str, str], list[_Person]] = defaultdict(list)
    for person in persons:
        for name in person.full if person.country else ():
            by_name[person.country or "", " ".join(sorted(name.split()))].append(person)
    leads: dict[str, list[_Person]] = defaultdict(list)
    for same in by_name.values():
        first = [person for person in same if _listed(person)] or [min(same, key=_standing)]
        for person in same:
            if person not in first:
                leads[person.id] += first
    sure = {actor: found for actor, found in leads.items() if len({p.id for p in found if _listed(p)}) <= 1}
    nearest = {actor: min(found, key=_standing).id for actor, found in sure.items()}
    return {actor: _last(actor, nearest) for actor in nearest}


def _listed(person: _Person) -> bool:
    return person.id.startswith("qid:")


def _standing(person: _Person) -> tuple[bool, int, str]:
    """Whose id stands for a group: the listed one's, the one in most documents, the first."""
    return (not _listed(person), -len(person.documents), person.id)


def _last(actor: str, nearest: Mapping[str, str]) -> str:
    """Where a chain ends; it does, since each link leads to one of better standing."""
    while actor in nearest:
        actor = nearest[actor]
    return actor


@dataclass(frozen=True, slots=True)
class _Names:
    """Persons with a full name, by that name and by the part that stands for them alone."""

    full: Mapping[str, list[_Person]]
    family: Mapping[str, list[_Person]]


def _index(persons: Iterable[_Person], same: Mapping[str, str]) -> _Names:
    full: dict[str, list[_Person]] = defaultdict(list)
    family: dict[str, list[_Person]] = defaultdict(list)
    for person in persons:
        for name in person.full if person.id not in same else ():
            full[name].append(person)
        for name in person.family if person.id not in same else ():
            family[name].append(person)
    return _Names(full, family)


def _completed(person: _Person, document: str, names: _Names, states: Collection[str]) -> Identity | None:
    """The one person of the store whom a name without a country, or a family name alone, stands for in a document."""
    known, heard = (names.full, person.full) if person.full else (names.family, person.single)
    found = {p.id: p for name in heard for p in known.get(name, ()) if p.id != person.id}
    rivals = [p for p in found.values() if _may_be(person, p, states)]
    if len(rivals) != 1 or rivals[0].country is None or document in rivals[0].documents:
        return None
    if person.full and person.country is not None:
        return None
    rule, score = ("full name", FULL_NAME) if person.full else ("family name", FAMILY_NAME)
    return Identity(document, person.id, rivals[0].id, rule, score)


def _may_be(person: _Person, other: _Person, states: Collection[str]) -> bool:
    """Whether nothing speaks against it: one of unknown country may be anybody."""
    if person.country is not None:
        return other.country in (None, person.country)
    return other.country is None or other.country in states


@lru_cache(maxsize=32768)
def sounded(name: str) -> str:
    """A name as compared: the knowledge base's spelling key, transliterations and doubled letters made one."""
    return " ".join(_heard(word) for word in key(name).split() if len(word) > 1) or key(name)


def _heard(word: str) -> str:
    for written, read_as in _sounds():
        word = word.replace(written, read_as)
    return "".join(letter for letter, _ in groupby(word))


@cache
def _sounds() -> tuple[tuple[str, str], ...]:
    """Letters with what they are read as, the longest first."""
    pairs = [(row["written"], row["read_as"]) for row in table("name_sounds.csv")]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))


@cache
def _order() -> dict[str, str]:
    """By country which part of a name stands for the person, where it is not the last."""
    return {row["country"]: row["first"] for row in table("name_order.csv")}
