"""Undertakings that outlast one agreement: a station, a corridor, a training scheme, with partners and target dates.

In: a resolved document. Out: programmes that the text names or that states run together.
Never: a project without a name that only one state is said to have.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from dragoman.document import Resolved, Sentence, Token
from dragoman.extract.ground import actor_at, band, extractor, table, telling_sentences, time_values
from dragoman.extract.modality import modality
from dragoman.records import Edtf, Milestone, Programme, Span, record_id

_SMALL = ("of", "the", "for", "and", "on")
_STATUS_ORDER = ("planned", "under-way", "completed", "suspended", "cancelled")


@dataclass(slots=True)
class _Draft:
    name: str
    words: frozenset[str]
    sector: str | None
    evidence: list[Span] = field(default_factory=list)
    partners: list[str] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    targets: list[Edtf] = field(default_factory=list)


def extract(doc: Resolved) -> list[Programme]:
    """The programmes of a document, one for each name, with what is dated about them."""
    drafts: list[_Draft] = []
    for sentence in telling_sentences(doc.annotated):
        for token in doc.annotated.sentence_tokens(sentence):
            sector = _nouns().get(token.lower)
            if sector is None or token.pos not in ("NOUN", "PROPN"):
                continue
            first, last = _name(doc, sentence, token)
            if last - first > 1 and any(t.text[0].isupper() for t in doc.annotated.tokens[first : token.i]):
                _add(doc, sentence, drafts, (first, last), sector or None)
    return [_record(doc, d) for d in drafts if len(d.partners) > 1]


@lru_cache(maxsize=1)
def _nouns() -> dict[str, str]:
    return {row["noun"]: row["sector"] for row in table("programmes_nouns.csv")}


@lru_cache(maxsize=1)
def _stages() -> dict[str, str]:
    return {row["verb"]: row["status"] for row in table("programmes_stages.csv")}


def _name(doc: Resolved, sentence: Sentence, head: Token) -> tuple[int, int]:
    """The capitalised words around a noun that make it a name."""
    tokens, first, last = doc.annotated.tokens, head.i, head.i + 1
    if not head.text[0].isupper():
        return first, last
    while first > sentence.first and tokens[first - 1].text[0].isupper() and tokens[first - 1].pos != "VERB":
        first -= 1
    while last < sentence.last and (tokens[last].text[0].isupper() or tokens[last].lower in _SMALL):
        last += 1
    while last > head.i + 1 and not tokens[last - 1].text[0].isupper():
        last -= 1
    while first < head.i and tokens[first].lower in ("the", "a", "an", "this"):
        first += 1
    return first, last


def _add(doc: Resolved, sentence: Sentence, drafts: list[_Draft], name: tuple[int, int], sector: str | None) -> None:
    annotated = doc.annotated
    first, last = name
    words = frozenset(t.lower for t in annotated.tokens[first:last])
    draft = next((d for d in drafts if words <= d.words or d.words <= words), None)
    if draft is None:
        draft = _Draft(annotated.text(first, last), words, sector)
        drafts.append(draft)
    draft.evidence.append(annotated.span(first, last))
    draft.partners += [p for p in _partners(doc, sentence) if p not in draft.partners]
    for at in annotated.ancestors(last - 1):
        token = annotated.tokens[at]
        if token.pos == "VERB" and (status := _stages().get(token.lemma.lower())):
            draft.statuses.append(status if modality(annotated, at) == "actual" else "planned")
            break
    _dates(doc, sentence, draft)


@lru_cache(maxsize=1)
def _joint() -> frozenset[str]:
    return frozenset(row["verb"] for row in table("programmes_joint.csv"))


def _partners(doc: Resolved, sentence: Sentence) -> list[str]:
    """The states that a sentence names, where it says that somebody joins, builds or pays; else none."""
    tokens = doc.annotated.sentence_tokens(sentence)
    if not any(t.lemma.lower() in _joint() and t.pos == "VERB" for t in tokens):
        return []
    actors = [a for t in tokens if (a := actor_at(doc, t.i)) and a.schema_ == "State"]
    return list(dict.fromkeys(a.id for a in actors))


def _dates(doc: Resolved, sentence: Sentence, draft: _Draft) -> None:
    """Dates after the document's own are targets; the others are milestones: of one verb, the date nearest to it."""
    nearest: dict[int, tuple[int, Milestone]] = {}
    annotated, values, published = doc.annotated, time_values(doc), doc.published
    now = published.edtf or published.latest
    day: date | None = now.latest if now else None
    for timex in annotated.timexes:
        value = values.get(timex.i)
        if not sentence.first <= timex.first < sentence.last or value is None or value.value is None or day is None:
            continue
        when = value.value
        if when.earliest and when.earliest > day:
            if when not in draft.targets:
                draft.targets.append(when)
        else:
            verb = next((a for a in annotated.ancestors(timex.first) if annotated.tokens[a].pos == "VERB"), None)
            if verb is not None:
                low, high = min(verb, timex.first), max(verb + 1, timex.last)
                step = Milestone(what=annotated.tokens[verb].lemma, date=when, evidence=(annotated.span(low, high),))
                if verb not in nearest or high - low < nearest[verb][0]:
                    nearest[verb] = (high - low, step)
    draft.milestones += [step for _, step in nearest.values()]


def _record(doc: Resolved, draft: _Draft) -> Programme:
    document, evidence = doc.annotated.clean.document.id, tuple(dict.fromkeys(draft.evidence))
    score = 0.55 + (0.1 if draft.targets else 0.0)
    return Programme(
        id=record_id("programme", document, evidence, draft.name),
        document_id=document,
        evidence=evidence,
        confidence=band(score),
        score=score,
        extractor=extractor("programmes"),
        name=draft.name,
        partners=tuple(draft.partners),
        sector=draft.sector,
        status=max(draft.statuses, key=_STATUS_ORDER.index, default=None),
        milestones=tuple(draft.milestones),
        target_dates=tuple(draft.targets),
    )
