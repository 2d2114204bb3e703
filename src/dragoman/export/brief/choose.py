"""Which records concern two states, or one actor, and which of them fall in a stretch of time."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dragoman.crossdoc import actor_ids
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


@dataclass(frozen=True, slots=True)
class Subject:
    """One actor by id, with its name, and the days asked about. Of a state, whoever belongs to it counts as it."""

    id: str
    name: str
    since: date | None = None
    until: date | None = None

    @property
    def code(self) -> str | None:
        """The code of a state; None for any other actor."""
        return self.id.removeprefix("state:") if self.id.startswith("state:") else None


class Chosen(ABC):
    """The part of the holdings that concerns somebody, whom `title` names, between two days."""

    def __init__(self, holdings: Holdings, title: str, since: date | None, until: date | None) -> None:
        self.holdings, self.title, self.since, self.until = holdings, title, since, until
        self._window = Edtf.between(since, until) if since or until else None
        self._core, self._linked = set[str](), set[str]()

    def _around(self, core: set[str]) -> None:
        """These records are theirs for sure, and what their acts and agreements point to concerns them."""
        acts = (r for r in self.holdings.records if r.id in core and isinstance(r, Event | Agreement | Relation))
        self._core, self._linked = core, {key for record in acts for key in pointers(record)}

    def _is_linked(self, record: Evident) -> bool:
        """Whether a record points to what is theirs, or an act of theirs to it."""
        return record.id in self._linked or not self._core.isdisjoint(pointers(record))

    @abstractmethod
    def is_theirs(self, actor_id: str) -> bool:
        """Whether an actor is one of those whom this is about, or belongs to them."""

    @abstractmethod
    def _concerns(self, record: Evident) -> bool:
        """Whether a record does, whenever it was."""

    @cached_property
    def records(self) -> list[Evident]:
        """Every record that concerns them and falls in that time."""
        return [r for r in self.holdings.records if self._concerns(r) and self._in_time(r)]

    @cached_property
    def documents(self) -> list[DocumentRecord]:
        """The documents in which those records stand."""
        ids = {span.document_id for record in self.records for span in record.evidence}
        return [self.holdings.documents[key] for key in sorted(ids)]

    def _any_concerns(self, conflict: Conflict) -> bool:
        known = self.holdings.by_id
        return any(self._concerns(known[key]) for key in conflict.records if key in known)

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


class Choice(Chosen):
    """The part of the holdings that concerns a dyad."""

    def __init__(self, holdings: Holdings, dyad: Dyad) -> None:
        super().__init__(holdings, f"{dyad.a.name} and {dyad.b.name}", dyad.since, dyad.until)
        self.dyad = dyad
        self._mentions = _mention_index(holdings)
        self._around({r.id for r in holdings.records if isinstance(r, Event | Agreement | Relation) and self._both(r)})

    def is_theirs(self, actor_id: str) -> bool:
        """Whether an actor is one of the two states or belongs to one."""
        return country_of(actor_id, self.holdings.actors) in self.dyad.codes

    def _concerns(self, record: Evident) -> bool:
        if isinstance(record, Event | Agreement | Relation):
            return record.id in self._core
        if isinstance(record, Conflict):
            return self._any_concerns(record)
        if self._is_linked(record):
            return True
        named = self._countries(actors_of(record)) | self._near(record.evidence)
        return named >= self.dyad.codes or (named <= self.dyad.codes and record.document_id in self._on_the_dyad)

    def _both(self, record: Evident) -> bool:
        return self._countries(actors_of(record)) >= self.dyad.codes

    def _countries(self, actors: Iterable[str]) -> set[str]:
        return {code for actor in actors if (code := country_of(actor, self.holdings.actors))}

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


class ActorChoice(Chosen):
    """The part of the holdings that concerns one actor: what it takes part in, what it says, what speaks of that."""

    def __init__(self, holdings: Holdings, subject: Subject) -> None:
        super().__init__(holdings, subject.name, subject.since, subject.until)
        self.subject = subject
        facts = [r for r in holdings.records if not isinstance(r, Conflict)]
        self._around({r.id for r in facts if any(map(self.is_theirs, {*actors_of(r), *actor_ids(r)}))})

    def is_theirs(self, actor_id: str) -> bool:
        """Whether an actor is this one, or belongs to this state."""
        if actor_id == self.subject.id:
            return True
        return self.subject.code is not None and country_of(actor_id, self.holdings.actors) == self.subject.code

    def _concerns(self, record: Evident) -> bool:
        if isinstance(record, Conflict):
            return self._any_concerns(record)
        if record.id in self._core:
            return True
        if isinstance(record, Event | Agreement | Relation):
            return False
        return self._is_linked(record)


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


def pointers(record: Evident) -> set[str]:
    """The ids of the records to which a record points."""
    about = record.about if isinstance(record, Claim | Gap) else ()
    whole = record.part_of if isinstance(record, Amount) else None
    return {key for key in (*about, whole, record.attributed_to) if key}


def _mention_index(holdings: Holdings) -> dict[str, list[tuple[int, int, str]]]:
    index: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for actor in holdings.actors.values():
        code = country_of(actor.id, holdings.actors)
        for span in actor.mentions if code else ():
            index[span.document_id].append((span.start, span.end, str(code)))
    return index
