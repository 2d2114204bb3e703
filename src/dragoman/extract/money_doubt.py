"""Money that might be given: offered on a condition, weighed, refused. It makes no loan.

In: a figure. Out: whether it is only supposed. Never: whose it would be.
"""

from __future__ import annotations

import itertools

from dragoman.document import Annotated, Quantity, Resolved
from dragoman.extract.modality import modality
from dragoman.extract.money_cues import listed
from dragoman.extract.money_roles import governing_verb, role_of
from dragoman.records.facts import AmountKind

_GIVEN = ("the", "its", "their", "these", "those")


def only_supposed(doc: Resolved, quantity: Quantity, kind: AmountKind) -> bool:
    """Whether money is not given but might be ("may lend", "if it lends"), or is refused ("will not lend")."""
    verb = governing_verb(doc, quantity, kind)
    if verb is None or kind in ("price", "trade"):
        return False
    annotated = doc.annotated
    if annotated.tokens[quantity.first - 1].lower in _GIVEN:
        return False
    if kind == "loan" and _talked_about(annotated, quantity):
        return True
    lemma = annotated.tokens[verb].lemma.lower()
    role = role_of(annotated, verb, kind)
    if role is None:
        subjects = annotated.children(verb, "nsubj", "nsubjpass")
        acts = any(quantity.last - 1 in annotated.subtree(s.i) for s in subjects)  # "a debt of 5 million weighs on A"
        return f"to {lemma}" in listed("supposing") and not acts and not _definite(doc, quantity)
    if role == "giver" and kind != "debt" and modality(annotated, verb) == "negated":
        return True
    chain = [verb, *(a for a in annotated.ancestors(verb) if annotated.tokens[a].pos in ("VERB", "AUX"))]
    return any(_doubtful(annotated, at) for at in _one_clause(annotated, chain))


def _talked_about(doc: Annotated, quantity: Quantity) -> bool:
    """Whether money is what talks are held for ("in talks for a loan of 5 million")."""
    chain = itertools.takewhile(lambda at: doc.tokens[at].pos != "VERB", doc.ancestors(quantity.last - 1))
    topics = (at for at in chain if doc.tokens[at].lower in ("for", "on", "about", "over"))
    return any(doc.tokens[doc.tokens[prep].head].lower in listed("talks") for prep in topics)


def _definite(doc: Resolved, quantity: Quantity) -> bool:
    """Whether the noun over a figure is known already ("weighs what to do with the loan of 5 million")."""
    annotated = doc.annotated
    nouns = [a for a in annotated.ancestors(quantity.last - 1) if annotated.tokens[a].pos == "NOUN"]
    return any(c.lower in _GIVEN for noun in nouns for c in annotated.children(noun, "det", "poss"))


def _one_clause(doc: Annotated, verbs: list[int]) -> list[int]:
    """The first of these verbs, with those that it completes ("could agree to lend")."""
    kept = verbs[:1]
    for at in verbs[1:]:
        if doc.tokens[kept[-1]].dep not in ("xcomp", "pcomp"):
            break
        kept.append(at)
    return kept


def _doubtful(doc: Annotated, verb: int) -> bool:
    told = {c.lower for c in doc.children(verb, "aux", "mark", "advmod")} | {f"to {doc.tokens[verb].lemma.lower()}"}
    clauses = [m.lower for c in doc.children(verb, "advcl") for m in doc.children(c.i, "mark")]
    return bool(told & listed("supposing")) or ("would" in told and bool({"if", "unless", "provided"} & set(clauses)))
