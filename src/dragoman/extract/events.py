"""Events: who did what to whom, typed by PLOVER from frames over the parse. No frame, no event; no default type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from dragoman.document import Annotated, Mention, Resolved, Sentence, Token
from dragoman.extract import roles
from dragoman.extract.anchoring import dated_by_scene, ordered_by_anchor
from dragoman.extract.context import Dyad, both, companion, counterpart, dyad
from dragoman.extract.frames import Frame, complements, frames, object_classes, objects, particles
from dragoman.extract.ground import (
    actors_at,
    actors_under,
    band,
    date_at,
    extractor,
    people_words,
    predicate_above,
    predicate_of,
    table,
    telling_sentences,
)  # fmt: skip
from dragoman.extract.modality import modality
from dragoman.extract.parties import acts_for, is_public, participants
from dragoman.kb.ontology import plover
from dragoman.records import Edtf, Event, Modality, Place, Span, record_id

BILATERAL = frozenset(plover()) - {"OTHER", "PROTEST", "COERCE", "MOBILIZE", "ASSAULT"}
MUTUAL = ("CONSULT", "SUPPORT", "AGREE", "COOPERATE")
PROMISED = ("CONSULT", "SUPPORT", "COOPERATE", "AID")
WITHHELD = (*PROMISED, "AGREE", "CONCEDE")
WILL = frozenset({"will", "wo", "'ll", "would"})
RECOGNISING = ("recognise", "recognize", "accept")
QUOTED_LENGTH = 30
SHARED = ("ties", "border", "talks", "instrument")
TOPICAL = frozenset({"on", "about", "over", "regarding", "concerning", "for"})
REFUSING = ("REJECT", "AGREE", "REQUEST", "THREATEN")
HARMING = ("THREATEN", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
SAYING_OF_AN_ACT = ("AGREE", "REQUEST")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A trigger with the frame that it fits and the sides that the parse gives."""

    token: int
    frame: Frame
    source: tuple[str, ...]
    target: tuple[str, ...]
    modality: Modality
    context: tuple[Mention, ...] = ()


def extract(doc: Resolved) -> list[Event]:
    """The events of the story's own sentences, in order of their triggers."""
    found: list[Event] = []
    pair = dyad(doc)
    for sentence in telling_sentences(doc.annotated):
        if _of_another_world(doc.annotated, sentence):
            continue
        covered: set[int] = set()
        for candidate in _candidates(doc, sentence):
            if candidate.token in covered:
                continue
            whole = _in_context(doc, candidate, pair)
            if whole and _public(doc, whole):
                covered |= _covers(doc.annotated, whole)
                found.append(_event(doc, sentence, whole))
        _tell_again(doc, sentence, found)
    return dated_by_scene(doc, ordered_by_anchor(doc, found))


@lru_cache(maxsize=2)
def _other_worlds(scope: str) -> frozenset[str]:
    return frozenset(row["word"] for row in table("other_worlds.csv") if row["scope"] == scope)


def _of_another_world(doc: Annotated, sentence: Sentence) -> bool:
    """Whether a sentence tells of sport, art or bygone empires, where states meet and attack as figures."""
    joined = re.findall(r"\w+-\w+", doc.text(sentence.first, sentence.last).lower())
    words = [t.lower for t in doc.sentence_tokens(sentence) if t.pos != "VERB"]
    return not _other_worlds("sentence").isdisjoint((*joined, *words))


def _tell_again(doc: Resolved, sentence: Sentence, found: list[Event]) -> None:
    """A noun with "the" that names an act told just before ("the meeting took place at …") lends it words and place."""
    annotated = doc.annotated
    for token in annotated.sentence_tokens(sentence):
        kinds = {f.type for f in frames().get((token.lemma.lower(), "noun"), ())}
        bare = annotated.children(token.i, "det") and not annotated.children(token.i, "amod", "nummod", "compound")
        if not kinds or token.dep not in ("nsubj", "nsubjpass", "pobj") or not bare:
            continue
        here = doc.span(sentence.first, sentence.last)
        near = doc.span(max(0, sentence.first - 60), sentence.last).start
        last = next(
            (
                i
                for i in range(len(found) - 1, -1, -1)
                if found[i].type in kinds and near <= found[i].verb.start < here.start
            ),
            None,
        )
        if last is None:
            continue
        place = found[last].place or _place(doc, predicate_of(annotated, token.i))
        update = {"evidence": (*found[last].evidence, here), "place": place}
        found[last] = found[last].model_copy(update=update)


