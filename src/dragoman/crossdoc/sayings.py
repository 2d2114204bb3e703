"""When records rest on the same words: one utterance reported twice, or a text and its copy."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from dragoman.crossdoc.dates import Meeting, meeting
from dragoman.crossdoc.setting import Setting
from dragoman.crossdoc.words import content, verbatim
from dragoman.records import Claim, Evident, kind_of

SAYING: Final = 6  # words of an utterance that are no chance
ALIKE: Final = 0.8  # of the shorter one's words
RETOLD: Final = 0.3  # of the shorter one's words, in a translation
_SHORT: Final = 4  # words under which two clauses must be the same to the letter
_DECIDING: Final = ("type", "kind", "modality", "polarity", "value", "unit", "count", "status")
_RAREST: Final = 4


@dataclass(frozen=True, slots=True)
class Saying:
    """A record with the words that it rests on."""

    record: Evident
    words: frozenset[str]


def saying(record: Evident) -> Saying:
    """The record with its words: for a claim what is claimed, for the others their evidence."""
    return Saying(record, verbatim((record.content,) if isinstance(record, Claim) else record.evidence))


def utterance_keys(one: Saying) -> list[Hashable]:
    """The speaker with each two of the longest words, where there are enough of them to be no chance."""
    longest = sorted(one.words, key=lambda word: (-len(word), word))[:_RAREST]
    speaker = getattr(one.record, "speaker", None)
    return [(speaker, *pair) for pair in combinations(longest, 2)] if len(one.words) >= SAYING else []


def one_utterance(a: Saying, b: Saying) -> float | None:
    """The share of the shorter one's words that stand in the other, for claims of one speaker that agree otherwise."""
    one, other = a.record, b.record
    if not isinstance(one, Claim) or not isinstance(other, Claim) or one.document_id == other.document_id:
        return None
    if (one.speaker, one.polarity) != (other.speaker, other.polarity):
        return None
    if one.speaker is None and (one.speaker_class, one.speaker_text) != (other.speaker_class, other.speaker_text):
        return None
    return _overlap(a, b)


def retold(a: Saying, b: Saying) -> float | None:
    """The share of the shorter one's words, for two quotations in passages of one text that somebody else worded.

    A translation or an edited copy keeps a third of a quotation's words; its speaker may be named otherwise.
    """
    one, other = a.record, b.record
    if not isinstance(one, Claim) or not isinstance(other, Claim) or one.document_id == other.document_id:
        return None
    if "indirect" in (one.form, other.form) or one.kind != other.kind or one.polarity != other.polarity:
        return None
    stems = [content((claim.content,)) for claim in (one, other)]
    return max(_overlap(a, b), len(stems[0] & stems[1]) / max(1, min(map(len, stems))))


def copy_keys(one: Saying, setting: Setting) -> Iterable[Hashable]:
    """The key under which the records of a document and of its copies meet."""
    record = one.record
    return [(setting.source(record.evidence[0]), kind_of(record))] if setting.copied(record.document_id) else []


def same_words(a: Saying, b: Saying) -> float | None:
    """The share of the shorter clause's words that stand in the other, for two records of a kind that agree."""
    one, other = a.record, b.record
    if one.document_id == other.document_id or any(getattr(one, n, 0) != getattr(other, n, 0) for n in _DECIDING):
        return None
    apart = meeting(getattr(one, "date", None), getattr(other, "date", None)) is Meeting.APART
    return None if apart and a.words != b.words else _overlap(a, b)


def _overlap(a: Saying, b: Saying) -> float:
    least = min(len(a.words), len(b.words))
    if least < _SHORT:
        return float(a.words == b.words)
    return len(a.words & b.words) / least
