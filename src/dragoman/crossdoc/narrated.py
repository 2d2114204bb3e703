"""What the article itself says in sentences on which no record rests, as claims of the narrator's.

A conflict has two records as its ends. A plan ("the plant opens in May") or a plain "it was not reopened" is no event,
and mostly no claim that is worth its row; where another document contradicts it, it is. `join` keeps those of these
claims to which a conflict points, and drops the rest.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from dragoman.crossdoc.numerals import NUMBERS
from dragoman.crossdoc.setting import Setting
from dragoman.crossdoc.words import plain
from dragoman.records import Amount, Claim, Evident, Gap, Span, record_id

EXTRACTOR: Final = "crossdoc.narrated/1"
SCORE: Final = 0.5
_NOT: Final = re.compile(r"\b(?:no|not|never|nothing|nobody)\b|n['’]t\b")
_TELLING: Final = re.compile(rf"\d|\b(?:{'|'.join(NUMBERS)}|no|not|never|nothing|nobody)\b")
_AHEAD: Final = re.compile(r"\b(?:will|would|shall|is to|are to|going to)\b")
_UNSURE: Final = re.compile(  # in lower case: May is a month
    r"\b(?:might|may|could|[Pp]erhaps|[Pp]ossibly|reportedly|allegedly|[Pp]robably|[Ii]f|[Uu]nless|[Ww]hether)\b|\?"
)


def narrated(records: Iterable[Evident], setting: Setting) -> Iterator[Claim]:
    """A claim for each sentence of the documents' bodies that says something for sure beside all records.

    One that leaves a question open says nothing for sure.
    """
    taken: dict[str, list[Span]] = defaultdict(list)
    open_in: dict[str, list[Span]] = defaultdict(list)
    for record in records:
        for span in record.evidence:
            held = open_in if isinstance(record, Gap) else taken
            held[span.document_id] += [] if isinstance(record, Amount) else [span]
    for document in sorted(taken.keys() | open_in.keys()):
        for sentence in setting.body(document):
            if not _touched(sentence, open_in[document]) and _speaks(sentence, _touched(sentence, taken[document])):
                yield _claim(sentence)


def _touched(sentence: Span, spans: Iterable[Span]) -> list[Span]:
    return [span for span in spans if span.start < sentence.end and sentence.start < span.end]


def titles(records: Iterable[Evident], setting: Setting) -> Iterator[Claim]:
    """A claim for each title of the documents of these records."""
    for document in sorted({span.document_id for record in records for span in record.evidence}):
        title = setting.title(document)
        if title and len(plain(title.text)) == len(title.text):
            yield _claim(title)


def _speaks(sentence: Span, within: Sequence[Span]) -> bool:
    """Whether a sentence is sure, and no record rests on it, or none on a number or a "not" in it."""
    text = plain(sentence.text)
    if len(text) != len(sentence.text) or _UNSURE.search(sentence.text):
        return False
    places = [sentence.start + found.start() for found in _TELLING.finditer(text)]
    return not within or any(not any(span.start <= at < span.end for span in within) for at in places)


def _claim(sentence: Span) -> Claim:
    text = plain(sentence.text)
    return Claim(
        id=record_id("claims", sentence.document_id, (sentence,), "narrator"),
        document_id=sentence.document_id,
        evidence=(sentence,),
        confidence="low",
        score=SCORE,
        extractor=EXTRACTOR,
        speaker_class="narrator",
        form="indirect",
        content=sentence,
        kind="forecast" if _AHEAD.search(text) else "statement",
        polarity="negative" if _NOT.search(text) else "positive",
        certainty="certain",
    )
