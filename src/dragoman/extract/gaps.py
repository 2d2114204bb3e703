"""Gaps: what the text says is not said, not known, kept back or left open."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dragoman.document import Resolved, Sentence
from dragoman.extract import attribution, speakers
from dragoman.extract.attribution_sources import subject
from dragoman.extract.clauses import Attribution, Page, Range, lay_out, trim
from dragoman.extract.cue_words import Source, source_nouns
from dragoman.extract.gap_questions import Place, asked
from dragoman.extract.gap_sources import silent_one
from dragoman.extract.ground import actor_at, actors_under, band, extractor, table, telling_sentences
from dragoman.extract.speakers import Memory
from dragoman.extract.speakers_meant import meant_before
from dragoman.records import Gap, record_id

SCORE = 0.8
PUBLIC = ("organisation", "office")  # nouns for bodies and officials that a state's adjective makes that state's


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern for words that tell of a gap. `ask` says where the question stands, `holder` who keeps it back."""

    pattern: re.Pattern[str]
    ask: str
    holder: str


@dataclass(frozen=True, slots=True)
class _Told:
    attribution: Attribution
    speaker: str | None


@lru_cache(maxsize=1)
def cues() -> tuple[Cue, ...]:
    """The cues in the order of the data."""
    terms = {row["term"]: row["words"] for row in table("gaps_terms.csv")}
    return tuple(Cue(_compiled(row["pattern"], terms), row["ask"], row["holder"]) for row in table("gaps_cues.csv"))


@lru_cache(maxsize=1)
def _trigger() -> re.Pattern[str]:
    """Words of which every cue holds one: sentences without any are passed over."""
    words = next(row["words"] for row in table("gaps_terms.csv") if row["term"] == "trigger")
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


def _compiled(pattern: str, terms: dict[str, str]) -> re.Pattern[str]:
    """A pattern with its terms put in: `<be>` stands for the words of the term "be"."""
    filled = re.sub(r"<([a-z-]+)>", lambda m: f"(?:{terms[m[1]]})", pattern)
    filled = re.sub(r"<([a-z-]+)>", lambda m: f"(?:{terms[m[1]]})", filled)
    return re.compile(rf"\b(?:{filled})(?!\w)", re.IGNORECASE)


def extract(doc: Resolved) -> list[Gap]:
    """Every gap that the story's words tell of, in the order of the text; `about` is left to composition."""
    page = lay_out(doc.annotated)
    told: list[_Told] | None = None
    found: list[Gap] = []
    for sentence in telling_sentences(doc.annotated):
        for cue, where in _hits(page, sentence):
            told = _told(doc, page) if told is None else told
            found.append(_gap(doc, page, sentence, cue, where, told))
    return found


def _told(doc: Resolved, page: Page) -> list[_Told]:
    memory, result = Memory(), []
    for one in attribution.told(doc.annotated):
        if speaker := speakers.identify(doc, page, one, memory):
            memory = speakers.heard(doc, page, one, speaker, memory)
            result.append(_Told(one, speaker.actor))
    return result


def _hits(page: Page, sentence: Sentence) -> Iterator[tuple[Cue, Range]]:
    """Cues in a sentence as token ranges; of cues that overlap, the first in the data stands."""
    tokens = page.tokens
    start, end = tokens[sentence.first].start, tokens[sentence.last - 1].end
    text = page.doc.clean.text
    if not _trigger().search(text, start, end):
        return
    starts = [t.start for t in tokens[sentence.first : sentence.last]]
    taken: list[Range] = []
    for cue in cues():
        for match in cue.pattern.finditer(text, start, end):
            first = sentence.first + bisect_right(starts, match.start()) - 1
            last = sentence.first + bisect_left(starts, match.end())
            if all(last <= a or first >= b for a, b in taken):
                taken.append((first, last))
                yield cue, (first, last)


def _gap(doc: Resolved, page: Page, sentence: Sentence, cue: Cue, where: Range, told: list[_Told]) -> Gap:
    verb = _verb_of(page, where, cue.ask)
    clause = _clause(page, sentence, where, verb)
    question, said = asked(Place(page, sentence, where, verb, clause), cue.ask, unheld=cue.holder == "none")
    first, last = trim(page, min(clause[0], said[0], where[0]), max(clause[1], said[1], where[1]))
    first = first if page.doc.sentence_of(first).paragraph == sentence.paragraph else sentence.first
    evidence = (doc.span(first, last),)
    asserted = _asserted_by(told, where)
    held = _withheld_by(doc, page, cue, where, verb)
    document = doc.annotated.clean.document.id
    return Gap(
        id=record_id("gap", document, evidence, question), document_id=document, evidence=evidence,
        confidence=band(SCORE), score=SCORE, extractor=extractor("gaps"), question=question,
        withheld_by=held, asserted_by=asserted,
    )  # fmt: skip


