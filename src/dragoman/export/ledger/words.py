"""Totals as lines of text: what was added, and what was left out, by reason."""

from __future__ import annotations

from collections import defaultdict

from dragoman.export.brief.phrases import many, sum_words
from dragoman.export.ledger.totals import LeftOut, Total, Totals

_SETTLED = {"repaid": "repaid", "forgiven": "was forgiven by"}


def total_words(total: Total) -> str:
    """`debt, outstanding: Peru owes Chile 55,000,000 USD (2 sums)`; what is no longer owed was repaid or forgiven."""
    verb = _SETTLED.get(total.basis, "owes") if total.kind == "debt" else "to"
    converted = ", converted at the rates of their dates" if total.converted else ""
    added = f"({many(len(total.ids), 'sum')}{converted})"
    return f"{total.kind}, {total.basis}: {total.payer} {verb} {total.payee} {total.value:,f} {total.unit} {added}"


def left_words(left: LeftOut) -> str:
    """`loan of up to 20 million EUR: a ceiling`."""
    return f"{left.line.record.kind} of {sum_words(left.line.record)}: {left.why}"


def totals_lines(totals: Totals) -> list[str]:
    """Each total, then the sums that are in none, those with one reason together."""
    by_reason: dict[str, list[str]] = defaultdict(list)
    for left in totals.left_out:
        by_reason[left.why].append(f"{left.line.record.kind} of {sum_words(left.line.record)}")
    added = [f"Total {total_words(total)}" for total in totals.totals]
    return [*added, *(f"In no total ({why}): {', '.join(sums)}" for why, sums in by_reason.items())]
