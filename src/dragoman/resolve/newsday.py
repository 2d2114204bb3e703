"""The day of the news: what the opening of a report dates, so that its other acts may share it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from dragoman.document import Annotated, TimeValue, Timex
from dragoman.records import Published
from dragoman.resolve.dating_stated import full_day, yearless_day
from dragoman.resolve.tense import PAST, dates_a_verb, governor, tense_at

_OPENING = 2
_FRESH = timedelta(days=8)


def news_day(doc: Annotated, published: Published, values: Sequence[TimeValue]) -> TimeValue | None:
    """The value of the first day of the opening that dates a past act, if it lies in the week before the text.

    One that dates only what is said of some thing beside gives way to any other.

    None where the opening names no such day: an act is never dated by the document's day alone.
    """
    body = [s for s in doc.sentences if s.zone == "body"][:_OPENING]
    opening = [t for t in doc.timexes if doc.sentence_of(t.first) in body and values[t.i].value is not None]
    told = sorted((t for t in opening if _names_a_day(t) and _done(doc, t)), key=lambda t: (_aside(doc, t), t.i))
    first = next((values[t.i] for t in told), None)
    return first if first is not None and _fresh(published, first) else None


def _names_a_day(timex: Timex) -> bool:
    by_name = timex.part("wd") is not None or isinstance(timex.part("deixis"), int)
    return (by_name or full_day(timex) or yearless_day(timex)) and timex.part("op") not in (
        "by",
        "until",
        "since",
        "of",
    )


def _done(doc: Annotated, timex: Timex) -> bool:
    return tense_at(doc, timex.first) == PAST and dates_a_verb(doc, timex.first, timex.last)


def _aside(doc: Annotated, timex: Timex) -> bool:
    """Whether it dates what a clause says of some thing beside: "a ship that came on Friday"."""
    verb = governor(doc, timex.first)
    return verb is not None and verb.dep == "relcl" and any(t.tag in ("WDT", "WP") for t in doc.children(verb.i))


def _fresh(published: Published, when: TimeValue) -> bool:
    """Whether the day lies in the week before the document, as far as that is known."""
    low = published.earliest.earliest if published.earliest else None
    high = published.latest.latest if published.latest else None
    first, last = (when.value.earliest, when.value.latest) if when.value else (None, None)
    late = high is not None and first is not None and first > high
    early = low is not None and last is not None and last < low - _FRESH
    return not late and not early
