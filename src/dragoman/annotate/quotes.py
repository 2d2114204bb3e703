"""Quotations: what stands between quotation marks, paragraph by paragraph, broken ones included."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, takewhile

from dragoman.document import Annotated, Quote, Token
from dragoman.kb.rows import rows

STOPS = (".", "!", "?", ";")
STRAIGHT = "\"'"
SCARE_WORDS = 3
STRANDED_WORDS = 2
FINITE = ("VBD", "VBP", "VBZ", "MD")
CUE_REACH_BEFORE, CUE_REACH_AFTER = 7, 4
_BEFORE_OPENING = re.compile(r"[\s(\[{/—–:;,.-]")
_AFTER_CLOSING = re.compile(r"[\s)\]}/—–:;,.!?…-]")
_FRAGMENT = re.compile(r"[.,]?\s+[a-zà-ÿ]")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Characters inside a pair of marks; `outer` is where the closing mark ends."""

    start: int
    end: int
    outer: int
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class _Paragraph:
    number: int
    start: int
    end: int


def find(doc: Annotated) -> tuple[Quote, ...]:
    """Every quotation, as clean character offsets of what its marks enclose, in order; none crosses a paragraph.

    A quotation inside another is part of the outer one. `damaged`: a mark is missing, or it closes in mid-sentence;
    `scare`: a few words without a verb, with nobody near who says them.
    """
    paragraphs = list(_paragraphs(doc))
    starts = [t.start for t in doc.tokens]
    found: list[Quote] = []
    for at, paragraph in enumerate(paragraphs):
        after = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
        goes_on = (
            after is not None and doc.clean.text[after.start] in _openers() and after.number - paragraph.number < 3
        )
        for stretch in _stretches(doc.clean.text, paragraph, goes_on=goes_on):
            open_ended = stretch.damaged and stretch.end == paragraph.end
            whole = _before_speaker(doc, stretch, starts) if open_ended else stretch
            quote = _quote(doc, whole, paragraph.number, starts)
            if quote:
                found.append(replace(quote, i=len(found)))
    return tuple(found)


@lru_cache(maxsize=8)
def _rows(name: str) -> tuple[dict[str, str], ...]:
    return rows("annotate", name)


@lru_cache(maxsize=1)
def _openers() -> dict[str, str]:
    """Closing marks by the mark that opens."""
    marks: dict[str, str] = {}
    for row in _rows("quotes_marks.csv"):
        marks[row["open"]] = marks.get(row["open"], "") + row["close"]
    return marks


@lru_cache(maxsize=1)
def _singles() -> frozenset[str]:
    return frozenset(r["open"] for r in _rows("quotes_marks.csv") if r["width"] == "single")


@lru_cache(maxsize=1)
def _cues() -> frozenset[str]:
    return frozenset(r["lemma"] for r in _rows("quotes_cues.csv"))


def _is_cue(token: Token) -> bool:
    """Whether a word tells of saying; the tagger may take its past for an adjective, its plural form for a noun."""
    word = token.lower
    stems = [word[: -len(e)] for e in ("s", "d", "ed", "es") if word.endswith(e)] + [re.sub("ie[ds]$", "y", word)]
    return token.lemma.lower() in _cues() or any(stem in _cues() for stem in stems)


@lru_cache(maxsize=1)
def _marks() -> re.Pattern[str]:
    both = {mark for opener, closers in _openers().items() for mark in opener + closers}
    return re.compile("[" + "".join(sorted(map(re.escape, both))) + "]")


def _paragraphs(doc: Annotated) -> Iterator[_Paragraph]:
    for number, group in groupby(doc.sentences, key=lambda s: s.paragraph):
        sentences = list(group)
        yield _Paragraph(number, doc.tokens[sentences[0].first].start, doc.tokens[sentences[-1].last - 1].end)


def _stretches(text: str, paragraph: _Paragraph, *, goes_on: bool) -> Iterator[_Stretch]:
    """The outermost quotations of a paragraph; `goes_on` where the next one opens with a mark again."""
    opened: int | None = None
    last = paragraph.start
    for match in _marks().finditer(text, paragraph.start, paragraph.end):
        at = match.start()
        if opened is None:
            if _opens(text, at, paragraph):
                opened = at
            elif _closes_alone(text, at, paragraph):
                yield _Stretch(_start_of_sentence(text, last, at), at, at + 1, damaged=True)
                last = at + 1
        elif _closes(text, at, text[opened], paragraph):
            yield _Stretch(opened + 1, at, at + 1)
            opened, last = None, at + 1
        elif text[at] == text[opened] and text[at] not in STRAIGHT + "‘":
            yield _Stretch(opened + 1, at, at, damaged=True)
            opened = at
    if opened is not None and text[opened] not in _singles():
        yield _Stretch(opened + 1, paragraph.end, paragraph.end, damaged=not goes_on)


