"""What the clauses of a body say: that something is so, that it is not, or that it shall be.

Crossdoc sees raw text alone; so a clause is what stands between two marks or joining words, its act the first telling
word after a "not", and who acts what stands before. States are one word under all their names, verbs one in all forms.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import fsum
from typing import Final

from dragoman.crossdoc.numbering import thing
from dragoman.crossdoc.rarity import weight
from dragoman.crossdoc.setting import Setting
from dragoman.crossdoc.tables import table
from dragoman.crossdoc.words import plain, prefix, stem
from dragoman.records import Span

NOT: Final = re.compile(r"\b(?:not|never)\b|n['’]t\b")
NO: Final = re.compile(
    r"\b(?:no|none of|neither(?: of)?|nobody|(?:was|were|been) (?:cancelled|canceled|called off)|"
    r"(?:not|never) take place)\b"
)
_NEGATED: Final = re.compile(rf"{NOT.pattern}|{NO.pattern}|\b(?:nor|without|den(?:y|ies|ied)|refuse[ds]?|nothing)\b")
_AHEAD: Final = re.compile(
    r"\b(?:will|would|shall|(?:is|are|was|were) (?:to|expected|due|planned|scheduled)|plans? to|"
    r"intends? to|wants? to)\b"
)
_OPEN: Final = re.compile(r"\b(?:may|might|can|could|must|should|if|unless|whether|ought|let|yet to|until|before)\b")
_UNTOLD: Final = re.compile(
    r"\b(?:nobody|no one|none of \w+|neither(?: \w+)?) (?:has |have |had |would |could |will )?"
    r"(?:sa(?:id|ys?)|know[ns]?|knew|told|tells?)\b"
)  # what nobody says is open, and denies nothing
_CUT: Final = re.compile(
    r"[,;:]\s|\s[–—-]\s|\s(?:and|but|while|whereas|because|although|whatever|who|which|that|when|where)\s"
)
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_HELP: Final = frozenset({
    "been", "being", "have", "having", "has", "had", "any", "even", "ever", "yet", "also", "does", "did", "are", "was",
    "were", "either", "himself", "herself", "themselves", "itself",
})  # fmt: skip
TITLES: Final = frozenset(
    map(stem, ("minister", "president", "premier", "ambassador", "secretary", "deputy", "general", "foreign", "prime"))
)
_PASSIVE: Final = re.compile(r"\b(?:was|were|been|be|is|are)(?: not| never)? \w+(?:ed|en|nt|ld|de|ut|id|un)\b")
_PRONOUN: Final = re.compile(r"\b(?:it|they|he|she)\b")
_SHORT: Final = 3
_WEEKDAYS: Final = re.compile(rf"\b(?:{'|'.join(calendar.day_name)})\b".casefold())
_CALENDAR: Final = frozenset(name.casefold() for name in (*calendar.month_name, *calendar.day_name) if name)


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with its telling words and what each tells. `words` are in the order of the text.

    Of a clause with a "not", `act` is what is not done and `doers` what stands before; a "no" denies the whole.
    """

    sentence: Span
    text: str
    words: Mapping[str, float]
    negated: bool = False
    ahead: bool = False
    act: str | None = None
    doers: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()  # words of the sentence before, where a pronoun points there

    def shared(self, other: Clause) -> frozenset[str]:
        """The telling words that both have."""
        return frozenset(self.words.keys() & other.words.keys())

    def touches(self, span: Span) -> bool:
        """Whether some words stand in its sentence."""
        return self.sentence.document_id == span.document_id and (
            span.start < self.sentence.end and self.sentence.start < span.end
        )

    def within(self, other: Clause) -> float:
        """The share of what this clause tells that the other one tells too."""
        whole = fsum(self.words.values())
        return fsum(self.words[word] for word in self.shared(other)) / whole if whole else 0.0

    def begins(self, doers: frozenset[str], act: str) -> bool:
        """Whether one of these stands before an act, or the act is told of them in the passive."""
        order = list(self.words)
        before = order[: order.index(act)] if act in self.words else order
        return not doers.isdisjoint({*before, *self.before}) or self.passive

    @property
    def passive(self) -> bool:
        """Whether something is done to what stands before."""
        return _PASSIVE.search(self.text) is not None


