"""What events with known days say of the day on which a text appeared: summits of the great clubs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dragoman.document import Annotated, Sentence
from dragoman.kb.rows import rows
from dragoman.records import Edtf, Published
from dragoman.resolve import days
from dragoman.resolve.constraint import Constraint
from dragoman.resolve.dating_anchors import Known, told_as
from dragoman.resolve.tense import PAST, tense_at

_AROUND, _DAY = (timedelta(days=3), timedelta(days=21)), timedelta(days=1)
_LAST_YEAR = timedelta(days=365)
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


def occasions(doc: Annotated, published: Published) -> dict[int, Edtf]:
    """The days of each summit named with its town, by the token "summit": they date what was done there.

    Of several in one town it is that of the year before the document, or none. Of some the last day alone is known.
    """
    found: dict[int, Edtf] = {}
    low = published.earliest.earliest if published.earliest else None
    high = published.latest.latest if published.latest else None
    for sentence in doc.sentences:
        words = [t.lower for t in doc.sentence_tokens(sentence)]
        if "summit" not in words:
            continue
        text = " ".join(words)
        been = [s for s in _fitting(doc, sentence) if s.place in text and (high is None or s.first <= high)]
        if len(been) > 1:
            been = [s for s in been if low is not None and s.last > low - _LAST_YEAR]
        if len(been) == 1:
            first, last = been[0].first, been[0].last
            found[sentence.first + words.index("summit")] = (
                Edtf.parse(f"{last}~") if first == last else Edtf.between(first, last)
            )
    return found


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
