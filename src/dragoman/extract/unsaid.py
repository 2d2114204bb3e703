"""Sides left unsaid: filled where the context gives them, left open where the clause names somebody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.document import Resolved
from dragoman.extract import roles
from dragoman.extract.candidates import Candidate
from dragoman.extract.context import Dyad, both, companion, counterpart, leading
from dragoman.extract.frames import object_classes
from dragoman.extract.ground import people_words
from dragoman.extract.parties import is_public
from dragoman.extract.recalls import Told, going_on
from dragoman.extract.sides import MUTUAL
from dragoman.kb.ontology import plover

BILATERAL = frozenset(plover()) - {"OTHER", "PROTEST", "COERCE", "MOBILIZE", "ASSAULT"}


def in_context(doc: Resolved, found: Candidate, pair: Dyad | None, told: Sequence[Told]) -> Candidate | None:
    """Fill the side that the clause leaves unsaid where the context gives it; None where nobody is left to act."""
    if found.frame.type == "OTHER" or (found.source and found.target):
        return found if found.source or found.target else None
    if not found.source and not found.target:
        return _both_sides(doc, found, pair)
    whole = _other_side(doc, found, pair, told) or found
    return whole if (whole.source and whole.target) or _complete(whole) else None


def _both_sides(doc: Resolved, found: Candidate, pair: Dyad | None) -> Candidate | None:
    """The two whose dealings the document tells, for a mutual act that names nobody ("15 texts were signed")."""
    told = found.frame.object or found.frame.pos == "noun" or _by_both(doc, found.token)
    mentions = both(doc, pair, found.token) if found.frame.type in MUTUAL and told else None
    return replace(found, source=(pair.one,), target=(pair.other,), context=mentions) if mentions and pair else None


def _by_both(doc: Resolved, verb: int) -> bool:
    """Whether the subject of a verb is "both" or "the two", with whatever noun."""
    subject = roles.subject(doc.annotated, verb)
    if subject is None:
        return False
    words = {
        doc.annotated.tokens[subject].lower,
        *(t.lower for t in doc.annotated.children(subject, "det", "predet", "nummod")),
    }
    return bool(words & {"both", "two"})


def _other_side(doc: Resolved, found: Candidate, pair: Dyad | None, told: Sequence[Told]) -> Candidate | None:
    """The one side that is missing, where the context gives it."""
    kind = found.frame.type
    towards = kind == "MOBILIZE" and _at_the_border(doc, found.token)
    if not (kind in BILATERAL or towards) or (found.source and found.frame.object != "envoy" and _answered(doc, found)):
        return None
    known = found.source or found.target
    at = found.token
    given = counterpart(doc, pair, known, at) or companion(doc, known, at)
    if given is None and (on := going_on(doc, found, told)).target:
        return on
    given = given or leading(doc, pair, known, at)
    if given is None:
        return None
    other, mention = given
    if found.source:
        return replace(found, target=(other,), context=(mention,))
    hosted = found.frame.object == "envoy"  # who summons or expels an envoy is the other of the two
    unsaid = hosted or (kind in MUTUAL and found.frame.mode != "visit") or _told_by_document(doc, found.token)
    return replace(found, source=(other,), context=(mention,)) if unsaid else None


def _at_the_border(doc: Resolved, at: int) -> bool:
    """Whether forces are moved where two states meet."""
    below = {doc.annotated.tokens[i].lemma.lower() for i in doc.annotated.subtree(at)}
    return not below.isdisjoint(object_classes()["border-line"])


def _answered(doc: Resolved, found: Candidate) -> bool:
    """Whether the clause does name the other side, though not one that is known: "the newspaper", an open name."""
    tokens = doc.annotated.tokens
    facing = [t for slot in found.frame.target for t in roles.filling(doc.annotated, found.token, slot)]
    others = [t for t in facing if not any(p.tag == "PRP$" for p in doc.annotated.children(t, "poss"))]  # not one's own
    return any(tokens[t].pos == "PROPN" or tokens[t].lemma.lower() in people_words() for t in others)


def _complete(found: Candidate) -> bool:
    """Whether what the clause gives is enough: a visit needs a visitor, an exchange two sides."""
    if found.frame.mode == "visit" and found.frame.object != "actor":
        return bool(found.source)
    if found.frame.name == "meet":  # nobody meets alone: "the board met on Monday"
        return False
    return found.frame.type != "COOPERATE"


def _told_by_document(doc: Resolved, verb: int) -> bool:
    """Whether a letter, note or statement is what accuses, asks or rejects: its author is the side unsaid."""
    subject = roles.subject(doc.annotated, verb)
    return subject is not None and doc.annotated.tokens[subject].lemma.lower() in object_classes()["document"]


def is_dealing(doc: Resolved, found: Candidate) -> bool:
    """Whether parties deal here: two sides named, or one that is public; private lives and trips are none of ours."""
    acting = [is_public(doc.actors[a]) for a in found.source if a in doc.actors]
    undergoing = [is_public(doc.actors[a]) for a in found.target if a in doc.actors]
    if found.frame.mode == "visit" and acting and all(doc.actors[a].schema_ == "Company" for a in found.source):
        return False  # an airline that flies somewhere
    if acting and not any(acting) and (found.frame.mode == "visit" or found.frame.type in ("RETREAT", "OTHER")):
        return False
    return any((*acting, *undergoing)) or bool(acting and undergoing)
