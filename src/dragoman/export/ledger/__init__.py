"""The ledgers of two states, as values: what was agreed, what is owed and given, what runs on, what was promised.

In: holdings and a pair of states. Out: lines, one for each thing however many documents tell it, and totals with what
they leave out. Never: a sum of two currencies that nobody converted, of a stock and a flow, of two bases.
"""

from dragoman.export.ledger.agreements import AgreementLine
from dragoman.export.ledger.book import Ledger
from dragoman.export.ledger.commitments import Commitment
from dragoman.export.ledger.lines import Health, Telling
from dragoman.export.ledger.money import MoneyLine
from dragoman.export.ledger.programmes import ProgrammeLine
from dragoman.export.ledger.totals import LeftOut, Total, Totals, totals_of
from dragoman.export.ledger.words import left_words, total_words, totals_lines

__all__ = [
    "AgreementLine",
    "Commitment",
    "Health",
    "Ledger",
    "LeftOut",
    "MoneyLine",
    "ProgrammeLine",
    "Telling",
    "Total",
    "Totals",
    "left_words",
    "total_words",
    "totals_lines",
    "totals_of",
]  # fmt: skip
