"""Events: who did what to whom, typed by PLOVER from frames over the parse. No frame, no event; no default type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dragoman.document import Annotated, Resolved, Sentence
from dragoman.extract.anchoring import dated_by_scene, ordered_by_anchor
from dragoman.extract.candidates import Attempt, Candidate, attempts, covers, of_another_world
from dragoman.extract.context import Dyad, dyad
from dragoman.extract.contexts import contexts_at
from dragoman.extract.echoes import echo
from dragoman.extract.frames import Frame, complements, frames, lemma_of
from dragoman.extract.ground import VERSION, band, date_at, extractor, predicate_of, telling_sentences
from dragoman.extract.parties import participants
from dragoman.extract.proposed import complete, proposed, second_opinion
from dragoman.extract.recalls import Told, answering
from dragoman.extract.scenes import scene
from dragoman.extract.triggers import PROMISED
from dragoman.extract.unsaid import in_context, is_dealing
from dragoman.kb.ontology import plover
from dragoman.records import Edtf, Event, Modality, Span, record_id
from dragoman.records.base import OTHERWISE

# CAMEO's codes for saying that one will, or will not, do what a root code says (codebook, sections 03 and 12).
PROMISES = {"04": "036", "05": "032", "06": "031", "07": "033", "01": "030"}
REFUSALS = {"04": "125", "05": "120", "06": "121", "07": "122", "08": "124", "03": "120", "01": "120"}
WITHHELD = (*PROMISED, "AGREE", "CONCEDE")
WILL = frozenset({"will", "wo", "'ll", "would"})
RECOGNISING = ("recognise", "recognize", "accept")
GRANTING = ("allow", "permit", "let", "admit", "grant")
AHEAD = ("by ", "for ", "until ")  # how the basis of a deadline or an end begins
UNSURE = "proposed by the reader, without both sides or told already"
SAYING_OF_AN_ACT = ("AGREE", "REQUEST")


@dataclass(frozen=True, slots=True)
class Decision:
    """What was made of a frame tried on a trigger, or of an act that the reader proposed: an event, or why none."""

    token: int
    frame: Frame
    event: Event | None = None
    refused: str = ""
    candidate: Candidate | None = None


def extract(doc: Resolved) -> list[Event]:
    """The events of the story's own sentences, in order of their triggers."""
    pair, sentences = dyad(doc), _read(doc)
    return _settled(doc, _decisions(doc, sentences, pair), sentences, pair)


def decided(doc: Resolved, made: Iterable[Decision]) -> list[Event]:
    """The events that decisions lead to, with the places and days that other sentences lend them."""
    return _settled(doc, made, _read(doc), dyad(doc))


def _settled(doc: Resolved, made: Iterable[Decision], sentences: Iterable[Sentence], pair: Dyad | None) -> list[Event]:
    found = [decision.event for decision in made if decision.event]
    for sentence in sentences if found else ():
        _tell_again(doc, sentence, found)
    return dated_by_scene(doc, ordered_by_anchor(doc, found), pair)


def decisions(doc: Resolved) -> Iterator[Decision]:
    """Every trigger of the story's own sentences with what became of it; the reader's proposals after the frames'."""
    return _decisions(doc, _read(doc), dyad(doc))


def _read(doc: Resolved) -> list[Sentence]:
    return [s for s in telling_sentences(doc.annotated) if not left_out(doc, s)]


def _decisions(doc: Resolved, sentences: Iterable[Sentence], pair: Dyad | None) -> Iterator[Decision]:
    told: list[Told] = []
    for sentence in sentences:
        for decision in _decided(doc, sentence, pair, told):
            if decision.event:
                told.append((decision.token, decision.frame, decision.event))
            yield decision
        echoed = echo(doc, sentence, told)
        if echoed and is_dealing(doc, echoed):
            event = _event(doc, sentence, echoed)
            told.append((echoed.token, echoed.frame, event))
            yield Decision(echoed.token, echoed.frame, event, candidate=echoed)


def left_out(doc: Resolved, sentence: Sentence) -> str:
    """Why a whole sentence of the story is passed over; empty where it is read."""
    return "it tells of sport, art or history" if of_another_world(doc.annotated, sentence) else ""