def _before_speaker(doc: Annotated, stretch: _Stretch, starts: list[int]) -> _Stretch:
    """A quotation without its closing mark ends where a comma leads to its speaker: "“It is full, Hamid said."."""
    first, last = bisect_left(starts, stretch.start), bisect_left(starts, stretch.end)
    for verb in doc.tokens[first:last]:
        if not _is_cue(verb) or verb.tag not in FINITE:
            continue
        for who in doc.children(verb.i, "nsubj"):
            start = min(doc.reach(who.i)[0], verb.i)
            led = first + 1 < start and doc.tokens[start - 1].text in (",", "—", "–")
            if led and who.tag != "PRP" and any(t.tag in FINITE for t in doc.tokens[first:start]):
                end = doc.tokens[start - 1].start
                return replace(stretch, end=end, outer=end)
    return stretch


def _start_of_sentence(text: str, at: int, end: int) -> int:
    """Where the first sentence after a place starts, or the place itself where none starts before the end."""
    found = re.compile(r"[.!?][\s]+(?=[A-ZÀ-Þ])").search(text, max(0, at - 1), end)
    return found.end() if found else at + len(text[at:end]) - len(text[at:end].lstrip(" .,;"))


def _opens(text: str, at: int, paragraph: _Paragraph) -> bool:
    mark = text[at]
    if mark not in _openers() or at + 1 >= paragraph.end or (text[at + 1].isspace() and mark != "«"):
        return False
    free_before = at == paragraph.start or bool(_BEFORE_OPENING.match(text[at - 1])) or text[at - 1] in _openers()
    if mark in _singles():
        return free_before and text[at + 1].isalpha() and _single_closes(text, at, paragraph)
    return free_before or mark not in STRAIGHT + "»“"


def _single_closes(text: str, at: int, paragraph: _Paragraph) -> bool:
    """Whether a mark that may be an apostrophe has its closing one; a word's own final apostrophe is none."""
    closers = _openers()[text[at]]
    for match in re.finditer(f"[{closers}]", text[at + 1 : paragraph.end]):
        place = at + 1 + match.start()
        if _closes(text, place, text[at], paragraph) and not re.match(r"s['’]\s+\w", text[place - 1 :]):
            return True
    return False


def _closes(text: str, at: int, opener: str, paragraph: _Paragraph) -> bool:
    if text[at] not in _openers()[opener]:
        return False
    free_after = (
        at + 1 >= paragraph.end or bool(_AFTER_CLOSING.match(text[at + 1])) or bool(_marks().match(text[at + 1]))
    )
    if opener in _singles():
        return free_after and not text[at - 1].isspace()
    if opener in STRAIGHT or text[at] == opener:
        return not text[at - 1].isspace() or free_after
    return True


def _closes_alone(text: str, at: int, paragraph: _Paragraph) -> bool:
    """A double closing mark that nothing opened; inch and feet signs follow a digit."""
    if text[at] not in '”»"' or at == paragraph.start or text[at - 1].isdigit() or text[at - 1].isspace():
        return False
    return at + 1 >= paragraph.end or bool(_AFTER_CLOSING.match(text[at + 1]))


def _quote(doc: Annotated, stretch: _Stretch, paragraph: int, starts: list[int]) -> Quote | None:
    text = doc.clean.text
    start, end = stretch.start, stretch.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return None
    inside = doc.tokens[bisect_left(starts, start) : bisect_left(starts, end)]
    if not inside:
        return None
    damaged = stretch.damaged or _closes_in_mid_sentence(doc, inside, end, stretch.outer, starts)
    scare = not damaged and _is_scare(doc, inside)
    return Quote(0, start, end, paragraph, damaged=damaged, scare=scare)


def _closes_in_mid_sentence(doc: Annotated, inside: tuple[Token, ...], end: int, outer: int, starts: list[int]) -> bool:
    """A full stop inside the marks and a word in lower case after them, or a stranded word or two, none of it a cue."""
    text = doc.clean.text
    if not _FRAGMENT.match(text, outer):
        return False
    follows = bisect_left(starts, outer)
    near = list(takewhile(lambda t: t.text not in STOPS, doc.tokens[follows : follows + CUE_REACH_AFTER]))
    if any(_is_cue(t) for t in near):
        return False
    whole = text[inside[0].start].isupper() and any(t.tag in FINITE for t in inside)
    stranded = whole and 0 < len(near) <= STRANDED_WORDS and all(t.pos in ("ADJ", "ADV", "NOUN") for t in near)
    return text[end - 1] == "." or stranded


def _after_colon(doc: Annotated, first: int, inside: tuple[Token, ...]) -> bool:
    """Whether a colon leads to words that end as a sentence does: 'had two words: "Too late."'."""
    return first >= 2 and doc.tokens[first - 2].text.endswith(":") and inside[-1].text == "."


def _is_scare(doc: Annotated, inside: tuple[Token, ...]) -> bool:
    words = [t for t in inside if t.pos not in ("PUNCT", "DET")]
    if not words or len(words) > SCARE_WORDS or any(t.tag in FINITE for t in words):
        return False
    first, last = inside[0].i, inside[-1].i + 1
    if any(t.text in "!?" for t in inside) or _after_colon(doc, first, inside):
        return False
    sentence = doc.sentence_of(first)
    near = [
        *doc.tokens[max(sentence.first, first - CUE_REACH_BEFORE) : first],
        *doc.tokens[last : min(sentence.last, last + CUE_REACH_AFTER)],
    ]
    return not any(_is_cue(t) for t in near if t.i == 0 or doc.tokens[t.i - 1].text != "-")
