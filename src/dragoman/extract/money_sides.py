"""The two sides of a sum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Parties:
    """Ids of payer and payee: debtor and creditor of a debt, giver and receiver of anything else."""

    payer: str | None = None
    payee: str | None = None

    def filled(self, other: Parties) -> Parties:
        """These parties, with what is missing taken from others that do not contradict."""
        payer = self.payer or (other.payer if other.payer != self.payee else None)
        payee = self.payee or (other.payee if other.payee != payer else None)
        return Parties(payer, payee)

    def other_than(self, party: str) -> Parties:
        """These parties without one."""
        return Parties(self.payer if self.payer != party else None, self.payee if self.payee != party else None)


def first_of(named: Mapping[str, str], *ties: str) -> str | None:
    """Who stands at the first of these ties that names somebody."""
    return next((named[tie] for tie in ties if tie in named), None)
