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
from dragoman.extract.clauses import Attribution, Page, Range, lay_out, phrase, segments, trim
from dragoman.extract.ground import actors_under, band, extractor, table, telling_sentences
from dragoman.extract.speakers import Memory
from dragoman.records import Gap, record_id

SCORE = 0.8
LONGEST_QUESTION = 18
SHORTEST_TOPIC = 2
BARE_OBJECT = 3
BEFORE = frozenset({"auto", "cue", "topic", "after-or-topic"})
TOPICAL = frozenset({"after", "after-or-topic", "topic"})
ABOUT = frozenset({"about", "of", "on", "regarding", "concerning"})
ASKING = frozenset({"who", "whom", "what", "when", "where", "why", "how", "whether", "if", "which"})
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
HOLLOW = frozenset({"it", "this", "that", "which", "there", "they", "he", "she"})


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
    verb = _verb_of(page, where)
    clause = _clause(page, sentence, where, verb)
    question, asked = _question(page, sentence, cue, where, verb, clause)
    first, last = trim(page, min(clause[0], asked[0], where[0]), max(clause[1], asked[1], where[1]))
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


def _verb_of(page: Page, where: Range) -> int:
    """The verb on which the cue turns."""
    verbs = [t.i for t in page.tokens[where[0] : where[1]] if t.pos in ("VERB", "AUX")]
    lexical = [v for v in verbs if page.tokens[v].dep not in ("aux", "auxpass")]
    return (lexical or verbs or [where[1] - 1])[0]


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


def _question(page: Page, sentence: Sentence, cue: Cue, where: Range, verb: int, clause: Range) -> tuple[str, Range]:
    """What is not known, in words of the text, and where they stand; where nothing more is named, the cue's clause."""
    asked = _asked(page, sentence, cue, where, verb, clause)
    if asked is None or asked[0] >= asked[1]:
        return _worded(page, clause), clause
    words = _worded(page, asked)
    if cue.ask == "reply":
        return f"answer of {words}", asked
    if cue.ask in ("after", "object") and asked[1] - asked[0] <= BARE_OBJECT:
        own = _own_subject(page, verb, where) if cue.holder == "none" else None
        topic = own or _topic(page, sentence, where, verb)
        if topic:
            return f"{words}: {_worded(page, topic)}", asked
    return words, asked


def _asked(page: Page, sentence: Sentence, cue: Cue, where: Range, verb: int, clause: Range) -> Range | None:
    after = _after(page, sentence, where)
    if cue.ask in BEFORE and not _asks(page, after) and (before := _asked_before(page, sentence, where)):
        return before
    own = _own_subject(page, verb, where)
    topic = _topic(page, sentence, where, verb) if cue.ask in TOPICAL else None
    answers: dict[str, Range | None] = {
        "after": topic if after is None or _is_pronoun(page, after) else after,
        "wh": (where[1] - 1, (after or where)[1]),
        "object": (_object_in(page, where), (after or where)[1]),
        "auto": after if own is None or _asks(page, after) else own,
        "reply": own,
        "after-or-topic": after if after and page.tokens[after[0]].lower in ABOUT else topic,
        "topic": topic,
        "previous": _previous(page, sentence),
    }
    return answers.get(cue.ask, clause)


def _is_pronoun(page: Page, where: Range) -> bool:
    return where[1] - where[0] == 1 and page.tokens[where[0]].tag == "PRP"


def _asked_before(page: Page, sentence: Sentence, where: Range) -> Range | None:
    """A question before the cue: "how much was spent nobody will say", "whether they met is unclear"."""
    first = _segment(page, sentence, where[0])[0]
    joins = [
        i + 1 for i in range(first + 1, where[0] - 1) if page.tokens[i].tag == "CC" and page.tokens[i - 1].text == ","
    ]
    first = max([first, *[i for i in joins if page.tokens[i].lower not in ASKING]])
    for at in range(first, where[0] - 1):
        opens = at == first or page.tokens[at - 1].text == "," or page.tokens[at - 1].tag in ("CC", "IN")
        if opens and page.tokens[at].lower in ASKING and page.has_finite(at, where[0]):
            start = at - 1 if at > first and page.tokens[at - 1].tag == "IN" else at
            return trim(page, start, where[0])
    return None


def _segment(page: Page, sentence: Sentence, at: int) -> Range:
    return next((b for b in segments(page, sentence) if b[0] <= at < b[1]), (sentence.first, sentence.last))


def _asks(page: Page, after: Range | None) -> bool:
    return after is not None and page.tokens[after[0]].lower in ASKING


def _after(page: Page, sentence: Sentence, where: Range) -> Range | None:
    """What follows the cue, up to a comma or conjunction that leads on to another clause."""
    last = where[1]
    while last < sentence.last and last - where[1] < LONGEST_QUESTION:
        token = page.tokens[last]
        if token.text in (";", ".", "!", "?", "–", "—") or token.lower in ("because", "although", "while", "but"):
            break
        if token.text == "," and page.has_finite(last, sentence.last) and last > where[1]:
            break
        last += 1
    first, last = trim(page, where[1], last)
    return (first, last) if first < last else None


