"""Undertakings that outlast one agreement: a station, a corridor, a training scheme, with partners and target dates.

In: a resolved document. Out: programmes of two states or more, by name or by what tells them apart.
Never: a project that only one state is said to have.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from dragoman.document import Annotated, Resolved, Sentence
from dragoman.extract.ground import actor_at, band, extractor, people_words, table, time_values
from dragoman.extract.modality import modality
from dragoman.extract.programme_mentions import Mention, find_mentions
from dragoman.records import Edtf, Milestone, Modality, Programme, Span, record_id

_STATUS_ORDER = ("planned", "under-way", "completed", "suspended", "cancelled")
_GOES_ON = 3  # sentences after a mention that may tell on of it
_PAIR = 2


@dataclass(slots=True)
class _Draft:
    """A programme while its mentions are gathered; `told` are the sentences that tell of it."""

    mention: Mention
    name: str
    words: frozenset[str]
    evidence: list[Span] = field(default_factory=list)
    partners: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    told: list[Sentence] = field(default_factory=list)


def extract(doc: Resolved) -> list[Programme]:
    """The programmes of a document, one for each name, with what is dated about them."""
    drafts: list[_Draft] = []
    for mention in find_mentions(doc):
        _add(doc, drafts, mention)
    mentioned = {s.i for d in drafts for s in d.told}
    return [_record(doc, d, mentioned) for d in drafts if len(d.partners) >= _PAIR]


def _add(doc: Resolved, drafts: list[_Draft], mention: Mention) -> None:
    annotated = doc.annotated
    words = frozenset(t.lemma.lower() for t in annotated.tokens[mention.first : mention.last] if t.text.isalnum())
    draft = next((d for d in drafts if words <= d.words or d.words <= words), None)
    if draft is None:
        draft = _Draft(mention, annotated.text(mention.first, mention.last), words)
        drafts.append(draft)
    draft.evidence.append(annotated.span(mention.first, mention.last))
    draft.partners += [p for p in mention.partners if p not in draft.partners]
    draft.heads.append(mention.last - 1)
    draft.told.append(annotated.sentence_of(mention.head))


@lru_cache(maxsize=4)
def _table(field_name: str, file: str, key: str) -> dict[str, str]:
    return {row[key]: row[field_name] for row in table(file)}


@lru_cache(maxsize=1)
def _acts() -> frozenset[str]:
    """Verbs that tell a step of an undertaking; what is only said of it on a day is none."""
    joint = (row["verb"] for row in table("programmes_joint.csv"))
    return frozenset((*joint, *_table("status", "programmes_stages.csv", "verb")))


def _about(doc: Resolved, draft: _Draft, mentioned: set[int]) -> list[Sentence]:
    """The sentences that tell of a programme: its own, and those right after that speak of parts of it."""
    sentences = doc.annotated.sentences
    found = {s.i: s for s in draft.told}
    for sentence in draft.told:
        for after in sentences[sentence.i + 1 : sentence.i + 1 + _GOES_ON]:
            on = after.i not in mentioned and after.paragraph == sentence.paragraph and _speaks_of_part(doc, after)
            if not on:
                break
            found[after.i] = after
    return [found[i] for i in sorted(found)]


def _speaks_of_part(doc: Resolved, sentence: Sentence) -> bool:
    """Whether the subject of a sentence is a part or a stage of an undertaking ("Works began …", "It shall …")."""
    annotated, parts = doc.annotated, _table("source", "programmes_parts.csv", "word")
    subjects = annotated.children(sentence.root, "nsubj", "nsubjpass")
    return any(s.lemma.lower() in parts or s.lower in parts for s in subjects)


def _statuses(doc: Resolved, sentences: Iterable[Sentence]) -> list[str]:
    annotated, stages = doc.annotated, _table("status", "programmes_stages.csv", "verb")
    verbs = [t for s in sentences for t in annotated.sentence_tokens(s) if t.pos == "VERB"]
    told = [(stages[t.lemma.lower()], _mode(annotated, t.i)) for t in verbs if t.lemma.lower() in stages]
    return [status if mode == "actual" else "planned" for status, mode in told if mode in ("actual", "planned")]


def _mode(doc: Annotated, verb: int) -> Modality:
    """How an act is meant; an infinitive tells what is to come ("to be completed in 2030")."""
    ahead = any(c.lower == "to" for c in doc.children(verb, "aux"))
    return "planned" if ahead else modality(doc, verb)


def _dates(doc: Resolved, sentences: Iterable[Sentence]) -> tuple[list[Milestone], list[Edtf]]:
    """What was done when, of one verb on the date nearest to it, and the dates for which something is planned."""
    annotated, values = doc.annotated, time_values(doc)
    nearest: dict[int, tuple[int, Milestone]] = {}
    targets: list[Edtf] = []
    for timex in (t for s in sentences for t in annotated.timexes_by_sentence.get(s.i, ())):
        value = values.get(timex.i)
        verb = next((a for a in annotated.ancestors(timex.first) if annotated.tokens[a].pos in ("VERB", "AUX")), None)
        if value is None or value.value is None or verb is None:
            continue
        if _is_ahead(doc, value.value, verb):
            targets += [value.value] if value.value not in targets else []
        elif annotated.tokens[verb].lemma.lower() in _acts():
            low, high = min(verb, timex.first), max(verb + 1, timex.last)
            step = Milestone(what=_what(doc, verb), date=value.value, evidence=(annotated.span(low, high),))
            if verb not in nearest or high - low < nearest[verb][0]:
                nearest[verb] = (high - low, step)
    return [step for _, step in nearest.values()], targets


def _is_ahead(doc: Resolved, when: Edtf, verb: int) -> bool:
    """Whether a date lies after the article's own; where that is not known, whether the verb tells a plan."""
    published = doc.published.edtf or doc.published.latest
    day: date | None = published.latest if published else None
    if day is None or when.earliest is None:
        return _mode(doc.annotated, verb) == "planned"
    return when.earliest > day


def _what(doc: Resolved, verb: int) -> str:
    """What was done, in two words: `construction began`; the verb alone where its subject is no thing."""
    annotated = doc.annotated
    nouns = [s for s in annotated.children(verb, "nsubj", "nsubjpass") if s.pos == "NOUN"]
    things = [s for s in nouns if not actor_at(doc, s.i) and s.lemma.lower() not in people_words()]
    word = annotated.tokens[verb]
    return f"{things[0].lower} {word.lower}" if things else word.lemma


def _record(doc: Resolved, draft: _Draft, mentioned: set[int]) -> Programme:
    document, evidence = doc.annotated.clean.document.id, tuple(dict.fromkeys(draft.evidence))
    about = _about(doc, draft, mentioned)
    milestones, targets = _dates(doc, about)
    score = round((0.55 if draft.mention.named else 0.45) + (0.1 if targets else 0.0), 2)
    return Programme(
        id=record_id("programme", document, evidence, draft.name),
        document_id=document,
        evidence=evidence,
        confidence=band(score),
        score=score,
        extractor=extractor("programmes"),
        name=draft.name,
        partners=tuple(draft.partners),
        sector=draft.mention.sector,
        status=max(_statuses(doc, about), key=_STATUS_ORDER.index, default=None),
        milestones=tuple(milestones),
        target_dates=tuple(targets),
    )
