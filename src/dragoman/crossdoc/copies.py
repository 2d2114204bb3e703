"""Which documents, and which paragraphs, are another's: copies, edited ones, excerpts, translations.

Calibrated on the open half of eval/stories and on examples/. Of the words in their order, an edited copy keeps .69 and
more with 40 % of them changed, and a translation of one text .36; two desks that write of one affair share up to .27.
A paragraph that was taken over and edited keeps .64 and more, one that was not up to .60, where it quotes the same
sentence. Each document is led to the older one that it resembles most, and through that to the origin, so that nothing
hangs on the order of reading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations
from typing import Final

from dragoman.crossdoc.meetings import CROWD
from dragoman.crossdoc.order import may_reach, ratio, vocabulary
from dragoman.crossdoc.prints import LEAST, Paragraph, Print, keys, print_of, whole_keys
from dragoman.records import DocumentRecord

TAKEN: Final = 0.62  # of two paragraphs' words in order
TAKEN_LATE: Final = 0.8  # of those of texts more than LATE apart: what happens every month is told in like words
LATE: Final = timedelta(days=14)
MOST: Final = 0.7  # of a document's words in paragraphs that were taken over
RETOLD, NAMED = 0.25, 0.45  # of two documents' words in order, and of their names and figures
RETELLS: Final = 80  # words; shorter texts on one affair have as much in common by chance
FIGURES: Final = 0.5  # of the figures of the text that has fewer, which a translation keeps
Passage = tuple[int, int, str]
Taken = tuple[Paragraph, Paragraph, float]


@dataclass(frozen=True, slots=True)
class Link:
    """That `younger` has taken text of `older`: the paragraphs of it that were taken, and how alike both are.

    `whole`: the younger is a copy, an edited copy or a translation of the older; then every paragraph was taken that
    resembles one.
    """

    younger: str
    older: str
    alike: float
    whole: bool
    taken: tuple[Taken, ...]


Compare = Callable[[Print, Print], Link | None]


@dataclass(frozen=True)
class Trail:
    """Where texts come from: for each copy its origin; for each document the passages that are another's."""

    copy_of: Mapping[str, str]
    passages: Mapping[str, tuple[Passage, ...]]


def copies(documents: Iterable[tuple[DocumentRecord, str]]) -> dict[str, str]:
    """For each copy its origin, by document id. `documents` are records with their raw text."""
    return dict(trail(documents).copy_of)


def trail(documents: Iterable[tuple[DocumentRecord, str]]) -> Trail:
    """The copies and taken passages among documents, whatever the order in which they come."""
    return Comparisons().trail(documents)


class Comparisons:
    """What was compared for one trail, kept for the next: only what has come or changed since is compared anew.

    The trail is the same as without it, since a comparison hangs on two documents alone.
    """

    def __init__(self) -> None:
        self._held: dict[str, _Held] = {}
        self._links: dict[tuple[str, str], Link | None] = {}
        self._last = Trail({}, {})

    def trail(self, documents: Iterable[tuple[DocumentRecord, str]]) -> Trail:
        """The copies and taken passages among these documents; what is not among them is forgotten."""
        before, self._held = self._held, {}
        fresh: set[str] = set()
        for record, text in documents:
            known = before.get(record.id)
            if known is None or (known.record, known.text) != (record, text):
                made = print_of(record, text)
                known = _Held(record, text, made, tuple(keys(made)), frozenset(whole_keys(made)))
                fresh.add(record.id)
            self._held[record.id] = known
        if not fresh and self._held.keys() == before.keys():
            return self._last
        same = self._held.keys() - fresh
        self._links = {pair: link for pair, link in self._links.items() if same.issuperset(pair)}
        meeting = _meeting(self._held.values())
        self._last = traced(((self._held[a].print, self._held[b].print) for a, b in meeting), self._compared)
        return self._last

    def _compared(self, a: Print, b: Print) -> Link | None:
        pair = (a.document, b.document) if a.document < b.document else (b.document, a.document)
        if pair not in self._links:
            self._links[pair] = compared(a, b)
        return self._links[pair]


@dataclass(frozen=True, slots=True)
class _Held:
    """A document as it was when it was compared, with the keys of its print and those that stand for the whole."""

    record: DocumentRecord
    text: str
    print: Print
    keys: tuple[str, ...]
    whole: frozenset[str]


def _meeting(held: Iterable[_Held]) -> set[tuple[str, str]]:
    """The pairs to compare. Of a crowd that is alike as a whole, each with its oldest; other crowds are of formulas."""
    under: dict[str, list[_Held]] = defaultdict(list)
    for one in held:
        for key in one.keys:
            under[key].append(one)
    found: set[tuple[str, str]] = set()
    for key, crowd in under.items():
        if len(crowd) <= CROWD:
            found.update((min(a, b), max(a, b)) for a, b in combinations((one.print.document for one in crowd), 2))
        elif key in crowd[0].whole:
            first = min(crowd, key=lambda one: one.print.age).print.document
            others = (one.print.document for one in crowd)
            found.update((min(first, other), max(first, other)) for other in others if other != first)
    return found


def compared(a: Print, b: Print) -> Link | None:
    """What the younger of two documents took from the older; None where it took nothing."""
    older, younger = sorted((a, b), key=lambda one: one.age)
    taken = tuple(_taken(older, younger))
    words = sum(len(mine.words) for mine, _, _ in taken)
    whole = words >= MOST * len(younger.words) > 0
    may_retell = not whole and _may_retell(older, younger)
    alike = ratio(older.words, younger.words) if whole or may_retell else 0.0
    retold = may_retell and min(alike, _rest_alike(older, younger, taken)) >= RETOLD
    if retold:
        taken = tuple((mine, mine, alike) for mine in younger.paragraphs)
    if not taken:
        return None
    return Link(younger.document, older.document, alike, whole or retold, taken)