def other_weekday(one: str, other: str) -> bool:
    """Whether two folded texts name days of the week, and none in common."""
    days, others = (set(_WEEKDAYS.findall(text)) for text in (one, other))
    return bool(days and others) and days.isdisjoint(others)


class Clauses:
    """The clauses of documents' bodies, read once."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self._read: dict[str, tuple[list[Clause], list[Clause], list[Clause]]] = {}
        self._named: dict[str, dict[str, str]] = {}

    def denied(self, document: str) -> list[Clause]:
        """The clauses that surely say that something is not so."""
        return self._of(document)[0]

    def told(self, document: str) -> list[Clause]:
        """The sentences that surely say that something is so, or shall be, each as one clause."""
        return self._of(document)[1]

    def parts(self, document: str) -> list[Clause]:
        """The clauses that surely say that something is so, or shall be, each by itself."""
        return self._of(document)[2]

    def words(self, text: str, document: str) -> Mapping[str, float]:
        """The telling words of a text of a document."""
        return _words(plain(text), self._states(document))

    def _of(self, document: str) -> tuple[list[Clause], list[Clause], list[Clause]]:
        if document not in self._read:
            states = self._states(document)
            found = denied, told, parts = list[Clause](), list[Clause](), list[Clause]()
            last: Collection[str] = ()
            for sentence in self.setting.body(document):
                text = plain(sentence.text)
                if "?" not in text and not _UNTOLD.search(text):
                    denied += _denied(sentence, text, states)
                    told += _told(sentence, [text], states, last)
                    parts += _told(sentence, _parts(text), states, last)
                last = _words(text, states).keys()
            self._read[document] = found
        return self._read[document]

    def _states(self, document: str) -> dict[str, str]:
        """The states that a document names, by the prefixes of their names; none by one that two share."""
        if document not in self._named:
            found: dict[str, set[str]] = {}
            for state in self.setting.states(document):
                for form in self.setting.names([state]):
                    found.setdefault(form, set()).add(state)
            self._named[document] = {form: next(iter(held)) for form, held in found.items() if len(held) == 1}
        return self._named[document]


def _told(sentence: Span, texts: Iterable[str], states: Mapping[str, str], last: Collection[str]) -> Iterator[Clause]:
    for text in texts:
        if not (_NEGATED.search(text) or _OPEN.search(text)):
            before = frozenset(last if _PRONOUN.search(text) else ())
            yield Clause(sentence, text, _words(text, states), ahead=bool(_AHEAD.search(text)), before=before)


def _denied(sentence: Span, text: str, states: Mapping[str, str]) -> Iterator[Clause]:
    for part in _parts(text):
        none = NO.search(part)
        found = None if none else NOT.search(part)
        if _OPEN.search(part) or not (found or none):
            continue
        words, ahead = _words(part, states), bool(_AHEAD.search(part))
        if found:
            after = list(_words(part[found.end() :], states))
            act = next(iter(after), None)
            if act:
                doers = frozenset(_words(part[: found.start()], states))
                yield Clause(sentence, part, words, True, ahead, act, doers - TITLES or doers)
        elif len(words) > 1:
            yield Clause(sentence, part, words, True, ahead)


def _parts(text: str) -> Iterator[str]:
    start = 0
    for cut in _CUT.finditer(text):
        yield text[start : cut.start()]
        start = cut.end()
    yield text[start:]


def _words(text: str, states: Mapping[str, str]) -> dict[str, float]:
    """The telling words of a folded text in their order, each with what it tells; a state tells as much as a name."""
    found: dict[str, float] = {}
    for word in _WORD.findall(text):
        state = states.get(prefix(word))
        tells = 1.0 if state else weight(word)
        if tells > 0 and (state or (len(word) >= _SHORT and word not in _HELP and word not in _CALENDAR)):
            found.setdefault(state or stem(_verbs().get(word, thing(word))), tells)
    return found


@cache
def _verbs() -> dict[str, str]:
    return {row["word"]: row["verb"] for row in table("irregular_verbs.csv")}
