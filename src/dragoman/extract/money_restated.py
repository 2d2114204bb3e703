"""A sum given once more in other money: "5 billion dollars (4.6 billion euros)", "30 bn yen, or 200 m dollars".

In: a figure. Out: the figure before it that it restates. Never: a sum beside another.
"""

from __future__ import annotations

import re

from dragoman.document import Annotated, Quantity
from dragoman.extract.money_cues import is_currency

_NEAR = 8  # tokens between a sum and the same in other money
_EQUAL = r"(?:equivalent|equal) to"
_ROUGHLY = r"(?:about|around|some|roughly|nearly|almost|over|approximately|approx\.?|the equivalent of|US|=|~)"
_IN_OTHER_MONEY = re.compile(
    rf"(?:[(\[](?: ?or| ?{_EQUAL})?|,? or|,? {_EQUAL}|,? that is|,(?= (?:about|around|some)\b))(?: ?{_ROUGHLY})?",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(
    rf"(?:[\w-]+ ){{1,4}}[(\[](?: ?{_ROUGHLY})?", re.IGNORECASE
)  # "a 5 m dollar line of credit (…)"


def restates(doc: Annotated, quantity: Quantity) -> Quantity | None:
    """The sum that a figure only gives in other money; None where it is a sum of its own."""
    if not is_currency(quantity.unit):
        return None
    tokens = doc.tokens[quantity.first : quantity.last]
    figure = next((t.i for t in tokens if t.pos in ("NUM", "SYM")), quantity.first)
    near = reversed(doc.quantities[max(0, quantity.i - 2) : quantity.i])
    before = (q for q in near if 0 < quantity.first - q.last <= _NEAR)
    other = (q for q in before if is_currency(q.unit) and q.unit != quantity.unit)
    closed = any(t.text in (")", "]") for t in doc.tokens[quantity.last : quantity.last + 1])
    return next((q for q in other if _is_restated(doc.text(q.last, figure), closed=closed)), None)


def _is_restated(between: str, *, closed: bool) -> bool:
    """Whether these words lead from a sum to the same; in brackets of its own also behind what the sum is of."""
    return bool(_IN_OTHER_MONEY.fullmatch(between) or (closed and _IN_BRACKETS.fullmatch(between)))
