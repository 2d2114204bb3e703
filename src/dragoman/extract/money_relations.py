"""Creditor and debtor by the nouns that name them: "China, Angola's largest creditor", "its main lender is Kuwait"."""

from __future__ import annotations

from dragoman.document import Quantity, Resolved, Token
from dragoman.extract.money_phrases import party_at, plain_at, prep_party
from dragoman.extract.money_sides import Parties

_LENDING = ("creditor", "lender")
_OWING = ("debtor", "borrower")


def by_relation(doc: Resolved, quantity: Quantity) -> Parties:
    """Debtor (payer) and creditor (payee) as the sentence of a figure names them by such a noun."""
    annotated = doc.annotated
    for noun in annotated.sentence_tokens(annotated.sentence_of(quantity.first)):
        lemma = noun.lemma.lower()
        if lemma in _LENDING or lemma in _OWING:
            self_, other = _it(doc, noun), _its_owner(doc, noun)
            sides = Parties(other, self_) if lemma in _LENDING else Parties(self_, other)
            if (sides.payer or sides.payee) and sides.payer != sides.payee:
                return sides
    return Parties()


def _its_owner(doc: Resolved, noun: Token) -> str | None:
    """The other side: "Angola's creditor", "the creditors of Angola"."""
    annotated = doc.annotated
    owners = [t.i for t in annotated.children(noun.i, "poss")]
    of = [p.i for p in annotated.children(noun.i, "prep") if p.lower in ("of", "to")]
    return next((a for at in owners if (a := plain_at(doc, at))), None) or next(
        (a for prep in of if (a := prep_party(doc, prep))), None
    )


def _it(doc: Resolved, noun: Token) -> str | None:
    """Who is the creditor or debtor: beside the noun, or over a form of "to be"; else by nationality."""
    annotated = doc.annotated
    above = annotated.tokens[noun.head]
    beside = [t.i for t in annotated.children(noun.i, "appos")]
    if noun.dep == "appos" and above.i != noun.i:
        beside.append(above.i)
    if above.lemma.lower() == "be":
        beside += [t.i for t in annotated.children(above.i, "attr", "nsubj") if t.i != noun.i]
    if named := next((party for at in beside if (party := party_at(doc, at))), None):
        return named
    nation = [t.i for t in annotated.children(noun.i, "amod", "compound", "nmod")]
    places = [p.i for p in annotated.children(noun.i, "prep") if p.lower in ("in", "from")]
    return next((a for at in nation if (a := plain_at(doc, at))), None) or next(
        (a for prep in places if (a := prep_party(doc, prep))), None
    )
