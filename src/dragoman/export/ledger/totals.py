"""Sums of sums: only what may be added, with everything that was left out and the reason for it.

Added are definite values of one kind, on one basis, from one side to the other, in one currency; a second total, in US
dollars, holds those that have a rate. A stock (what is owed on a day) and a flow (what was lent, given, repaid) have
different bases and never meet. Two stocks between the same sides are readings of one pot, of which the latest counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from dragoman.export.brief.dealings import chronological
from dragoman.export.ledger.money import MoneyLine

ADDED: Final = ("debt", "loan", "grant", "investment")
STOCKS: Final = frozenset({"outstanding", "arrears"})
_BOUNDS: Final = {"more-than": "a lower bound", "less-than": "an upper bound", "up-to": "a ceiling", "range": "a range"}
Key = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Total:
    """What `payer` owes or gave `payee`, of one kind and basis, in one unit, with the ids of the records added.

    `converted` where sums of other currencies are in it, at the rates of their dates.
    """

    payer: str
    payee: str
    kind: str
    basis: str
    unit: str
    value: Decimal
    ids: tuple[str, ...]
    converted: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A sum that no total holds, and why."""

    line: MoneyLine
    why: str


@dataclass(frozen=True, slots=True)
class Totals:
    """The totals that may be drawn from some lines, and what is not in them.

    A sum without a rate stands in `left_out` of the dollar total alone, and is in the total of its own currency.
    """

    totals: tuple[Total, ...]
    left_out: tuple[LeftOut, ...]


def totals_of(lines: Sequence[MoneyLine]) -> Totals:
    """Add what may be added. Each line is in one total of its own currency, or in `left_out` with the reason."""
    left: list[LeftOut] = []
    pots: dict[Key, list[MoneyLine]] = defaultdict(list)
    listed = {key for line in lines for key in line.telling.ids}
    for line in lines:
        why = _unfit(line, listed) or _retold(line, [other for pot in pots.values() for other in pot])
        if why:
            left.append(LeftOut(line, why))
        else:
            record = line.record
            pots[(line.payer or "", line.payee or "", record.kind, record.basis or "")].append(line)
    found: list[Total] = []
    for key, pot in sorted(pots.items()):
        kept, older = _latest(pot) if key[3] in STOCKS else (pot, [])
        left += [LeftOut(line, "a reading of the same pot on an earlier or unknown day") for line in older]
        found += _added(key, kept)
        left += _unconverted(kept) if len({line.record.unit for line in kept}) > 1 else []
    return Totals(tuple(found), tuple(left))


def _unfit(line: MoneyLine, listed: Collection[str]) -> str | None:
    """Why a sum can be part of no total; None where it can. `listed` are the ids of all the sums."""
    record = line.record
    reasons = (
        (record.kind not in ADDED, "turnover and prices are not added"),
        (line.payer is None or line.payee is None, "who pays or who is paid is not said"),
        (record.basis is None, "not said whether promised, paid or owed"),
        (record.value is None or record.qualifier in _BOUNDS, f"{_BOUNDS.get(record.qualifier, 'no single value')}"),
        (record.period is not None, f"a rate: so much a {record.period}"),
        (record.restates in listed, "another sum in this list, given in other money"),
        (record.part_of in listed, "part of another sum in this list"),
        (bool(line.disputed), "another article gives another value"),
    )
    return next((why for holds, why in reasons if holds), None)


def _retold(line: MoneyLine, added: Iterable[MoneyLine]) -> str | None:
    """Why a flow is not added where another article tells of one as large, which may be the same told again."""
    alike = (other for other in added if line.record.basis not in STOCKS and _may_be_one(line, other))
    return "as large as another between the same two, of another article: it may be the same" if any(alike) else None


def _may_be_one(one: MoneyLine, other: MoneyLine) -> bool:
    """Whether sums of different articles are alike in all that a total asks, and no date parts them."""
    a, b = one.record, other.record
    if (a.value, a.unit, a.kind, a.basis, one.countries) != (b.value, b.unit, b.kind, b.basis, other.countries):
        return False
    apart = one.date is not None and other.date is not None and not one.date.touches(other.date)
    return not apart and not set(one.telling.sources) & set(other.telling.sources)


def _latest(pot: list[MoneyLine]) -> tuple[list[MoneyLine], list[MoneyLine]]:
    """Of readings of one stock the last, and the others; what tells no day is of the day of its article."""
    ordered = sorted(pot, key=_read_on)
    return ordered[-1:], ordered[:-1]


def _read_on(line: MoneyLine) -> tuple[object, ...]:
    day = line.date or line.telling.on
    return (day is not None, chronological(day), line.telling.ids)


def _added(key: Key, pot: list[MoneyLine]) -> list[Total]:
    """A total for each currency; where there are several, one in US dollars of all that have a rate."""
    payer, payee, kind, basis = key
    by_unit: dict[str, list[MoneyLine]] = defaultdict(list)
    for line in pot:
        by_unit[line.record.unit].append(line)
    found = [
        Total(payer, payee, kind, basis, unit, _sum(Decimal(m.record.value or 0) for m in some), _ids(some))
        for unit, some in sorted(by_unit.items())
    ]
    rated = [line for line in pot if line.dollars is not None]
    if len(by_unit) > 1 and len(rated) > 1:
        value = _sum(line.dollars or Decimal(0) for line in rated)
        found.append(Total(payer, payee, kind, basis, "USD", value, _ids(rated), converted=True))
    return found


def _unconverted(pot: list[MoneyLine]) -> list[LeftOut]:
    return [LeftOut(m, "no exchange rate of its date is known: in no dollar total") for m in pot if m.dollars is None]


def _sum(values: Iterable[Decimal]) -> Decimal:
    return sum(values, Decimal(0))


def _ids(lines: Iterable[MoneyLine]) -> tuple[str, ...]:
    return tuple(line.telling.ids[0] for line in lines)