def _in_context(doc: Resolved, found: Candidate, pair: Dyad | None) -> Candidate | None:
    """Fill the side that the clause leaves unsaid where the context gives it; None where nobody is left to act."""
    kind = found.frame.type
    if kind == "OTHER" or (found.source and found.target):
        return found if found.source or found.target else None
    if not found.source and not found.target:
        told = found.frame.object or found.frame.pos == "noun"
        mentions = both(doc, pair, found.token) if kind in MUTUAL and told and pair else None
        if not mentions or not pair:
            return None
        return replace(found, source=(pair.one,), target=(pair.other,), context=mentions)
    known = found.source or found.target
    if found.source and _answered(doc, found):
        return found if _complete(found) else None
    given = counterpart(doc, pair, known, found.token) or companion(doc, known, found.token)
    if given is None or kind not in BILATERAL:
        return found if _complete(found) else None
    other, mention = given
    if found.source:
        return replace(found, target=(other,), context=(mention,))
    unsaid = (kind in MUTUAL and found.frame.mode != "visit") or _told_by_document(doc, found.token)
    return replace(found, source=(other,), context=(mention,)) if unsaid else (found if _complete(found) else None)


def _answered(doc: Resolved, found: Candidate) -> bool:
    """Whether the clause does name the other side, though not one that is known: "the newspaper", an open name."""
    tokens = doc.annotated.tokens
    facing = [t for slot in found.frame.target for t in roles.filling(doc.annotated, found.token, slot)]
    return any(tokens[t].pos == "PROPN" or tokens[t].lemma.lower() in people_words() for t in facing)


def _complete(found: Candidate) -> bool:
    """Whether what the clause gives is enough: a visit needs a visitor, an exchange two sides."""
    if found.frame.mode == "visit" and found.frame.object != "actor":
        return bool(found.source)
    return found.frame.type != "COOPERATE"


def _public(doc: Resolved, found: Candidate) -> bool:
    """Whether parties deal here: two sides named, or one that is public; private lives and trips are none of ours."""
    acting = [is_public(doc.actors[a]) for a in found.source if a in doc.actors]
    undergoing = [is_public(doc.actors[a]) for a in found.target if a in doc.actors]
    if acting and not any(acting) and (found.frame.mode == "visit" or found.frame.type in ("RETREAT", "OTHER")):
        return False
    return any((*acting, *undergoing)) or bool(acting and undergoing)


def _told_by_document(doc: Resolved, verb: int) -> bool:
    """Whether a letter, note or statement is what accuses, asks or rejects: its author is the side unsaid."""
    subject = roles.subject(doc.annotated, verb)
    return subject is not None and doc.annotated.tokens[subject].lemma.lower() in object_classes()["document"]


def _covers(doc: Annotated, candidate: Candidate) -> set[int]:
    """The trigger, and the nouns of its object, which tell of the same act ("held talks", "signed the deal")."""
    if candidate.frame.pos == "verb":
        told = {candidate.token, *(t.i for t in objects(doc, candidate.token))}
        told |= {t.i for at in told for t in doc.children(at, "acl") if t.tag == "VB"}
        if candidate.frame.complement in ("inf", "that", "inf-coop"):
            told |= set(_chain(doc, candidate.token))
        first, last = doc.reach(candidate.token)
        return told | {t.i for t in doc.tokens[first:last] if t.lemma.lower() == candidate.frame.complement}
    return {candidate.token, *(t.i for t in doc.children(candidate.token, "acl", "xcomp"))}


def _chain(doc: Annotated, verb: int) -> Iterator[int]:
    """The verbs that a promise, request or refusal is about."""
    for token in doc.children(verb, "xcomp", "ccomp"):
        yield token.i
        yield from _chain(doc, token.i)


