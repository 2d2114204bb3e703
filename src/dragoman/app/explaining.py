"""Why a sentence is coded as it is: its parse, the frames tried on each trigger, what lost, what the reader sees."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dragoman import kb
from dragoman.annotate import annotate
from dragoman.app.texts import reads_by_rules_alone
from dragoman.document import Document, ProposedAct, Resolved, Sentence
from dragoman.errors import UsageError
from dragoman.extract import events
from dragoman.extract.events import Decision
from dragoman.kb.ontology import plover
from dragoman.records import DocumentRecord, Edtf, Event
from dragoman.repair import mend
from dragoman.resolve import resolve


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the parse: its lemma, tag and relation (as spaCy names them), and the word that it hangs on."""

    text: str
    lemma: str
    tag: str
    relation: str
    head: str


@dataclass(frozen=True, slots=True)
class Tried:
    """A frame tried on a trigger. `event` is what it told; `refused` says why it told nothing."""

    trigger: str
    frame: str
    type: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    event: Event | None
    refused: str


@dataclass(frozen=True, slots=True)
class Seen:
    """An act that the learned reader sees: its word, type, probability, modality, and the words on either side."""

    word: str
    type: str
    probability: float
    modality: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Explained:
    """One sentence: raw characters, parse, who and when is meant, what was tried, what the reader sees."""

    text: str
    start: int
    end: int
    words: tuple[Word, ...]
    actors: tuple[tuple[str, str], ...]
    times: tuple[tuple[str, str], ...]
    tried: tuple[Tried, ...]
    seen: tuple[Seen, ...]
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """The sentences of a text, the names of its actors by id, and what the types that came up mean."""

    sentences: tuple[Explained, ...]
    names: dict[str, str]
    meanings: dict[str, str]


def explain(text: str, published: str | None = None) -> Explanation:
    """Code a text and say why. `published` is the day on which it appeared, in EDTF.

    Raises UsageError for an empty text or a date that is none.
    """
    if not text.strip():
        raise UsageError("there is no sentence", mend='write one in quotes: dragoman explain "Peru met Chile."')
    try:
        day = Edtf.parse(published) if published else None
    except ValueError as error:
        raise UsageError(f"{published!r} is no date: {error}", mend="write 2024-03-05, 2024-03 or 2024") from error
    document = Document(id=hashlib.sha256(text.encode()).hexdigest(), source="text", text=text)
    return _explained(document, day)


def explain_event(event: Event, document: DocumentRecord, text: str) -> Explained | None:
    """The sentence of an event, read again in its document; None where the text has none there any more."""
    read = Document(
        id=document.id, source=document.source, text=text, url=document.url, title=document.title,
        publisher=document.publisher,
    )  # fmt: skip
    found = _explained(read, document.published.edtf)
    return next((s for s in found.sentences if s.start <= event.verb.start < s.end), None)


def _explained(document: Document, published: Edtf | None) -> Explanation:
    if published is not None:
        document = replace(document, published=published, published_basis="stated")
    known = kb.load()
    doc = resolve(annotate(mend(document, known), known, rules_only=reads_by_rules_alone()), known)
    made = list(events.decisions(doc))
    told = {event.id: event for event in events.decided(doc, made)}
    sentences = tuple(_sentence(doc, s, made, told) for s in doc.annotated.sentences)
    types = {t.type for s in sentences for t in s.tried if t.event} | {e.type for e in told.values()}
    meanings = {name: f"{kind.meaning}. Not: {kind.not_this}" for name, kind in plover().items() if name in types}
    return Explanation(sentences, {key: actor.name for key, actor in doc.actors.items()}, meanings)


def _sentence(doc: Resolved, sentence: Sentence, made: list[Decision], told: dict[str, Event]) -> Explained:
    tokens = doc.annotated.sentence_tokens(sentence)
    inside = range(sentence.first, sentence.last)
    span = doc.annotated.sentence_span(sentence)
    zone = "" if sentence.zone == "body" else f"it is {sentence.zone}, not the story itself"
    mentions = [m for m in doc.annotated.mentions if m.first in inside]
    return Explained(
        text=span.text,
        start=span.start,
        end=span.end,
        words=tuple(Word(t.text, t.lemma, t.tag, t.dep, doc.annotated.tokens[t.head].text) for t in tokens),
        actors=tuple((doc.annotated.text(m.first, m.last), a.name) for m in mentions if (a := doc.actor_of(m))),
        times=tuple(_times(doc, inside)),
        tried=tuple(_tried(doc, d, told) for d in made if d.token in inside),
        seen=tuple(_seen(doc, act) for act in _acts(doc) if act.token in inside),
        left_out=events.left_out(doc, sentence) or zone,
    )


def _times(doc: Resolved, inside: range) -> Iterator[tuple[str, str]]:
    for value in doc.times:
        timex = doc.annotated.timexes[value.timex]
        if timex.first in inside and value.value:
            yield timex.text, str(value.value)


def _tried(doc: Resolved, decision: Decision, told: dict[str, Event]) -> Tried:
    sides = decision.candidate
    event = decision.event and told.get(decision.event.id, decision.event)
    return Tried(
        trigger=doc.annotated.tokens[decision.token].text,
        frame=decision.frame.name,
        type=event.type if event else decision.frame.type,
        source=_names(doc, sides.source if sides else ()),
        target=_names(doc, sides.target if sides else ()),
        event=event,
        refused=decision.refused,
    )


def _names(doc: Resolved, side: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(doc.actors[a].name for a in side if a in doc.actors)


def _acts(doc: Resolved) -> tuple[ProposedAct, ...]:
    return doc.annotated.proposals.acts if doc.annotated.proposals else ()


def _seen(doc: Resolved, act: ProposedAct) -> Seen:
    words = doc.annotated.tokens
    source, target = (" ".join(words[i].text for i in side) for side in (act.source, act.target))
    return Seen(words[act.token].text, act.type, act.probability, act.modality, source, target)
