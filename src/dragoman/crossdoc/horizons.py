"""What is to come, told for two times: an opening in 2025 and in 2026, work that starts this autumn and next spring.

A sentence that looks ahead and holds one such time says when its milestone (opening, start, delivery) shall be reached.
Two sentences of one affair are at odds where no day is left that both allow, the milestone is the same, and so is the
thing, as far as their words tell.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from dragoman.crossdoc.odds import conflict
from dragoman.crossdoc.setting import Days, Setting
from dragoman.crossdoc.tables import table
from dragoman.crossdoc.telling import by_document, places, stems, subject
from dragoman.crossdoc.whens import When, whens
from dragoman.crossdoc.words import plain
from dragoman.records import Conflict, Evident, Span

_AHEAD: Final = re.compile(
    r"\b(?:will|would|shall|should|to be|is to|are to|was to|were to|ought to|"
    r"(?:is|are) set|need|(?:do|does) not \w+ (?:before|until)|sails?|planned|plans|expected|scheduled|due|"
    r"can (?:only )?be|wants? to|intends?|aims?|hopes?|begins?|starts?|opens?|meets?|flies|arrives?|comes?|expires?|"
    r"ends?|applies|apply|runs?|takes? effect|enters?|holds until|remains? until)\b"
)
_OTHERS: Final = re.compile(r"\b(?:second|third|further|rest|remaining|last|another|later ones)\b")
_ANOTHER: Final = re.compile(r"\b(?:second|fourth|further|another)\b")
_CLAUSE: Final = re.compile(r"[,;:]\s|\band (?=\w+ (?:will|would|shall|is|are)\b)")
_WORD: Final = re.compile(r"[^\W\d_]+")
ALONE, THING = 1, 2  # words in common beside the milestone: where each text has one such time only, and else
WORDS, OWN = 3, 2  # where no milestone is named: of both, and of the sentences themselves


@dataclass(frozen=True)
class Ahead:
    """What a sentence says of a time to come: the record that rests there, the milestone, the words beside."""

    record: Evident
    source: str
    when: When
    milestones: frozenset[str]
    own: frozenset[str]  # words of the sentence itself
    beside: frozenset[str]  # and of the one that it goes on from
    places: frozenset[str]

    @property
    def document(self) -> str:
        """The document that says so."""
        return self.record.document_id or ""


def horizons(records: Iterable[Evident], setting: Setting) -> Iterator[Conflict]:
    """A conflict for each two times of one milestone, one for all copies of a text."""
    told: dict[str, list[Ahead]] = defaultdict(list)
    for key, held in by_document(records).items():
        told[key] = list(_told(key, held, setting))
    seen: set[tuple[object, ...]] = set()
    documents = sorted((key for key in told if told[key]), key=lambda key: (setting.origin(key) != key, key))
    for one, other in setting.pairs_of_one_story(documents):
        for a, b in _at_odds(told[one], told[other]):
            place = tuple(sorted((x.source, str(x.when)) for x in (a, b)))
            if place not in seen:
                seen.add(place)
                first, second = sorted((a, b), key=lambda x: x.record.id)
                values = (str(first.when), str(second.when))
                yield conflict([first.record, second.record], values, "horizon", "horizon", comparable=True)


def _told(document: str, records: Sequence[Evident], setting: Setting) -> Iterator[Ahead]:
    days = setting.days(document)
    if days is None:
        return
    names = setting.names(setting.states(document))
    spans = {setting.whole(span): None for record in records for span in record.evidence}
    for sentence in spans:
        folded = plain(sentence.text)
        found = list(whens(folded, days)) if len(folded) == len(sentence.text) else []
        for when in found:
            clause = _clause(folded, when)
            start, end = clause if len(found) > 1 else (0, len(folded))
            record = _resting(records, sentence, when)
            before = subject(setting, sentence)
            if record is None or _OTHERS.search(folded, start, end) or _ANOTHER.search(" ".join(before)):
                continue
            if not _AHEAD.search(folded, start, end) and not _of_years_to_come(folded, when, days):
                continue
            words = _WORD.findall(folded[start : when.start] + " " + folded[when.end : end])
            own = stems(words, names)
            milestones = _milestones(folded, *clause, when)
            told = when.exact() if "expire" in milestones else when
            at = places(sentence.text)
            yield Ahead(record, setting.source(sentence), told, milestones, own, own | stems(before, names), at)


def _of_years_to_come(sentence: str, when: When, told: Days) -> bool:
    """Whether an expression prints a year that lies ahead, and so looks ahead by itself: the opening in 2030."""
    return when.first.year > told[1].year and str(when.first.year) in sentence[when.start : when.end]


def _clause(sentence: str, when: When) -> tuple[int, int]:
    """The part of a sentence in which an expression stands."""
    cuts = [0, *(cut.end() for cut in _CLAUSE.finditer(sentence)), len(sentence)]
    return max(cut for cut in cuts if cut <= when.start), min(cut for cut in cuts if cut >= when.end)


def _resting(records: Iterable[Evident], sentence: Span, when: When) -> Evident | None:
    """The record that rests most closely on the expression; else on the sentence."""

    def fitting(start: int, end: int) -> list[tuple[int, str, Evident]]:
        near = ((span, r) for r in records for span in r.evidence if span.start < end and start < span.end)
        return sorted((span.end - span.start, r.id, r) for span, r in near)

    found = fitting(sentence.start + when.start, sentence.start + when.end)
    found = found or fitting(sentence.start, sentence.end)
    return found[0][2] if found else None


def _at_odds(one: Sequence[Ahead], other: Sequence[Ahead]) -> Iterator[tuple[Ahead, Ahead]]:
    """The times of two texts that exclude each other, the likest first, each at most once."""
    met = [(a, b) for a in one for b in other if _one_thing(a, b, one, other)]
    settled = {id(x) for a, b in met if not a.when.excludes(b.when) for x in (a, b)}
    for a, b in sorted(met, key=_likest_first):
        if id(a) not in settled and id(b) not in settled:
            settled |= {id(a), id(b)}
            yield a, b


def _likest_first(pair: tuple[Ahead, Ahead]) -> tuple[int, str, str]:
    a, b = pair
    return -len(a.beside & b.beside), a.record.id, b.record.id


def _one_thing(a: Ahead, b: Ahead, one: Sequence[Ahead], other: Sequence[Ahead]) -> bool:
    """Whether two times are of one milestone of one thing."""
    if a.places and b.places and not a.places & b.places:
        return False
    shared = len(a.beside & b.beside)
    if not a.milestones & b.milestones:
        return not (a.milestones and b.milestones) and shared >= WORDS and len(a.own & b.own) >= OWN
    alone = all(sum(bool(x.milestones & a.milestones) for x in told) == 1 for told in (one, other))
    return shared >= (ALONE if alone else THING)


def _milestones(sentence: str, start: int, end: int, when: When) -> frozenset[str]:
    """What shall be reached: the word for it that stands nearest, before the time rather than after it.

    Where that is the start of something with a word of its own, this too: deliveries begin.
    """
    found = [word for word in _WORD.finditer(sentence, start, end) if word[0] in _table()]
    if not found:
        return frozenset({"start"} if sentence.startswith("from ", when.start) else ())
    nearest = min(found, key=lambda word: max(when.start - word.end(), 2 * (word.start() - when.end)))
    named = {_table()[nearest[0]]}
    if named == {"start"}:
        named |= {_table()[word[0]] for word in found if word.end() < nearest.start()}
    return frozenset(named)


@cache
def _table() -> dict[str, str]:
    return {row["word"]: row["milestone"] for row in table("milestones.csv")}
