"""Who was there and who was not, what stays as it was and what has changed, where and on what day: in other words.

Two texts of the same days, each with a sentence that says most of what the other says, but for one thing. All of it is
looked for narrowly: a person is absent by a listed word, a state of things goes on by "still" or "remains", and a place
or a day counts only if the other text does not print it anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import cache
from math import fsum
from typing import Final

from dragoman.crossdoc.clauses import TITLES, Clause, Clauses
from dragoman.crossdoc.odds import Kind, conflict
from dragoman.crossdoc.tables import table
from dragoman.crossdoc.telling import by_document, places, resting
from dragoman.crossdoc.whens import When, whens
from dragoman.crossdoc.words import plain, prefix, stem
from dragoman.records import Conflict, Evident, Span

DAYS: Final = timedelta(days=10)  # between two texts that may tell of one occasion in other words
MOST: Final = 0.75  # of what the shorter sentence tells, the place or day aside
MONTH: Final = timedelta(days=30)
WORDS: Final = 2  # telling words in common, the person or the state of things aside
_NAME: Final = re.compile(r"\b[^\W\da-z][\w’'-]+")
_LEAST: Final = 4  # letters of a family name that is no chance
_STAYS: Final = re.compile(r"\b(?:still|stays?|stayed|remains?|remained|keeps?|continues? to be|only|merely)\b")
Held = Mapping[str, Sequence[Evident]]
Found = tuple[tuple[Span, str], tuple[Span, str]]


def contraries(records: Sequence[Evident], clauses: Clauses) -> Iterator[Conflict]:
    """A conflict for each two sentences that are at odds so, of texts that are no copies of one another."""
    held, setting = by_document(records), clauses.setting
    for one, other in setting.pairs_of_one_story(sorted(held), within=DAYS):
        if setting.origin(one) == setting.origin(other):
            continue
        for told, gainsaying in ((one, other), (other, one)):
            yield from _records(held, _attending(told, gainsaying, clauses), "presence", "polarity")
            yield from _records(held, _staying(told, gainsaying, clauses), "status", "status")
        yield from _records(held, _in_two_places(one, other, clauses), "place", "value")
        yield from _records(held, _at_two_times(one, other, clauses), "date", "value")


def _records(held: Held, found: Iterable[Found], field: str, kind: Kind) -> Iterator[Conflict]:
    """The conflicts between the records that rest on these sentences."""
    for pair in found:
        ends = [(record, value) for span, value in pair if (record := resting(held[span.document_id], span))]
        if len(ends) == len(pair):
            told, values = zip(*sorted(ends, key=lambda end: end[0].id), strict=True)
            yield conflict(told, values, field, kind, comparable=True, sure=False)


def _attending(told: str, denied: str, clauses: Clauses) -> Iterator[Found]:
    """A person who was there by one text, or did there what is named, and was not by the other."""
    for absent in clauses.setting.body(denied):
        cue = _presence("no").search(plain(absent.text))
        names = _names(absent.text[: cue.start()]) if cue else set()
        words = clauses.words(absent.text, denied).keys() - set(map(_stem, _NAME.findall(absent.text))) if names else ()
        for one in clauses.parts(told) if names else ():
            acted = not one.words.keys().isdisjoint(words) or _presence("yes").search(one.text)
            if acted and not one.ahead and not one.words.keys().isdisjoint(map(_stem, names)):
                yield (one.sentence, "present"), (absent, "absent")


def _stem(name: str) -> str:
    return stem(plain(name))


def _names(text: str) -> set[str]:
    """The words printed as names, but for those of places and titles."""
    found = (word for word in _NAME.findall(text) if len(word) >= _LEAST and _stem(word) not in TITLES)
    return {word for word in found if prefix(word) not in places(text)}


def _staying(stays: str, changed: str, clauses: Clauses) -> Iterator[Found]:
    """What stays as it was by one text and has become the contrary by the other, no later one; or shall be either."""
    days, others = clauses.setting.days(stays), clauses.setting.days(changed)
    after = bool(days and others and days[1] >= others[0])
    for still in clauses.parts(stays):
        for word, pattern in _contrary_to(still.text) if _STAYS.search(still.text) else ():
            for other in clauses.told(changed):
                found = pattern.search(other.text)
                one_time = still.ahead == other.ahead and (after or still.ahead)
                if found and one_time and len(still.shared(other)) >= WORDS:
                    yield (still.sentence, word), (other.sentence, found[0])


def _in_two_places(one: str, other: str, clauses: Clauses) -> Iterator[Found]:
    """One act in two places, of which neither text prints the other's."""
    for a, b in _alike(one, other, clauses):
        here, there = places(a.sentence.text), places(b.sentence.text)
        if len(here) == len(there) == 1 and _unknown(here, other, clauses) and _unknown(there, one, clauses):
            yield (a.sentence, _printed(here, a.sentence)), (b.sentence, _printed(there, b.sentence))


