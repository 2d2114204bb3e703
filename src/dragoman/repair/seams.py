"""Lost spaces at a seam that shows: between punctuation and a word, a figure and a word, a word and an address."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from dragoman.repair.draft import Fix
from dragoman.repair.lexicon import Lexicon, words, zipf

_SENTENCE = re.compile(r"(?<![^\W_])(?P<left>[^\W\d_]{2,}|\d{2,4})[.!?](?P<right>[A-ZÀ-Þ][^\W\d_]*)")
_AFTER_MARK = re.compile(r"[^\W_][”\"’)]?[,;](?P<right>[^\W\d_]|@)|[a-zà-ÿ]{2}:(?P<capital>[A-ZÀ-Þ])")
_STRAIGHT = re.compile(r"(?<=[\w.,!?])\"(?=[^\W_])")
_TITLE = re.compile(r"(?:\b|(?<=[a-z]))(?:Mr|Mrs|Ms|Dr|Gov|Sen|Rep|Gen|Prof|Col)\.(?=[A-ZÀ-Þ][a-zà-ÿ])")
_RUN_ON_TITLE = re.compile(r"(?<=[a-zà-ÿ])(?=(?:Mr|Mrs|Ms|Dr|Gov|Sen|Rep|Gen|Prof)\. ?[A-ZÀ-Þ])")
_INITIAL = re.compile(r"\b(?P<name>[A-ZÀ-Þ][a-zà-ÿ]+) [A-Z]\.(?=[A-ZÀ-Þ][a-zà-ÿ]{2})")
_MONTH = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)(?=[1-3]?\d\b(?!\.\d))"
)
# A sentence's stop with a quotation or a bracket run on to it, or an acronym before it; "Jr.", "(R)" with a word.
_STOP_MARK = re.compile(r"(?<=[a-zà-ÿ][.!?])(?=[“«]\w|\([A-ZÀ-Þ]|[AI] [a-zà-ÿ])")
_ACRONYM_STOP = re.compile(
    r"\b[A-Z]{3,}\.(?=[A-ZÀ-Þ][a-zà-ÿ]+\b)|\bJr\.(?=[a-zà-ÿ]{3})|\([A-Z]\)(?=[a-zà-ÿ]{2})|\.\)(?=[a-zà-ÿ]{3})"
)
# A dash that has its space on one side alone.
_DASH_AFTER, _DASH_BEFORE = re.compile(r"(?<=[\w.,”\"’)])(?=[—―–] \w)"), re.compile(r"(?<=\w [—―])(?=[\w“\"])")
_CLOSING = re.compile(r"(?<=[\w.,!?])[”»](?=[^\W_])")
_OPENING = re.compile(r"(?<=[^\W_])(?=[“«][^\W_])")
_BRACKET = re.compile(r"(?<![a-zà-ÿ])(?P<word>[a-zà-ÿ]{3,})\((?:[A-ZÀ-Þ]|[a-z]{3})")
_AFTER_BRACKET = re.compile(r"(?<=\w\w\w\))(?=[a-zà-ÿ]{2})")
_YEAR = re.compile(r"(?<![\w.,])(?:(?:19|20)\d\d|\d{1,3}(?:,\d{3})+)(?P<word>[a-zà-ÿ]{3,})\b")
_NUMBER = re.compile(r"(?<![\w.,])\d[\d,.]*(?P<word>[a-zà-ÿ]{4,}|(?<=\d\d)[A-ZÀ-Þ][a-zà-ÿ]{3,})\b")
_FIGURE = re.compile(r"\b(?P<word>[a-z]{2,})(?P<figure>\d{2,}(?:[,.]\d+)*|\d(?:[,.]\d+)+)\b(?![-_\w])")
# Words that stand before a figure, and not in a name such as "Area51", are at least so common (Zipf).
_BEFORE_FIGURE, _AFTER_NUMBER = 4.5, 4.0
_SHORT = 4
_URL = re.compile(r"(?<=[^\W_])(?=https?://)")


_PLAIN_SEAMS = (
    _CLOSING, _OPENING, _AFTER_BRACKET, _TITLE, _RUN_ON_TITLE, _STOP_MARK, _ACRONYM_STOP, _MONTH,
    _DASH_AFTER, _DASH_BEFORE, _URL,
)  # fmt: skip


class Ranges:
    """Ranges of characters, in order and apart, to be asked whether one holds a place."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        self._ranges = list(ranges)
        self._starts = [start for start, _ in self._ranges]

    def hold(self, at: int) -> bool:
        """Whether a place lies inside a range, its start excluded."""
        i = bisect_left(self._starts, at) - 1
        return i >= 0 and at < self._ranges[i][1]


def seam_fixes(text: str, addresses: Ranges, lexicon: Lexicon) -> Iterator[Fix]:
    """Spaces to be put back beside punctuation, figures and addresses; `addresses` are left alone inside."""
    for at in (*_seams(text), *_initials(text, lexicon)):
        if not addresses.hold(at) or text[at:].startswith("http"):
            yield Fix("missing-space", at, at, " ")


def _seams(text: str) -> Iterator[int]:
    for found in _AFTER_MARK.finditer(text):
        yield found.start("right") if found.group("right") else found.start("capital")
    for pattern in _PLAIN_SEAMS:
        yield from (found.end() for found in pattern.finditer(text))
    for found in _STRAIGHT.finditer(text):
        opened = text.count('"', text.rfind("\n", 0, found.start()) + 1, found.start()) % 2
        yield found.end() if opened else found.start()
    yield from _after_stops(text)
    yield from _beside_figures(text)


def _initials(text: str, lexicon: Lexicon) -> Iterator[int]:
    """After a middle initial: a given name stands before it. "Minister R.Sklyar" is printed so in other countries."""
    for found in _INITIAL.finditer(text):
        given = lexicon.kb is None or lexicon.is_given_name(found.group("name"))
        if given and found.group("name").lower() not in words("title"):
            yield found.end()


def _after_stops(text: str) -> Iterator[int]:
    """Between a sentence's stop, or a word, and what was run on to it: a capital, a bracket."""
    for found in _SENTENCE.finditer(text):
        known = zipf(found.group("right").lower()) > 0 or len(found.group("right")) > _SHORT
        if known and _ends(found.group("left")):
            yield found.start("right")
    for found in _BRACKET.finditer(text):
        if zipf(found.group("word")) > 0:
            yield found.end("word")


def _beside_figures(text: str) -> Iterator[int]:
    for found in _YEAR.finditer(text):
        if found.group("word") not in words("unit"):
            yield found.start("word")
    for found in _NUMBER.finditer(text):
        if found.group("word") not in words("unit") and zipf(found.group("word").lower()) >= _AFTER_NUMBER:
            yield found.start("word")
    for found in _FIGURE.finditer(text):
        if found.group("word") not in words("unit") and zipf(found.group("word")) >= _BEFORE_FIGURE:
            yield found.start("figure")


def _ends(word: str) -> bool:
    """Whether a sentence may end with this word: it is printed in lower case, and no abbreviation."""
    return word.isdigit() or (
        word[1:].islower() and word.lower() not in words("abbreviation") and zipf(word.lower()) > 0
    )
