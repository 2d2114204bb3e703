"""What events with known days say of the day on which a text appeared: summits of the great clubs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dragoman.document import Annotated, Sentence
from dragoman.kb.rows import rows
from dragoman.resolve import days
from dragoman.resolve.constraint import Constraint
from dragoman.resolve.dating_anchors import Known, told_as
from dragoman.resolve.tense import PAST, tense_at

_AROUND, _DAY = (timedelta(days=3), timedelta(days=21)), timedelta(days=1)
_BEFORE, _AFTER = 6, 10  # tokens between the word "summit" and the expression that dates it


@dataclass(frozen=True, slots=True)
class Summit:
    """A summit that has been: whose, where (lower case), in which state, from when to when."""

    name: str
    place: str
    country: str
    first: date
    last: date


@lru_cache(maxsize=1)
def summits() -> tuple[Summit, ...]:
    """The summits of `data/dating_summits.csv`."""
    return tuple(
        Summit(r["name"], r["place"], r["country"], date.fromisoformat(r["first"]), date.fromisoformat(r["last"]))
        for r in rows("resolve", "dating_summits.csv")
    )


def last_known() -> date:
    """The last day of the latest summit known."""
    return max(s.last for s in summits())


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    short = {
        "g20": "group of 20",
        "g-20": "group of 20",
        "g7": "group of seven",
        "g-7": "group of seven",
        "sco": "shanghai cooperation",
    }
    return {**short, **{s.name: s.name for s in summits()}}


def known_summits(doc: Annotated) -> Iterator[Constraint]:
    """A summit with the place or state that hosted it beside its name, by the expression that dates it.

    Where none does, one told as past was days to weeks ago.
    """
    for sentence in doc.sentences:
        words = [t.lower for t in doc.sentence_tokens(sentence)]
        if "summit" not in words or sentence.zone not in ("body", "title"):
            continue
        at = sentence.first + words.index("summit")
        own = [t for t in doc.timexes if sentence.first <= t.first < sentence.last]
        fitting = _fitting(doc, sentence)
        if not fitting or any(t.part("year") for t in own):
            continue
        beside = [t for t in own if -_BEFORE <= t.first - at <= _AFTER]
        known = [Known(s.first, max(_DAY, s.last - s.first), "summit") for s in fitting]
        told = next((found for t in beside if (found := list(told_as(doc, t, known)))), [])
        yield from told
        if not told and tense_at(doc, at) == PAST:
            yield _weeks_ago(doc, sentence, fitting)


def _fitting(doc: Annotated, sentence: Sentence) -> list[Summit]:
    text = " ".join(t.lower for t in doc.sentence_tokens(sentence))
    whose = {name for form, name in _names().items() if f" {form} " in f" {text} "}
    near = [m for m in doc.mentions if sentence.first <= m.first < sentence.last]
    hosts = {m.country for m in near} | {c[6:] for m in near for c in m.candidates if c[:6] == "state:"}
    return [s for s in summits() if s.name in whose and (s.place in text or s.country in hosts)]


def _weeks_ago(doc: Annotated, sentence: Sentence, fitting: list[Summit]) -> Constraint:
    spans = [(s.first - _AROUND[0], s.last + _AROUND[1]) for s in fitting]
    implies = ", ".join(f"{low}/{high}" for low, high in spans)
    allowed = days.union(days.between(*span) for span in spans)
    rule = "within weeks of a summit with known days (soft)"
    return Constraint(rule, implies, allowed, 0.42, doc.sentence_span(sentence))
