"""Figures of one affair that are of one thing and differ: a length, a price, a number of things; a sum on two bases.

One thing is meant where the sentences have words in common beside the unit, or where both speak of the price and each
text names only one. Sums lent and sums drawn, paid or owed of them are noted side by side, as not comparable.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Final

from dragoman.crossdoc.answer_words import concepts
from dragoman.crossdoc.counted import NUMBERS
from dragoman.crossdoc.figures import beside, bounds, figure, is_money, may_touch
from dragoman.crossdoc.odds import conflict
from dragoman.crossdoc.setting import Setting
from dragoman.crossdoc.words import fold_words, plain
from dragoman.records import Amount, Conflict

_NOT: Final = re.compile(r"\bnot (\w+)")
THING: Final = 2  # words in common that make two figures of one unit figures of one thing
_LENT: Final = frozenset({"committed", "facility", "pledged"})
_MOVED: Final = frozenset({"outstanding", "drawn", "disbursed"})
_LOANS: Final = ({"loan"}, {"debt"}, {"loan", "debt"})
_COUNTS: Final = frozenset({"years", "months", "days", "percent", "people"})  # of too many things to be compared


class Measures:
    """The figures of many documents, as they are compared."""

    def __init__(self, amounts: Sequence[Amount], setting: Setting) -> None:
        self._setting = setting
        self._by_unit: dict[str, list[Amount]] = defaultdict(list)
        for amount in sorted(amounts, key=lambda amount: amount.id):
            if amount.unit not in _COUNTS:
                self._by_unit[amount.unit].append(amount)

    def conflicts(self) -> Iterator[Conflict]:
        """A conflict for each two figures at odds, one for all copies of a text."""
        seen: set[tuple[object, ...]] = set()
        for pair in self._pairs():
            comparable = self._at_odds(*pair)
            told = tuple(sorted((self._setting.source(a.evidence[0]), str(a.value)) for a in pair))
            if comparable is not None and told not in seen:
                seen.add(told)
                yield conflict(pair, tuple(str(a.value) for a in pair), "value", "value", comparable=comparable)

    def _pairs(self) -> Iterator[tuple[Amount, Amount]]:
        """Pairs of one unit in documents of one affair, the originals of copies first."""
        for amounts in self._by_unit.values():
            told = sorted(amounts, key=lambda a: (self._setting.source(a.evidence[0]) != a.document_id, a.id))
            for a, b in combinations(told, 2):
                if self._setting.one_story(a.document_id, b.document_id):
                    yield a, b

    def _at_odds(self, a: Amount, b: Amount) -> bool | None:
        """Whether figures that differ are comparable; None where they do not, or may both be true of two things."""
        if not _differ(a, b) or not may_touch(a.as_of, b.as_of) or None in (a.value, b.value):
            return None
        if self._pays_for(a, b) or self._pays_for(b, a):
            return False
        if self._setting.source(a.evidence[0]) == self._setting.source(b.evidence[0]):
            return None
        shared = beside(a, self._setting) & beside(b, self._setting)
        if is_money(a):
            return self._sums(a, b, shared)
        if _says_not(a, b, self._setting) or _says_not(b, a, self._setting):
            return True
        return True if len(shared) >= THING and _one_size(a, b) else None

    def _sums(self, a: Amount, b: Amount, shared: frozenset[str]) -> bool | None:
        parties = _agree(a.payer, b.payer) and _agree(a.payee, b.payee)
        bases = {a.basis, b.basis}
        if bases & _LENT and bases & _MOVED and parties and {a.kind, b.kind} in _LOANS:
            return False if shared or (a.payer and a.payee and (a.payer, a.payee) == (b.payer, b.payee)) else None
        if a.kind == b.kind and _agree(a.basis, b.basis) and self._only_price(a) and self._only_price(b):
            return True
        return None

    def _pays_for(self, lent: Amount, price: Amount) -> bool:
        """Whether one is a loan or a grant towards what the other is the price of: a part, never the same sum."""
        if lent.kind not in ("loan", "grant") or lent.basis in _MOVED or not self._only_price(price):
            return False
        if Decimal(lent.value or 0) >= Decimal(price.value or 0) or lent.kind == price.kind:
            return False
        about = beside(price, self._setting) | self._lead(price)
        return bool(beside(lent, self._setting) & about)

    def _lead(self, amount: Amount) -> frozenset[str]:
        names = self._setting.names(self._setting.states(amount.document_id))
        return fold_words((self._setting.lead(amount.document_id),), names)

    def _only_price(self, amount: Amount) -> bool:
        """Whether a figure is what something costs, and the only such figure of its text."""
        document = amount.document_id
        prices = [a for a in self._by_unit[amount.unit] if a.document_id == document and self._is_price(a)]
        return prices == [amount]

    def _is_price(self, amount: Amount) -> bool:
        return "?price" in concepts(self._setting.sentence(amount.evidence[0]), frozenset())


def _differ(a: Amount, b: Amount) -> bool:
    (low, high), (other_low, other_high) = bounds(figure(a), a.qualifier), bounds(figure(b), b.qualifier)
    return low > other_high or other_low > high


def _one_size(a: Amount, b: Amount) -> bool:
    """Whether two figures are of one order: a bridge of 2.4 km is not a line of 760."""
    one, other = sorted((float(a.value or 0), float(b.value or 0)))
    return other <= 3 * one


def _says_not(one: Amount, other: Amount, setting: Setting) -> bool:
    """Whether the sentence of one says that it is not the other: four lines, not three."""
    denied = _NOT.findall(plain(setting.sentence(one.evidence[0])))
    return any((word if word[0].isdigit() else NUMBERS.get(word)) == other.value for word in denied)


def _agree(a: object | None, b: object | None) -> bool:
    return a is None or b is None or a == b
