"""Questions that one document leaves open and a later one answers.

Conservative: the later document tells of the same affair; a sentence of it speaks of what was asked and of the very
thing that it was asked about, holds what an answer needs (a figure, a day, a name, a place), and leaves nothing open
itself. It need not hold a record; where it does, one of them must be plainly told.
"""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from dragoman.crossdoc.answer_words import concepts, needs
from dragoman.crossdoc.numerals import NUMBERS
from dragoman.crossdoc.setting import Setting
from dragoman.crossdoc.telling import WORD, stems
from dragoman.crossdoc.words import fold_words, plain
from dragoman.records import Agreement, Amount, Claim, Event, Evident, Gap, Model, Programme, Span

MOST: Final = 2  # spans that close one gap
ASKED: Final = 0.6  # of the question's words that the answer must speak of
THING: Final = 2  # words of the thing that stand about the answer, where the question itself names too little
TELLING: Final = 3  # words of a question, its concepts aside, that name the thing themselves
_FIGURE: Final = re.compile(rf"\d[\d.,]*\d|\d|\b(?:{'|'.join(NUMBERS)}|half|a third|a quarter|two thirds)\b")
_MONTHS: Final = "|".join(month.casefold() for month in calendar.month_name if month)
_DAYS: Final = "|".join(day.casefold() for day in calendar.day_name)
_DAY: Final = re.compile(
    rf"\b(?:19|20)\d\d\b|\b(?:{_MONTHS}|{_DAYS}|spring|summer|autumn|winter|christmas|tomorrow)\b"
    r"|\b(?:next|in|within|after) (?:\w+ )?(?:weeks?|months?|years?|days?)\b"
)
_NAME: Final = re.compile(r"(?<!^)(?<![.!?“\"] )\b[A-Z][\w’'-]+")
_NAMES: Final = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*(?:, [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)*,? and [A-Z]")
_PLACE: Final = re.compile(
    rf"\b(?:in|at|on|off|near|to|into|from|of) (?:the )?(?!(?i:{_MONTHS}|{_DAYS})\b)[A-Z][\w’'-]+"
)
_SPOKEN: Final = re.compile(r"^[^.]*?\bsaid\b(?:[^.,]{0,20}\bthat\b)|, [^,]*\b(?:said|told)\b.*$")  # who says it, where
_REASON: Final = re.compile(
    r"\b(?:because|due to|owing to|on account of|in protest|in response|in return|in retaliation)\b"
)
_ASKED_FOR: Final = {
    "day": "?date",
    "place": "?place",
    "names": "?name",
    "reason": "?reason",
}  # concepts that what is needed speaks of
_IMPLIED: Final = {"?money": {"?price"}, "?rate": {"?terms", "?payer"}, "?measure": {"?quantity"}}
_DOUBT: Final = re.compile(r"\b(?:might|may|perhaps|possibly|reportedly|allegedly|probably)\b")
_NEGATED: Final = re.compile(r"\b(?:not|never|nobody|nothing)\b|n['’]t\b")
_AHEAD: Final = re.compile(r"\b(?:will|would|shall|is to|are to|going to)\b")
_CLAUSE: Final = re.compile(r"^(?:\w+ )?(?:wh(?:o|om|ose|at|en|ere|y|ich|ether)|how|if)\b")
_PARTS: Final = re.compile(r"\band (?=(?:on|of|about|how|what|which|who|whom|when|where|whether)\b)|, nor ")
_PUT: Final = re.compile(r"\b[Aa]sked ((?:whether|if|when|who|what|which|where|how|why)\b[^,.;?]{8,120})")
_OPENING: Final = re.compile(r"^(?:on|of|about) ")


@dataclass(frozen=True, slots=True)
class Asked:
    """An open question: what it asks, in `words`; of which thing; what an answer must hold; what was known already."""

    gap: Gap
    words: frozenset[str]
    thing: frozenset[str]
    known: str
    needs: str
    ahead: bool  # what may be to come
    telling: frozenset[str]  # its words, acts among them


@dataclass(frozen=True, slots=True)
class Reply:
    """A sentence that may answer; `about`: the words of it and of what stands before it."""

    span: Span
    words: frozenset[str]
    about: frozenset[str]
    telling: frozenset[str]
    forecast: bool


def answers(records: Iterable[Model], setting: Setting) -> dict[str, tuple[Span, ...]]:
    """For each open gap that a later document closes, by id, the words that close it: the earliest document's."""
    in_document: dict[str, list[Evident]] = defaultdict(list)
    for record in records:
        if isinstance(record, Evident):
            in_document[record.document_id or ""].append(record)
    asking = {key: list(_questions(held, setting)) for key, held in in_document.items()}
    beside: dict[str, set[str]] = defaultdict(set)
    for one, other in setting.pairs_of_one_story(sorted(in_document), within=None):
        beside[one].add(other)
        beside[other].add(one)
    telling = {other for key, asked in asking.items() if asked for other in beside[key]}
    replies = {key: list(_replies(key, in_document[key], setting)) for key in sorted(telling)}
    found = {}
    for key, asked in asking.items():
        later = (
            [r for other in sorted(beside[key]) if _later(key, other, setting) for r in replies[other]] if asked else []
        )
        spans: dict[str, list[Span]] = defaultdict(list)
        for question in asked:
            fitting = [reply for reply in later if _answers(reply, question)]
            spans[question.gap.id] += _first(fitting, setting)
        found.update({gap: tuple(dict.fromkeys(closing)) for gap, closing in spans.items() if closing})
    return found


def _later(key: str, other: str, setting: Setting) -> bool:
    """Whether another document is surely later."""
    mine, theirs = setting.days(key), setting.days(other)
    return bool(mine and theirs and theirs[0] > mine[1])


def _questions(held: Sequence[Evident], setting: Setting) -> Iterator[Asked]:
    for record in held:
        if isinstance(record, Gap):
            yield from _asked(record, held, setting)


def _asked(gap: Gap, beside: Sequence[Evident], setting: Setting) -> Iterator[Asked]:
    """The questions of a gap, if they can be answered at all: with words of their own."""
    if gap.status != "open" or gap.implied:
        return
    names = setting.names(setting.states(gap.document_id))
    about = [r for r in beside if r.id in gap.about or _is_thing(r)]
    spans = [span for record in about for span in record.evidence]
    known = " ".join(setting.sentence(span) for span in (*spans, *gap.evidence))
    near = _telling((setting.lead(gap.document_id), setting.before(gap.evidence[0]), known), names)
    for part in _PARTS.split(_question(gap, setting)):
        question = _OPENING.sub("", part.strip())
        words, wanted = concepts(question, names), needs(question)
        if words and wanted != "nothing":
            telling = _telling((question,), names)
            ahead = bool(_AHEAD.search(question)) or not _CLAUSE.search(plain(question))
            yield Asked(gap, words, near - telling, known, wanted, ahead, telling)


def _question(gap: Gap, setting: Setting) -> str:
    """What a gap asks; where only somebody's answer is missing, what he was asked."""
    asked = _PUT.search(setting.sentence(gap.evidence[0])) if needs(gap.question) == "nothing" else None
    return asked[1] if asked else gap.question


def _is_thing(record: Evident) -> bool:
    money = isinstance(record, Amount) and record.kind in ("debt", "loan", "grant", "investment", "price")
    return money or isinstance(record, Agreement | Programme)


def _replies(document: str, records: Sequence[Evident], setting: Setting) -> Iterator[Reply]:
    names = setting.names(setting.states(document))
    told: dict[Span, list[bool | None]] = defaultdict(list)
    still_open = [span for r in records if isinstance(r, Gap) for span in r.evidence]
    unsure = [span for r in records if isinstance(r, Claim) and not any(_plain_words(r)) for span in r.evidence]
    for record in records:
        for span, forecast in _plain_words(record):
            if not _touched(span, still_open):
                told[setting.whole(span)].append(forecast)
    for sentence in setting.body(document):
        if sentence not in told and not _touched(sentence, [*unsure, *still_open]):
            told[sentence].append(bool(_AHEAD.search(sentence.text)))
    for span, forecasts in sorted(told.items(), key=lambda pair: pair[0].start):
        if not _DOUBT.search(span.text):
            about = _telling((setting.before(span), span.text), names)
            ahead = [forecast for forecast in forecasts if forecast is not None]
            told_of = _telling((span.text,), names)
            yield Reply(span, concepts(span.text, names), about, told_of, forecast=bool(ahead) and all(ahead))


def _telling(texts: Iterable[str], names: frozenset[str]) -> frozenset[str]:
    """The words of texts that tell one thing from another: acts and figures, and short words that are rare."""
    texts = list(texts)
    return fold_words(texts, names) | stems((word for text in texts for word in WORD.findall(plain(text))), names)


def _touched(span: Span, others: Iterable[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def _plain_words(record: Evident) -> Iterator[tuple[Span, bool | None]]:
    """The words of a record that says how things are, no hedge or question, and whether they are a forecast."""
    if isinstance(record, Claim):
        if record.certainty == "certain" and record.kind != "appeal" and not record.damaged:
            yield record.content, record.kind in ("forecast", "promise")
    elif isinstance(record, Event):
        ahead = record.modality not in ("actual", "negated")
        yield from ((span, ahead) for span in record.evidence)
    elif isinstance(record, Agreement | Amount):
        yield from ((span, None) for span in record.evidence)


def _answers(reply: Reply, asked: Asked) -> bool:
    """Whether a sentence speaks of what was asked, and of the same thing."""
    kinds = {word for word in asked.words if word.startswith("?")}
    said = reply.words.union(*(_IMPLIED[word] for word in reply.words if word in _IMPLIED))
    held = _holds(reply.span.text, asked)
    said |= {_ASKED_FOR[asked.needs]} if asked.needs in _ASKED_FOR and held else set()
    if len(asked.words & said) < ASKED * len(asked.words) or not kinds <= said:
        return False
    if reply.forecast and not asked.ahead and asked.needs != "figure":
        return False
    if asked.needs == "reason" and len(asked.thing & reply.telling) < THING:
        return False
    own = asked.words - kinds
    if len(asked.words) == 1 and not kinds and asked.needs in ("words", "place") and not _says_all(reply, asked):
        return False
    named = len(own & reply.words) >= TELLING or (bool(kinds) and len(own & reply.words) >= THING)
    beside = len(asked.thing & reply.about)
    same_thing = named or beside >= THING or (bool(beside) and bool(own) and own <= reply.words)
    return same_thing and held


def _says_all(reply: Reply, asked: Asked) -> bool:
    """Whether a sentence has every word of a question, acts among them: agreed to the route."""
    return len(asked.telling) >= THING and asked.telling <= reply.telling


def _holds(text: str, asked: Asked) -> bool:
    """Whether the words hold what the question needs: a figure that was not known before, a day, a name, a place."""
    if asked.needs == "words":
        return True
    if asked.needs in ("place", "day") and _NEGATED.search(text):
        return False
    if asked.needs == "figure":
        return any(figure not in asked.known for figure in _FIGURE.findall(text.casefold()))
    if asked.needs == "reason":
        return bool(_REASON.search(plain(text)))
    if asked.needs == "day":
        return bool(_DAY.search(plain(text)))
    said = _SPOKEN.sub("", text) if asked.needs == "place" else text
    return bool({"names": _NAMES, "name": _NAME, "place": _PLACE}[asked.needs].search(said))


def _first(replies: Iterable[Reply], setting: Setting) -> list[Span]:
    """The spans of the earliest document that answers, in the order of its text."""

    def told(reply: Reply) -> tuple[date, str]:
        return ((setting.days(reply.span.document_id) or (date.max,))[0], reply.span.document_id)

    ordered = sorted(replies, key=lambda r: (*told(r), -len(r.words), r.span.start))
    chosen = [r.span for r in ordered if r.span.document_id == ordered[0].span.document_id][:MOST]
    return sorted(chosen, key=lambda span: span.start)
