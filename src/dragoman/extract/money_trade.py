"""Who buys and who sells: payer and payee of a price or a turnover, by the verb or by "exports to", "imports from"."""

from __future__ import annotations

from functools import lru_cache

from dragoman.document import Quantity, Resolved, Sentence, Token
from dragoman.extract.ground import table
from dragoman.extract.money_frames import frame_of, governing
from dragoman.extract.money_phrases import owner_before, party_at, prep_party
from dragoman.extract.money_sides import Parties

_SOLD = ("export", "sale", "delivery", "shipment")
_BOUGHT = ("import", "purchase", "order")


@lru_cache(maxsize=1)
def _subjects() -> dict[str, str]:
    return {row["verb"]: row["subject"] for row in table("money_trade_verbs.csv")}


def buyer_and_seller(doc: Resolved, quantity: Quantity) -> Parties:
    """Payer and payee of a price or a turnover, as far as the sentence names them."""
    by_verb = _by_verb(doc, quantity)
    return by_verb if by_verb != Parties() else _by_noun(doc, quantity)


def _by_verb(doc: Resolved, quantity: Quantity) -> Parties:
    verb = governing(doc, quantity, lambda at: doc.annotated.tokens[at].lemma.lower() in _subjects())
    role = _subjects().get(doc.annotated.tokens[verb].lemma.lower()) if verb is not None else None
    if verb is None or role is None:
        return Parties()
    frame = frame_of(doc, verb, quantity)
    if role == "buyer":
        buyer, seller = frame.get("subject"), _first(frame, "from", "dative", "to", "dobj")
        seller = seller if seller is not None else _maker_of(doc, verb, quantity)
        if seller is None and doc.annotated.tokens[verb].lemma.lower() == "pay":
            seller = _before_goods(doc, verb)
    else:
        seller, buyer = frame.get("subject"), _first(frame, "to", "dative", "from", "dobj")
        buyer = buyer if buyer is not None else _before_goods(doc, verb)
    parties = Parties(*(party_at(doc, at) if at is not None else None for at in (buyer, seller)))
    return parties if parties.payer != parties.payee else Parties()


def _maker_of(doc: Resolved, verb: int, quantity: Quantity) -> int | None:
    """The nation whose goods are bought ("Chinese goods"), or the country in which they are ("bought in France")."""
    annotated = doc.annotated
    goods = [o.i for o in annotated.children(verb, "dobj", "appos") if not quantity.first <= o.i < quantity.last]
    national = (c.i for o in goods for c in annotated.children(o, "amod", "compound"))
    by_nation = (c for c in national if (m := doc.mention_at(c)) and m.kind == "demonym")
    places = [p for p in annotated.children(verb, "prep") if p.lower == "in" and p.i == verb + 1]
    there = (o.i for p in places for o in annotated.children(p.i, "pobj"))
    return next((at for at in (*by_nation, *there) if party_at(doc, at)), None)


def _before_goods(doc: Resolved, verb: int) -> int | None:
    """A state by name that the parse takes for a part of what is sold or paid ("sold Afghanistan electricity")."""
    annotated = doc.annotated
    beside = (c for o in annotated.children(verb, "dobj") for c in annotated.children(o.i, "compound", "nmod"))
    named = (c.i for c in beside if (m := doc.mention_at(c.i)) and m.kind in ("name", "country"))
    return next((at for at in named if party_at(doc, at)), None)


def _first(frame: dict[str, int], *ties: str) -> int | None:
    return next((frame[tie] for tie in ties if tie in frame), None)


def _of_the_whole(doc: Resolved, quantity: Quantity, sentence: Sentence) -> list[Token]:
    """The words of a sentence that speak of a figure, not of a part of it behind "of which"."""
    tokens = list(doc.annotated.sentence_tokens(sentence))
    parted = next((t.i for t in tokens if t.lower == "which" and doc.annotated.tokens[t.i - 1].lower == "of"), None)
    if parted is None or quantity.first > parted:
        return tokens
    return [t for t in tokens if t.i < parted]


def _by_noun(doc: Resolved, quantity: Quantity) -> Parties:
    """The exports of A to B: B pays A; the imports of A from B: A pays B."""
    annotated = doc.annotated
    sentence = annotated.sentence_of(quantity.first)
    nouns = [t for t in _of_the_whole(doc, quantity, sentence) if t.lemma.lower() in (*_SOLD, *_BOUGHT)]
    ranked = (((t.i > quantity.first, abs(t.i - quantity.first)), t) for t in nouns if t.pos == "NOUN")
    noun = min(ranked, key=lambda each: each[0], default=(None, None))[1]  # one before its figure, else the next
    if noun is None:
        return Parties()
    sold = noun.lemma.lower() in _SOLD
    preps = {p.lower: a for p in annotated.children(noun.i, "prep") if (a := prep_party(doc, p.i))}
    own = owner_before(doc, sentence.first, noun.i) or preps.get("of") or preps.get("by")
    other = preps.get("to" if sold else "from")
    if own == other:
        return Parties()
    return Parties(other, own) if sold else Parties(own, other)
