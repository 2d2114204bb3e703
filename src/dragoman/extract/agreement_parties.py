"""Whose agreement it is: the states bound, and who signed for them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from dragoman.document import Annotated, Resolved, Token
from dragoman.extract.agreement_words import words
from dragoman.extract.ground import actor_at, actors_under, coordinated
from dragoman.records import Actor

Tier = Literal["interstate", "inter-agency", "state-company", "company"]
_SIDES = frozenset({"sides", "parties", "countries", "delegations", "nations", "governments", "capitals", "neighbours"})


@dataclass(frozen=True, slots=True)
class Sides:
    """Parties (states and organisations of states), and all `named` as dealing; `told` where words name both sides."""

    parties: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    told: bool = False

    def joined(self, other: Sides) -> Sides:
        """These sides, with those of another mention where they are not told here."""
        best, rest = (self, other) if self.told or not other.told else (other, self)
        return Sides(best.parties or rest.parties, tuple(dict.fromkeys((*best.named, *rest.named))), best.told)


def party_of(actor: Actor) -> str | None:
    """The state or organisation of states that an actor's signature binds."""
    if actor.schema_ in ("State", "IGO"):
        return actor.id
    return f"state:{actor.country}" if actor.country else None


def principals(doc: Resolved) -> list[str]:
    """States and organisations of states by how often they and their people are named, the most named first."""
    seen: Counter[str] = Counter()
    for mention in doc.annotated.mentions:
        actor = doc.actor_of(mention)
        if actor and (party := party_of(actor)):
            seen[party] += 1
    return [
        p for p, _ in sorted(seen.items(), key=lambda item: (-item[1], item[0])) if p in doc.actors or p[:6] == "state:"
    ]


def sides_of(doc: Resolved, head: int, verbs: list[int]) -> Sides:
    """Parties of the instrument at `head`, to which `verbs` do something.

    Those named around it; then the sentence's; then the pair of states that the document is about.
    """
    named = _around(doc, head)
    for verb in verbs:
        named += [a for a in _of_verb(doc, verb) if a not in named]
    parties, dealing = _parties(doc, named), tuple(named) if verbs else ()
    between = _between(doc, head)
    if len(between) >= 1 and _has_between(doc, head):
        return Sides(tuple(between), dealing, told=True)
    if len(parties) >= 2:
        return Sides(tuple(parties[:4]), dealing, told=True)
    acted = any(doc.annotated.children(v, "nsubj", "agent") or _beside(doc, v) for v in verbs)
    return Sides(tuple(_completed(doc, head, parties, acted=acted)), dealing)


def _parties(doc: Resolved, ids: list[str]) -> list[str]:
    found = [party for a in ids if a in doc.actors and (party := party_of(doc.actors[a]))]
    return list(dict.fromkeys(found))


def _has_between(doc: Resolved, head: int) -> bool:
    return any(t.lower == "between" for t in doc.annotated.children(head, "prep"))


def _between(doc: Resolved, head: int) -> list[str]:
    ids = [
        a
        for prep in doc.annotated.children(head, "prep")
        if prep.lower == "between"
        for obj in doc.annotated.children(prep.i, "pobj")
        for a in actors_under(doc, obj.i)
    ]
    return _parties(doc, ids)


def _around(doc: Resolved, head: int) -> list[str]:
    """Actors in the instrument's own phrase: "the agreement of A with B", "A's treaty", "the A-B pact"."""
    annotated, found = doc.annotated, list[str]()
    for child in annotated.children(head):
        if child.dep in ("poss", "amod", "compound", "nmod"):
            below = [child.i, *(c.i for c in annotated.children(child.i, "compound", "amod", "conj", "nmod"))]
            found += [a.id for at in sorted(below) if not _place_name(doc, child.dep, at) and (a := actor_at(doc, at))]
        elif child.dep == "prep" and child.lower in ("with", "between", "by", "of", "for"):
            for obj in annotated.children(child.i, "pobj"):
                found += [a for a in actors_under(doc, obj.i) if child.lower != "of" or _is_state(doc, a)]
    return list(dict.fromkeys(found))


def _place_name(doc: Resolved, dep: str, at: int) -> bool:
    """Whether a city only names an instrument after where it was made ("the Athens Declaration")."""
    mention = doc.mention_at(at)
    return dep in ("compound", "nmod") and mention is not None and mention.kind in ("capital", "metonym")


def _is_state(doc: Resolved, actor: str) -> bool:
    return doc.actors[actor].schema_ in ("State", "IGO")


def _of_verb(doc: Resolved, verb: int) -> list[str]:
    """Actors that do what a verb says, and those with whom: subject, agent, "with …"."""
    annotated, found = doc.annotated, list[str]()
    for child in annotated.children(verb, "nsubj", "agent", "prep", "dative"):
        heads = (
            [child] if child.dep in ("nsubj", "dative") and child.pos != "ADP" else annotated.children(child.i, "pobj")
        )
        if child.pos == "ADP" and child.lower not in ("by", "with", "between", "to", "for"):
            continue
        for token in heads:
            found += actors_under(doc, token.i)
    token = annotated.tokens[verb]
    beside = _beside(doc, verb)
    if beside and not annotated.children(verb, "nsubj", "nsubjpass"):
        return [beside, *(a for a in found if a != beside)]
    if not annotated.children(verb, "nsubj", "nsubjpass", "agent") and token.dep in ("conj", "xcomp", "advcl", "pcomp"):
        found += [a for a in _of_verb(doc, token.head) if a not in found]
        if token.dep == "conj":  # "visited Lima and signed two agreements there"
            met = [a for t in annotated.children(token.head, "dobj") for a in actors_under(doc, t.i)]
            found += [a for a in met if a not in found]
    return [a for a in found if a in doc.actors]


