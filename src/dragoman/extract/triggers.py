"""Triggers: whether a verb or noun, with its object, particle and complement, fits a frame."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.document import Annotated, Resolved, Token
from dragoman.extract import roles
from dragoman.extract.frames import Frame, complements, frames, lemma_of, object_classes, objects, particles
from dragoman.extract.ground import actors_at, actors_under, people_words
from dragoman.extract.modality import modality, subjunctive

PROMISED = ("CONSULT", "SUPPORT", "COOPERATE", "AID")
HARMING = ("THREATEN", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")


def misfit(doc: Resolved, token: Token, frame: Frame) -> str:
    """What a frame asks for and a token does not have; empty where it fits."""
    annotated = doc.annotated
    if frame.particle and frame.particle not in particles(annotated, token.i):
        return f"no {frame.particle!r}"
    if frame.active and roles.is_passive(annotated, token.i) and not roles.agent(annotated, token.i):
        return "passive"
    if frame.complement and not _complement_fits(annotated, token, frame.complement):
        return f"no complement {frame.complement!r}"
    if frame.type == "REQUEST" and _is_question(annotated, token):
        return "asks for an answer, not for a deed"
    if frame.type == "REJECT" and any(
        t.lemma in object_classes()["saying"] for t in annotated.children(token.i, "xcomp")
    ):
        return "refuses words, not a deed"
    return (
        f"no object <{frame.object}>"
        if frame.object and not _object_fits(doc, token, frame.object, frame.particle)
        else ""
    )


def _is_question(doc: Annotated, token: Token) -> bool:
    """Whether what is asked is an answer, not a deed: "asked about the loan", "asked by this newspaper"."""
    about = any(t.lower in ("about", "whether", "if", "why", "how") for t in doc.children(token.i, "prep", "mark"))
    askers = [doc.tokens[i].lemma.lower() for i in roles.agent(doc, token.i)]
    return about or not object_classes()["press"].isdisjoint(askers)


def _complement_fits(doc: Annotated, token: Token, wanted: str) -> bool:
    if wanted in ("inf", "that"):
        return wanted in complements(doc, token.i)
    if ask := COMPLEMENTS.get(wanted):
        return ask(doc, token)
    words = {t.lemma.lower() for t in doc.tokens[token.i : doc.sentence_of(token.i).last]}
    return not words.isdisjoint(object_classes().get(wanted, {wanted}))


def _cooperative_infinitive(doc: Annotated, token: Token) -> bool:
    below = [t for t in doc.children(token.i, "xcomp", "ccomp") if t.tag == "VB" and not doc.children(t.i, "nsubj")]
    return any(f.type in PROMISED for t in below for f in frames().get((lemma_of(t), "verb"), ())[:1])


def _cooperative_gerund(doc: Annotated, token: Token) -> bool:
    """Whether what is stopped is giving, trading or lending: "stopped lending to Peru"."""
    below = [t for t in doc.children(token.i, "xcomp") if t.tag == "VBG"]
    return any(f.type in ("COOPERATE", "AID") for t in below for f in frames().get((lemma_of(t), "verb"), ())[:1])


def _shall(doc: Annotated, verb: Token) -> bool:
    """Whether a clause tells what somebody is to do: "that Peru leave", "that Peru must leave"."""
    obliged = any(t.lower in ("must", "should") for t in doc.children(verb.i, "aux"))
    return obliged or subjunctive(doc, verb.i)


def _acting_lemma(doc: Annotated, token: Token) -> str:
    subject = roles.subject(doc, token.i)
    return doc.tokens[subject].lemma.lower() if subject is not None else ""


def _harm_vowed(doc: Annotated, token: Token) -> bool:
    below = [t for t in doc.children(token.i, "xcomp", "ccomp") if t.tag == "VB"]
    return any(t.lemma.lower() in object_classes()["harm"] for t in below)


def _harmful_consequence(doc: Annotated, token: Token) -> bool:
    below = [t for t in doc.children(token.i, "ccomp") if modality(doc, t.i) in ("planned", "hypothetical")]
    return any(f.type in HARMING for t in below for f in frames().get((lemma_of(t), "verb"), ()))


def _towards_a_name(doc: Annotated, token: Token) -> bool:
    if doc.children(token.i, "dobj"):
        return False
    towards = [o for p in doc.children(token.i, "prep") if p.lower == "to" for o in doc.children(p.i, "pobj")]
    return any(t.pos == "PROPN" for t in towards)


def _off_to_a_name(doc: Annotated, token: Token) -> bool:
    """Whether somebody leaves for a place that has a name ("left for Lima"), not for good or for a reason."""
    places = [o for p in doc.children(token.i, "prep") if p.lower == "for" for o in doc.children(p.i, "pobj")]
    return not doc.children(token.i, "dobj") and any(t.pos == "PROPN" for t in places)


def _upon_somebody(doc: Annotated, token: Token) -> bool:
    upon = [
        p for at in (token, *objects(doc, token.i)) for p in doc.children(at.i, "prep") if p.lower in ("on", "against")
    ]
    below = [o for p in upon for o in doc.children(p.i, "pobj")]
    return any(t.pos == "PROPN" or t.lemma.lower() in people_words() for t in below)


def _with_year(doc: Annotated, token: Token) -> bool:
    below = set(doc.subtree(token.i))
    return any(t.first in below for t in doc.timexes if t.kind == "date" and t.part("year"))


# What a frame may ask of what stands below its trigger, by the word in the `complement` column; any other word there
# (or class of words) must stand in the rest of the sentence.
COMPLEMENTS: dict[str, Callable[[Annotated, Token], bool]] = {
    "inf-coop": _cooperative_infinitive,
    "inf-harm": _harm_vowed,
    "inf-other": lambda doc, token: any(
        t.tag == "VB" and doc.children(t.i, "nsubj") for t in doc.children(token.i, "xcomp", "ccomp")
    ),
    "consequence": _harmful_consequence,
    "to-state": _towards_a_name,
    "dated": _with_year,
    "joint": lambda doc, token: any(t.lower in ("joint", "common") for t in doc.children(token.i, "amod")),
    "inf-below": lambda doc, token: any(
        t.tag == "VB"
        for at in (token, *objects(doc, token.i))
        for t in doc.children(at.i, "advcl", "acl", "xcomp", "relcl")
    ),
    "planned": lambda doc, token: modality(doc, token.i) == "planned",
    "somebody": _upon_somebody,
    "called": lambda doc, token: any(
        t.lemma.lower() in object_classes()["insult"]
        for t in doc.children(token.i, "oprd", "ccomp", "xcomp", "dobj", "attr")
    ),
    "troops": lambda doc, token: _acting_lemma(doc, token) in object_classes()["troops"],
    "own": lambda doc, token: any(p.tag == "PRP$" for t in objects(doc, token.i) for p in doc.children(t.i, "poss")),
    "to-visit": _off_to_a_name,
    "by-sanction": lambda doc, token: _acting_lemma(doc, token) in object_classes()["sanction"],
    "shall": lambda doc, token: any(_shall(doc, t) for t in doc.children(token.i, "ccomp")),
    "gerund-coop": _cooperative_gerund,
    "plain": lambda doc, token: not doc.children(token.i, "oprd", "prt"),
    "object": lambda doc, token: bool(objects(doc, token.i)),
    "intransitive": lambda doc, token: not objects(doc, token.i),
}


def _owned(doc: Annotated, noun: Token) -> list[Token]:
    """What an act told by a noun is done to: "the expulsion of the ambassador", "the ambassador's recall"."""
    after = [o for p in doc.children(noun.i, "prep") if p.lower == "of" for o in doc.children(p.i, "pobj")]
    return after + doc.children(noun.i, "compound", "poss")


def _object_fits(doc: Resolved, token: Token, wanted: str, particle: str) -> bool:
    annotated = doc.annotated
    things = objects(annotated, token.i) if token.pos in ("VERB", "AUX") else _owned(annotated, token)
    if particle:  # "pencilled in a meeting": the tagger may take the particle for a preposition
        preps = [p for p in annotated.children(token.i, "prep", "prt", "advmod") if p.lower == particle]
        preps += [p for at in (token, *preps) for p in annotated.children(at.i, "prep") if p.lower == "of"]
        things += [o for p in preps for o in annotated.children(p.i, "pobj")]
    if wanted == "igo":
        return any(actor.schema_ == "IGO" for t in things for actor in actors_at(doc, t.i))
    if wanted == "body" and any(actor.schema_ == "IGO" for t in things for actor in actors_at(doc, t.i)):
        return True
    if wanted == "actor":
        return any(actors_under(doc, t.i) for t in things)
    if wanted == "place":
        return any(actors_at(doc, t.i) or t.i in doc.places for t in things)
    return any(t.lemma.lower() in object_classes().get(wanted, ()) for t in things)
