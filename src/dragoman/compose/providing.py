"""Which agreement provides for a sum: told inside its words, beside them ("worth …"), or under it ("under the deal …").

The sum takes from the agreement the side that it leaves open, where it names one of two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dragoman.document import Resolved
from dragoman.records import Agreement, Amount, Span

_PAPER = r"(?:agreement|accord|deal|pact|contract|memorandum|treaty|protocol|loan|credit|facility|package)s?"
_BESIDE = re.compile(
    r"\W*(?:is |was |are |were )?"
    r"(?:worth(?: a (?:combined )?total of)?|valued at|to the value of|for|of|over|in the amount of|amounting to"
    r"|totall?ing)"
    r"(?: (?:about|around|some|almost|nearly|up to|more than|over|at least))?\W*",
    re.IGNORECASE,
)
_THE_PAPER = rf"(?:[\w-]+ ){{0,2}}?{_PAPER}"
_UNDER = re.compile(
    rf"\b(?:under|by|through|pursuant to|thanks to|in) (?:an?|the|this|that|its|their|these) {_THE_PAPER}\b"
    rf"|\b(?:the|this) {_THE_PAPER},? (?:provides?|foresees?|envisages?|is worth|was worth|covers?|comprises?)\b",
    re.IGNORECASE,
)
_GIVEN = ("loan", "grant", "investment", "price", "trade", "debt")
_SENTENCES = 2  # how far before a sum the agreement may stand that "under the deal" means
_PAIR = 2


def provided(amounts: Iterable[Amount], agreements: Sequence[Agreement], doc: Resolved) -> list[Amount]:
    """The amounts, each with the agreement that provides for it where the words say so."""
    return [_with(amount, _providing(amount, agreements, doc)) for amount in amounts]


def _with(amount: Amount, agreement: Agreement | None) -> Amount:
    if agreement is None:
        return amount
    return amount.model_copy(update={"agreement": agreement.id} | _open_side(amount, agreement))


def _open_side(amount: Amount, agreement: Agreement) -> dict[str, str]:
    """The other party of two, for the side that the sum leaves open."""
    known = amount.payer or amount.payee
    if (amount.payer and amount.payee) or known not in agreement.parties or len(agreement.parties) != _PAIR:
        return {}
    other = next(p for p in agreement.parties if p != known)
    return {"payee" if amount.payer else "payer": other}


def _providing(amount: Amount, agreements: Sequence[Agreement], doc: Resolved) -> Agreement | None:
    if amount.kind not in _GIVEN or not (len(amount.unit) == 3 and amount.unit.isupper()):
        return None
    near = [
        (tier, size, agreement.id, agreement)
        for agreement in agreements
        for words in agreement.evidence
        for span in amount.evidence
        if (found := _tie(span, words, amount, doc)) is not None
        for tier, size in (found,)
    ]
    return min(near, key=lambda n: n[:3])[-1] if near else None


def _tie(span: Span, words: Span, amount: Amount, doc: Resolved) -> tuple[int, int] | None:
    """How a sum hangs on the words of an agreement: 0 inside, 1 beside, 2 under it, each with a distance; or None."""
    if words.start <= span.start and span.end <= words.end:
        return (0, words.end - words.start) if amount.kind != "trade" else None
    between = span.start - words.end
    if between < 0:
        return None
    first, last = _tokens(doc, words)[1], _tokens(doc, span)[0]
    text = doc.annotated.text(first, last) if first < last else ""
    if _BESIDE.fullmatch(f" {text} "):
        return 1, between
    sentence = doc.annotated.sentence_of(last)
    told = doc.annotated.sentence_of(max(first - 1, 0))
    opens = doc.annotated.text(sentence.first, last + 1)
    far = sentence.i - told.i
    return (2, between) if far <= _SENTENCES and _UNDER.search(opens) else None


def _tokens(doc: Resolved, span: Span) -> tuple[int, int]:
    clean = doc.annotated.clean.offsets
    return doc.annotated.token_range(clean.to_clean(span.start), clean.to_clean(span.end))