def _taken(older: Print, younger: Print) -> Iterator[Taken]:
    """Each paragraph of the younger with that of the older which it repeats."""
    least = TAKEN_LATE if _late(older, younger) else TAKEN
    for mine in younger.paragraphs:
        near = [theirs for theirs in older.paragraphs if _may_repeat(mine, theirs, least)]
        best = max(((ratio(theirs.words, mine.words), theirs.start, theirs) for theirs in near), default=None)
        if best and best[0] >= least:
            yield mine, best[2], best[0]


def _late(older: Print, younger: Print) -> bool:
    """Whether one appeared long after the other, as far as both have a day."""
    first, then = older.day, younger.day
    return first is not None and then is not None and then - first > LATE


def _may_repeat(one: Paragraph, other: Paragraph, least: float) -> bool:
    """Whether two paragraphs can reach the ratio at all; short ones that say one word over and over never do."""
    return may_reach(one.words, other.words, least) and len(vocabulary(one.words)) >= LEAST / 2


def _may_retell(older: Print, younger: Print) -> bool:
    few, many = sorted((len(older.words), len(younger.words)))
    named = few >= RETELLS and 2 * few >= many and _named_alike(older, younger) >= NAMED
    return named and _same_figures(older, younger)


def _same_figures(a: Print, b: Print) -> bool:
    """Whether two texts give the same figures: a second report of an affair has others."""
    one, other = (frozenset(anchor for anchor in x.anchors if anchor[0].isdigit()) for x in (a, b))
    return len(one & other) >= FIGURES * min(len(one), len(other))


def _rest_alike(older: Print, younger: Print, taken: Sequence[Taken]) -> float:
    """How alike the paragraphs are that were not taken over: of a translation all, of a compilation none."""
    mine, theirs = {one.start for one, _, _ in taken}, {other.start for _, other, _ in taken}
    return ratio(_words(older, theirs), _words(younger, mine))


def _words(one: Print, but: Container[int]) -> tuple[str, ...]:
    return tuple(word for paragraph in one.paragraphs if paragraph.start not in but for word in paragraph.words)


def _named_alike(a: Print, b: Print) -> float:
    either = a.anchors | b.anchors
    return len(a.anchors & b.anchors) / len(either) if len(either) >= LEAST else 0.0


def traced(pairs: Iterable[tuple[Print, Print]], compare: Compare | None = None) -> Trail:
    """Each copy led to its origin and each taken passage to the document that it comes from."""
    by_younger: dict[str, list[Link]] = defaultdict(list)
    for link in _linked(pairs, compare or compared):
        by_younger[link.younger].append(link)
    whole = {key: [link for link in found if link.whole] for key, found in by_younger.items()}
    parent = {
        key: min(found, key=lambda link: (-link.alike, link.older)).older for key, found in whole.items() if found
    }
    passages = {key: _passages(found, by_younger) for key, found in by_younger.items()}
    return Trail({key: _last(key, parent) for key in parent}, passages)


def _linked(pairs: Iterable[tuple[Print, Print]], compare: Compare) -> Iterator[Link]:
    """The links between these pairs, the oldest first. Two documents that have all from a third are not compared: both
    are led to it, and of three hundred copies there would be forty-five thousand pairs. Two that gave all to a third
    are compared, even if they share no key.
    """
    met = sorted((sorted(pair, key=lambda one: one.age) for pair in pairs), key=lambda pair: (pair[1].age, pair[0].age))
    gave_all: dict[str, dict[str, Print]] = defaultdict(dict)

    def links(pairs: Iterable[Sequence[Print]]) -> Iterator[Link]:
        for older, younger in pairs:
            sources = gave_all[younger.document]
            if gave_all[older.document].keys().isdisjoint(sources) and (link := compare(older, younger)):
                if len(link.taken) == len(younger.paragraphs):
                    sources[older.document] = older
                yield link

    yield from links(met)
    known = {(older.document, younger.document) for older, younger in met}
    beside = {(a, b): (held[a], held[b]) for held in list(gave_all.values()) for a, b in combinations(held, 2)}
    yield from links(pair for key, pair in beside.items() if key not in known)


def _last(key: str, parent: Mapping[str, str]) -> str:
    """Where a chain ends; it does, since each link leads to an older document."""
    while key in parent:
        key = parent[key]
    return key


def _passages(links: Iterable[Link], by_younger: Mapping[str, list[Link]]) -> tuple[Passage, ...]:
    best: dict[tuple[int, int], tuple[float, str, Paragraph]] = {}
    for link in links:
        for mine, theirs, alike in link.taken:
            place, found = (mine.start, mine.end), (alike, link.older, theirs)
            if place not in best or (-alike, link.older) < (-best[place][0], best[place][1]):
                best[place] = found
    return tuple((*place, _source(older, theirs, by_younger)) for place, (_, older, theirs) in sorted(best.items()))


def _source(document: str, paragraph: Paragraph, by_younger: Mapping[str, list[Link]]) -> str:
    """The document from which a paragraph comes in the end."""
    found = [
        (-alike, link.older, theirs)
        for link in by_younger.get(document, ())
        for mine, theirs, alike in link.taken
        if mine.start == paragraph.start
    ]
    if not found:
        return document
    _, older, theirs = min(found, key=lambda one: one[:2])
    return _source(older, theirs, by_younger)
