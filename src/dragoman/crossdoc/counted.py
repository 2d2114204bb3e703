"""What the tellings of one act count differently: sanctions on 14 haulage companies here, on 15 there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from dragoman.crossdoc.odds import conflict
from dragoman.crossdoc.setting import Setting
from dragoman.crossdoc.words import plain, stem
from dragoman.kb.folding import fold
from dragoman.records import Conflict, Event, Evident

REACH: Final = 4  # words after a number that say what is counted
SAME: Final = 2  # of them in common
_WORD: Final = re.compile(r"\d[\d.,]*\d|\d|[^\W\d_]+")
NUMBERS: Final = {
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15",
    "sixteen": "16", "seventeen": "17", "eighteen": "18", "nineteen": "19", "twenty": "20",
}  # fmt: skip


def differing_counts(group: Sequence[Evident], setting: Setting) -> Iterator[Conflict]:
    """A conflict for each pair of texts, copies aside, that count one thing of one event differently."""
    told = sorted((r for r in group if isinstance(r, Event)), key=lambda record: record.id)
    first: dict[tuple[frozenset[str], str], Event] = {}
    for record in told:
        for number, things in counts(record.evidence[0].text, setting.names(setting.states(record.document_id))):
            first.setdefault((things, number), record)
    seen: set[frozenset[str]] = set()
    for n, ((things, number), record) in enumerate(first.items()):
        for (others, another), other in list(first.items())[:n]:
            pair = frozenset({number, another})
            if len(things & others) >= SAME and len(pair) > 1 and record.id != other.id and pair not in seen:
                seen.add(pair)
                yield conflict([other, record], (another, number), "count", "count", comparable=True)


def counts(text: str, names: frozenset[str]) -> list[tuple[str, frozenset[str]]]:
    """The numbers of a clause with the stems of the words after each; money, dates and names of states left out."""
    words = _WORD.findall(plain(fold(text)))
    found = []
    for at, word in enumerate(words):
        number = word if word[0].isdigit() else NUMBERS.get(word)
        if number:
            after = [w for w in words[at + 1 : at + 1 + REACH] if len(w) >= REACH and w[:REACH] not in names]
            found.append((number, frozenset(stem(w) for w in after if not w[0].isdigit())))
    return [(number, things) for number, things in found if len(things) >= SAME]
