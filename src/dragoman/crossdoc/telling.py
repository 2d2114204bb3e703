"""The words of a sentence that tell what it is about: short ones too, and those of the one that it goes on from."""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from dragoman.crossdoc.numerals import NUMBERS
from dragoman.crossdoc.passages import sentences
from dragoman.crossdoc.rarity import weight
from dragoman.crossdoc.setting import Setting
from dragoman.crossdoc.words import is_common, plain, prefix, stem
from dragoman.records import Amount, Conflict, Evident, Gap, Span

_LEAST: Final = 0.1  # what a short word must tell: a dam, gas; not "has"
_SHORT: Final = 3
_GOES_ON: Final = re.compile(
    r"^[“\"'‘(]?(?:it|its|they|their|there|this|these|he|his|she|her|both|works?|construction|building|deliver(?:y|ies)|"
    r"training|the (?:first|second|last|rest|others?))\b"
)
WORD: Final = re.compile(r"[^\W\d_]{3,}")
_PLACE: Final = re.compile(r"\b(?:[Ii]n|at|near|between) (?:the )?([^\W\da-z][\w’'-]+)(?: and ([^\W\da-z][\w’'-]+))?")
_SPOKEN: Final = re.compile(r"\b(?:said|told|speaking|according to)\b[^,.;]*")
_CALENDAR: Final = frozenset(name.casefold() for name in (*calendar.month_name, *calendar.day_name) if name)


def stems(words: Iterable[str], names: frozenset[str]) -> frozenset[str]:
    """The stems of folded words that tell something; no numbers, no names of states."""
    telling = (w for w in words if len(w) > _SHORT or (len(w) == _SHORT and weight(w) >= _LEAST))
    kept = (w for w in telling if not is_common(w) and w not in NUMBERS and prefix(w) not in names)
    return frozenset(_bare(stem(word)) for word in kept)


def _bare(stemmed: str) -> str:
    """A stem without the last letter that only some forms have: lease, leased; supply, supplies."""
    return stemmed[:-1] if len(stemmed) > _SHORT and stemmed[-1] in "eiy" else stemmed


def places(sentence: str) -> frozenset[str]:
    """The prefixes of the names that a printed sentence gives as places, but for where somebody speaks."""
    found = (name for hit in _PLACE.finditer(_SPOKEN.sub(" ", sentence)) for name in hit.groups() if name)
    return frozenset(prefix(name) for name in found if plain(name) not in _CALENDAR)


def by_document(records: Iterable[Evident]) -> dict[str, list[Evident]]:
    """What each document says of the world, by id; no open questions, no conflicts."""
    found: dict[str, list[Evident]] = defaultdict(list)
    for record in sorted(records, key=lambda record: record.id):
        if record.document_id and not isinstance(record, Gap | Conflict):
            found[record.document_id].append(record)
    return found


def resting(records: Iterable[Evident], sentence: Span) -> Evident | None:
    """The record that rests on most of a sentence; a figure of it only where nothing else does."""
    near = (
        (isinstance(r, Amount), max(sentence.start, s.start) - min(sentence.end, s.end), r.id, r)
        for r in records
        for s in r.evidence
        if _touch(s, sentence)
    )
    return min(near, key=lambda found: found[:3], default=(None,))[-1]


def _touch(one: Span, other: Span) -> bool:
    return one.document_id == other.document_id and one.start < other.end and other.start < one.end


def subject(setting: Setting, sentence: Span) -> list[str]:
    """The words of the sentence before, where this one opens with words that go back to it."""
    if not _GOES_ON.search(plain(sentence.text)):
        return []
    before = setting.before(sentence)
    last = list(sentences(before))[-1:]
    return [word for start, end in last for word in WORD.findall(plain(before[start:end]))]
