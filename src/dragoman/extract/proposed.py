"""Acts that the learned reader sees and no frame tells: proposals weighed by rules, never believed on their word.

A proposal becomes a candidate only where the words give its sides as actors. What a frame tells stands, whatever the
reader makes of it; where the two agree it is surer, where they differ the record says so (decision 0008).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dragoman.document import READER, ProposedAct, Resolved, Sentence
from dragoman.extract.candidates import Candidate, meant, set_aside
from dragoman.extract.frames import Frame, frames
from dragoman.extract.ground import actors_at
from dragoman.extract.sides import facing, noun_sides, verb_sides

SURE: Final = 0.95  # least probability of a type at which an act without a frame is recorded


def proposed(doc: Resolved, sentence: Sentence, covered: set[int]) -> Iterator[Candidate]:
    """The acts of a sentence that the reader proposes at words which no frame's act covers."""
    if doc.annotated.proposals is None:
        return
    by_token = doc.annotated.acts_by_token
    for act in (act for i in range(sentence.first, sentence.last) if i not in covered for act in by_token.get(i, ())):
        unsure = act.by == READER and act.probability < SURE
        describes = doc.annotated.tokens[act.token].dep == "amod"  # "countries opposed to it": a state, no act
        if unsure or describes or set_aside(doc, act.token):
            continue
        frame = _frame(doc, act)
        source, target = ((), ()) if _of_papers(frame) else _sides(doc, act, frame)
        if source or target:
            how = meant(doc.annotated, act.token, frame)
            yield Candidate(act.token, frame, source, target, how, probability=act.probability, by=act.by)


def _of_papers(frame: Frame) -> bool:
    """Whether a word tells what is done with papers ("sign"): agreements tell of that, with better dates and sides."""
    return any(known.object == "instrument" for known in frames().get((frame.lemma, frame.pos), ()))


def _sides(doc: Resolved, act: ProposedAct, frame: Frame) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who stands on either side: by the parse where it says so, else by the reader's own reading."""
    token = doc.annotated.tokens[act.token]
    parsed = verb_sides(doc, token, frame) if frame.pos == "verb" else noun_sides(doc, token, frame)
    source = parsed[0] or _actors(doc, act.source)
    return facing(doc, act.token, frame, source, parsed[1] or _actors(doc, act.target))


def complete(candidate: Candidate) -> bool:
    """Whether both sides of a proposed act are known: half an act on the reader's word alone is mostly wrong."""
    return bool(candidate.source and candidate.target)


def second_opinion(doc: Resolved, at: int) -> str | None:
    """The type that the reader gives a frame's trigger; empty where it sees no dealing, None where it was not asked."""
    if doc.annotated.proposals is None:
        return None
    return next((act.type for act in doc.annotated.acts_by_token.get(at, ()) if act.by == READER), "")


def _actors(doc: Resolved, side: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor.id for i in side for actor in actors_at(doc, i)))


def _frame(doc: Resolved, act: ProposedAct) -> Frame:
    token = doc.annotated.tokens[act.token]
    pos = "verb" if token.pos in ("VERB", "AUX") else "noun"
    return Frame(token.lemma.lower(), pos, "", "", "", act.type, "", ("dobj", "with", "to", "against", "dative"))
