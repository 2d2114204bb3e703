"""When two figures, or two undertakings, of different documents are one."""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import Final

from dragoman.crossdoc.dates import Meeting, meeting
from dragoman.crossdoc.setting import Setting
from dragoman.records import Amount, Edtf, Programme

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


def same_sum(a: Amount, b: Amount, setting: Setting) -> bool:
    """One sum told twice: the same figure and kind, the same debtor and creditor; or one of the two, on the same days.

    A figure may be of another time: those whose times exclude each other are two.
    """
    if a.document_id == b.document_id or figure(a) != figure(b) or a.kind != b.kind or not _agree(a.basis, b.basis):
        return False
    if not _agree(a.payer, b.payer) or not _agree(a.payee, b.payee) or not may_touch(a.as_of, b.as_of):
        return False
    both = None not in (a.payer, a.payee, b.payer, b.payee)
    if both and a.kind == "debt":
        return True
    return may_touch(a.date, b.date) and setting.near(a.document_id, b.document_id)


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