def _candidates(doc: Resolved, sentence: Sentence) -> Iterator[Candidate]:
    """Nouns that govern a verb, then verbs, then nouns: "an offer to talk" and "held talks" are one event each."""
    tokens = doc.annotated.sentence_tokens(sentence)
    governing = [t for t in tokens if t.pos == "NOUN" and doc.annotated.children(t.i, "acl")]
    verbs = [t for t in tokens if t.pos in ("VERB", "AUX") and t.dep != "amod"]
    nouns = [t for t in tokens if t.pos in ("NOUN", "PROPN") and t not in governing]
    for pos, triggers in (("noun", governing), ("verb", verbs), ("noun", nouns)):
        for token in triggers:
            if not _quoted(doc, token) and not _asked(doc.annotated, token):
                for frame in frames().get((token.lemma.lower(), pos), ()):
                    if _fits(doc, token, frame) and (candidate := _cast(doc, token, frame)):
                        yield candidate
                        break


def _quoted(doc: Resolved, token: Token) -> bool:
    """Whether a word stands in a quotation of some length: what is quoted is claimed, not told."""
    return any(
        q.char_start <= token.start < q.char_end and not q.scare and q.char_end - q.char_start > QUOTED_LENGTH
        for q in doc.annotated.quotes
    )


def _asked(doc: Annotated, token: Token) -> bool:
    """Whether a verb stands in a question that the text leaves open ("which security it offered", "who will pay")."""
    if token.dep not in ("ccomp", "pcomp", "csubj") or token.pos != "VERB":
        return False
    below = doc.children(token.i)
    asking = [
        t for t in (*below, *(c for b in below for c in doc.children(b.i, "det", "advmod", "poss"))) if t.i < token.i
    ]
    return any(t.tag in ("WDT", "WP", "WP$", "WRB") or t.lower == "whether" for t in (*asking, *below))


def _fits(doc: Resolved, token: Token, frame: Frame) -> bool:
    annotated = doc.annotated
    if frame.particle and frame.particle not in particles(annotated, token.i):
        return False
    if frame.active and roles.is_passive(annotated, token.i):
        return False
    if frame.complement and not _complement_fits(annotated, token, frame.complement):
        return False
    if frame.type == "REJECT" and any(
        t.lemma in object_classes()["saying"] for t in annotated.children(token.i, "xcomp")
    ):
        return False
    return not frame.object or _object_fits(doc, token, frame.object)


def _complement_fits(doc: Annotated, token: Token, wanted: str) -> bool:
    found = complements(doc, token.i)
    if wanted in ("inf", "that"):
        return wanted in found
    if wanted == "inf-coop":
        below = [t for t in doc.children(token.i, "xcomp", "ccomp") if t.tag == "VB"]
        return any(f.type in PROMISED for t in below for f in frames().get((t.lemma.lower(), "verb"), ())[:1])
    if wanted == "to-state":
        towards = [o.i for p in doc.children(token.i, "prep") if p.lower == "to" for o in doc.children(p.i, "pobj")]
        return any(t.pos == "PROPN" for t in (doc.tokens[i] for i in towards))
    if wanted in ("object", "intransitive"):
        return bool(objects(doc, token.i)) == (wanted == "object")
    if wanted == "plain":
        return not doc.children(token.i, "oprd")
    if wanted == "planned":
        return modality(doc, token.i) == "planned"
    if wanted == "dated":
        return any(t.first in set(doc.subtree(token.i)) for t in doc.timexes if t.kind == "date" and t.part("year"))
    if wanted == "consequence":
        below = [t for t in doc.children(token.i, "ccomp") if modality(doc, t.i) in ("planned", "hypothetical")]
        return any(f.type in HARMING for t in below for f in frames().get((t.lemma.lower(), "verb"), ()))
    words = {t.lemma.lower() for t in doc.tokens[token.i : doc.sentence_of(token.i).last]}
    return not words.isdisjoint(object_classes().get(wanted, {wanted}))


def _object_fits(doc: Resolved, token: Token, wanted: str) -> bool:
    annotated = doc.annotated
    things = objects(annotated, token.i)
    if wanted == "actor":
        return any(actors_under(doc, t.i) for t in things)
    if wanted == "place":
        return any(actors_at(doc, t.i) or t.i in doc.places for t in things)
    return any(t.lemma.lower() in object_classes().get(wanted, ()) for t in things)


