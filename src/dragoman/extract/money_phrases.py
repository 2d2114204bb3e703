"""Whom a noun phrase of a sentence about money names: who pays or is paid, whose bank it is, who lends by trade."""

from __future__ import annotations

from dragoman.document import Resolved
from dragoman.extract.ground import actor_at, actors_under, coordinated
from dragoman.extract.money_cues import listed
from dragoman.records import Actor

_OWNED_BY = ("of", "from", "in")
_SHARED = ("swap", "line", "arrangement", "facility")  # whoever it is "with" has opened it
_BESIDE = ("poss", "amod", "compound", "nmod")
_NESTED = 2  # appositions in appositions: "with A, the export bank, an arm of …"


def party_at(doc: Resolved, token: int, depth: int = 0) -> str | None:
    """Who a noun phrase names, or else whose it is: a fund pays for the country named before, after or beside it.

    A bank whose own words name a state ("India's Exim Bank") is that state's, whatever bank bears that name elsewhere.
    """
    if lends_by_trade(doc, token) and (state := _owner_of_bank(doc, token)):
        return state
    for actor in actors_under(doc, token):
        if actor in doc.actors and (acting := _acting(doc.actors[actor])):
            return acting
    if found := _beside(doc, token):
        return found
    appositions = doc.annotated.children(token, "appos") if depth < _NESTED else ()
    found = next((a for t in appositions if (a := party_at(doc, t.i, depth + 1))), None)
    return found or _named_before(doc, token)


def _named_before(doc: Resolved, token: int) -> str | None:
    """Who was last named by a name with the noun of "the fund", "the agency" in it; "the lender", by a bank's."""
    annotated = doc.annotated
    noun = annotated.tokens[token]
    if noun.pos != "NOUN" or all(c.lower != "the" for c in annotated.children(token, "det")):
        return None
    wanted = listed("lender") if noun.lemma.lower() in ("lender", "creditor") else {noun.lemma.lower()}
    named = [(m, a) for m in annotated.mentions if m.last <= token and (a := doc.actor_of(m)) and a.schema_ != "Person"]
    bearing = (a for m, a in reversed(named) if wanted & set(f"{m.text} {a.name}".lower().split()))
    return next((party for a in bearing if (party := _acting(a))), None)


def _beside(doc: Resolved, token: int) -> str | None:
    """Who stands before a noun, or after it by "of", "from" or "in"."""
    annotated = doc.annotated
    ties = (*_OWNED_BY, "with") if annotated.tokens[token].lemma.lower() in _SHARED else _OWNED_BY
    preps = [p for p in annotated.children(token, "prep") if p.lower in ties]
    after = [o.i for p in preps for o in annotated.children(p.i, "pobj")]
    around = (*_before(doc, token), *after, *(at for below in after for at in _before(doc, below)))
    return next((a for at in around if (a := plain_at(doc, at))), None)


def _before(doc: Resolved, token: int) -> list[int]:
    return [c.i for c in doc.annotated.children(token, *_BESIDE)]


def plain_at(doc: Resolved, token: int) -> str | None:
    """Who stands at a token, as somebody who can pay."""
    actor = actor_at(doc, token)
    return _acting(actor) if actor else None


def _acting(actor: Actor) -> str | None:
    """Persons hold office, they do not pay: their state stands for them. A name of unknown kind pays nothing."""
    if actor.schema_ == "Person":
        return f"state:{actor.country}" if actor.country else None
    return None if actor.schema_ == "Organization" and actor.country is None else actor.id


def owner_before(doc: Resolved, first: int, noun: int) -> str | None:
    """Who stands before a noun as its owner or by an adjective, in the parse or right beside it."""
    beside = [noun - 1] if noun > first else []
    return next((a for at in (*_before(doc, noun), *beside) if (a := plain_at(doc, at))), None)


def prep_party(doc: Resolved, prep: int) -> str | None:
    """Who stands behind a preposition."""
    return next((a for o in doc.annotated.children(prep, "pobj") if (a := party_at(doc, o.i))), None)


def lends_by_trade(doc: Resolved, token: int) -> bool:
    """Whether a noun phrase names somebody whose trade it is to lend: a bank, a development fund."""
    annotated = doc.annotated
    words = {annotated.tokens[at].lemma.lower() for at in coordinated(annotated, token)}
    words |= {c.lemma.lower() for c in annotated.children(token, "compound", "appos")}
    words |= {word for a in actors_under(doc, token) if a in doc.actors for word in doc.actors[a].name.lower().split()}
    return bool(words & listed("lender"))


def _owner_of_bank(doc: Resolved, token: int) -> str | None:
    """The state that the words around a bank's name give as its own, outside the name itself."""
    annotated = doc.annotated
    mention = doc.mention_at(token)
    first, last = (mention.first, mention.last) if mention else (token, token + 1)
    of = [o.i for p in annotated.children(token, "prep") if p.lower == "of" for o in annotated.children(p.i, "pobj")]
    around = [at for at in (*_before(doc, token), *of) if not first <= at < last]
    states = (plain_at(doc, at) for at in around)
    return next((s for s in states if s and s.startswith("state:")), None)
