"""What is owed, lent, given, invested and traded between two states, each sum once."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from dragoman.export.brief.choose import Choice
from dragoman.export.brief.dealings import chronological, is_placed, together
from dragoman.export.brief.names import Names, country_of
from dragoman.export.ledger.agreements import is_currency
from dragoman.export.ledger.lines import Health, Telling, telling
from dragoman.records import Amount, Conflict, Edtf

ORDER: Final = ("debt", "loan", "grant", "investment", "trade", "price")
OWED: Final = frozenset({"debt", "loan"})


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """One sum: `record` says most of it; payer and payee as text, for a debt debtor and creditor, None where not said.

    `dollars` is the value in US dollars, None where no rate is known; `disputed` are the ids of the conflicts in which
    another article gives another value for the same thing. `countries` are those of payer and payee, or they.
    """

    record: Amount
    payer: str | None
    payee: str | None
    estimated_by: str | None
    date: Edtf | None
    dollars: Decimal | None
    disputed: tuple[str, ...]
    telling: Telling
    health: Health
    countries: tuple[str | None, str | None] = (None, None)


def money_lines(choice: Choice, names: Names) -> list[MoneyLine]:
    """The sums between two states, debts and loans first, then by date; sums of a third party's are left out."""
    found = [r for r in choice.records if isinstance(r, Amount) and is_currency(r) and r.kind in ORDER]
    groups = together((r for r in found if _between(r, choice)), choice.holdings.clusters)
    at_odds = [r for r in choice.holdings.records if isinstance(r, Conflict) and r.comparable and r.field == "value"]
    lines = [_line(group, choice, names, at_odds) for group in groups]
    return sorted(lines, key=lambda m: (ORDER.index(m.record.kind), *chronological(m.date), m.telling.ids))


def _between(amount: Amount, choice: Choice) -> bool:
    """Whether nobody but the two states, or theirs, is said to pay or to be paid."""
    sides = [side for side in (amount.payer, amount.payee) if side]
    return all(country_of(side, choice.holdings.actors) in choice.dyad.codes for side in sides)


def _line(group: list[Amount], choice: Choice, names: Names, at_odds: list[Conflict]) -> MoneyLine:
    best = _filled(group)
    told = telling(group, choice, names)
    date = best.as_of or best.date
    parts = {
        "parties": bool(best.payer and best.payee),
        "date": is_placed(date),
        "amount": best.value is not None and best.qualifier in ("exact", "about"),
        "terms": bool(best.basis) if best.kind not in ("trade", "price") else None,
        "second origin": told.confirmed,
    }
    return MoneyLine(
        record=best,
        payer=names.full_text(best.payer) if best.payer else None,
        payee=names.full_text(best.payee) if best.payee else None,
        estimated_by=names.full_text(best.estimated_by) if best.estimated_by else None,
        date=date,
        dollars=dollars(best),
        disputed=_disputed(group, at_odds),
        telling=told,
        health=Health.of(parts),
        countries=_countries(best, choice),
    )


def _countries(amount: Amount, choice: Choice) -> tuple[str | None, str | None]:
    """The countries of payer and payee; a side of no country stands for itself."""
    actors = choice.holdings.actors
    payer, payee = ((country_of(side, actors) or side) if side else None for side in (amount.payer, amount.payee))
    return payer, payee


def _filled(group: list[Amount]) -> Amount:
    """The record that says most, with what only another telling of the same sum says."""
    best = group[0]
    names = (
        "payer", "payee", "basis", "security", "creditor_class", "estimated_by", "as_of", "date", "period", "usd",
        "agreement", "purpose",
    )  # fmt: skip
    told = {name: next((v for a in group if (v := getattr(a, name)) is not None), None) for name in names}
    return best.model_copy(update=told)


def dollars(amount: Amount) -> Decimal | None:
    """A sum in US dollars: as printed, or at the rate of its date."""
    if amount.value is None:
        return None
    return Decimal(amount.value) if amount.unit == "USD" else Decimal(amount.usd.value) if amount.usd else None


def _disputed(group: list[Amount], at_odds: list[Conflict]) -> tuple[str, ...]:
    ids = {member.id for member in group}
    return tuple(sorted(c.id for c in at_odds if not ids.isdisjoint(c.records)))
