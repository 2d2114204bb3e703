"""A sum whose verb is told once: "A owes B 5 million and C 3 million", "B is owed 5 million and C 3 million".

In: drafts in order. Out: the same; one behind the name of another side takes all else from the sum before.
Never: a name that stands further off than right before its figure.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.document import Resolved
from dragoman.extract.money_cues import is_currency
from dragoman.extract.money_drafts import Draft
from dragoman.extract.money_phrases import plain_at
from dragoman.extract.money_sides import Parties

_BETWEEN = frozenset({",", ";", "and", "while", "but", "the"})


def gapped(doc: Resolved, drafts: list[Draft]) -> list[Draft]:
    """Drafts with what a sentence tells only of the sum before."""
    found: list[Draft] = []
    for draft in drafts:
        other = _named_between(doc, found[-1], draft) if found else None
        sides = _replaced(doc, found[-1], other) if other else None
        told = (
            replace(draft, kind=found[-1].kind, parties=sides, basis=draft.basis or found[-1].basis) if sides else draft
        )
        found.append(told)
    return found


def _named_between(doc: Resolved, before: Draft, draft: Draft) -> str | None:
    """The one side that is named between two sums of money, with nothing but "and" before it."""
    first, last = before.quantity.last, draft.quantity.first
    annotated = doc.annotated
    same = annotated.tokens[before.quantity.first].sentence == annotated.tokens[draft.quantity.first].sentence
    if not same or first + 1 >= last or not (is_currency(before.quantity.unit) and is_currency(draft.quantity.unit)):
        return None
    mention = doc.mention_at(last - 1)
    if mention is None or mention.last != last:
        return None
    rest = {t.lower for t in annotated.tokens[first : mention.first]}
    return plain_at(doc, last - 1) if rest and rest <= _BETWEEN else None


def _replaced(doc: Resolved, before: Draft, other: str) -> Parties | None:
    """The sides of the sum before, with another for the one that stands next before its figure."""
    start = doc.annotated.sentence_of(before.quantity.first).first
    sides = before.parties
    for at in range(before.quantity.first - 1, start - 1, -1):
        named = plain_at(doc, at)
        if named and named in (sides.payer, sides.payee) and other not in (sides.payer, sides.payee):
            return Parties(other, sides.payee) if named == sides.payer else Parties(sides.payer, other)
    return None
