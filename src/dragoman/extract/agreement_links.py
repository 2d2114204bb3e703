"""What one agreement is to another, and how long it runs: a renewal, an annex, the next phase; its term.

In: drafts of agreements. Out: which earlier draft one renews, and a duration. Never: an agreement of other sides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from dragoman.document import Annotated, Quantity, Resolved, Token
from dragoman.extract.agreement_merge import Draft
from dragoman.extract.agreement_words import words
from dragoman.extract.money_cues import DURATIONS, is_term
from dragoman.records import Edtf

_PHASE = re.compile(
    r"\b(?:second|third|fourth|next|new|further|additional|final|last)\s+(?:phase|stage|section|tranche)\b"
    r"|\b(?:phase|stage)\s+(?:two|three|four|II|III|IV|[2-9])\b",
    re.IGNORECASE,
)
_PARTS = frozenset({"phase", "stage", "section", "tranche"})
_NEAR = 6  # tokens after "phase two" in which its whole is named
_SPANS = frozenset({"period", "term", "duration"})
_LASTING = frozenset({"run", "last", "apply", "hold", "remain", "be"})
_LETTERS = {"years": "Y", "months": "M", "weeks": "W", "days": "D"}


def earlier_of(doc: Resolved, draft: Draft, dated: Sequence[tuple[Draft, Edtf | None]]) -> int | None:
    """The index in `dated` of the agreement that a draft renews, extends, supplements or is the next phase of."""
    own = next(when for other, when in dated if other is draft)
    if (base := _attached_to(doc, draft, dated)) is not None:
        return base
    phase = _is_next_phase(doc, draft)
    if not phase and not _is_renewed(doc, draft):
        return None
    found = [
        (_year_named(draft, when), len(draft.content & other.content), _day(when), n)
        for n, (other, when) in enumerate(dated)
        if other is not draft and _is_before(when, own) and _may_be_renewed(doc, draft, other, phase=phase)
    ]
    return max(found)[-1] if found else None


def _attached_to(doc: Resolved, draft: Draft, dated: Sequence[tuple[Draft, Edtf | None]]) -> int | None:
    """The agreement that a paper is attached to by its own phrase: "an annex to the treaty", "a protocol to it"."""
    annotated = doc.annotated
    to = [p.i for m in draft.mentions for p in annotated.children(m.head, "prep") if p.lower == "to"]
    heads = {o.i for prep in to for o in annotated.children(prep, "pobj")}
    others = ((n, other) for n, (other, _) in enumerate(dated) if other is not draft)
    return next((n for n, other in others if heads & {m.head for m in other.mentions}), None)


def _is_renewed(doc: Resolved, draft: Draft) -> bool:
    """Whether a verb of renewal is done to it."""
    verbs = {doc.annotated.tokens[d.verb].lemma.lower() for d in draft.done if d.mode in ("actual", "planned")}
    return bool(verbs & words("renewing").keys())


def _is_next_phase(doc: Resolved, draft: Draft) -> bool:
    return bool(_phased(doc, draft))


def _phased(doc: Resolved, draft: Draft) -> frozenset[str]:
    """What a draft is the next phase of: the nouns right after "phase two of" in its phrase, or where that is cut."""
    annotated, found = doc.annotated, set[str]()
    for mention in draft.mentions:
        end = annotated.sentence_of(mention.head).last
        if match := _PHASE.search(annotated.text(mention.first, min(mention.last + 1, end))):
            first = mention.first + annotated.text(mention.first, end)[: match.end()].count(" ")
            found |= _nouns(annotated.tokens[first : min(first + _NEAR, end)])
    return frozenset(found) - _PARTS


def _nouns(tokens: Sequence[Token]) -> set[str]:
    return {t.lemma.lower() for t in tokens if t.pos in ("NOUN", "PROPN")}


def _may_be_renewed(doc: Resolved, draft: Draft, other: Draft, *, phase: bool) -> bool:
    """Whether another agreement of the same sides is about the same matter; of a phase, and not itself a later one."""
    if set(other.sides.parties) != set(draft.sides.parties):
        return False
    if phase:
        told = (doc.annotated.sentence_tokens(doc.annotated.sentence_of(m.head)) for m in other.mentions)
        return any(_phased(doc, draft) & _nouns(tokens) for tokens in told) and not _is_next_phase(doc, other)
    mine, theirs = draft.content, other.content
    generic = "agreement" in (draft.mention.kind, other.mention.kind)
    return (draft.mention.kind == other.mention.kind or generic) and (not mine or not theirs or bool(mine & theirs))


def _is_before(when: Edtf | None, own: Edtf | None) -> bool:
    first, then = when.earliest if when else None, own.earliest if own else None
    return first is not None and then is not None and first < then


def _year_named(draft: Draft, when: Edtf | None) -> bool:
    """Whether the draft's own phrase names the year of another ("renewed the accord of 2005")."""
    return any(m.year and when is not None and str(when).startswith(m.year) for m in draft.mentions)


def _day(when: Edtf | None) -> date:
    return (when.earliest if when else None) or date.min


def term_of(doc: Resolved, draft: Draft) -> str | None:
    """How long an agreement runs, as an ISO 8601 duration; None where nothing or more than one thing is said."""
    told = {
        f"P{quantity.value}{_LETTERS[quantity.unit]}"
        for mention in draft.mentions
        for quantity in doc.annotated.quantities
        if quantity.unit in DURATIONS
        and (quantity.value or "").isdigit()
        and quantity.qualifier in ("exact", "about")
        and is_term(doc.annotated, quantity)
        and _runs(doc.annotated, quantity, {mention.head, *(d.verb for d in mention.done)})
    }
    return next(iter(told)) if len(told) == 1 else None


def _runs(doc: Annotated, quantity: Quantity, tops: set[int]) -> bool:
    """Whether a duration hangs on the instrument or on what is done to it: over prepositions, "valid", "it runs"."""
    for at in doc.ancestors(quantity.last - 1):
        token = doc.tokens[at]
        if at in tops:
            return True
        if token.lemma.lower() in _LASTING and any(s.i in tops for s in doc.children(at, "nsubj")):
            return True
        if token.pos in ("NOUN", "PROPN", "VERB") and token.lemma.lower() not in _SPANS:
            return False
    return False