def _decided(doc: Resolved, sentence: Sentence, pair: Dyad | None, told: Sequence[Told]) -> Iterator[Decision]:
    covered: set[int] = set()
    found: list[Event] = []
    for tried in attempts(doc, sentence):
        covered |= {tried.token} if tried.barred else set()
        whole, refused = _whole(doc, tried, covered, pair, told)
        if whole is None:
            yield Decision(tried.token, tried.frame, refused=refused, candidate=tried.candidate)
            continue
        covered |= covers(doc.annotated, whole)
        found.append(_event(doc, sentence, whole))
        yield Decision(tried.token, tried.frame, found[-1], candidate=whole)
    for candidate in proposed(doc, sentence, covered):
        whole = in_context(doc, candidate, pair, told)
        if whole and complete(whole) and is_dealing(doc, whole) and not _told(found, whole):
            found.append(_event(doc, sentence, whole))
            yield Decision(whole.token, whole.frame, found[-1], candidate=whole)
        else:
            yield Decision(candidate.token, candidate.frame, refused=UNSURE, candidate=candidate)


def _whole(
    doc: Resolved, tried: Attempt, covered: set[int], pair: Dyad | None, told: Sequence[Told]
) -> tuple[Candidate | None, str]:
    """The candidate with the sides that the context gives; else why it is no event."""
    if tried.candidate is None:
        return None, tried.refused
    if tried.token in covered:
        return None, "told by another trigger already"
    whole = in_context(doc, answering(doc, tried.candidate, told), pair, told)
    if whole is None:
        return None, "nobody is known to act"
    return (whole, "") if is_dealing(doc, whole) else (None, "no dealing between parties")


def _told(found: list[Event], whole: Candidate) -> bool:
    """Whether an event of this sentence already tells of the same type between the same sides."""
    sides = {*whole.source, *whole.target}
    return any(e.type == whole.frame.type and {*e.source, *e.target} == sides for e in found)


def _tell_again(doc: Resolved, sentence: Sentence, found: list[Event]) -> None:
    """A noun with "the" that names an act told just before ("the meeting took place at …") lends it words and place."""
    annotated = doc.annotated
    for token in annotated.sentence_tokens(sentence):
        if token.dep not in ("nsubj", "nsubjpass", "pobj"):
            continue
        kinds = {f.type for f in frames().get((lemma_of(token), "noun"), ())}
        bare = annotated.children(token.i, "det") and not annotated.children(token.i, "amod", "nummod", "compound")
        if not kinds or not bare:
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
        place = found[last].place or scene(doc, predicate_of(annotated, token.i))
        update = {"evidence": (*found[last].evidence, here), "place": place}
        found[last] = found[last].model_copy(update=update)


def _event(doc: Resolved, sentence: Sentence, found: Candidate) -> Event:
    annotated, frame = doc.annotated, found.frame
    kind, meant = _promised(annotated, found)
    date, due, basis = _dates(doc, found, kind, meant)
    evidence = (_clause(annotated, sentence, found), *(doc.span(m.first, m.last) for m in found.context))
    verb = annotated.span(found.token, found.token + 1)
    opinion = second_opinion(doc, found.token)
    score = _score(found, opinion)
    return Event(
        id=record_id("event", verb.document_id, (verb,), kind, found.source, found.target, meant),
        document_id=verb.document_id,
        evidence=tuple({(e.start, e.end): e for e in evidence}.values()),
        confidence=band(score),
        score=score,
        extractor=_told_by(found, opinion),
        type=kind,
        mode=frame.mode or None,
        contexts=contexts_at(annotated, found.token, frame.cameo),
        quad=plover()[kind].quad or None,
        cameo=_cameo(frame, kind) or None,
        source=found.source,
        target=found.target,
        verb=verb,
        date=date,
        due=due,
        date_basis=basis,
        place=scene(doc, found.token),
        modality=meant,
        participants=participants(doc, found.source, found.target),
    )


def _promised(doc: Annotated, found: Candidate) -> tuple[str, Modality]:
    """A cooperative act that lies ahead is AGREE; promises and requests carry the modality of what they are about."""
    kind, meant = found.frame.type, found.modality
    if meant == "negated" and kind in WITHHELD and _unwilling(doc, found):
        return "REJECT", "actual"
    if kind in PROMISED and meant == "planned":
        return "AGREE", "planned"
    if kind == "RETREAT" and meant == "planned":
        return "CONCEDE", "planned"  # what is only announced (PLOVER manual)
    asks = found.frame.complement == "inf" or bool(complements(doc, found.token))
    if kind in SAYING_OF_AN_ACT and meant == "actual" and (kind == "AGREE" or asks):
        return kind, "planned"
    return kind, meant


