"""The ledger of two states."""

from __future__ import annotations

from functools import cached_property
from typing import Final, Literal

from dragoman.export.brief.choose import Choice, Dyad
from dragoman.export.brief.dealings import entries_of, states_of
from dragoman.export.brief.names import Names
from dragoman.export.holdings import Holdings
from dragoman.export.ledger.agreements import AgreementLine, agreement_lines
from dragoman.export.ledger.commitments import Commitment, commitments_of
from dragoman.export.ledger.money import OWED, MoneyLine, money_lines
from dragoman.export.ledger.programmes import ProgrammeLine, programme_lines
from dragoman.export.ledger.totals import Totals, totals_of

Kind = Literal["agreements", "money", "programmes"]
LEDGERS: Final[tuple[Kind, ...]] = ("agreements", "money", "programmes")


class Ledger:
    """What two states agreed, owe, run and promised; each part is worked out when it is first asked for."""

    def __init__(self, holdings: Holdings, dyad: Dyad) -> None:
        self.dyad = dyad
        self._choice = Choice(holdings, dyad)
        self._names = Names(holdings.actors, states_of(dyad))

    @cached_property
    def agreements(self) -> list[AgreementLine]:
        """What was agreed, earliest first; the items of a package after it."""
        return agreement_lines(self._choice, self._names)

    @cached_property
    def money(self) -> list[MoneyLine]:
        """Sums of money between the two: debts, loans, grants, investments, trade, prices."""
        return money_lines(self._choice, self._names)

    @property
    def debts(self) -> list[MoneyLine]:
        """What is owed and what was lent."""
        return [line for line in self.money if line.record.kind in OWED]

    @cached_property
    def programmes(self) -> list[ProgrammeLine]:
        """Undertakings that outlast one agreement."""
        return programme_lines(self._choice, self._names)

    @cached_property
    def totals(self) -> Totals:
        """What may be added of the money, and what was left out."""
        return totals_of(self.money)

    @cached_property
    def debt_totals(self) -> Totals:
        """What may be added of debts and loans, and what was left out."""
        return totals_of(self.debts)

    @cached_property
    def commitments(self) -> list[Commitment]:
        """Who promised what, and what became of it."""
        entries = entries_of(self._choice, self._names)
        return commitments_of(self._choice, entries, self.agreements, self.money)
