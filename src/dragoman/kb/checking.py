"""Where a user's layer and the packaged facts say different things: listed, never settled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.kb.base import KnowledgeBase
from dragoman.kb.layer import OPEN, Layer, OwnTenure, names_of
from dragoman.records import Edtf

SINGLE = ("head_of_state", "head_of_government", "foreign_minister", "defence_minister", "finance_minister")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One conflict: a code, the id that it is about, and what it is in words."""

    code: str
    about: str
    message: str


def disagreements(packaged: KnowledgeBase, layer: Layer) -> list[Disagreement]:
    """Names that are another's, countries and offices that there are not, tenures that cannot both be."""
    return [*_of_actors(packaged, layer), *_of_tenures(packaged, layer)]


def _of_actors(packaged: KnowledgeBase, layer: Layer) -> Iterator[Disagreement]:
    for actor in layer.actors:
        if actor.country and actor.country not in packaged.states:
            yield Disagreement("country", actor.id, f"{actor.country} is no ISO 3166-1 alpha-3 code")
        listed = packaged.entity(actor.id)
        if listed and listed.schema != actor.schema:
            yield Disagreement("schema", actor.id, f"{listed.name} is packaged as {listed.schema}, not {actor.schema}")
        for name in names_of(actor):
            words = name.split()
            found = packaged.longest(words, 0)
            others = {t.id for t in found[1]} - {actor.id} if found and found[0] == len(words) else set()
            others |= {p.id for p in packaged.persons(name) if " " in name and actor.schema == "Person"} - {actor.id}
            if others:
                names = ", ".join(sorted(others))
                yield Disagreement("name", actor.id, f"{name!r} is also {names}; in texts it now means {actor.id}")


def _of_tenures(packaged: KnowledgeBase, layer: Layer) -> Iterator[Disagreement]:
    offices = {pattern.office for pattern in packaged.offices}
    own = {actor.id for actor in layer.actors}
    for t in layer.tenures:
        if t.person not in own and packaged.entity(t.person) is None:
            yield Disagreement("person", t.person, "holds an office and is neither packaged nor in actors.csv")
        if t.office not in offices:
            yield Disagreement("office", t.person, f"{t.office!r} is no office code; texts cannot print it")
        when = _span(t)
        if when is None:
            yield Disagreement("dates", t.person, f"the tenure ends ({t.end}) before it starts ({t.start})")
            continue
        rivals = packaged.holders(t.office, t.country, when) if t.office in SINGLE and t.country and t.start else ()
        for rival in rivals:
            if rival.person_id != t.person and rival.start and rival.end_known:
                words = f"{t.country} {t.office}: {rival.person} ({rival.start} to {rival.end or OPEN}) is packaged too"
                yield Disagreement("tenure", t.person, words)


def _span(tenure: OwnTenure) -> Edtf | None:
    start = Edtf.parse(tenure.start).earliest if tenure.start else None
    end = Edtf.parse(tenure.end).latest if tenure.end not in ("", OPEN) else None
    return None if start and end and end < start else Edtf.between(start, end)