def _verb_of(page: Page, where: Range, ask: str) -> int:
    """The verb on which the cue turns: the first, or the last where the question stands before it."""
    verbs = [t.i for t in page.tokens[where[0] : where[1]] if t.pos in ("VERB", "AUX")]
    lexical = [v for v in verbs if page.tokens[v].dep not in ("aux", "auxpass")]
    return (lexical or verbs or [where[1] - 1])[-1 if ask == "fronted" else 0]


def _clause(page: Page, sentence: Sentence, where: Range, verb: int) -> Range:
    """The cue's clause: what hangs on its verb, up to a conjoined or surrounding clause."""
    doc = page.doc
    first, last = doc.reach(verb)
    for child in doc.children(verb, "conj", "parataxis", "ccomp", "advcl"):
        a, b = doc.reach(child.i)
        if child.dep == "ccomp" and a >= where[0]:
            continue
        if a > where[1]:
            last = min(last, a)
        elif b <= where[0]:
            first = max(first, b)
    for at in range(where[0] - 1, first, -1):
        if page.tokens[at].text == ";" or (page.tokens[at].text == "," and page.tokens[at + 1].tag == "CC"):
            first = at + 1
            break
    for at in range(where[1], last):
        joins = page.tokens[at].text == "," and at + 1 < last and page.tokens[at + 1].tag == "CC"
        if page.tokens[at].text == ";" or (joins and page.has_finite(at, last)):
            last = at
            break
    return trim(page, max(first, sentence.first), min(last, sentence.last))


def _asserted_by(told: list[_Told], where: Range) -> tuple[str, ...]:
    """The speaker of the innermost claim that holds the cue."""
    around = [t for t in told if t.speaker and any(a <= where[0] and where[1] <= b for a, b in t.attribution.contents)]
    inner = min(around, key=lambda t: t.attribution.hull[1] - t.attribution.hull[0], default=None)
    return (inner.speaker,) if inner and inner.speaker else ()


def _withheld_by(doc: Resolved, page: Page, cue: Cue, where: Range, verb: int) -> tuple[str, ...]:
    """Who keeps it back: the subject of the withholding verb, or of the verb that "without saying" hangs on."""
    if cue.holder == "asked":
        silent = silent_one(page, where)
        return tuple(actors_under(doc, silent)) if silent is not None else ()
    if cue.holder != "subject":
        named = _agent(page, verb) or _from_whom(page, where)
        return tuple(actors_under(doc, named)) if named is not None else ()
    sentence = page.doc.sentence_of(where[0])
    governor = verb
    if page.tokens[where[0]].lower == "without":
        governor = next((a for a in page.doc.ancestors(where[0]) if page.tokens[a].pos in ("VERB", "AUX")), verb)
    return _meant(doc, page, subject(page, governor, (sentence.first, sentence.last)))


def _agent(page: Page, verb: int) -> int | None:
    """By whom it is not told: "has not been published by the ministry"."""
    return next((p.i for by in page.doc.children(verb, "agent") for p in page.doc.children(by.i, "pobj")), None)


def _from_whom(page: Page, where: Range) -> int | None:
    """From whom no word came: "there was no comment from Doha"; nobody where the cue has no such phrase."""
    joined = page.tokens[where[0] : where[1] + 1]
    below = [c for t in joined for c in page.doc.children(t.i, "prep") if c.lower == "from"]
    if not any(t.lower in ("word", "comment", "answer", "reply", "response", "indication", "news") for t in joined):
        return None
    return next((p.i for by in below for p in page.doc.children(by.i, "pobj")), None)


def _meant(doc: Resolved, page: Page, source: Source | None) -> tuple[str, ...]:
    """The actors that a source names; for a body without a name the state whose it is ("the Ghanaian board")."""
    if source is None:
        return ()
    if found := actors_under(doc, source.head):
        return tuple(found)
    word = page.tokens[source.head].lemma.lower()
    bare_words = source.range[1] - source.range[0] <= 2 and page.tokens[source.range[0]].lower == "the"
    meant = meant_before(doc, source.head, word) if bare_words and word in source_nouns() else None
    if meant is None and source_nouns().get(word) in PUBLIC:
        owners = page.doc.children(source.head, "amod", "poss", "compound", "nmod")
        meant = next((a.id for o in owners if (a := actor_at(doc, o.i)) and a.schema_ == "State"), None)
    return (meant,) if meant else ()
