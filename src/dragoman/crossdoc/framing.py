"""Loaded, evaluative and figurative words as outlets print them, beside what a neutral writer would put.

The words are those of `data/framing.csv`, and the figurative names that resolution found ("the Asian giant"). A word
inside a quotation is the speaker's, any other the outlet's own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from dragoman.crossdoc.tables import table
from dragoman.records import Actor, Claim, DocumentRecord, Evident, Span

BESIDE: Final = 12  # characters between a word and the name that it is for ("the regime of …")
OWN_ZONES: Final = frozenset({"title", "body", "heading", "caption", "pull-quote"})


@dataclass(frozen=True, slots=True)
class Term:
    """A word with its tone (loaded, evaluative, figurative), and what a neutral writer would put there."""

    form: str
    tone: str
    neutral: str


@dataclass(frozen=True, slots=True)
class Framing:
    """One printing of a term: where, of whom (an actor's id, as far as a name stands beside it), in whose mouth.

    `said_by` is the claim in whose quotation it stands; None where the words are the outlet's own.
    """

    term: Term
    span: Span
    about: str | None
    said_by: str | None


@cache
def terms() -> Mapping[str, Term]:
    """The terms of the data by form."""
    return {row["term"]: Term(row["term"], row["tone"], row["neutral"]) for row in table("framing.csv")}


@cache
def _pattern() -> re.Pattern[str]:
    forms = "|".join(re.escape(form) for form in sorted(terms(), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])({forms})(?:e?s)?(?![\w-])", re.IGNORECASE)


def framings(
    documents: Iterable[DocumentRecord], texts: Mapping[str, str], actors: Iterable[Actor], records: Iterable[Evident]
) -> list[Framing]:
    """Every printing of a term in the documents' own text, in the order of documents and of their text."""
    everyone, read = list(actors), list(documents)
    mentions = _mentions(everyone)
    quoted: dict[str, list[Claim]] = {}
    for record in records:
        if isinstance(record, Claim) and record.form != "indirect" and record.speaker_class != "narrator":
            quoted.setdefault(record.content.document_id, []).append(record)
    found = [
        Framing(term, span, _about(span, text, mentions.get(one.id, ())), _speaker(span, quoted.get(one.id, ())))
        for one in read
        if (text := texts.get(one.id, ""))
        for term, span in _printed(one, text)
    ]
    known, covered = {one.id for one in read}, {(f.span.document_id, f.span.end) for f in found}
    found += [
        Framing(Term(form, "figurative", actor.name), span, actor.id, _speaker(span, quoted.get(span.document_id, ())))
        for actor, form, span in _figures(everyone)
        if span.document_id in known and (span.document_id, span.end) not in covered
    ]
    return sorted(found, key=lambda f: (f.span.document_id, f.span.start, f.span.end))


def _figures(actors: Iterable[Actor]) -> Iterator[tuple[Actor, str, Span]]:
    """The mentions of actors by a figurative name that resolution counted."""
    for actor in actors:
        forms = {form.lower(): form for form in actor.printed_as}
        for span in actor.mentions:
            words = (span.clean or span.text).lower().removeprefix("the ")
            if form := forms.get(words) or forms.get(f"the {words}"):
                yield actor, form, span


def _printed(document: DocumentRecord, text: str) -> Iterator[tuple[Term, Span]]:
    own = sorted((zone.start, zone.end) for zone in document.zones if zone.kind in OWN_ZONES)
    starts = [start for start, _ in own]
    for hit in _pattern().finditer(text):
        at = bisect_right(starts, hit.start()) - 1
        if not own or (at >= 0 and hit.start() < own[at][1]):
            span = Span(document_id=document.id, start=hit.start(), end=hit.end(), text=hit[0])
            yield terms()[hit[1].lower()], span


def _mentions(actors: Iterable[Actor]) -> dict[str, list[tuple[int, int, str]]]:
    found: dict[str, list[tuple[int, int, str]]] = {}
    for actor in actors:
        for span in actor.mentions:
            found.setdefault(span.document_id, []).append((span.start, span.end, actor.id))
    return found


def _about(span: Span, text: str, mentions: Sequence[tuple[int, int, str]]) -> str | None:
    """The actor whose mention holds the word, else one named right before it or after its "of"."""
    holding = [m for m in mentions if m[0] <= span.start and span.end <= m[1]]
    before = [m for m in mentions if 0 <= span.start - m[1] <= 2 and "\n" not in text[m[1] : span.start]]
    after = [m for m in mentions if 0 <= m[0] - span.end <= BESIDE and _belongs(text[span.end : m[0]])]
    near = holding or before or after
    return min(near, key=lambda m: (m[1] - m[0], m[2]))[2] if near else None


def _belongs(between: str) -> bool:
    return between.split()[:1] in (["of"], ["in"]) or not between.strip()


def _speaker(span: Span, claims: Iterable[Claim]) -> str | None:
    """The tightest claim whose words, quoted in whole or part, hold the term."""
    holding = [c for c in claims if c.content.start <= span.start and span.end <= c.content.end]
    return min(holding, key=lambda c: (c.content.end - c.content.start, c.id)).id if holding else None
