"""When two mentions of acts are one, as far as their words and their documents' words tell: no types, sides or dates.

The same act is the first condition; a rare word ("acquire") says more than an everyday one ("say"). Then the clauses
have words in common, or the documents tell one story.
Weights were set on ECB+'s training part and MEANTIME's corpus on Airbus.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from dragoman.crossdoc.rarity import Weights, alike, weights
from dragoman.crossdoc.setting import Setting
from dragoman.records import Event

SURE: Final = 1.0
_HEAD, _CLAUSE, _STORY = 0.6, 1.0, 4.0
_WORD: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Telling:
    """A mention of an act: its own words, those of its clause, those of its document, as stems with what they tell."""

    document: str
    head: Weights
    clause: Weights
    story: Weights


def telling(document: str, head: Iterable[str], clause: Iterable[str], story: Weights) -> Telling:
    """The mention as it is compared; `head` and `clause` are words as printed, `story` those of the document."""
    return Telling(document, weights(head), weights(clause), story)


def told_by(event: Event, setting: Setting) -> Telling:
    """An event of a text as it is compared: its verb, its sentence, the words of its document."""
    sentence = setting.sentence(event.evidence[0])
    return Telling(
        event.document_id or "",
        weights(_WORD.findall(event.verb.text)),
        weights(_WORD.findall(sentence)),
        _story(setting.text(event.document_id)),
    )


@lru_cache(maxsize=64)
def _story(text: str) -> Weights:
    return weights(_WORD.findall(text))


def moments(one: Telling, setting: Setting) -> Iterable[Hashable]:
    """The keys under which two such events meet: a stem of the verb with the days of telling."""
    told = setting.days(one.document)
    return [(word, told[0].toordinal() // 10 + step) for word in one.head for step in (-1, 0, 1)] if told else []


def keys(one: Telling) -> Iterable[Hashable]:
    """Two mentions are compared where they share a stem of their own words."""
    return one.head


def likeness(a: Telling, b: Telling) -> float:
    """How much speaks for one act; SURE is enough."""
    shared = a.head.keys() & b.head.keys()
    if not shared:
        return 0.0
    head = max(min(a.head[word], b.head[word]) for word in shared)
    return _HEAD * head + _CLAUSE * alike(a.clause, b.clause, shared) + _STORY * alike(a.story, b.story)
