"""Questions that one document leaves open and a later one answers.

Conservative: the later words must speak of what was asked, and of the very thing that it was asked about; they are the
narrator's or somebody's plain word, and leave nothing open themselves.
"""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import ceil
from typing import Final

from dragoman.crossdoc.setting import Setting
from dragoman.crossdoc.tables import table
from dragoman.crossdoc.words import content, fold_words, plain
from dragoman.records import Agreement, Amount, Claim, Event, Evident, Gap, Model, Programme, Span

MOST: Final = 2  # spans that close one gap
ASKED: Final = 0.6  # of the question's words that the answer must speak of
THING: Final = 3  # words of the thing that stand for its figure
_FIGURE: Final = re.compile(r"\d[\d.,]*\d")
_MONTHS: Final = "|".join(month.casefold() for month in calendar.month_name if month)
_DAY: Final = re.compile(rf"\b\d{{1,2}}\b|\b(?:19|20)\d\d\b|\b(?:{_MONTHS})\b")
_NAME: Final = re.compile(r"(?<!^)(?<![.!?“\"] )\b[A-Z][\w’'-]+")
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Asked:
    """An open question: what it asks, in `words`; of which thing; and what an answer must hold."""

    gap: Gap
    words: frozenset[str]
    thing: frozenset[str]
    figures: frozenset[str]
    needs: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Reply:
    """Words that may answer."""

    span: Span
    words: frozenset[str]
    figures: frozenset[str]


def answers(records: Iterable[Model], setting: Setting) -> dict[str, tuple[Span, ...]]:
    """For each open gap that a later document closes, by id, the words that close it: the earliest document's."""
    everything = [r for r in records if isinstance(r, Evident)]
    in_document: dict[str, list[Evident]] = defaultdict(list)
    for record in everything:
        in_document[record.document_id or ""].append(record)
    asked = [
        a for r in everything if isinstance(r, Gap) and (a := _asked(r, in_document[r.document_id or ""], setting))
    ]
    replies = _by_word(_replies(in_document, setting))
    found = {}
    for one in asked:
        fitting = [reply for reply in _candidates(one, replies) if _answers(reply, one, setting)]
        if fitting:
            found[one.gap.id] = _first(fitting, setting)
    return found


def _asked(gap: Gap, beside: Sequence[Evident], setting: Setting) -> Asked | None:
    """The question, if it can be answered at all: it has words of its own, and its document has a day."""
    days, needs = setting.days(gap.document_id), _needs(gap.question)
    names = setting.names(setting.states(gap.document_id))
    words = concepts(gap.question, names)
    if gap.status != "open" or gap.implied or days is None or needs == "nothing" or not words:
        return None
    about = [r for r in beside if r.id in gap.about or _is_thing(r)]
    spans = [span for record in about for span in record.evidence]
    figures = frozenset(f for span in spans for f in _FIGURE.findall(span.text))
    thing = content(spans, names) - fold_words((gap.question,), names)
    return Asked(gap, words, thing, figures, needs, days[1])


def _is_thing(record: Evident) -> bool:
    money = isinstance(record, Amount) and record.kind in ("debt", "loan", "grant", "investment", "price")
    return money or isinstance(record, Agreement | Programme)


def _needs(question: str) -> str:
    folded = plain(question)
    rows = [row for row in table("asked_forms.csv") if folded.startswith(row["opening"])]
    return max(rows, key=lambda row: len(row["opening"]))["needs"] if rows else "words"


def concepts(text: str, names: frozenset[str]) -> frozenset[str]:
    """What a question or an answer speaks of: the concepts that questions ask for, and the stems of other words."""
    folded = _WORD.findall(plain(text))
    meant = {word: _concepts()[word] for word in folded if word in _concepts()}
    rest = fold_words((" ".join(word for word in folded if word not in meant),), names)
    return frozenset(f"?{concept}" for concept in meant.values()) | rest


def _replies(in_document: dict[str, list[Evident]], setting: Setting) -> Iterable[Reply]:
    for document, records in in_document.items():
        still_open = [span for r in records if isinstance(r, Gap) for span in r.evidence]
        names = setting.names(setting.states(document))
        said = {(span.start, span.end): span for record in records for span in _plain_words(record)}
        for _, span in sorted(said.items()):
            if not any(span.start < other.end and other.start < span.end for other in still_open):
                yield Reply(span, concepts(span.text, names), frozenset(_FIGURE.findall(span.text)))


def _plain_words(record: Evident) -> tuple[Span, ...]:
    """The words of a record that says how things are: no forecast, hedge, plan or question."""
    if isinstance(record, Claim):
        sure = record.certainty == "certain" and record.kind not in ("forecast", "promise", "appeal")
        return (record.content,) if sure and not record.damaged else ()
    if isinstance(record, Event):
        return record.evidence if record.modality in ("actual", "negated") else ()
    return record.evidence if isinstance(record, Agreement | Amount) else ()


def _by_word(replies: Iterable[Reply]) -> dict[str, list[Reply]]:
    found: dict[str, list[Reply]] = defaultdict(list)
    for reply in replies:
        for word in reply.words:
            found[word].append(reply)
    return found


def _candidates(asked: Asked, replies: Mapping[str, list[Reply]]) -> Iterable[Reply]:
    """The replies that may share enough of the question's words: each holds one of the rarest, or too few of them."""
    rarest = sorted((replies.get(word, []) for word in asked.words), key=len)
    enough = len(rarest) - ceil(ASKED * len(rarest)) + 1
    return {id(reply): reply for held in rarest[:enough] for reply in held}.values()


def _answers(reply: Reply, asked: Asked, setting: Setting) -> bool:
    """Whether a later document speaks of what was asked, of the same thing, between the same states."""
    kinds = {word for word in asked.words if word.startswith("?")}
    if len(asked.words & reply.words) < ASKED * len(asked.words) or not kinds <= reply.words:
        return False
    gap, then = asked.gap, setting.days(reply.span.document_id)
    if then is None or asked.day is None or then[0] <= asked.day:
        return False
    if not setting.states(gap.document_id) & setting.states(reply.span.document_id):
        return False
    same_thing = bool(asked.figures & reply.figures) or len(asked.thing & reply.words) >= THING
    return same_thing and _holds(reply.span.text, asked)


def _holds(text: str, asked: Asked) -> bool:
    """Whether the words hold what the question needs: a figure that is not the thing's own, a day, a name."""
    if asked.needs == "figure":
        return any(figure not in asked.figures for figure in re.findall(r"\d[\d.,]*", text))
    if asked.needs == "day":
        return bool(_DAY.search(plain(text)))
    if asked.needs == "name":
        return bool(_NAME.search(text))
    return True


def _first(replies: Iterable[Reply], setting: Setting) -> tuple[Span, ...]:
    """The spans of the earliest document that answers, in the order of its text; none inside another."""

    def told(reply: Reply) -> tuple[date, str]:
        return ((setting.days(reply.span.document_id) or (date.max,))[0], reply.span.document_id)

    ordered = sorted(replies, key=lambda r: (*told(r), r.span.start - r.span.end, r.span.start))
    chosen: list[Span] = []
    for reply in ordered:
        span, inside = reply.span, any(s.start <= reply.span.start and reply.span.end <= s.end for s in chosen)
        if span.document_id == ordered[0].span.document_id and not inside:
            chosen.append(span)
    return tuple(sorted(chosen[:MOST], key=lambda span: span.start))


@cache
def _concepts() -> dict[str, str]:
    return {row["word"]: row["concept"] for row in table("asked_words.csv")}
