"""Sides: who stands where, by the parse of the trigger's own clause or noun phrase."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.document import Annotated, Resolved, Token
from dragoman.extract import roles
from dragoman.extract.frames import Frame, frames, lemma_of, object_classes, objects
from dragoman.extract.ground import actors_at, actors_under
from dragoman.extract.parties import acts_for, behalves
from dragoman.kb import load

HARM = ("ASSAULT", "COERCE")
MUTUAL = ("CONSULT", "SUPPORT", "AGREE", "COOPERATE")
SHARED = ("ties", "border", "talks", "instrument")
TOPICAL = frozenset({"on", "about", "over", "regarding", "concerning", "for"})
UPON = ("on", "against", "at", "to", "into", "in", "of", "by")
# What the parse may hang on the noun after a preposition: "the expulsion of the consul by Peru".
NESTED = {"by": UPON, "from": UPON, "of": ("by", "to", "with", "against", "between")}
CONCERNED = ("iobj", "dative", "to", "with", "against", "from", "dobj")
THEMES = ("troops", "aircraft", "missile", "relief", "aid", "peacekeeper")  # whose they are, is who sends them
SENT = ("MOBILIZE", "RETREAT", "AID", "COOPERATE")
OWN_ACTS = ("withdrawal", "visit", "trip", "exercise")  # acts of those whose they are ("Peru's withdrawal")
REFUSING = ("REJECT", "AGREE", "REQUEST", "THREATEN")


def facing(
    doc: Resolved, token: int, frame: Frame, source: tuple[str, ...], target: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Both sides without anybody on both; of several across, none who acts for the state that does it."""
    source, target = _reciprocal(doc, token, frame, source, tuple(a for a in target if a not in source))
    own = behalves(doc, source)
    across = tuple(a for a in target if a not in source)
    return source, tuple(a for a in across if a not in doc.actors or acts_for(doc.actors[a]) not in own) or across