def _beside(doc: Resolved, verb: int) -> str | None:
    """The actor right before a finite verb that the parse left without a subject ("and A suspended …")."""
    token = doc.annotated.tokens[verb]
    if token.tag not in ("VBD", "VBZ", "VBP") or verb == doc.annotated.sentence_of(verb).first:
        return None
    actor = actor_at(doc, verb - 1)
    return actor.id if actor and actor.id in doc.actors else None


def party_near(doc: Resolved, head: int) -> bool:
    """Whether the instrument's sentence names one of the two states that the document is about."""
    sentence, ranked = doc.annotated.sentence_of(head), principals(doc)[:2]
    return any(_party_at(doc, t) in ranked for t in doc.annotated.sentence_tokens(sentence))


def deals_for_itself(doc: Resolved, head: int, verbs: list[int]) -> bool:
    """Whether an instrument is the business of private sides: a player and a club, staff and employer, a merger."""
    annotated = doc.annotated
    own = {c.lemma.lower() for c in annotated.children(head, "compound", "amod", "nmod")}
    if own & words("domestic").keys():
        return True
    sides = [s for v in verbs for s in _acting(annotated, v)]
    preps = [p for at in (head, *verbs) for p in annotated.children(at, "prep", "agent")]
    sides += [o.i for p in preps if p.lower in ("with", "between", "by") for o in annotated.children(p.i, "pobj")]
    return any(_private(doc, at) for side in sides for at in coordinated(annotated, side))


def has_partner(doc: Resolved, head: int, verbs: list[int]) -> bool:
    """Whether the words name somebody that no state is known for on the other side ("with Gulfstar")."""
    annotated = doc.annotated
    preps = [p for at in (head, *verbs) for p in annotated.children(at, "prep", "agent")]
    others = [o.i for p in preps if p.lower in ("with", "between", "by") for o in annotated.children(p.i, "pobj")]
    subjects = [s for v in verbs for s in _acting(annotated, v)]
    named = [at for top in (*others, *subjects) for at in coordinated(annotated, top)]
    partners = [t for at in named if (t := annotated.tokens[at]).pos == "PROPN" or t.lemma.lower() in words("partner")]
    return len(partners) > (1 if not others else 0)


def _acting(doc: Annotated, verb: int) -> list[int]:
    """The subject of a verb, or of the verb that it hangs on."""
    token = doc.tokens[verb]
    subjects = [s.i for s in doc.children(verb, "nsubj")]
    if subjects or token.dep not in ("xcomp", "conj") or token.head == verb:
        return subjects
    return _acting(doc, token.head)


def _private(doc: Resolved, side: int) -> bool:
    """Whether a noun, or what a name is called beside it ("coach A"), stands for somebody who deals for himself."""
    actor = actor_at(doc, side)
    if actor and actor.schema_ in ("State", "IGO"):
        return False
    beside = doc.annotated.children(side, "compound", "nmod", "appos")
    return any(t.lemma.lower() in words("private") for t in (doc.annotated.tokens[side], *beside))


def _completed(doc: Resolved, head: int, parties: list[str], *, acted: bool) -> list[str]:
    """One named side, or none, made two: by the sentence's states, then by those that the document is about."""
    ranked = principals(doc)
    sentence = doc.annotated.sentence_of(head)
    if not _says_two(doc, sentence.first, head):
        above = {c.i for v in doc.annotated.ancestors(head) for c in doc.annotated.children(v, "nsubj")}
        tokens = sorted(doc.annotated.sentence_tokens(sentence), key=lambda t: abs(t.i - head))
        told = [t for t in tokens if not _place_name(doc, t.dep, t.i) and not _acts_elsewhere(doc, t, head)]
        near = [p for t in told if (p := _party_at(doc, t)) and p not in parties]
        leads = [t for t in tokens if t.i in above and t.pos != "PRON" and not acted]
        leading = [p for t in leads if (p := _party_at(doc, t)) and p in near][:1]
        parties = list(dict.fromkeys([*parties, *leading, *(p for p in near if p in ranked[:2]), *near]))[:2]
    if len(parties) < 2:
        parties = [*parties, *(p for p in ranked if p not in parties)][:2]
    return parties


def _acts_elsewhere(doc: Resolved, token: Token, head: int) -> bool:
    """Whether somebody does something of his own in a clause joined to that of the instrument ("…, and A promised")."""
    above = doc.annotated.tokens[token.head]
    joined = above.dep == "conj" and above.pos == "VERB" and above.i > head
    return token.dep == "nsubj" and joined and above.i not in doc.annotated.ancestors(head)


def _party_at(doc: Resolved, token: Token) -> str | None:
    actor = actor_at(doc, token.i)
    return party_of(actor) if actor else None


def _says_two(doc: Resolved, first: int, last: int) -> bool:
    tokens = doc.annotated.tokens[first:last]
    return any(t.lower in _SIDES and t.tag in ("NNS", "NNPS") for t in tokens) or any(t.lower == "both" for t in tokens)


def signatories_of(doc: Resolved, sides: Sides) -> tuple[str, ...]:
    """The persons, bodies and companies that are named as dealing; states sign through them."""
    return tuple(a for a in sides.named if doc.actors[a].schema_ != "State")


def tier_of(doc: Resolved, sides: Sides) -> Tier | None:
    """Who deals with whom, by the kinds of those named; None where one is of unknown kind, or all is one state."""
    kinds = [doc.actors[a].schema_ for a in sides.named]
    if not kinds or "Organization" in kinds or kinds == ["State"]:
        return None
    if "Company" in kinds:
        return "company" if set(kinds) == {"Company"} else "state-company"
    return "inter-agency" if set(kinds) == {"PublicBody"} else "interstate"
