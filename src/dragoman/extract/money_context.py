"""What the rest of an article tells of an amount: the lender and the borrower that it speaks of throughout."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from dragoman.document import Quantity, Resolved
from dragoman.extract.money_cues import is_bond, is_currency
from dragoman.extract.money_drafts import Draft
from dragoman.extract.money_gapped import gapped
from dragoman.extract.money_parties import LENT, Topic, issuer_of, lender_in, owed_to_unnamed, owner_of, topic_of
from dragoman.extract.money_restated import restates
from dragoman.extract.money_sides import Parties

_LISTS_PART = re.compile(
    r"\b(?:includ(?:es|ed|ing)|of (?:which|it|that|them|this))\b(?!.*\b(?:and|while|but)\b)", re.IGNORECASE
)
_OPENS_PART = re.compile(
    r"of (?:this|that|it|these)\b|(?:the|this|that) (?:sum|amount|total|figure|package) "
    r"(?:includes|included|comprises|comprised|contains|contained)\b",
    re.IGNORECASE,
)
_PART_OF = re.compile(
    r"(?:out )?of (?:the|its|their|these|those|that)(?: \w+)?"
    r"|(?:[^.;]{0,40} )?from (?:the|its|their|an?)(?: [\w-]+){1,4} of",
    re.IGNORECASE,
)
_OF_A_LOAN = ("outstanding", "arrears", "repaid", "drawn")
_TOTALS = frozenset({"external", "public", "foreign", "national", "sovereign", "total", "gross"})


def with_context(doc: Resolved, drafts: list[Draft]) -> list[Draft]:
    """Drafts with what their own sentence leaves open: a part takes after its whole, a debt after its loan."""
    parts = _parts(doc, gapped(doc, [d for d in drafts if restates(doc.annotated, d.quantity) is None]))
    topic = topic_of(doc)
    for _ in range(2):
        lent = (_lending(d) for d in parts if d.kind in ("debt", "loan"))
        pairs = list(dict.fromkeys(p for p in lent if p.payer and p.payee))
        parts = [replace(d, parties=_filled(doc, d, pairs, topic)) if d.kind in LENT else d for d in parts]
    full = {draft.quantity: _of_the_loan_before(doc, draft, parts) for draft in parts}
    return [full.get(draft.quantity) or _in_other_money(doc, draft, full) for draft in drafts]


def _in_other_money(doc: Resolved, draft: Draft, told: Mapping[Quantity, Draft]) -> Draft:
    """A sum given in other money with all that is told of it."""
    first = told.get(restates(doc.annotated, draft.quantity) or draft.quantity)
    if first is None:
        return draft
    again = doc.annotated.span(first.quantity.first, first.quantity.last)
    return replace(first, quantity=draft.quantity, evidence=draft.evidence, restated=again)


def _of_the_loan_before(doc: Resolved, draft: Draft, drafts: list[Draft]) -> Draft:
    """What is still owed, drawn or repaid without saying by whom is of the loan told last in the paragraph."""
    if draft.kind != "debt" or draft.parties != Parties() or draft.basis not in _OF_A_LOAN:
        return draft
    paragraph = doc.annotated.sentence_of(draft.quantity.first).paragraph
    before = [
        d
        for d in drafts
        if d.quantity.first < draft.quantity.first
        and doc.annotated.sentence_of(d.quantity.first).paragraph == paragraph
        and d.kind in ("loan", "debt")
        and d.parties.payer
        and d.parties.payee
    ]
    if not before or _of_all(doc, draft) or is_bond(doc.annotated, draft.quantity):
        return draft
    last = max(before, key=lambda d: d.quantity.first)
    lent = _lending(last)
    return replace(draft, parties=Parties(lent.payee, lent.payer))


def _parts(doc: Resolved, drafts: list[Draft]) -> list[Draft]:
    """Parts ("of which 2.8 billion") with the kind and the parties of their whole."""
    found: list[Draft] = []
    for draft in drafts:
        whole = found[-1] if found else None
        if whole and _of_which(doc, whole, draft) and is_currency(draft.quantity.unit):
            draft = _after_its_whole(whole, draft)  # noqa: PLW2901
        found.append(draft)
    told: defaultdict[int, list[Draft]] = defaultdict(list)
    for draft in found:
        told[doc.annotated.tokens[draft.quantity.first].sentence].append(draft)
    return [
        _of_its_whole(doc, draft, told[at - 1] + told[at]) for at, drafts in sorted(told.items()) for draft in drafts
    ]


def _after_its_whole(whole: Draft, part: Draft) -> Draft:
    """A part with the kind and the sides of its whole; what is still owed of a loan is a debt."""
    if part.kind == "debt" and whole.kind == "loan":
        return replace(part, parties=part.parties.filled(Parties(whole.parties.payee, whole.parties.payer)))
    return replace(part, kind=whole.kind, parties=part.parties.filled(whole.parties))


def _of_its_whole(doc: Resolved, part: Draft, drafts: list[Draft]) -> Draft:
    """A sum with where the greater one stands that it is a part of, and the sides of that where it has none."""
    whole = _whole_of(doc, part, drafts)
    if whole is None:
        return part
    sides = whole.parties if part.parties == Parties() and part.kind != "debt" != whole.kind else part.parties
    return replace(part, whole=doc.annotated.span(whole.quantity.first, whole.quantity.last), parties=sides)


def _whole_of(doc: Resolved, part: Draft, drafts: list[Draft]) -> Draft | None:
    """The greater sum in the same money that a sum is said to be a part of, among those told there or just before."""
    tests = (_of_which, _says_part, _goes_on)
    greater = (d for d in drafts if _is_less(part.quantity, d.quantity))
    return next((whole for whole in greater if any(test(doc, whole, part) for test in tests)), None)


def _goes_on(doc: Resolved, whole: Draft, part: Draft) -> bool:
    """Whether the sentence of a part opens with the sum of the sentence before: "Of this …", "The sum includes …"."""
    annotated = doc.annotated
    sentence = annotated.sentence_of(part.quantity.first)
    if annotated.tokens[whole.quantity.first].sentence + 1 != sentence.i:
        return False
    return bool(_OPENS_PART.match(annotated.text(sentence.first, part.quantity.first + 1)))


def _is_less(part: Quantity, whole: Quantity) -> bool:
    if part.unit != whole.unit or not is_currency(part.unit) or part.value is None or whole.value is None:
        return False
    return Decimal(part.value) < Decimal(whole.value)


def _says_part(doc: Resolved, whole: Draft, part: Draft) -> bool:
    """Whether the words between two sums make one part of the other: "includes", "of them"; "17 of the 50 million"."""
    annotated, (a, b) = doc.annotated, (whole.quantity, part.quantity)
    if annotated.tokens[a.first].sentence != annotated.tokens[b.first].sentence:
        return False
    if a.first < b.first:
        return bool(_LISTS_PART.search(annotated.text(a.last, b.first + 1))) if a.last <= b.first else False
    return bool(_PART_OF.fullmatch(annotated.text(b.last, a.first))) if b.last < a.first else False


def _of_which(doc: Resolved, whole: Draft, part: Draft) -> bool:
    annotated = doc.annotated
    if annotated.tokens[whole.quantity.first].sentence != annotated.tokens[part.quantity.first].sentence:
        return False
    opens = annotated.tokens[whole.quantity.first - 2 : whole.quantity.first]
    if opens and opens[0].lower == "of" and opens[0].i == annotated.sentence_of(opens[0].i).first:
        return True
    return "of which" in annotated.text(whole.quantity.last - 1, part.quantity.first + 1).lower()


def _lending(draft: Draft) -> Parties:
    """The parties as lender and borrower, whichever way the amount runs."""
    parties = draft.parties
    return Parties(parties.payee, parties.payer) if draft.kind == "debt" else parties


def _filled(doc: Resolved, draft: Draft, pairs: list[Parties], topic: Topic) -> Parties:
    many = (
        _of_all(doc, draft)
        or is_bond(doc.annotated, draft.quantity)
        or owed_to_unnamed(doc, draft.quantity, draft.kind)
    )
    if many or (draft.kind == "grant" and _to_somebody(doc, draft)):
        return draft.parties
    lent = _lending(draft)
    if lent.payer is None and draft.kind == "loan":
        lent = lent.filled(Parties(lender_in(doc, draft.quantity), None))
    if draft.kind != "grant":
        lent = _like(lent, pairs, topic)
    issuer = issuer_of(draft.quantity.unit)
    if lent.payer is None and issuer in topic.states and issuer != lent.payee:
        lent = Parties(issuer, lent.payee)
    lent = _by_dyad(doc, lent, topic, pairs)
    return Parties(lent.payee, lent.payer) if draft.kind == "debt" else lent


def _to_somebody(doc: Resolved, draft: Draft) -> bool:
    """Whether words after the figure name a receiver, who need not be a state."""
    annotated, end = doc.annotated, draft.quantity.last
    follows = annotated.tokens[end : min(end + 3, annotated.sentence_of(end - 1).last)]
    return any(t.lower in ("to", "from") for t in follows)


def _like(lent: Parties, pairs: list[Parties], topic: Topic) -> Parties:
    """The sides still open, from the pairs told elsewhere.

    One that shares a side; or the only one there is, where it is the two states that the document is about.
    """
    for pair in pairs:
        if (lent.payer or lent.payee) and agrees(pair, lent) and _sharing(pair, lent):
            return lent.filled(pair)
    only = pairs[0] if len({(p.payer, p.payee) for p in pairs}) == 1 else None
    if only and lent == Parties() and {only.payer, only.payee} <= set(topic.states):
        return only
    return lent


def _sharing(a: Parties, b: Parties) -> bool:
    return any(x and x == y for x, y in ((a.payer, b.payer), (a.payee, b.payee)))


def agrees(a: Parties, b: Parties) -> bool:
    """Whether no side of one contradicts the other."""
    return all(x is None or y is None or x == y for x, y in ((a.payer, b.payer), (a.payee, b.payee)))


def _by_dyad(doc: Resolved, lent: Parties, topic: Topic, pairs: list[Parties]) -> Parties:
    """The one side still open, where the document is plainly about two states and the other side is one of them."""
    known = lent.payer or lent.payee
    if known is None or (lent.payer and lent.payee):
        return lent
    owner = f"state:{owner_of(doc, known)}"
    rest = [s for s in topic.states if s not in (known, owner)]
    if not {known, owner} & set(topic.states):
        rest = _receivers(rest, topic, pairs) if lent.payer else []
    if len(rest) != 1:
        return lent
    return lent.filled(Parties(rest[0], None) if lent.payee else Parties(None, rest[0]))


def _receivers(states: list[str], topic: Topic, pairs: list[Parties]) -> list[str]:
    """Which of the states that a document is about a third one lends to: who borrows there, else the most named."""
    borrowing = [s for s in states if any(p.payee == s for p in pairs) and all(p.payer != s for p in pairs)]
    return borrowing or [s for s in states if s == topic.first and all(p.payer != s for p in pairs)]


def _of_all(doc: Resolved, draft: Draft) -> bool:
    """A total that is owed to all the world has no single creditor."""
    sentence = doc.annotated.sentence_of(draft.quantity.first)
    first, last = max(sentence.first, draft.quantity.first - 8), min(sentence.last, draft.quantity.last + 3)
    tokens = doc.annotated.tokens[first:last]
    return draft.kind == "debt" and is_currency(draft.quantity.unit) and any(t.lower in _TOTALS for t in tokens)
