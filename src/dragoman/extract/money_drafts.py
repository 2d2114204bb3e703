"""An amount while its sides are sought."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.document import Quantity
from dragoman.extract.money_sides import Parties
from dragoman.records import Edtf, Span
from dragoman.records.facts import AmountKind, MoneyBasis


@dataclass(frozen=True, slots=True)
class Draft:
    """An amount on its way to a record; `whole` is where the sum stands that it is said to be a part of.

    `restated` is where the sum stands that it only gives in other money.
    """

    quantity: Quantity
    kind: AmountKind
    weight: float
    evidence: tuple[Span, ...]
    parties: Parties
    basis: MoneyBasis | None = None
    security: str | None = None
    estimated_by: str | None = None
    date: Edtf | None = None
    noun: str = ""
    whole: Span | None = None
    purpose: str | None = None
    restated: Span | None = None