def _at_two_times(one: str, other: str, clauses: Clauses) -> Iterator[Found]:
    """One act on two days or in two months that the texts print, in no two places."""
    for a, b in _alike(one, other, clauses):
        here, there = places(a.sentence.text), places(b.sentence.text)
        first, second = _time(a, one, clauses), _time(b, other, clauses)
        if first and second and first.excludes(second) and not (here and there and here.isdisjoint(there)):
            yield (a.sentence, str(first)), (b.sentence, str(second))


def _alike(one: str, other: str, clauses: Clauses) -> Iterator[tuple[Clause, Clause]]:
    """The pairs of sentences on what is done that say most of the same."""
    for a in clauses.told(one):
        for b in clauses.told(other):
            if not (a.ahead or b.ahead) and _same_but_for_places(a, b):
                yield a, b


def _same_but_for_places(a: Clause, b: Clause) -> bool:
    """Whether two sentences say most of the same, places aside."""
    out = places(a.sentence.text) | places(b.sentence.text)
    one, other = ({w: t for w, t in x.words.items() if prefix(w) not in out} for x in (a, b))
    shared = one.keys() & other.keys()
    least = min(fsum(one.values()), fsum(other.values()))
    return len(shared) >= WORDS and fsum(min(one[w], other[w]) for w in shared) >= MOST * least


def _unknown(named: frozenset[str], document: str, clauses: Clauses) -> bool:
    """Whether a text does not print these places."""
    return all(
        named.isdisjoint(map(prefix, _NAME.findall(sentence.text))) for sentence in clauses.setting.body(document)
    )


def _printed(named: frozenset[str], sentence: Span) -> str:
    """The place as it is printed."""
    return next(found[0] for found in _NAME.finditer(sentence.text) if prefix(found[0]) in named)


def _time(clause: Clause, document: str, clauses: Clauses) -> When | None:
    """The one day or month that a sentence prints, as the last of its name that a text of its days looks back on."""
    told = clauses.setting.days(document)
    found = list(whens(clause.text, told)) if told else []
    if not told or len(found) != 1 or found[0].last - found[0].first > MONTH:
        return None
    return found[0] if found[0].first <= told[1] else found[0].a_year_earlier()


@cache
def _presence(present: str) -> re.Pattern[str]:
    rows = (row["phrase"] for row in table("presence.csv") if row["present"] == present)
    return re.compile(rf"\b(?:{'|'.join(rows)})\b")


def _contrary_to(text: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The words of a text for how a thing stands, each with a pattern of those that say the contrary."""
    for word, pattern in _states().items():
        if re.search(rf"\b{word}\b", text):
            yield word, pattern


@cache
def _states() -> dict[str, re.Pattern[str]]:
    found: dict[str, list[str]] = {}
    for row in table("contrary_states.csv"):
        found.setdefault(row["word"], []).append(row["contrary"])
    return {word: re.compile(rf"\b(?:{'|'.join(contraries)})\b") for word, contraries in found.items()}
