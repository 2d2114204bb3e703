"""Acts that answer an act told before: "rejected the accusation", "welcomed the release", "condemned the move"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.document import Resolved, Token
from dragoman.extract.candidates import Candidate
from dragoman.extract.frames import Frame, frames, lemma_of, object_classes, objects
from dragoman.extract.parties import behalves
from dragoman.records import Event

Told = tuple[int, Frame, Event]  # an event with its trigger and its frame
ANSWERS = ("REJECT", "ACCUSE", "SUPPORT", "AGREE", "CONCEDE")
TOGETHER = ("CONSULT", "COOPERATE")  # acts of both sides
REACH, REACH_OF_NAMES = 2, 12  # sentences back, of what only points and of what says which act
POINTING = frozenset({"the", "this", "that", "these", "those"})
BESIDE = ("poss", "amod", "compound", "nummod", "acl", "relcl", "prep", "conj")  # what makes it another act


def answering(doc: Resolved, found: Candidate, told: Sequence[Told]) -> Candidate:
    """The candidate turned to those who did what it answers, where it names nobody: told close before, named alone."""
    if found.target or not found.source or found.frame.type not in ANSWERS:
        return found
    for thing in objects(doc.annotated, found.token):
        event = _told_before(doc, thing, told) if _points_back(doc, thing) else None
        both = (*event.source, *event.target) if event and event.type in TOGETHER else event.source if event else ()
        if others := tuple(a for a in both if a not in found.source):
            return replace(found, target=others)
    return found


def going_on(doc: Resolved, found: Candidate, told: Sequence[Told]) -> Candidate:
    """The candidate turned to those towards whom its source acted just before in the paragraph, unless it names one."""
    if found.target or not found.source or found.frame.type == "OTHER":
        return found
    own = behalves(doc, found.source)
    sentence = doc.annotated.sentence_of(found.token)
    for at, _, event in reversed(told):
        before = doc.annotated.sentence_of(at)
        if before.paragraph != sentence.paragraph or before.i < sentence.i - 1:
            break
        if before.i < sentence.i and own == behalves(doc, event.source) and event.target:
            return replace(found, target=event.target)
    return found


def _points_back(doc: Resolved, thing: Token) -> bool:
    """Whether a noun stands for what was told: with "the" or "this", and nothing that says which."""
    annotated = doc.annotated
    if _sums_up(thing):
        return True
    return any(t.lower in POINTING for t in annotated.children(thing.i, "det")) and not annotated.children(
        thing.i, *BESIDE
    )


def _sums_up(thing: Token) -> bool:
    """Whether a noun stands beside a clause for all that it says: "sent tanks, a step condemned by Peru"."""
    return thing.dep == "appos" and lemma_of(thing) in object_classes()["deed"]


def _told_before(doc: Resolved, thing: Token, told: Sequence[Told]) -> Event | None:
    """The last event before a noun that it can stand for: of a type that it names, any where it means any deed."""
    tokens = doc.annotated.tokens
    if _sums_up(thing):
        above = set(doc.annotated.ancestors(thing.i))
        return next((e for at, _, e in reversed(told) if at in above), None)
    pointing = lemma_of(thing) in object_classes()["deed"]
    kinds = {f.type for f in frames().get((lemma_of(thing), "noun"), ())}
    first = tokens[thing.i].sentence - (REACH if pointing else REACH_OF_NAMES)
    near = (e for at, _, e in reversed(told) if at < thing.i and tokens[at].sentence >= first)
    return next((e for e in near if pointing or e.type in kinds), None)
