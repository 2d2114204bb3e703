"""When records rest on the same words: one utterance reported twice, or a text and its copy."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from typing import Final

from dragoman.crossdoc.setting import Setting
from dragoman.crossdoc.words import verbatim
from dragoman.records import Claim, Evident, kind_of

SAYING: Final = 6  # words of an utterance that are no chance
ALIKE: Final = 0.8  # of the shorter one's words
_SHORT: Final = 4  # words under which two clauses must be the same to the letter
_DECIDING: Final = ("type", "kind", "modality", "polarity", "value", "unit", "count", "status")
_RAREST: Final = 4


def utterance_keys(claim: Claim) -> list[Hashable]:
    """The speaker with each of the longest words, where there are enough of them to be no chance."""
    words = set(re.findall(r"\w+", claim.content.text.casefold()))
    longest = sorted(words, key=lambda word: (-len(word), word))[:_RAREST]
    return [(claim.speaker, word) for word in longest] if len(words) >= SAYING else []


def one_utterance(a: Claim, b: Claim) -> float | None:
    """The share of the shorter one's words that stand in the other, for claims of one speaker that agree otherwise."""
    if a.document_id == b.document_id or (a.speaker, a.polarity) != (b.speaker, b.polarity):
        return None
    if a.speaker is None and (a.speaker_class, a.speaker_text) != (b.speaker_class, b.speaker_text):
        return None
    return _overlap(a, b)


def copy_keys(record: Evident, setting: Setting) -> Iterable[Hashable]:
    """The key under which the records of a document and of its copies meet."""
    return [(setting.origin(record.document_id), kind_of(record))] if setting.copied(record.document_id) else []


def same_words(a: Evident, b: Evident) -> float | None:
    """The share of the shorter clause's words that stand in the other, for two records of a kind that agree."""
    if a.document_id == b.document_id or any(getattr(a, n, None) != getattr(b, n, None) for n in _DECIDING):
        return None
    return _overlap(a, b)


def _overlap(a: Evident, b: Evident) -> float:
    one, other = _shown(a), _shown(b)
    least = min(len(one), len(other))
    if least < _SHORT:
        return float(one == other)
    return len(one & other) / least


def _shown(record: Evident) -> frozenset[str]:
    return verbatim((record.content,) if isinstance(record, Claim) else record.evidence)
