"""All that the record holds on two states, as values: what the brief says, for whoever draws it otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from dragoman.export.brief.choose import Choice, Dyad
from dragoman.export.brief.dealings import (
    Entry,
    chronological,
    entries_of,
    is_placed,
    latest,
    states_of,
    teller,
    together,
    told_by,
    told_on,
)
from dragoman.export.brief.names import Names, country_of
from dragoman.export.holdings import Holdings
from dragoman.records import (
    Actor,
    Agreement,
    Amount,
    Claim,
    Conflict,
    DocumentRecord,
    Edtf,
    Evident,
    Gap,
    Programme,
    Relation,
)

Kept = TypeVar("Kept", bound=Evident)


@dataclass(frozen=True, slots=True)
class Told(Generic[Kept]):
    """One thing as one or more documents tell it: `record` says most, `ids` are all of them.

    `on` is the day of the first telling as far as it is known; `teller` through whom it is reported.
    """

    record: Kept
    ids: tuple[str, ...]
    documents: int
    origins: int
    on: Edtf | None
    teller: str | None


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker with what it says; `actor` is its id where it is known."""

    name: str
    actor: str | None
    claims: tuple[Told[Claim], ...]


class DyadView:
    """What concerns two states, each kind in the order in which it is read."""

    def __init__(self, holdings: Holdings, dyad: Dyad) -> None:
        self.dyad = dyad
        self._holdings, self._choice = holdings, Choice(holdings, dyad)
        self._names = Names(holdings.actors, states_of(dyad))

    @cached_property
    def entries(self) -> list[Entry]:
        """The events, earliest first, undated last."""
        return entries_of(self._choice, self._names)

    @cached_property
    def relations(self) -> list[Told[Relation]]:
        """The levels that they declared, earliest first."""
        return self._told(Relation, lambda r: r.date)

    @cached_property
    def agreements(self) -> list[Told[Agreement]]:
        """What was agreed, earliest first."""
        return self._told(Agreement, lambda r: r.date)

    @cached_property
    def sums(self) -> list[Told[Amount]]:
        """What is owed, lent, given, traded, in a currency: debts and loans first."""
        found = [t for t in self._told(Amount, lambda r: r.as_of or r.date) if _is_money(t.record)]
        return sorted(found, key=lambda told: ("debt", "loan").index(told.record.kind) if _is_owed(told.record) else 2)

    @cached_property
    def programmes(self) -> list[Told[Programme]]:
        """Undertakings that outlast one agreement."""
        return self._told(Programme, lambda _: None)

    @cached_property
    def questions(self) -> list[Told[Gap]]:
        """What nobody says: open questions first."""
        return sorted(self._told(Gap, lambda _: None), key=lambda told: told.record.status != "open")

    @cached_property
    def conflicts(self) -> list[Conflict]:
        """Where records disagree."""
        return [record for record in self._choice.records if isinstance(record, Conflict)]

    @cached_property
    def voices(self) -> list[Voice]:
        """Who says what: those who say most first."""
        said: dict[tuple[str, str | None], list[Told[Claim]]] = defaultdict(list)
        for told in self._told(Claim, lambda _: None):
            said[self._speaker(told.record)].append(told)
        voices = [Voice(name, actor, tuple(claims)) for (name, actor), claims in said.items()]
        return sorted(voices, key=lambda voice: (-len(voice.claims), voice.name))

    @cached_property
    def framing(self) -> list[Actor]:
        """The actors of the two for whom loaded or figurative words were printed."""
        actors = self._holdings.actors
        return [a for a in actors.values() if a.printed_as and country_of(a.id, actors) in self.dyad.codes]

    @property
    def documents(self) -> list[DocumentRecord]:
        """The documents in which all this stands."""
        return self._choice.documents

    @property
    def level(self) -> Told[Relation] | None:
        """The relation declared last."""
        dated = [told for told in self.relations if is_placed(told.record.date)]
        return dated[-1] if dated else self.relations[-1] if self.relations else None

    @property
    def last_dealing(self) -> Entry | None:
        """The event that took place last, as far as dates tell."""
        return latest(self.entries, "actual")

    @property
    def next_plan(self) -> Entry | None:
        """The planned event that lies furthest ahead, as far as dates tell."""
        return latest(self.entries, "planned")

    @property
    def open_questions(self) -> int:
        """How many questions nobody has answered."""
        return sum(told.record.status == "open" for told in self.questions)

    def _told(self, kind: type[Kept], when: Callable[[Kept], Edtf | None]) -> list[Told[Kept]]:
        found = [record for record in self._choice.records if isinstance(record, kind)]
        told = [self._one(group) for group in together(found, self._holdings.clusters)]
        return sorted(told, key=lambda t: (*chronological(when(t.record)), _place(t.record)))

    def _one(self, group: list[Kept]) -> Told[Kept]:
        spans = [span for member in group for span in member.evidence]
        backing = told_by(group, self._holdings)
        said = teller(group[0], self._holdings, self._names)
        ids = tuple(member.id for member in group)
        return Told(group[0], ids, backing.documents, backing.origins, told_on(spans, self._holdings), said)

    def _speaker(self, claim: Claim) -> tuple[str, str | None]:
        if claim.speaker:
            return self._names.full_text(claim.speaker), claim.speaker
        unnamed = {"narrator": "the article itself", "anonymous": "an unnamed source", "vague": "a vague source"}
        return claim.speaker_text or unnamed.get(claim.speaker_class, "somebody"), None


def _is_owed(amount: Amount) -> bool:
    return amount.kind in ("debt", "loan")


def _is_money(amount: Amount) -> bool:
    """Whether a figure is in a currency: ISO 4217 codes are three capitals."""
    return len(amount.unit) == 3 and amount.unit.isupper() and amount.kind != "other-count"


def _place(record: Evident) -> tuple[str, int, str]:
    first = record.evidence[0]
    return (first.document_id, first.start, record.id)


def countries_of(actors: Iterable[str], holdings: Holdings) -> list[str]:
    """The countries that some actors are or belong to, sorted."""
    return sorted({code for actor in actors if (code := country_of(actor, holdings.actors))})
