"""Candidates: the triggers of a sentence with their frames and the sides that the parse gives, each act once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dragoman.document import Annotated, Mention, Resolved, Sentence, Timex, Token
from dragoman.extract import roles
from dragoman.extract.frames import Frame, frames, lemma_of, object_classes, objects
from dragoman.extract.ground import actors_at, actors_under, out_of_office, table
from dragoman.extract.modality import modality
from dragoman.extract.parties import acts_for, behalves
from dragoman.extract.sides import HARM, MUTUAL, facing, is_table, noun_sides, stands_alone, verb_sides
from dragoman.extract.triggers import misfit
from dragoman.records import Modality

WONDERING = ("WDT", "WP", "WP$", "WRB")  # tags of which, what, whose, how
SAYING = ("AGREE", "REQUEST", "REJECT", "THREATEN")
SAID = ("ACCUSE", "REQUEST", "THREATEN")
MANY = ("many", "some", "several", "most", "few")
QUESTIONING = ("ask", "consult", "question", "query", "press", "interview")
ABOUT = ("about", "on", "over", "regarding", "whether", "if", "by")
EARLIEST = 1900  # years before it are history
QUOTED_LENGTH = 30  # characters; shorter quotations are words set off, not speech


@dataclass(frozen=True, slots=True)
class Candidate:
    """A trigger with the frame that it fits and the sides that the parse gives."""

    token: int
    frame: Frame
    source: tuple[str, ...]
    target: tuple[str, ...]
    modality: Modality
    context: tuple[Mention, ...] = ()
    probability: float | None = None  # of an act that no frame but somebody else proposes
    by: str = ""  # who proposes it


@lru_cache(maxsize=1)
def _papers() -> frozenset[str]:
    """What papers do by their terms ("the protocol extends the transit") is no act of those who signed them."""
    return object_classes()["document"] | object_classes()["instrument"] - {"convention", "settlement"}


@dataclass(frozen=True, slots=True)
class Attempt:
    """A frame tried on a trigger: the candidate that came of it, or why none did."""

    token: int
    frame: Frame
    candidate: Candidate | None = None
    refused: str = ""
    barred: bool = False  # whether the words rule out such an act, whoever proposes it


def attempts(doc: Resolved, sentence: Sentence) -> Iterator[Attempt]:
    """Every frame tried on every trigger of a sentence, up to the first that holds for it.

    Nouns that govern a verb come first, then verbs, then nouns: "an offer to talk" and "held talks" are one event each.
    """
    tokens = doc.annotated.sentence_tokens(sentence)
    governing = [t for t in tokens if t.pos == "NOUN" and doc.annotated.children(t.i, "acl")]
    verbs = [t for t in tokens if t.pos in ("VERB", "AUX") and t.dep != "amod"]
    nouns = [t for t in tokens if t.pos in ("NOUN", "PROPN") and t not in governing]
    for pos, triggers in (("noun", governing), ("verb", verbs), ("noun", nouns)):
        for token in triggers:
            if known := frames().get((lemma_of(token), pos)):
                yield from _tried(doc, token, known)


def _tried(doc: Resolved, token: Token, known: tuple[Frame, ...]) -> Iterator[Attempt]:
    if aside := set_aside(doc, token.i):
        yield Attempt(token.i, known[0], refused=aside)
        return
    for frame in known:
        refused = misfit(doc, token, frame)
        if not refused and (never := _ruled_out(doc, token, frame)):
            yield Attempt(token.i, frame, refused=never, barred=True)
            return
        cast = refused or _cast(doc, token, frame)
        if isinstance(cast, Candidate):
            yield Attempt(token.i, frame, cast)
            return
        yield Attempt(token.i, frame, refused=cast)


def _cast(doc: Resolved, token: Token, frame: Frame) -> Candidate | str:
    """The trigger with its sides; the reason where a paper acts, or a noun has not both."""
    subject = roles.subject(doc.annotated, token.i) if frame.pos == "verb" else None
    if subject is not None and (refused := _no_party(doc, subject, frame)):
        return refused
    sides = verb_sides(doc, token, frame) if frame.pos == "verb" else noun_sides(doc, token, frame)
    if frame.pos == "verb" and frame.type in MUTUAL and not sides[0] and _done_by_others(doc.annotated, token):
        return "done by others"
    source, target = (tuple(a for a in side if not is_table(doc, frame, a)) for side in sides)
    if (
        frame.pos == "noun"
        and not (source and target)
        and not stands_alone(doc.annotated, token, frame, owned=bool(source))
    ):
        return "a noun without both sides"
    source, target = facing(doc, token.i, frame, source, target)
    if frame.mode == "visit" and frame.pos == "verb" and _at_home(doc, token, frame, source):
        return "a way home is no visit"
    if (frame.note == "both" or frame.giver_slot) and not (source and target):
        return "it takes two, and not both are named"
    return Candidate(token.i, frame, tuple(source), target, meant(doc.annotated, token.i, frame))


def _no_party(doc: Resolved, subject: int, frame: Frame) -> str:
    """Why the subject of a verb does no such act; empty where it may."""
    if frame.type in MUTUAL and doc.annotated.tokens[subject].lemma.lower() in _papers():
        return "a paper tells what it holds, not what its signatories do"
    if frame.type not in (*HARM, "PROTEST") and _counted_people(doc, subject):
        return "people of a state do not act for it"
    return ""


def _counted_people(doc: Resolved, at: int) -> bool:
    """Whether a word means so many of a state's people: "about 200,000 Samoans", "many Kenyans"."""
    counted = any(t.dep == "nummod" or t.lower in MANY for t in doc.annotated.children(at, "nummod", "amod"))
    return counted and doc.annotated.tokens[at].tag == "NNPS" and any(a.schema_ == "State" for a in actors_at(doc, at))


