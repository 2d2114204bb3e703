"""The ledgers of two states, for whoever draws them: the values that `Archive.ledger` hands out."""

from __future__ import annotations

from dragoman.export.ledger import (
    AgreementLine,
    Commitment,
    Ledger,
    MoneyLine,
    ProgrammeLine,
    Totals,
    left_words,
    total_words,
)
from dragoman.export.ledger import Telling as LineTelling
from dragoman.export.ledger.book import LEDGERS

__all__ = [
    "LEDGERS", "AgreementLine", "Commitment", "Ledger", "LineTelling", "MoneyLine", "ProgrammeLine", "Totals",
    "left_words", "total_words",
]  # fmt: skip
