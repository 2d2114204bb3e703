"""When two figures, or two undertakings, of different documents are one."""

from __future__ import annotations

import re
from collections.abc import Hashable
from decimal import Decimal
from functools import lru_cache
from typing import Final

from dragoman.crossdoc.dates import Meeting, meeting
from dragoman.crossdoc.setting import Setting
from dragoman.crossdoc.words import fold_words
from dragoman.records import Amount, Edtf, Programme

ABOUT: Final = Decimal("0.1")
LENT: Final = ("loan", "grant", "investment")
BESIDE: Final = 2  # words in common that make one figure of two documents one thing
_CURRENCY: Final = re.compile(r"[A-Z]{3}")


def debt_keys(amount: Amount) -> list[Hashable]:
    """Unit, debtor and creditor; none where either is unknown."""
    known = amount.payer is not None and amount.payee is not None
    return [(amount.unit, amount.payer, amount.payee)] if known else []


def sum_keys(amount: Amount, setting: Setting) -> list[Hashable]:
    """The figure with its unit, and the days of telling, the text that it was taken from, or a party."""
    told = setting.days(amount.document_id)
    near: list[Hashable] = [("told", told[0].toordinal() // 10 + step) for step in (-1, 0, 1)] if told else []
    near += [("party", party) for party in (amount.payer, amount.payee) if party]
    copied = setting.copied(amount.document_id)
    near += [("copy", setting.source(amount.evidence[0]))] if copied else []
    return [(amount.unit, figure(amount), moment) for moment in near]


def same_debt(a: Amount, b: Amount, setting: Setting) -> bool:
    """One debt told twice: figures that the qualifiers let be one, on one basis, at times that may be the same.

    Rough figures of different days ("about 220 million" in April, 205 million in September) are two readings.
    """
    dated = (a.as_of and b.as_of) or not (setting.days(a.document_id) and setting.days(b.document_id))
    if figure(a) != figure(b) and not dated and not setting.near(a.document_id, b.document_id):
        return False
    if a.document_id == b.document_id or not _agree(a.basis, b.basis) or not may_touch(a.as_of, b.as_of):
        return False
    (low, high), (other_low, other_high) = bounds(figure(a), a.qualifier), bounds(figure(b), b.qualifier)
    return low <= other_high and other_low <= high


def same_sum(a: Amount, b: Amount, setting: Setting) -> bool:
    """One figure told twice: in a text and its copy; or of one kind, by parties that agree, on the same days.

    What is known of no party must stand beside the same words, and so must numbers of things. So may
    what is lent, given or invested between the same two on other days: articles come back to it for months.
    """
    if a.document_id == b.document_id or figure(a) != figure(b):
        return False
    if setting.copied(a.document_id) and setting.source(a.evidence[0]) == setting.source(b.evidence[0]):
        return True
    if not _agree(a.basis, b.basis) or not (_of_one_country(a.payer, b.payer) and _of_one_country(a.payee, b.payee)):
        return False
    if not (may_touch(a.as_of, b.as_of) and may_touch(a.date, b.date)):
        return False
    alike = len(beside(a, setting) & beside(b, setting)) >= BESIDE
    parties = is_money(a) and a.kind == b.kind
    if not setting.near(a.document_id, b.document_id):
        return alike and parties and a.kind in LENT and None not in (a.payer, a.payee, b.payer, b.payee)
    return alike or (parties and bool({a.payer, a.payee} & {b.payer, b.payee} - {None}))


def is_money(amount: Amount) -> bool:
    """Whether the unit is a currency."""
    return _CURRENCY.fullmatch(amount.unit) is not None


def beside(amount: Amount, setting: Setting) -> frozenset[str]:
    """The telling words of the sentence in which a figure stands, but for the figure and the states' names."""
    span = amount.evidence[0]
    words = setting.sentence(span).replace(span.text, " ")
    names = setting.names(setting.states(amount.document_id))
    return frozenset(word for word in fold_words((words,), names) if not word[0].isdigit())


@lru_cache(maxsize=8192)
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


def _of_one_country(a: str | None, b: str | None) -> bool:
    """Whether two sides can be one: a state, and a bank or ministry of its own, as their ids tell."""
    return _agree(a, b) or (a or "").rpartition(":")[2] == (b or "").rpartition(":")[2] != "xx"


def _agree(a: object | None, b: object | None) -> bool:
    return a is None or b is None or a == b