def _ruled_out(doc: Resolved, token: Token, frame: Frame) -> str:
    """Why no such act is told though a frame fits: rain, shares, players or firms act, or it was an accident."""
    annotated = doc.annotated
    subject = roles.subject(annotated, token.i) if frame.pos == "verb" else None
    acting = _words_of(annotated, subject) if subject is not None else set()
    if not acting.isdisjoint(_other_worlds("subject")):
        return f"{' '.join(sorted(acting))!r} is no party to such an act"
    if idiom := _idiom(annotated, token):
        return idiom
    if frame.type in (*HARM, "ACCUSE", "SANCTION") and _among_firms(annotated, token, frame, acting):
        return "what firms do to one another"
    if frame.type in MUTUAL and subject is not None and out_of_office(annotated, subject):
        return "" if actors_under(doc, subject) else "who acts is out of office"
    return "an accident" if frame.type == "ASSAULT" and _by_accident(annotated, token.i) else ""


def _idiom(doc: Annotated, verb: Token) -> str:
    """The phrase in which a verb means no dealing with anybody: "meet the conditions", "requested anonymity"."""
    lemma = lemma_of(verb)
    words = _idioms().get(lemma, frozenset()) if verb.pos == "VERB" else frozenset()
    found = sorted(words & {t.lemma.lower() for t in objects(doc, verb.i)}) if words else []
    return f"{lemma!r} with {found[0]!r} is a way of speaking" if found else ""


@lru_cache(maxsize=1)
def _idioms() -> dict[str, frozenset[str]]:
    """The objects with which each verb means no dealing; the column of the world holds the verb."""
    rows = [row for row in table("other_worlds.csv") if row["scope"] == "object"]
    return {row["world"]: frozenset(r["word"] for r in rows if r["world"] == row["world"]) for row in rows}


def _at_home(doc: Resolved, verb: Token, frame: Frame, visitors: tuple[str, ...]) -> bool:
    """Whether those who travel go to their own state: "the Turkish president left for Ankara"."""
    own = behalves(doc, visitors)
    heads = [i for slot in frame.target if slot != "dobj" for i in roles.filling(doc.annotated, verb.i, slot)]
    there = {acts_for(a) for i in heads for a in actors_at(doc, i)}
    there |= {f"state:{doc.places[i].country}" for i in heads if i in doc.places}
    return bool(there) and there <= own


def _words_of(doc: Annotated, at: int) -> set[str]:
    """A noun and what it is compounded with ("wildfire season"); a name ("the Polisario Front") is no such word."""
    return {t.lemma.lower() for t in (doc.tokens[at], *doc.children(at, "compound")) if t.pos != "PROPN"}


def _among_firms(doc: Annotated, token: Token, frame: Frame, acting: set[str]) -> bool:
    """Whether a firm attacks a market, or acts against another firm ("sued a Romanian supplier")."""
    firms = _other_worlds("rival")
    return not acting.isdisjoint(firms) and (
        frame.type == "ASSAULT" or any(t.lemma.lower() in firms for t in objects(doc, token.i))
    )


def _by_accident(doc: Annotated, verb: int) -> bool:
    """Whether those harmed fell to nature or an accident: "was killed in a crash"."""
    below = [o for p in doc.children(verb, "prep", "agent") for o in doc.children(p.i, "pobj")]
    return roles.is_passive(doc, verb) and any(t.lemma.lower() in _other_worlds("cause") for t in below)


def meant(doc: Annotated, at: int, frame: Frame) -> Modality:
    """How an act is meant; an accusation, request or threat told by a noun was made, whoever denies or rejects it."""
    return modality(doc, at, said=frame.pos == "noun" and frame.type in SAID)


def _done_by_others(doc: Annotated, token: Token) -> bool:
    """Whether a passive names those who act ("attended by 200 firms"), so that no actor from elsewhere does."""
    return any(doc.tokens[i].tag in ("NN", "NNS") for i in roles.agent(doc, token.i)) and roles.is_passive(doc, token.i)