def _object_in(page: Page, where: Range) -> int:
    return next((i for i in range(where[0], where[1]) if page.tokens[i].pos == "NOUN"), where[1] - 1)


def _own_subject(page: Page, verb: int, where: Range) -> Range | None:
    """The subject that the cue's verb has, as a phrase; None where it is hollow ("it is not known …")."""
    doc = page.doc
    for at in (
        verb,
        *[a for a in doc.ancestors(verb) if page.tokens[verb].dep in ("aux", "auxpass", "conj", "xcomp", "acomp")],
    ):
        for child in doc.children(at, *SUBJECTS):
            if (
                child.i >= where[0]
                or (child.lower in HOLLOW and child.tag not in ("WDT", "WP", "PRP"))
                or child.lower == "it"
            ):
                continue
            if child.tag in ("WDT", "WP"):
                return phrase(page, page.tokens[at].head, (doc.sentence_of(at).first, at))
            return _after_join(page, doc.reach(child.i)[0], child.i), min(doc.reach(child.i)[1], where[0])
    return None


def _after_join(page: Page, first: int, head: int) -> int:
    """The start of a subject without a clause that the parse put before it: "…, and the price"."""
    for at in range(head, first, -1):
        if page.tokens[at].tag == "CC" and page.has_finite(first, at):
            return at + 1
    return first


def _topic(page: Page, sentence: Sentence, where: Range, verb: int) -> Range | None:
    """What the sentence speaks of before the cue: the clause before it, without its lead."""
    above = next((a for a in page.doc.ancestors(verb) if page.tokens[a].pos in ("VERB", "AUX")), None)
    if above is not None and above < where[0]:
        around = page.doc.children(above, "dobj") + page.doc.children(above, "nsubj", "nsubjpass")
        for child in around:
            if child.tag not in ("PRP", "WDT", "WP") and child.i < where[0]:
                return phrase(page, child.i, (sentence.first, where[0]))
    segment = _segment(page, sentence, where[0])
    own = _own_subject(page, verb, where)
    first, last = trim(page, segment[0], own[0] if own and own[0] > segment[0] + 1 else where[0])
    if last - first >= SHORTEST_TOPIC and not (own and own[0] <= first):
        return max(first, last - LONGEST_QUESTION), last
    return trim(page, sentence.first, segment[0]) if segment[0] > sentence.first else _previous(page, sentence)


def _previous(page: Page, sentence: Sentence) -> Range | None:
    if sentence.i == 0:
        return None
    before = page.doc.sentences[sentence.i - 1]
    return (before.first, before.last) if before.paragraph == sentence.paragraph else None


def _worded(page: Page, where: Range) -> str:
    """The words of a range; a relative pronoun gives way to what it stands for."""
    first, last = trim(page, *where)
    last = min(last, first + LONGEST_QUESTION)
    if first >= last:
        return page.doc.text(*where)
    for at in range(first, last):
        if page.tokens[at].tag == "WDT" and page.tokens[at].dep == "pobj":
            stands = _stands_for(page, at, first)
            if stands is not None:
                return " ".join(
                    filter(
                        None, (_text(page, first, at), page.doc.text(*trim(page, *stands)), _text(page, at + 1, last))
                    )
                )
    return page.doc.text(first, last)


def _stands_for(page: Page, at: int, first: int) -> Range | None:
    """What a relative pronoun stands for: the head of its clause, else the noun phrase right before the range."""
    start = page.doc.sentence_of(at).first
    clause = next((a for a in page.doc.ancestors(at) if page.tokens[a].dep in ("relcl", "acl")), None)
    head = page.tokens[clause].head if clause is not None else -1
    if not start <= head < first:
        head = next((i for i in range(first - 1, start - 1, -1) if page.tokens[i].pos in ("NOUN", "PROPN")), -1)
    return phrase(page, head, (start, first)) if head >= start else None


def _text(page: Page, first: int, last: int) -> str:
    return page.doc.text(first, last) if first < last else ""


def _asserted_by(told: list[_Told], where: Range) -> tuple[str, ...]:
    """The speaker of the innermost claim that holds the cue."""
    around = [t for t in told if t.speaker and any(a <= where[0] and where[1] <= b for a, b in t.attribution.contents)]
    inner = min(around, key=lambda t: t.attribution.hull[1] - t.attribution.hull[0], default=None)
    return (inner.speaker,) if inner and inner.speaker else ()


def _withheld_by(doc: Resolved, page: Page, cue: Cue, where: Range, verb: int) -> tuple[str, ...]:
    """Who keeps it back: the subject of the withholding verb, or of the verb that "without saying" hangs on."""
    if cue.holder != "subject":
        agents = [p for by in page.doc.children(verb, "agent") for p in page.doc.children(by.i, "pobj")]
        return tuple(actors_under(doc, agents[0].i)[:1]) if agents else ()
    sentence = page.doc.sentence_of(where[0])
    governor = verb
    if page.tokens[where[0]].lower == "without":
        governor = next((a for a in page.doc.ancestors(where[0]) if page.tokens[a].pos in ("VERB", "AUX")), verb)
    source = subject(page, governor, (sentence.first, sentence.last))
    return tuple(actors_under(doc, source.head)[:1]) if source else ()
