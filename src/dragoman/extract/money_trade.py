"""Who buys and who sells: payer and payee of a price or a turnover, by the verb or by "exports to", "imports from"."""

from __future__ import annotations

from functools import lru_cache

from dragoman.document import Quantity, Resolved
from dragoman.extract.ground import table
from dragoman.extract.money_frames import frame_of, governing
from dragoman.extract.money_phrases import owner_before, party_at, prep_party
from dragoman.extract.money_sides import Parties

_SOLD = ("export", "sale")
_BOUGHT = ("import", "purchase")


@lru_cache(maxsize=1)
def _subjects() -> dict[str, str]:
    return {row["verb"]: row["subject"] for row in table("money_trade_verbs.csv")}


def buyer_and_seller(doc: Resolved, quantity: Quantity) -> Parties:
    """Payer and payee of a price or a turnover, as far as the sentence names them."""
    by_verb = _by_verb(doc, quantity)
    return by_verb if by_verb != Parties() else _by_noun(doc, quantity)


def _by_verb(doc: Resolved, quantity: Quantity) -> Parties:
    verb = governing(doc, quantity, frozenset(_subjects()))
    role = _subjects().get(doc.annotated.tokens[verb].lemma.lower()) if verb is not None else None
    if verb is None or role is None:
        return Parties()
    frame = frame_of(doc, verb, quantity)
    if role == "buyer":
        buyer, seller = frame.get("subject"), _first(frame, "from", "dative", "to", "dobj")
    else:
        seller, buyer = frame.get("subject"), _first(frame, "to", "dative", "from", "dobj")
    parties = Parties(*(party_at(doc, at) if at is not None else None for at in (buyer, seller)))
    return parties if parties.payer != parties.payee else Parties()


def _first(frame: dict[str, int], *ties: str) -> int | None:
    return next((frame[tie] for tie in ties if tie in frame), None)


def _by_noun(doc: Resolved, quantity: Quantity) -> Parties:
    """The exports of A to B: B pays A; the imports of A from B: A pays B."""
    annotated = doc.annotated
    sentence = annotated.sentence_of(quantity.first)
    nouns = [t for t in annotated.sentence_tokens(sentence) if t.lemma.lower() in (*_SOLD, *_BOUGHT)]
    noun = min((t for t in nouns if t.pos == "NOUN"), key=lambda t: abs(t.i - quantity.first), default=None)
    if noun is None:
        return Parties()
    sold = noun.lemma.lower() in _SOLD
    preps = {p.lower: a for p in annotated.children(noun.i, "prep") if (a := prep_party(doc, p.i))}
    own = owner_before(doc, sentence.first, noun.i) or preps.get("of") or preps.get("by")
    other = preps.get("to" if sold else "from")
    if own == other:
        return Parties()
    return Parties(other, own) if sold else Parties(own, other)