def covers(doc: Annotated, candidate: Candidate) -> set[int]:
    """The trigger, and the nouns of its object, which tell of the same act ("held talks", "signed the deal")."""
    if candidate.frame.pos == "verb":
        told = {candidate.token, *(t.i for t in objects(doc, candidate.token))}
        subject = roles.subject(doc, candidate.token)
        if candidate.frame.type in HARM and subject is not None and _harms(doc.tokens[subject]):
            told.add(subject)
        if candidate.frame.type in HARM:  # "shelled a post, killing two" is one act
            told |= {t.i for t in doc.children(candidate.token, "advcl") if t.tag == "VBG" and _harms(t)}
        told |= {t.i for at in told for t in doc.children(at, "acl") if t.tag == "VB"}
        if candidate.frame.giver_slot:  # "received the tents that Oman sent"
            told |= {r.i for t in objects(doc, candidate.token) for r in doc.children(t.i, "relcl")}
        if candidate.frame.complement.startswith("gerund"):
            told |= {t.i for t in doc.children(candidate.token, "xcomp")}
        if candidate.frame.type in SAYING:
            told |= set(_chain(doc, candidate.token))
        first, last = doc.reach(candidate.token)
        return told | {t.i for t in doc.tokens[first:last] if t.lemma.lower() == candidate.frame.complement}
    return {candidate.token, *(t.i for t in doc.children(candidate.token, "acl", "xcomp"))}


def _harms(token: Token) -> bool:
    """Whether a word tells an act of force ("the raid killed six" is one act)."""
    pos = "verb" if token.pos == "VERB" else "noun"
    return any(frame.type in HARM for frame in frames().get((lemma_of(token), pos), ()))


def _chain(doc: Annotated, verb: int) -> Iterator[int]:
    """The verbs that a promise, request or refusal is about."""
    below = doc.children(verb, "xcomp", "ccomp")
    for token in [*below, *(t for b in below if b.tag == "VB" for t in doc.children(b.i, "conj"))]:
        yield token.i
        yield from _chain(doc, token.i)


def set_aside(doc: Resolved, at: int) -> str:
    """Why a word tells nothing in the article's own voice: it is quoted, or asked; empty where it tells."""
    token = doc.annotated.tokens[at]
    if _quoted(doc, token):
        return "quoted: claimed, not told"
    return "asked" if _asked(doc.annotated, token) or _was_asked(doc.annotated, token) else ""


def _quoted(doc: Resolved, token: Token) -> bool:
    """Whether a word stands in a quotation of some length: what is quoted is claimed, not told."""
    return any(
        q.char_start <= token.start < q.char_end and not q.scare and q.char_end - q.char_start > QUOTED_LENGTH
        for q in doc.annotated.quotes
    )


def _asked(doc: Annotated, token: Token) -> bool:
    """Whether a verb stands in a question that the text leaves open ("which deal it offered", "whether it pays")."""
    if any(t.lower == "whether" for t in doc.children(token.i, "mark")) or _asked_on(doc, token):
        return True
    if token.dep in ("ROOT", "conj") and doc.tokens[doc.sentence_of(token.i).last - 1].text == "?":
        return True
    if token.dep not in ("ccomp", "pcomp", "csubj") or token.pos != "VERB":
        return False
    below = doc.children(token.i)
    asking = [
        t for t in (*below, *(c for b in below for c in doc.children(b.i, "det", "advmod", "poss"))) if t.i < token.i
    ]
    return any(t.tag in WONDERING or t.lower == "whether" for t in (*asking, *below))


def _was_asked(doc: Annotated, token: Token) -> bool:
    """Whether a sentence opens with what somebody was asked: "Consulted on the sale, the minister gave no details"."""
    after = doc.tokens[token.i + 1 : token.i + 2]
    opens = token.i == doc.sentence_of(token.i).first and token.tag in ("VBN", "VBD")
    return opens and token.lemma.lower() in QUESTIONING and any(t.lower in ABOUT for t in after)


def _asked_on(doc: Annotated, token: Token) -> bool:
    """Whether "nor which …" goes on with a question, whatever the parse says: no relative follows "nor"."""
    before = range(max(1, doc.reach(token.i)[0]), token.i)
    return any(doc.tokens[i - 1].lower == "nor" and doc.tokens[i].tag in WONDERING for i in before)


@lru_cache(maxsize=8)
def _other_worlds(scope: str) -> frozenset[str]:
    return frozenset(row["word"] for row in table("other_worlds.csv") if row["scope"] == scope)


def _long_ago(timex: Timex) -> bool:
    """Whether an expression names a year before the states of today dealt with one another."""
    year = str(timex.part("year") or "")
    return year.isdecimal() and len(year) == 4 and int(year) < EARLIEST


def of_another_world(doc: Annotated, sentence: Sentence) -> bool:
    """Whether a sentence tells of sport, art or bygone empires, where states meet and attack as figures."""
    if any(_long_ago(t) for t in doc.timexes_by_sentence.get(sentence.i, ())):
        return True
    joined = re.findall(r"\w+-\w+", doc.text(sentence.first, sentence.last).lower())
    words = [t.lower for t in doc.sentence_tokens(sentence) if t.pos != "VERB"]
    return not _other_worlds("sentence").isdisjoint((*joined, *words))
