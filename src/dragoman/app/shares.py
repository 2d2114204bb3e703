"""The parts of a store that concern some states, cut out of the whole without going through it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cached_property

from dragoman.crossdoc import actor_ids
from dragoman.export import Holdings, Subject, countries_of
from dragoman.export.brief.choose import actors_of
from dragoman.records import Actor, Cluster, Span


class Shares:
    """Holdings with indexes by document and country. `clusters` are those of the holdings by id."""

    def __init__(self, holdings: Holdings, clusters: dict[str, Cluster]) -> None:
        self._holdings, self._clusters = holdings, clusters

    def prepare(self) -> None:
        """Make the indexes."""
        _ = self._places, self._named, self._by_country

    def of(self, codes: Collection[str]) -> Holdings:
        """The part in whose documents all these states appear."""
        return self._on(set[str].intersection(*(self._by_country[code] for code in codes)))

    def naming(self, subject: Subject) -> Holdings:
        """The part in whose documents an actor appears."""
        if subject.code:
            return self.of([subject.code])
        return self._on({key for key, named in self._named.items() if subject.id in named})

    def _on(self, keys: AbstractSet[str]) -> Holdings:
        places = sorted({place for key in keys for place in self._places[key]})
        some = (self._holdings.records[place] for place in places)
        records = tuple(r for r in some if keys >= {span.document_id for span in r.evidence})
        answering = {span.document_id for record in records for span in getattr(record, "closed_by", ())}
        return replace(
            self._holdings,
            documents={key: self._holdings.documents[key] for key in sorted(keys | answering)},
            actors=self._actors(keys),
            records=records,
            clusters=tuple(self._clusters[key] for key in sorted({r.cluster for r in records if r.cluster})),
            issues=(),
        )

    def _actors(self, documents: Collection[str]) -> dict[str, Actor]:
        """The actors of some documents, with the mentions there."""
        found: defaultdict[str, list[Span]] = defaultdict(list)
        for document in sorted(documents):
            for key, spans in self._named[document].items():
                found[key] += spans
        known = ((self._holdings.actors[key], found[key]) for key in sorted(found) if key in self._holdings.actors)
        return {actor.id: actor.model_copy(update={"mentions": tuple(spans)}) for actor, spans in known}

    @cached_property
    def _places(self) -> defaultdict[str, list[int]]:
        """Where among the records those stand that rest on a document."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for place, record in enumerate(self._holdings.records):
            for document in {span.document_id for span in record.evidence}:
                found[document].append(place)
        return found

    @cached_property
    def _named(self) -> defaultdict[str, defaultdict[str, list[Span]]]:
        """The actors that a document mentions, each with where, or that its records name."""
        found: defaultdict[str, defaultdict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
        for actor in self._holdings.actors.values():
            for span in actor.mentions:
                found[span.document_id][actor.id].append(span)
        for record in self._holdings.records:
            for actor_id in actor_ids(record) if record.document_id else ():
                _ = found[record.document_id or ""][actor_id]
        return found

    @cached_property
    def _by_country(self) -> defaultdict[str, set[str]]:
        """The documents in which a state appears, itself or through somebody who belongs to it."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for actor in self._holdings.actors.values():
            for code in self._countries([actor.id]):
                found[code].update(span.document_id for span in actor.mentions)
        for record in self._holdings.records:
            if record.document_id:
                for code in self._countries(actors_of(record)):
                    found[code].add(record.document_id)
        return found

    def _countries(self, actors: Iterable[str]) -> list[str]:
        return countries_of(actors, self._holdings)
