"""What a sum is for, in the words of its sentence: "for a hospital in Fier", "to rebuild the port"."""

from __future__ import annotations

from dragoman.document import Annotated, Quantity, Resolved, Token
from dragoman.extract.money_cues import clauses_on, listed
from dragoman.extract.money_phrases import plain_at
from dragoman.records.facts import AmountKind

GIVEN = ("loan", "grant", "investment", "debt")
_LONGEST = 14  # tokens; a purpose that runs on further is a clause of its own
_CUT = frozenset({"relcl", "acl", "advcl", "punct", "cc", "conj", "appos"})


def purpose_of(doc: Resolved, quantity: Quantity, kind: AmountKind) -> str | None:
    """What money is lent, given or invested for; None where its own clause does not say."""
    annotated = doc.annotated
    if kind not in GIVEN:
        return None
    tops = [quantity.last - 1, *_up_to_verb(annotated, quantity), *clauses_on(annotated, quantity)]
    aims = sorted((c for at in tops for c in annotated.children(at)), key=lambda c: c.i)
    return next((words for c in aims if c.i >= quantity.first and (words := _aim(doc, c))), None)


def _up_to_verb(doc: Annotated, quantity: Quantity) -> list[int]:
    """The words above a figure up to the verb of its clause, that verb among them."""
    found: list[int] = []
    for at in doc.ancestors(quantity.last - 1):
        found.append(at)
        if doc.tokens[at].pos in ("VERB", "AUX"):
            break
    return found


def _aim(doc: Resolved, token: Token) -> str | None:
    """The words of an aim: a thing behind "for" that is no time, no sum and nobody paid; an act after "to"."""
    annotated = doc.annotated
    if token.lower == "for" and token.dep == "prep":
        things = [o for o in annotated.children(token.i, "pobj", "pcomp") if _is_thing(doc, o)]
        return _phrase(annotated, things[0]) if things else None
    aimed = token.pos == "VERB" and any(c.lower == "to" for c in annotated.children(token.i, "aux"))
    acts = aimed and token.lemma.lower() in listed("aim") and token.dep in ("advcl", "acl", "relcl", "xcomp")
    return _phrase(annotated, token) if acts else None


def _is_thing(doc: Resolved, token: Token) -> bool:
    annotated = doc.annotated
    if any(t.first <= token.i < t.last for t in annotated.timexes):
        return False
    if any(q.first <= token.i < q.last for q in annotated.quantities):
        return False
    return token.pos in ("NOUN", "VERB") or (token.pos == "PROPN" and plain_at(doc, token.i) is None)


def _phrase(doc: Annotated, top: Token) -> str | None:
    """The words of a phrase without clauses, times and what is joined after it."""
    within, stack = [top.i], [top.i]
    timed = {at for t in doc.timexes for at in range(t.first, t.last)}
    while stack:
        for child in doc.children(stack.pop()):
            below = {child.i, *(o.i for o in doc.children(child.i, "pobj"))}
            if (child.dep in _CUT and child.i > top.i) or below & timed:
                continue
            within.append(child.i)
            stack.append(child.i)
    first, last = min(within), max(within) + 1
    return doc.text(first, last) if last - first <= _LONGEST else None
