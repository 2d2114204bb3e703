"""Which records concern two states, and which of them fall in a stretch of time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dragoman.export.brief.names import country_of
from dragoman.export.holdings import Holdings
from dragoman.records import (
    Agreement,
    Amount,
    Claim,
    Conflict,
    DocumentRecord,
    Edtf,
    Event,
    Evident,
    Gap,
    Programme,
    Relation,
    Span,
)


@dataclass(frozen=True, slots=True)
class Party:
    """A state: ISO alpha-3 code and name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Dyad:
    """Two states, and the days asked about (None at an end: all that there are)."""

    a: Party
    b: Party
    since: date | None = None
    until: date | None = None

    @property
    def codes(self) -> frozenset[str]:
        """The codes of both states."""
        return frozenset({self.a.code, self.b.code})


class Choice:
    """The part of the holdings that concerns a dyad."""

    def __init__(self, holdings: Holdings, dyad: Dyad) -> None:
        self.holdings, self.dyad = holdings, dyad
        self._mentions = _mention_index(holdings)
        self._window = Edtf.between(dyad.since, dyad.until) if dyad.since or dyad.until else None
        self._core = {r.id for r in holdings.records if isinstance(r, Event | Agreement | Relation) and self._both(r)}
        self._linked = {key for r in holdings.records if r.id in self._core for key in _pointers(r)}

    @cached_property
    def records(self) -> list[Evident]:
        """Every record that concerns the dyad and falls in its time."""
        return [r for r in self.holdings.records if self._concerns(r) and self._in_time(r)]

    @cached_property
    def documents(self) -> list[DocumentRecord]:
        """The documents in which those records stand."""
        ids = {span.document_id for record in self.records for span in record.evidence}
        return [self.holdings.documents[key] for key in sorted(ids)]

    def _concerns(self, record: Evident) -> bool:
        if isinstance(record, Event | Agreement | Relation):
            return record.id in self._core
        if isinstance(record, Conflict):
            return any(self._concerns(self.holdings.by_id[key]) for key in record.records if key in self.holdings.by_id)
        if record.id in self._linked or not self._core.isdisjoint(_pointers(record)):
            return True
        named = self._countries(actors_of(record)) | self._near(record.evidence)
        return named >= self.dyad.codes or (named <= self.dyad.codes and record.document_id in self._on_the_dyad)

    def _both(self, record: Evident) -> bool:
        return self._countries(actors_of(record)) >= self.dyad.codes

    def _countries(self, actor_ids: Iterable[str]) -> set[str]:
        return {code for actor in actor_ids if (code := country_of(actor, self.holdings.actors))}

    def _near(self, evidence: Iterable[Span]) -> set[str]:
        """The countries of the actors that are mentioned within the evidence."""
        return {
            code
            for span in evidence
            for start, end, code in self._mentions.get(span.document_id, ())
            if start < span.end and end > span.start
        }

    @cached_property
    def _on_the_dyad(self) -> set[str]:
        """Documents whose two most-mentioned countries are these two."""
        found = set()
        for document, mentions in self._mentions.items():
            counted = Counter(code for _, _, code in mentions)
            foremost = sorted(counted, key=lambda code: (-counted[code], code))[:2]
            if self.dyad.codes == set(foremost):
                found.add(document)
        return found

    def _in_time(self, record: Evident) -> bool:
        if self._window is None:
            return True
        date = getattr(record, "date", None) or getattr(record, "due", None)
        if date is not None and date.periods:
            return bool(date.touches(self._window))
        return any(self._published_in_time(span.document_id) for span in record.evidence)

    def _published_in_time(self, document_id: str) -> bool:
        published = self.holdings.documents[document_id].published
        known = published.edtf
        if known is None and published.earliest and published.latest:
            known = Edtf.between(published.earliest.earliest, published.latest.latest)
        return self._window is None or known is None or known.touches(self._window)


def actors_of(record: Evident) -> list[str]:  # noqa: PLR0911 - one line a kind
    """The actors of a record; for an event those on whose behalf its participants act, and itself for the others."""
    if isinstance(record, Event):
        acting = {p.actor: p.acts_for or p.actor for p in record.participants}
        return [acting.get(actor, actor) for actor in (*record.source, *record.target)]
    if isinstance(record, Agreement):
        return [*record.parties]
    if isinstance(record, Amount):
        return [actor for actor in (record.payer, record.payee) if actor]
    if isinstance(record, Relation):
        return [*record.pair]
    if isinstance(record, Claim):
        return [record.speaker] if record.speaker else []
    if isinstance(record, Programme):
        return [*record.partners]
    return [*record.withheld_by] if isinstance(record, Gap) else []


def _pointers(record: Evident) -> set[str]:
    """The ids of the records to which a record points."""
    pointed = {*getattr(record, "about", ()), getattr(record, "part_of", None), record.attributed_to}
    return {key for key in pointed if key}


def _mention_index(holdings: Holdings) -> dict[str, list[tuple[int, int, str]]]:
    index: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for actor in holdings.actors.values():
        code = country_of(actor.id, holdings.actors)
        for span in actor.mentions if code else ():
            index[span.document_id].append((span.start, span.end, str(code)))
    return index