def _cameo(frame: Frame, kind: str) -> str:
    """The frame's code; where the act is promised or refused, the code of such a promise or refusal."""
    if kind == frame.type:
        return frame.cameo
    return (PROMISES if kind == "AGREE" else REFUSALS).get(frame.cameo[:2], "") if frame.cameo else ""


def _unwilling(doc: Annotated, found: Candidate) -> bool:
    """Whether a denial is a refusal: "will not negotiate", "does not recognise", "was not allowed"."""
    auxiliaries = {t.lower for t in doc.children(found.token, "aux")}
    if any(t.lower == "yet" for t in doc.children(found.token, "advmod")):
        return False
    return bool(auxiliaries & WILL) or doc.tokens[found.token].lemma.lower() in (*RECOGNISING, *GRANTING)


def _dates(doc: Resolved, found: Candidate, kind: str, meant: Modality) -> tuple[Edtf | None, Edtf | None, str | None]:
    """When it was done or said, when it is due, and the basis: an act that lies ahead is due on its clause's date."""
    date, basis = date_at(doc, found.token)
    if (basis or "").startswith(AHEAD):
        return None, date, basis
    if found.frame.type in ("AGREE", "REQUEST", "THREATEN"):
        below = [t.i for t in doc.annotated.children(found.token, "xcomp", "ccomp", "advcl")]
        below += [t.i for at in below for t in doc.annotated.children(at, "conj") if t.pos == "VERB"]
        due, of_due = next(((when, why) for at in below for when, why in [date_at(doc, at)] if when), (None, None))
        if due is not None and date is None and _over(doc, due) and not (of_due or "").startswith(_LIMITS):
            return due, None, of_due
        ahead = date is not None and ("future" in (basis or "") or _to_come(doc, date))
        return (None, due or date, basis) if ahead else (date, due, basis)
    return (None, date, basis) if meant == "planned" and kind == "AGREE" and date else (date, None, basis)


_LIMITS = ("by ", "until ", "till ", "before ")


def _over(doc: Resolved, when: Edtf) -> bool:
    """Whether a date lies before the document: what was asked for then was asked for then ("asked to join in 2019")."""
    low = doc.published.earliest.earliest if doc.published.earliest else None
    return low is not None and when.latest is not None and when.latest < low


def _to_come(doc: Resolved, when: Edtf) -> bool:
    """Whether a date lies after the document."""
    high = doc.published.latest.latest if doc.published.latest else None
    return high is not None and when.earliest is not None and when.earliest > high


def _clause(doc: Annotated, sentence: Sentence, found: Candidate) -> Span:
    """The words of the clause; the sentence where the learned reader saw what the parse did not."""
    if found.probability is not None:
        return doc.sentence_span(sentence)
    first, last = doc.reach(found.token)
    return doc.span(max(first, sentence.first), min(last, sentence.last))


def _told_by(found: Candidate, opinion: str | None) -> str:
    """The frame, and what the learned reader says otherwise; or who proposed it, where no frame speaks."""
    if found.probability is not None:
        return f"{found.by}:events@{VERSION} {found.frame.lemma}"
    otherwise = f"{OTHERWISE}{opinion}" if opinion and opinion != found.frame.type else ""
    return f"{extractor('events')} {found.frame.name}{otherwise}"


def _score(found: Candidate, opinion: str | None) -> float:
    """How sure: what the frame asks for and the sides it has, raised or lowered by the reader's opinion."""
    if found.probability is not None:
        return round(0.6 * found.probability, 2)
    score = 0.5 + 0.1 * min(2, found.frame.weight) + 0.15 * bool(found.source) + 0.1 * bool(found.target)
    score -= 0.15 * (found.frame.pos == "noun") + 0.15 * bool(found.context)
    if opinion is not None:
        score += 0.1 if opinion == found.frame.type else -0.2
    return round(min(0.95, max(0.3, score)), 2)
