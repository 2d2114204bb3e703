"""When two figures, or two undertakings, of different documents are one."""

from __future__ import annotations

import re
from collections.abc import Hashable
from decimal import Decimal
from functools import lru_cache
from typing import Final

from dragoman.crossdoc.dates import Meeting, meeting
from dragoman.crossdoc.setting import Setting
from dragoman.records import Amount, Edtf, Programme

ABOUT: Final = Decimal("0.1")
_CURRENCY: Final = re.compile(r"[A-Z]{3}")


def debt_keys(amount: Amount) -> list[Hashable]:
    """Unit, debtor and creditor; none where either is unknown."""
    known = amount.payer is not None and amount.payee is not None
    return [(amount.unit, amount.payer, amount.payee)] if known else []


def sum_keys(amount: Amount) -> list[Hashable]:
    """The figure with its unit and kind and either party, for sums of money of which a party is known."""
    if not _CURRENCY.fullmatch(amount.unit):
        return []
    parties = (("payer", amount.payer), ("payee", amount.payee))
    return [(amount.unit, amount.kind, figure(amount), party) for party in parties if party[1] is not None]


def same_debt(a: Amount, b: Amount) -> bool:
    """One debt told twice: figures that the qualifiers let be one, on one basis, at times that may be the same."""
    if a.document_id == b.document_id or not _agree(a.basis, b.basis) or not may_touch(a.as_of, b.as_of):
        return False
    (low, high), (other_low, other_high) = bounds(figure(a), a.qualifier), bounds(figure(b), b.qualifier)
    return low <= other_high and other_low <= high


def same_sum(a: Amount, b: Amount, setting: Setting) -> bool:
    """One sum told twice on the same days: the same figure and kind, and no other party."""
    if a.document_id == b.document_id or figure(a) != figure(b) or a.kind != b.kind or not _agree(a.basis, b.basis):
        return False
    parties = _agree(a.payer, b.payer) and _agree(a.payee, b.payee)
    dates = may_touch(a.as_of, b.as_of) and may_touch(a.date, b.date)
    return parties and dates and setting.near(a.document_id, b.document_id)


@lru_cache(maxsize=65536)
def bounds(figures: tuple[str | None, ...], qualifier: str) -> tuple[Decimal, Decimal]:
    """The least and the greatest value that value, low and high allow; "about" leaves a tenth on either side."""
    told, least, most = figures
    value = Decimal(told or most or least or "0")
    low, high = Decimal(least or value), Decimal(most or value)
    room = ABOUT if qualifier == "about" else Decimal(0)
    if qualifier == "more-than":
        high = Decimal("Infinity")
    if qualifier in {"less-than", "up-to"}:
        low = Decimal(0)
    return low * (1 - room), high * (1 + room)


def figure(amount: Amount) -> tuple[str | None, ...]:
    """Value and bounds."""
    return (amount.value, amount.low, amount.high)


def programme_keys(programme: Programme) -> list[Hashable]:
    """The name, without regard to case and punctuation."""
    name = " ".join(re.findall(r"\w+", programme.name.casefold()))
    return [name] if name else []


def same_programme(a: Programme, b: Programme) -> bool:
    """One programme: the same name in two documents, with a partner in common where both name some."""
    if a.document_id == b.document_id:
        return False
    return not a.partners or not b.partners or bool({*a.partners} & {*b.partners})


def may_touch(a: Edtf | None, b: Edtf | None) -> bool:
    """Whether two dates leave a day in common, as far as they are known."""
    return meeting(a, b) is not Meeting.APART


def _agree(a: object | None, b: object | None) -> bool:
    return a is None or b is None or a == b