def _cast(doc: Resolved, token: Token, frame: Frame) -> Candidate | None:
    """The sides of a trigger; None where nobody stands on either, or where rain, shares or players act."""
    subject = roles.subject(doc.annotated, token.i) if frame.pos == "verb" else None
    if subject is not None and doc.annotated.tokens[subject].lemma.lower() in _other_worlds("subject"):
        return None
    sides = _verb_sides(doc, token, frame) if frame.pos == "verb" else _noun_sides(doc, token, frame)
    source, target = (tuple(a for a in side if not _is_table(doc, frame, a)) for side in sides)
    if (
        frame.pos == "noun"
        and not (source and target)
        and not _stands_alone(doc.annotated, token, frame, owned=bool(source))
    ):
        return None
    source, target = _reciprocal(doc, frame, source, target)
    target = tuple(t for t in target if t not in source)
    return Candidate(token.i, frame, tuple(source), target, modality(doc.annotated, token.i))


def _reciprocal(
    doc: Resolved, frame: Frame, source: tuple[str, ...], target: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Two who stand on one side of a mutual act with nobody else across from them face one another."""
    if frame.type not in MUTUAL and frame.object not in SHARED:
        return source, target
    here, across = ({acts_for(doc.actors[a]) for a in side if a in doc.actors} for side in (source, target))
    if len(here) > 1 and across <= here:
        return source[:1], tuple(dict.fromkeys(source[1:]))
    return (target[:1], target[1:]) if len(across) > 1 and not here else (source, target)


def _is_table(doc: Resolved, frame: Frame, actor: str) -> bool:
    """A joint commission is the table that two sides sit at, no side of what they do there."""
    if frame.type not in MUTUAL:
        return False
    named = [m for m in doc.annotated.mentions if doc.links[m.i] == actor]
    return any(m.office == "commission" and m.schema == "PublicBody" for m in named)


def _stands_alone(doc: Annotated, token: Token, frame: Frame, *, owned: bool) -> bool:
    """Nouns that tell an act with one side said or none: "its refusal to pay", "the meeting of the commission"."""
    if frame.complement == "dated":
        return True
    if (owned or frame.type == "AGREE") and frame.type in REFUSING:
        return any(t.dep in ("acl", "xcomp") and t.tag == "VB" for t in doc.children(token.i))
    return frame.type == "CONSULT" and any(p.lower == "of" for p in doc.children(token.i, "prep"))


def _verb_sides(doc: Resolved, token: Token, frame: Frame) -> tuple[tuple[str, ...], tuple[str, ...]]:
    source = tuple(roles.acting(doc, token.i))
    if not source and frame.source_slot:
        source = tuple(roles.undergoing(doc, token.i, (frame.source_slot,)))
    target = tuple(a for a in roles.undergoing(doc, token.i, frame.target) if a not in source)
    if not target:
        target = tuple(a for a in _within_objects(doc, token) if a not in source)
    return source, target


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
        for at in sorted(set(doc.annotated.subtree(thing.i)) - aside):
            if doc.annotated.tokens[at].pos in ("VERB", "AUX"):
                found += [a for by in roles.agent(doc.annotated, at) for a in actors_under(doc, by) if a not in found]
                break
            found += [a.id for a in actors_at(doc, at) if a.id not in found]
        found += [s for s in _seats(doc, thing.i) if s not in found]
    return found


def _seats(doc: Resolved, at: int) -> list[str]:
    """The states in whose places something stands ("its ambassador in Quito")."""
    below = [doc.places[i].country for i in doc.annotated.subtree(at) if i in doc.places]
    return [f"state:{c}" for c in below if c and f"state:{c}" in doc.actors]


def _noun_sides(doc: Resolved, token: Token, frame: Frame) -> tuple[tuple[str, ...], tuple[str, ...]]:
    annotated = doc.annotated
    owners = [a for t in annotated.children(token.i, "poss", "amod", "compound") for a in actors_under(doc, t.i)]
    slots: dict[str, list[str]] = {}
    for prep in annotated.children(token.i, "prep", "agent"):
        for phrase in annotated.children(prep.i, "pobj"):
            slots.setdefault(prep.lower, []).extend(actors_under(doc, phrase.i))
    both = slots.get("between", [])
    if len(both) >= 2:
        return tuple(both[:1]), tuple(both[1:])
    source = (
        owners
        or slots.get("from", [])
        or slots.get("by", [])
        or (slots.get("of", []) if "of" not in frame.target else [])
    )
    target = next((slots[s] for s in frame.target if slots.get(s) and s != "from"), [])
    if not source and slots.get("of") and target != slots["of"]:
        source = slots["of"]
    return tuple(dict.fromkeys(source)), tuple(a for a in dict.fromkeys(target) if a not in source)


def _event(doc: Resolved, sentence: Sentence, found: Candidate) -> Event:
    annotated, frame = doc.annotated, found.frame
    kind, meant = _promised(annotated, found)
    date, due, basis = _dates(doc, found, kind, meant)
    evidence = (_clause(annotated, sentence, found), *(doc.span(m.first, m.last) for m in found.context))
    verb = annotated.span(found.token, found.token + 1)
    score = _score(found)
    return Event(
        id=record_id("event", verb.document_id, (verb,), kind, found.source, found.target, meant),
        document_id=verb.document_id,
        evidence=tuple({(e.start, e.end): e for e in evidence}.values()),
        confidence=band(score),
        score=score,
        extractor=f"{extractor('events')} {frame.name}",
        type=kind,
        mode=frame.mode or None,
        quad=plover()[kind].quad or None,
        source=found.source,
        target=found.target,
        verb=verb,
        date=date,
        due=due,
        date_basis=basis,
        place=_place(doc, found.token),
        modality=meant,
        participants=participants(doc, found.source, found.target),
    )


def _place(doc: Resolved, at: int) -> Place | None:
    """A place named in the trigger's own clause, nearest first; never one of a clause below it."""
    own = predicate_of(doc.annotated, at)
    here = [i for i in doc.annotated.subtree(at) if i in doc.places and predicate_above(doc.annotated, i) == own]
    return doc.places[min(here, key=lambda i: (abs(i - at), i))] if here else None


def _promised(doc: Annotated, found: Candidate) -> tuple[str, Modality]:
    """A cooperative act that lies ahead is AGREE; promises and requests carry the modality of what they are about."""
    kind, meant = found.frame.type, found.modality
    if meant == "negated" and kind in WITHHELD and _unwilling(doc, found):
        return "REJECT", "actual"
    if kind in PROMISED and meant == "planned":
        return "AGREE", "planned"
    if kind in SAYING_OF_AN_ACT and meant == "actual" and (kind == "AGREE" or found.frame.complement == "inf"):
        return kind, "planned"
    return kind, meant


def _unwilling(doc: Annotated, found: Candidate) -> bool:
    """Whether a denial is a refusal: "will not negotiate", "does not recognise"."""
    auxiliaries = {t.lower for t in doc.children(found.token, "aux")}
    return bool(auxiliaries & WILL) or doc.tokens[found.token].lemma.lower() in RECOGNISING


def _dates(doc: Resolved, found: Candidate, kind: str, meant: Modality) -> tuple[Edtf | None, Edtf | None, str | None]:
    """When it was done or said, when it is due, and the basis: an act that lies ahead is due on its clause's date."""
    date, basis = date_at(doc, found.token)
    if found.frame.type in ("AGREE", "REQUEST", "THREATEN"):
        below = [t.i for t in doc.annotated.children(found.token, "xcomp", "ccomp", "advcl")]
        due = next((when for at in below if (when := date_at(doc, at)[0])), None)
        ahead = date is not None and "future" in (basis or "")
        return (None, due or date, basis) if ahead else (date, due, basis)
    return (None, date, basis) if meant == "planned" and kind == "AGREE" and date else (date, None, basis)


def _clause(doc: Annotated, sentence: Sentence, found: Candidate) -> Span:
    """The words of the clause; the whole sentence where the clause is most of it."""
    first, last = doc.reach(found.token)
    return doc.span(max(first, sentence.first), min(last, sentence.last))


def _score(found: Candidate) -> float:
    score = 0.5 + 0.1 * min(2, found.frame.weight) + 0.15 * bool(found.source) + 0.1 * bool(found.target)
    return round(min(0.95, score - 0.15 * (found.frame.pos == "noun") - 0.15 * bool(found.context)), 2)
