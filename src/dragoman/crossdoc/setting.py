"""What is known of the documents that records come from: their days, whom they name, which of them copied."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from itertools import product
from typing import Final

from dragoman import kb
from dragoman.crossdoc.copies import Passage
from dragoman.crossdoc.passages import sentence_around, sentences
from dragoman.crossdoc.prints import body_lines, print_of
from dragoman.crossdoc.rarity import Weights, common, in_all, weights
from dragoman.crossdoc.stories import Stories
from dragoman.crossdoc.words import prefix
from dragoman.records import Actor, DocumentRecord, Span

NEAR: Final = timedelta(days=10)  # between two documents that may report one event in the present
WIDEST: Final = timedelta(days=45)  # of the days left open for a document, for them to place what it reports
SEASON: Final = timedelta(days=120)  # between two documents whose figures and forecasts are compared
STORY: Final = 2  # actors in common, states aside, that make two documents of unknown days tell one story
_CAST: Final = 40
NAMES: Final = 4  # proper names in common that make two documents on the same two states tell one affair
MORE_NAMES: Final = 6  # where one of them leaves a state to be understood
TOLD, TOLD_SHARE = (6.0, 4.5), (0.4, 0.3)  # in rare words, all and of the shorter text: with one state, with two
AKIN: Final = ((2.5, 0.25), (1.3, 0.22))  # the same of short texts, with one state and with two: within WEEKS
LATER: Final = ((4.0, 0.5), (2.0, 0.4))  # and later than that
WEEKS: Final = timedelta(days=21)
LEAST_SHARE: Final = min(*TOLD_SHARE, *(share for _, share in (*AKIN, *LATER)))
_RAREST: Final = 24
_WORD: Final = re.compile(r"[^\W\d_]+")
_LEAD: Final = 3  # lines: title, the line of place and day, and the first of the body
Days = tuple[date, date]
ALWAYS: Final[Days] = (date.min, date.max)


@dataclass(frozen=True, slots=True)
class _Outline:
    """The telling words of a text, what they tell in all, and the names that it prints."""

    words: frozenset[str]
    told: float
    names: frozenset[str]


class Setting:
    """The documents behind some records. Without documents every day is unknown and nothing is a copy.

    `undated` says whether documents of unknown days are to be reckoned with; if it is not given, these documents tell.
    """

    def __init__(
        self,
        documents: Iterable[DocumentRecord] = (),
        actors: Iterable[Actor] = (),
        copy_of: Mapping[str, str] | None = None,
        passages: Mapping[str, Sequence[Passage]] | None = None,
        texts: Mapping[str, str] | None = None,
        *,
        undated: bool | None = None,
    ) -> None:
        self._texts = dict(texts or {})
        self._origin = dict(copy_of or {})
        self._passages = dict(passages or {})
        taken = {source for found in self._passages.values() for _, _, source in found}
        self._copied = frozenset(self._origin.values()) | taken | self._passages.keys()
        known = list(documents)
        self._records = {document.id: document for document in known}
        self._told: dict[str, Weights] = {}
        self._rare: dict[str, tuple[str, ...]] = {}
        self._one_story: dict[tuple[str, str], bool] = {}
        self._proper: dict[str, frozenset[str]] = {}
        self._outlines: dict[str, _Outline] = {}
        self._days = self._windows(known)
        unknown = any(self.days(document.id) is None for document in known)
        self._undated = unknown if undated is None else undated
        self._handouts = {d.id: actor for d in known if (actor := _handed_out_by(d))}
        self._cast: dict[str, set[str]] = defaultdict(set)
        self._named: dict[str, set[str]] = defaultdict(set)
        self._others: set[str] = set()
        self._know(actors)

    def _windows(self, documents: Iterable[DocumentRecord]) -> dict[str, Days]:
        """The days of each document, as narrow as any of its copies or its origin leaves them."""
        best: dict[str, Days] = {}
        for document in documents:
            days, key = _days(document), self.origin(document.id)
            if days and (key not in best or days[1] - days[0] < best[key][1] - best[key][0]):
                best[key] = days
        return best

    def _know(self, actors: Iterable[Actor]) -> None:
        for actor in actors:
            if actor.schema_ == "State":
                for span in actor.mentions:
                    self._named[span.document_id].add(actor.id)
                continue
            if actor.schema_ != "Person":
                self._others.add(actor.id)
            for span in actor.mentions:
                self._cast[span.document_id].add(actor.id)

    def origin(self, document: str | None) -> str:
        """The document that this one copies, or itself."""
        return self._origin.get(document or "", document or "")

    def source(self, span: Span) -> str:
        """The document from which these words come: that of the passage in which they stand, or of the whole."""
        for start, end, source in self._passages.get(span.document_id, ()):
            if start <= span.start < end:
                return source
        return span.document_id if span.document_id in self._passages else self.origin(span.document_id)

    def passages(self, document: str) -> tuple[Passage, ...]:
        """The passages of a document that are another's, each with the document that it comes from."""
        return tuple(self._passages.get(document, ()))

    def copied(self, document: str | None) -> bool:
        """Whether a document is a copy, has one, or shares passages with another."""
        return document in self._origin or document in self._copied

    def handed_out_by(self, document: str | None) -> str | None:
        """The party whose handout a document is, as far as it is known."""
        return self._handouts.get(document or "") or self._handouts.get(self.origin(document))

    def days(self, document: str | None) -> Days | None:
        """The days on which a document may have appeared, where they are few enough to place what it reports."""
        days = self._days.get(self.origin(document))
        return days if days and days[1] - days[0] <= WIDEST else None

    def near(self, a: str | None, b: str | None) -> bool:
        """Whether two documents are of the same days; where these are unknown, whether they tell of the same actors."""
        one, other = (self._days.get(self.origin(key), ALWAYS) for key in (a, b))
        if one[0] - other[1] > NEAR or other[0] - one[1] > NEAR:
            return False
        if self.days(a) and self.days(b):
            return True
        return len(self.cast(a) & self.cast(b)) >= STORY

    def story(self, document: str | None) -> list[str]:
        """The actors by which a document meets one of unknown days; none where all days are known."""
        return sorted(self.cast(document))[:_CAST] if self._undated else []

    def sentence(self, span: Span) -> str:
        """The sentence in which words stand, as printed; the words alone where the text is not known."""
        return self.whole(span).text

    def whole(self, span: Span) -> Span:
        """The same as a span."""
        return sentence_around(self._texts.get(span.document_id, ""), span)

    def body(self, document: str | None) -> Iterator[Span]:
        """The sentences of a document's body, as printed; none where its text is not known."""
        record, text = self._records.get(document or ""), self.text(document)
        for first, last in body_lines(record, text) if record and text and record.status != "refused" else ():
            said = text[first:last]
            for start, end in sentences(said):
                words = said[start:end].rstrip()
                at = first + start
                yield Span(document_id=record.id if record else "", start=at, end=at + len(words), text=words)

    def title(self, document: str) -> Span | None:
        """The line above a document's body that was read as its title."""
        record, text = self._records.get(document), self.text(document)
        zone = next((z for z in record.zones if z.kind == "title"), None) if record and text else None
        return (
            Span(document_id=document, start=zone.start, end=zone.end, text=text[zone.start : zone.end])
            if zone
            else None
        )

    def text(self, document: str | None) -> str:
        """The raw text of a document; empty where it is not known."""
        return self._texts.get(document or "", "")

    def before(self, span: Span) -> str:
        """What stands before these words in their paragraph; the paragraph before, where nothing does."""
        text = self._texts.get(span.document_id, "")
        start = text.rfind("\n", 0, span.start) + 1
        own = text[start : span.start]
        return own if own.strip() else text[text.rfind("\n", 0, max(0, start - 2)) + 1 : start]

    def one_story(self, a: str | None, b: str | None) -> bool:
        """Whether two documents tell of one affair: the same states, and proper names in common."""
        if not a or not b:
            return False
        if a == b or self.origin(a) == self.origin(b):
            return True
        pair = (a, b) if a < b else (b, a)
        if pair not in self._one_story:
            self._one_story[pair] = self._alike(*pair)
        return self._one_story[pair]

    def _alike(self, a: str, b: str) -> bool:
        states, names = self.states(a) & self.states(b), self.proper(a) & self.proper(b)
        if a not in self._texts or b not in self._texts or not states:
            return bool(states)
        return len(names) >= (NAMES if len(states) > 1 else MORE_NAMES) or self._worded_alike(a, b, len(states))

    def _worded_alike(self, a: str, b: str, states: int) -> bool:
        """Whether two texts on the same states have most of their rare words in common, names or not."""
        both, least = self._in_common(a, b)
        return both >= TOLD[states > 1] and both >= TOLD_SHARE[states > 1] * least

    def akin(self, a: str, b: str) -> bool:
        """Whether two documents may tell of one affair: the less so the less they have in common and the later."""
        return self._may_be_akin(a, b) and (self.one_story(a, b) or self._loosely_alike(a, b))

    def _may_be_akin(self, a: str, b: str) -> bool:
        """Whether two texts have enough in common for any of the rules; asked of very many that have not.

        No word tells more than one, so that as many are shared as they tell at least.
        """
        if a not in self._texts or b not in self._texts or self.origin(a) == self.origin(b):
            return True
        one, other = self._outline(a), self._outline(b)
        if len(one.words & other.words) >= LEAST_SHARE * min(one.told, other.told):
            return True
        return len(one.names & other.names) >= NAMES

    def _loosely_alike(self, a: str, b: str) -> bool:
        states = len(self.states(a) & self.states(b))
        if not states or not (self.days(a) and self.days(b)):
            return False
        both, least = self._in_common(a, b)
        told, share = (AKIN if self.apart(a, b) <= WEEKS else LATER)[states > 1]
        return both >= told and both >= share * least

    def _in_common(self, a: str, b: str) -> tuple[float, float]:
        """What the words tell that two texts share, and all of the text that tells less."""
        return common(self._telling(a), self._telling(b)), min(self._outline(a).told, self._outline(b).told)

    def _outline(self, document: str) -> _Outline:
        if document not in self._outlines:
            told = self._telling(document)
            self._outlines[document] = _Outline(frozenset(told), in_all(told), self.proper(document))
        return self._outlines[document]

    def _telling(self, document: str) -> Weights:
        """The stems of a text with what they tell, those of states' names left out."""
        if document not in self._told:
            names = self.names(self.states(document))
            words = (word for word in _WORD.findall(self.text(document)) if prefix(word) not in names)
            self._told[document] = weights(words)
        return self._told[document]

    def pairs_of_one_story(
        self, documents: Sequence[str], within: timedelta | None = SEASON
    ) -> Iterator[tuple[str, str]]:
        """The pairs of these documents that may tell of one affair within some days, in the order they are given in."""
        place = {key: at for at, key in enumerate(documents)}
        for a in documents:
            later = sorted((place[b], b) for b in self.beside(a) if place.get(b, -1) > place[a])
            yield from ((a, b) for _, b in later if within is None or self.apart(a, b) <= within)

    def beside(self, document: str) -> Collection[str]:
        """The documents that may tell of the same affair as this one, at whatever time."""
        return self._beside.get(document, ())

    @cached_property
    def _beside(self) -> Mapping[str, Collection[str]]:
        return Stories().beside(self)

    def go_on_from(self, stories: Stories) -> None:
        """Find out which documents are akin, where they have changed since these stories were last told."""
        self._beside = stories.beside(self)

    def meeting_keys(self, document: str) -> list[tuple[str, str]]:
        """Each state of a document with each of its rarest words: documents are compared that have one in common.

        What many documents on a state say is no affair's word.
        """
        words = self._rarest(document) if document in self._texts else ("",)
        return list(product(sorted(self.states(document)), words))

    def on_states(self) -> Collection[str]:
        """The documents that name a state."""
        return self._named.keys()

    def facts(self, document: str) -> tuple[Hashable, ...]:
        """All that the rules can know of a document beside its records: with the same facts they say the same."""
        return (
            self._records.get(document),
            self.text(document),
            self.origin(document),
            self._days.get(self.origin(document)),
            self.passages(document),
            self.copied(document),
            self.handed_out_by(document),
            frozenset(self.cast(document)),
            frozenset(self.states(document)),
            self._undated,
        )

    def _rarest(self, document: str) -> tuple[str, ...]:
        if document not in self._rare:
            told = self._telling(document)
            self._rare[document] = tuple(sorted(told, key=lambda word: (-told[word], word))[:_RAREST])
        return self._rare[document]

    def apart(self, a: str, b: str) -> timedelta:
        """How many days lie between two documents at least, as far as theirs are known."""
        one, other = (self._days.get(self.origin(key), ALWAYS) for key in (a, b))
        return max(one[0] - other[1], other[0] - one[1])

    def lead(self, document: str | None) -> str:
        """The title and the first paragraph of a document, which say what it is about."""
        lines = [line for line in self._texts.get(document or "", "").split("\n") if line.strip()]
        return "\n".join(line for n, line in enumerate(lines[:_LEAD]) if n != 1 or len(lines) < _LEAD)

    def proper(self, document: str) -> frozenset[str]:
        """The words that a document prints as names; none where its text is not known."""
        if document not in self._proper:
            record, text = self._records.get(document), self._texts.get(document)
            anchors = print_of(record, text).anchors if record and text else frozenset[str]()
            self._proper[document] = frozenset(word for word in anchors if not word[0].isdigit())
        return self._proper[document]

    def is_person(self, actor: str) -> bool:
        """Whether an actor is a person; one of whom nothing is known but that it is no state counts as one."""
        return not actor.startswith("state:") and actor not in self._others

    def cast(self, document: str | None) -> set[str]:
        """The actors that a document names, states aside."""
        return self._cast.get(document or "", set())

    def states(self, document: str | None) -> set[str]:
        """The states that a document names."""
        return self._named.get(document or "", set())

    def names(self, actors: Iterable[str]) -> frozenset[str]:
        """The prefixes of the names of these states, from the knowledge base: no document changes them."""
        return frozenset(form for actor in actors for form in _prefixes(actor))


@cache
def _prefixes(actor: str) -> frozenset[str]:
    """The prefixes of a state's name and demonyms; none of any other actor."""
    state = kb.load().states.get(actor.removeprefix("state:")) if actor.startswith("state:") else None
    return (
        frozenset(prefix(form.removeprefix("the ")) for form in (state.name, *state.demonyms, *state.capitals))
        if state
        else frozenset()
    )


def _handed_out_by(document: DocumentRecord) -> str | None:
    return next((origin.actor for origin in document.origins if origin.kind == "handout" and origin.actor), None)


def _days(document: DocumentRecord) -> Days | None:
    published = document.published
    known = published.edtf
    first = known.earliest if known else published.earliest.earliest if published.earliest else None
    last = known.latest if known else published.latest.latest if published.latest else None
    days = (first or date.min, last or date.max)
    return days if days != ALWAYS and days[0] <= days[1] else None