def _reciprocal(
    doc: Resolved, token: int, frame: Frame, source: tuple[str, ...], target: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Two who stand on one side of a mutual act with nobody else across from them face one another."""
    if frame.type not in MUTUAL and frame.object not in SHARED and frame.note != "mutual":
        return source, target
    if not target and frame.object == "goodwill" and _meant_for(doc, token):
        return source, target
    here, across = behalves(doc, source), behalves(doc, target)
    if len(here) > 1 and across <= here:
        return source[:1], tuple(dict.fromkeys(source[1:]))
    return (target[:1], target[1:]) if len(across) > 1 and not here else (source, target)


def _meant_for(doc: Resolved, verb: int) -> bool:
    """Whether goodwill goes to a matter ("reaffirmed their support for the plan"), not to one another."""
    preps = [p for t in objects(doc.annotated, verb) for p in doc.annotated.children(t.i, "prep")]
    things = [o for p in preps if p.lower in ("for", "to") for o in doc.annotated.children(p.i, "pobj", "pcomp")]
    return any(t.lower not in ("other", "another") for t in things)


def is_table(doc: Resolved, frame: Frame, actor: str) -> bool:
    """A joint commission is the table that two sides sit at, no side of what they do there."""
    if frame.type not in MUTUAL:
        return False
    named = [m for m in doc.annotated.mentions if doc.links[m.i] == actor]
    return any(m.office == "commission" and m.schema == "PublicBody" for m in named)


def stands_alone(doc: Annotated, token: Token, frame: Frame, *, owned: bool) -> bool:
    """Nouns that tell an act with one side said or none: "its refusal to pay", "the meeting of the commission"."""
    if frame.complement == "dated":
        return True
    if frame.note == "both":
        return False
    verb = doc.tokens[token.head]
    if frame.type == "CONSULT" and token.dep == "nsubj" and verb.lemma.lower() in object_classes()["happen"]:
        return True
    if (owned or frame.type == "AGREE") and frame.type in REFUSING:
        return any(t.dep in ("acl", "xcomp") and t.tag == "VB" for t in doc.children(token.i))
    return frame.type == "CONSULT" and any(p.lower == "of" for p in doc.children(token.i, "prep"))


def verb_sides(doc: Resolved, token: Token, frame: Frame) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who does what a verb says, and to whom: subject and agent; the frame's slots, else actors inside the object."""
    if frame.giver_slot:
        return _given(doc, token, frame)
    source = tuple(roles.acting(doc, token.i))
    if not source and frame.source_slot:
        source = tuple(roles.undergoing(doc, token.i, (frame.source_slot,)))
    if not source:
        source = tuple(_sent_by(doc, token, frame))
    asked = _to_leave(doc, token) if frame.type == "REQUEST" else []
    target = tuple(a for a in asked or roles.undergoing(doc, token.i, frame.target) if a not in source)
    if not target:
        target = tuple(a for a in _qualified(doc, token, frame) if a not in source)
    if not target and frame.complement.startswith("inf"):
        below = (t for t in doc.annotated.children(token.i, "xcomp", "ccomp") if t.tag == "VB")
        target = tuple(a for t in below for a in _of_what_is_meant(doc, t) if a not in source)
    if not target and frame.type in HARM:
        target = tuple(a for a in _aimed_at(doc, token) if a not in source)
    if not target:
        target = tuple(a for a in _within_objects(doc, token) if a not in source)
    if not target and source and (frame.mode == "visit" or frame.note == "patient"):
        target = tuple(a for a in _host(doc, token.i) if a not in source)
    return source, target


def _host(doc: Resolved, verb: int) -> list[str]:
    """The state to whose capital a visit goes, though nothing else names it ("landed in Lima"); no seat of many."""
    known, heads = load(), (i for s in ("in", "to", "at", "for") for i in roles.filling(doc.annotated, verb, s))
    there = (doc.places[i] for i in heads if i in doc.places)
    return [
        f"state:{place.country}"
        for place in there
        if place.country
        and place.name in known.state(place.country).capitals
        and place.name.lower() not in object_classes()["seat-of-many"]
    ][:1]


def _given(doc: Resolved, verb: Token, frame: Frame) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The two sides of a verb whose subject is given something: "obtained a loan from Chile", "Chilean tanks"."""
    if roles.is_passive(doc.annotated, verb.i):
        return (), ()
    taker = tuple(roles.acting(doc, verb.i))
    things = objects(doc.annotated, verb.i)
    givers = roles.undergoing(doc, verb.i, tuple(frame.giver_slot.split("+")))
    givers = givers or [a for t in things for a in _owners(doc, t.i)]
    givers = givers or [a for t in things for r in doc.annotated.children(t.i, "relcl") for a in roles.acting(doc, r.i)]
    return tuple(a for a in givers if a not in taker), taker


def _sent_by(doc: Resolved, verb: Token, frame: Frame) -> list[str]:
    """Who does it where a passive names nobody: "Omani tanks were sent", "the emir is expected in Peru"."""
    if roles.agent(doc.annotated, verb.i) or not roles.is_passive(doc.annotated, verb.i):
        return []
    told = doc.annotated.children(verb.i, "nsubjpass")
    if frame.note == "patient" or (frame.object in THEMES and frame.type in SENT):
        return [a for t in told for a in actors_under(doc, t.i)]
    if frame.object in OWN_ACTS:
        return next((by for t in told if (by := _owners(doc, t.i))), [])
    return _captors(doc, verb) if frame.mode == "release" else []


def _captors(doc: Resolved, verb: Token) -> list[str]:
    """Who held those that a relative clause says were released: "detained two sailors, who were freed on Monday"."""
    held = doc.annotated.tokens[doc.annotated.tokens[verb.head].head]
    harmful = any(f.type in HARM for f in frames().get((lemma_of(held), "verb"), ()))
    return roles.acting(doc, held.i) if verb.dep == "relcl" and harmful else []


def _qualified(doc: Resolved, verb: Token, frame: Frame) -> list[str]:
    """Who owns or qualifies what stands in a slot: "pulled out of NATO's military wing"."""
    slots = (s for s in frame.target if s in UPON or s in ("from", "into"))
    things = (at for s in slots for at in roles.filling(doc.annotated, verb.i, s) if at > verb.i)
    return next((found for at in things if (found := _owners(doc, at))), [])


def _to_leave(doc: Resolved, verb: Token) -> list[str]:
    """Whose going is asked for: "demanded the withdrawal of Omani troops from the island"."""
    going = [t for t in objects(doc.annotated, verb.i) if t.lemma.lower() in object_classes()["withdrawal"]]
    return [a for t in going for a in (_slots(doc, t.i).get("of") or _owners(doc, t.i))]


def _of_what_is_meant(doc: Resolved, below: Token) -> list[str]:
    """Whom the act that is promised, refused or threatened concerns: "refused to sell gas to Kenya"."""
    return roles.undergoing(doc, below.i, CONCERNED) or _within_objects(doc, below)


def _aimed_at(doc: Resolved, verb: Token) -> list[str]:
    """Whom the act that is a verb's subject is aimed at: "the Omani raid on a Yemeni port killed six"."""
    at = roles.subject(doc.annotated, verb.i)
    slots = _slots(doc, at) if at is not None else {}
    owned = at is not None and any(actors_under(doc, t.i) for t in doc.annotated.children(at, "poss", "amod"))
    towards = ("on", "against", "at", "of") if owned else ("on", "against", "at")
    return next((slots[s] for s in towards if s in slots), [])


def _within_objects(doc: Resolved, token: Token) -> list[str]:
    """Actors named inside the object: "recalled its ambassador in Quito", "rejected the Chilean proposal"."""
    found: list[str] = []
    for thing in objects(doc.annotated, token.i):
        aside = {
            i
            for prep in doc.annotated.children(thing.i, "prep")
            if prep.lower in TOPICAL
            for i in doc.annotated.subtree(prep.i)
        }
        deeds = [t for t in doc.annotated.children(thing.i, "appos") if t.lemma.lower() in object_classes()["deed"]]
        aside |= {i for deed in deeds for i in doc.annotated.subtree(deed.i)}  # "sent tanks, a step hailed by Peru"
        for at in sorted(set(doc.annotated.subtree(thing.i)) - aside):
            if doc.annotated.tokens[at].pos in ("VERB", "AUX"):
                found += [a for by in roles.agent(doc.annotated, at) for a in actors_under(doc, by) if a not in found]
                break
            found += [a.id for a in actors_at(doc, at) if a.id not in found]
        found += [s for s in _seats(doc, thing.i) if s not in found]
    return found


def _seats(doc: Resolved, at: int) -> list[str]:
    """The states in whose places something stands ("its ambassador in Quito")."""
    annotated = doc.annotated
    beside = {i for r in annotated.subtree(at) if annotated.tokens[r].dep == "relcl" for i in annotated.subtree(r)}
    below = [doc.places[i].country for i in annotated.subtree(at) if i in doc.places and i not in beside]
    return [f"state:{c}" for c in below if c and f"state:{c}" in doc.actors]


def _slots(doc: Resolved, at: int) -> dict[str, list[str]]:
    """The actors after each preposition below a word; where its object is none, those who own or qualify it."""
    found: dict[str, list[str]] = {}
    for prep, phrase in _phrases(doc.annotated, at):
        actors = actors_under(doc, phrase.i) or (_owners(doc, phrase.i) if prep.lower in UPON else [])
        found.setdefault(prep.lower, []).extend(actors)
    return {slot: actors for slot, actors in found.items() if actors}


def _phrases(doc: Annotated, at: int) -> Iterator[tuple[Token, Token]]:
    """Each preposition below a word with its object; those that the parse hangs on that object ("of X by Y") too."""
    for prep in doc.children(at, "prep", "agent"):
        for phrase in doc.children(prep.i, "pobj"):
            yield prep, phrase
            passed_on = NESTED.get(prep.lower, ())
            below = [p for p in doc.children(phrase.i, "prep", "agent") if p.lower in passed_on]
            yield from ((p, o) for p in below for o in doc.children(p.i, "pobj"))
    for name in (t for t in doc.children(at, "acl") if t.pos == "PROPN"):  # "a visit to Lima", read as an infinitive
        yield from ((to, name) for to in doc.children(name.i, "aux", "mark") if to.lower == "to")


def _owners(doc: Resolved, at: int) -> list[str]:
    """Who owns or qualifies a thing, or where it stands: "a Chilean mine", "the roof of the embassy of Peru"."""
    below = [t.i for t in doc.annotated.children(at, "poss", "amod", "compound", "nmod")]
    line = doc.annotated.tokens[at].lemma.lower() in object_classes()["border-line"]
    preps = [p for p in doc.annotated.children(at, "prep") if p.lower == "of" or (line and p.lower == "with")]
    below += [o.i for p in preps for o in doc.annotated.children(p.i)]
    return [a for i in below for a in actors_under(doc, i)] or _seats(doc, at)


def _carrier(doc: Annotated, token: Token) -> int | None:
    """The verb that carries an act told by a noun: a passive with it as subject, or a verb that means no more."""
    verb = doc.tokens[token.head]
    light = verb.lemma.lower() in object_classes()["light"]
    if token.dep == "nsubj" and (verb.lemma == "be" or verb.lemma.lower() in object_classes()["happen"]):
        return verb.i
    if verb.pos == "VERB" and (token.dep == "nsubjpass" or (light and token.dep in ("dobj", "nsubj"))):
        return verb.i
    return None


def _carried_by(doc: Resolved, verb: int, token: Token) -> list[str]:
    return roles.acting(doc, verb) if token.dep in ("dobj", "nsubjpass") else []


def noun_sides(doc: Resolved, token: Token, frame: Frame) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The sides of an act told by a noun: owners, "from", "by", "of"; then "between", "with", "to" and their like."""
    annotated = doc.annotated
    owners = [a for t in annotated.children(token.i, "poss", "amod", "compound") for a in actors_under(doc, t.i)]
    slots = _slots(doc, token.i)
    if carrier := _carrier(annotated, token):
        owners = owners or _carried_by(doc, carrier, token)
        slots = {**_slots(doc, carrier), **slots}
    both = slots.get("between", [])
    if len(both) >= 2:
        return tuple(both[:1]), tuple(both[1:])
    source = (
        owners
        or slots.get("from", [])
        or slots.get("by", [])
        or (slots.get("of", []) if "of" not in frame.target else [])
    )
    target = next((slots[s] for s in frame.target if slots.get(s) and (s != "from" or owners)), [])
    if not target and frame.type == "ACCUSE":  # "accusations that Peru moved the border stones"
        blamed = [
            s.i for t in annotated.children(token.i, "acl") for s in annotated.children(t.i, "nsubj", "nsubjpass")
        ]
        target = [a for at in blamed for a in actors_under(doc, at)]
    if not source and slots.get("of") and target != slots["of"]:
        source = slots["of"]
    return tuple(dict.fromkeys(source)), tuple(a for a in dict.fromkeys(target) if a not in source)
