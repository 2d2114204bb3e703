"""What every line of a ledger has: who tells it, where, and how complete the record is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dragoman.export.brief.choose import Choice
from dragoman.export.brief.dealings import chronological, teller, told_by, told_on
from dragoman.export.brief.names import Names
from dragoman.records import Edtf, Evident, Span

INDEPENDENT: Final = 2  # origins that do not lean on one another


@dataclass(frozen=True, slots=True)
class Health:
    """How complete a record is: of parties, date, amount, terms and two independent origins, what it has and lacks.

    What a record of its kind need not have (the amount of a friendship treaty) is in neither.
    """

    has: tuple[str, ...]
    lacks: tuple[str, ...]

    @classmethod
    def of(cls, parts: Mapping[str, bool | None]) -> Health:
        """From parts by name: there, not there, or (None) not asked."""
        return cls(tuple(n for n, there in parts.items() if there), tuple(n for n, t in parts.items() if t is False))

    @property
    def share(self) -> float:
        """0 (nothing) to 1 (complete)."""
        return len(self.has) / max(1, len(self.has) + len(self.lacks))

    def __str__(self) -> str:
        whole = f"{len(self.has)} of {len(self.has) + len(self.lacks)}"
        return f"{whole}; no {', '.join(self.lacks)}" if self.lacks else whole


@dataclass(frozen=True, slots=True)
class Telling:
    """By whom and where one thing is told: ids of the records, documents, independent origins, files, evidence.

    `on` is the day of the first telling; `teller` is through whom it is reported, None where articles speak themselves.
    """

    ids: tuple[str, ...]
    documents: int
    origins: int
    sources: tuple[str, ...]
    evidence: tuple[Span, ...]
    on: Edtf | None
    teller: str | None

    @property
    def confirmed(self) -> bool:
        """Whether two origins that do not lean on one another tell it."""
        return self.origins >= INDEPENDENT


def telling(group: Sequence[Evident], choice: Choice, names: Names) -> Telling:
    """How the records of one thing are told."""
    holdings = choice.holdings
    spans = tuple(span for member in group for span in member.evidence)
    keys = dict.fromkeys(span.document_id for span in spans)
    backing = told_by(group, holdings)
    return Telling(
        ids=tuple(member.id for member in group),
        documents=backing.documents,
        origins=backing.origins,
        sources=tuple(holdings.documents[key].source for key in keys),
        evidence=spans,
        on=told_on(spans, holdings),
        teller=teller(group[0], holdings, names),
    )


def day_of(record: Evident, choice: Choice) -> tuple[object, ...]:
    """A sort key: the record's own date, else the day on which its article appeared."""
    own: Edtf | None = getattr(record, "date", None)
    return chronological(own or told_on(record.evidence, choice.holdings))
