"""Sides that a clause leaves unsaid and its context gives: the other of the two whose dealings a document tells.

A side is filled only where the document turns on two actors, the clause names at most one of them and nobody else, and
the other stands in words close before; those words join the evidence.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from dragoman.document import Mention, Resolved
from dragoman.extract.parties import acts_for, behalves
from dragoman.records import Actor

NEAR_SENTENCES = 6
LEAST_MENTIONS = 2
LEAD = 1.2


@dataclass(frozen=True, slots=True)
class Dyad:
    """The two ids whose dealings a document tells, most mentioned first."""

    one: str
    other: str
    led: bool = False  # whether the first is named far more often than the second

    @property
    def leading(self) -> str | None:
        """Whom the document is about before anybody else."""
        return self.one if self.led else None

    def counterpart(self, actor: str) -> str | None:
        """The other of the two; None for a stranger."""
        return {self.one: self.other, self.other: self.one}.get(actor)


def dyad(doc: Resolved) -> Dyad | None:
    """The two states or IGOs that stand out from all others by mentions, their people and bodies counted with them."""
    counts: Counter[str] = Counter()
    for mention in doc.annotated.mentions:
        if (behalf := _behalf(doc, mention)) and behalf.startswith(("state:", "qid:")):
            counts[behalf] += 1
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:3]
    if len(ranked) < 2 or ranked[1][1] < LEAST_MENTIONS or (len(ranked) > 2 and ranked[1][1] == ranked[2][1]):
        return None
    return Dyad(ranked[0][0], ranked[1][0], ranked[0][1] >= LEAD * ranked[1][1])


def _behalf(doc: Resolved, mention: Mention) -> str | None:
    actor = doc.actor_of(mention)
    if actor is None:
        return f"state:{mention.country}" if mention.kind == "office" and mention.country else None
    found = acts_for(actor)
    return found if actor.schema_ == "IGO" or found.startswith("state:") else None


def _home(actor: Actor) -> str:
    """The state whose side an actor stands on in the dealings of two, a company's own country included."""
    return f"state:{actor.country}" if actor.schema_ == "Company" and actor.country else acts_for(actor)


def counterpart(doc: Resolved, pair: Dyad | None, known: tuple[str, ...], at: int) -> tuple[str, Mention] | None:
    """The unsaid other side of an act at a token, with the mention that gives it; None where the context does not."""
    acting = _acting(doc, known)
    if acting and (met := _met_before(doc, acting, at)):
        return met
    return _nearby(doc, pair, pair.counterpart(acting), at) if pair and acting else None


def leading(doc: Resolved, pair: Dyad | None, known: tuple[str, ...], at: int) -> tuple[str, Mention] | None:
    """Whom a document is about before anybody else, as the other side of what a third state or body does."""
    acting = _acting(doc, known)
    third = pair and acting and acting.startswith(("state:", "qid:")) and not pair.counterpart(acting)
    return _nearby(doc, pair, pair.leading, at) if pair and third else None


def _acting(doc: Resolved, known: tuple[str, ...]) -> str | None:
    """The one on whose side all those known stand."""
    behalves = {_home(doc.actors[a]) for a in known if a in doc.actors}
    return behalves.pop() if len(behalves) == 1 else None


def _nearby(doc: Resolved, pair: Dyad, other: str | None, at: int) -> tuple[str, Mention] | None:
    if other is None or _names_a_third(doc, pair, at):
        return None
    mention = _close_before(doc, other, at)
    return (other, mention) if mention and other in doc.actors else None


def _met_before(doc: Resolved, acting: str, at: int) -> tuple[str, Mention] | None:
    """Whom the act before met or visited, that this one is joined to: "visited Lima and signed two agreements"."""
    token = doc.annotated.tokens[at]
    if token.dep != "conj" or doc.annotated.children(at, "nsubj", "nsubjpass"):
        return None
    met = [t.i for t in doc.annotated.children(token.head, "dobj")]
    named = [(b, m) for i in met for m in doc.annotated.mentions_by_token.get(i, ()) if (b := _behalf(doc, m))]
    return next(((b, m) for b, m in named if b != acting and b in doc.actors), None)


def _names_a_third(doc: Resolved, pair: Dyad, at: int) -> bool:
    """Whether an act's own words name a state beside the two ("selling their equipment in the US"): one of them."""
    heads = [at, *(t.i for t in doc.annotated.children(at, "dobj"))]
    preps = [prep.i for head in heads for prep in doc.annotated.children(head, "prep")]
    named = [t.i for prep in preps for t in doc.annotated.children(prep, "pobj")]
    behalves = (_behalf(doc, m) for i in named for m in doc.annotated.mentions_by_token.get(i, ()))
    return any(b and b.startswith("state:") and not pair.counterpart(b) for b in behalves)


def companion(doc: Resolved, known: tuple[str, ...], at: int) -> tuple[str, Mention] | None:
    """The one other state or IGO that the sentence of an act names, where it names just one besides the side known."""
    sentence = doc.annotated.sentence_of(at)
    own = behalves(doc, known)
    others: dict[str, Mention] = {}
    for m in doc.annotated.mentions:
        here = sentence.first <= m.first < sentence.last and not _in_a_clause_beside(doc, m.head, at)
        if here and (behalf := _behalf(doc, m)) and behalf not in own:
            others.setdefault(behalf, m)
    if len(others) != 1 or next(iter(others)) not in doc.actors:
        return None
    return next(iter(others.items()))


def _in_a_clause_beside(doc: Resolved, token: int, at: int) -> bool:
    """Whether a word stands in a clause joined to that of an act by "and" or "but", or in one on who acts in it."""
    tokens = doc.annotated.tokens
    for above in (token, *doc.annotated.ancestors(token)):
        if above == at:
            return False
        joined = tokens[above].dep == "conj" and tokens[above].pos == "VERB" and tokens[above].head == at
        if joined or (tokens[above].dep == "relcl" and token < at):
            return True
    return False


def both(doc: Resolved, pair: Dyad | None, at: int) -> tuple[Mention, Mention] | None:
    """The mentions of both of the pair close before a mutual act that names nobody."""
    if pair is None:
        return None
    found = _close_before(doc, pair.one, at), _close_before(doc, pair.other, at)
    return (found[0], found[1]) if found[0] and found[1] else None


def _stands_near(doc: Resolved, mention: Mention, sentence: int) -> bool:
    """Whether a mention stands in this sentence, in the few before it, or in the title."""
    here = doc.annotated.tokens[mention.first].sentence
    return sentence - NEAR_SENTENCES <= here <= sentence or doc.annotated.sentences[here].zone == "title"


def _close_before(doc: Resolved, behalf: str, at: int) -> Mention | None:
    """The nearest mention of an actor or its people in this sentence, in the few before it or in the title."""
    sentence = doc.annotated.tokens[at].sentence
    near = [m for m in doc.annotated.mentions if _stands_near(doc, m, sentence) and _behalf(doc, m) == behalf]
    before = [m for m in near if m.first <= at]
    return before[-1] if before else (near[0] if near else None)
