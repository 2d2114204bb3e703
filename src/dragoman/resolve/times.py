"""What time expressions mean: EDTF values no finer than their words, each with the rule that gave it.

Relative expressions follow the document's date, all of its candidate days if it has several; "that year", "a week
later" and their like follow the date told before them. What the text leaves open stays open.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dragoman.document import Annotated, TimeValue, Timex
from dragoman.records import Edtf, Published
from dragoman.resolve import calendar, reference, timeml
from dragoman.resolve.absolute import dated
from dragoman.resolve.relative import duration, relative, weekday
from dragoman.resolve.telling import Story, Worked, day_first, looks_back
from dragoman.resolve.tense import dates_a_verb, governor, words_of


def resolve(doc: Annotated, published: Published) -> tuple[TimeValue, ...]:
    """One value for each time expression of a document, in order."""
    ref = reference.of(published)
    story = Story(doc, ref, looks_back(doc, ref), day_first=day_first(doc))
    quoted = _quoted(doc)
    return tuple(_value(timex, story, quoted.get(timex.i)) for timex in doc.timexes)


def _quoted(doc: Annotated) -> dict[int, Timex]:
    """For expressions inside a quotation: the one beside it that says when it was said, with a year.

    "In 2019 she said: 'We shall open it next year.'" counts from 2019, not from the document.
    """
    found: dict[int, Timex] = {}
    for quote in doc.quotes:
        inside = [t for t in doc.timexes if quote.char_start <= doc.tokens[t.first].start < quote.char_end]
        if not inside or not any(t.kind in ("relative", "weekday", "duration") for t in inside):
            continue
        sentences = {doc.tokens[t.first].sentence for t in inside}
        beside = [t for t in doc.timexes if doc.tokens[t.first].sentence in sentences and t not in inside]
        told = [t for t in beside if t.part("year") and dates_a_verb(doc, t.first, t.last)]
        told = [t for t in told if (verb := governor(doc, t.first)) and verb.lemma.lower() in words_of("reporting")]
        found |= {t.i: told[0] for t in inside if told}
    return found


def on_day(doc: Annotated, timex: Timex, day: date) -> Edtf | None:
    """What an expression would mean if the document had appeared on that day."""
    try:
        return _WAYS[timex.kind](timex, Story(doc, reference.Reference((day,)), looks_back=False))[0]
    except (ValueError, OverflowError):
        return None


def _value(timex: Timex, story: Story, said: Timex | None = None) -> TimeValue:
    if said is not None and (day := _value(said, story).value) is not None:
        story = Story(story.doc, reference.Reference((), day.earliest, day.latest), looks_back=False)
    try:
        worked, basis = _WAYS[timex.kind](timex, story)
    except (ValueError, OverflowError):
        worked, basis = None, "out of the calendar"
    op = timex.part("op")
    if op == "since" and worked is not None:
        worked, basis = (worked if _closed(timex, story) else _since(worked, story)), f"since: {basis}"
    elif op in _BOUNDS and timex.kind != "anchored" and (op != "for" or _spans_years(timex)):
        basis = f"{op} {timex.text}: {basis}"
    after = _anchor_token(timex, story.doc) if timex.kind == "anchored" else None
    if worked is not None and timex.kind in ("date", "weekday", "relative") and op != "since":
        story.tell(timex, worked, basis, ends=op in _ENDS)
    return TimeValue(timex.i, worked, basis, after, timeml.value(timex))


_ENDS = ("until", "till")
_BOUNDS = ("by", "before", "after", "for", *_ENDS)


def _spans_years(timex: Timex) -> bool:
    """Whether it is a calendar stretch: "a plan for 2031-2032" says when what is planned is done."""
    return timex.kind == "date" and timex.part("day") is None and timex.part("year") is not None


def _plain(value: Edtf, edge: date) -> str:
    """A value in its own words where they are those of one date, else its edge."""
    return edge.isoformat() if any(c in value.text for c in "/[{~%X") else value.text


def _closed(timex: Timex, story: Story) -> bool:
    """Whether "since" runs to a past moment and not to the document's day: told back, or in a plain pluperfect."""
    verb = next(
        (t for a in story.doc.ancestors(timex.first) if (t := story.doc.tokens[a]).pos in ("VERB", "AUX")), None
    )
    if verb is None or story.doc.children(verb.i, "neg"):
        return story.looks_back
    return story.looks_back or any(t.lower == "had" for t in story.doc.children(verb.i, "aux"))


def _since(start: Edtf, story: Story) -> Edtf:
    last, first = story.ref.last, start.earliest
    if last is None or first is None or first > last:
        return Edtf.between(first, None)
    return Edtf.parse(f"{_plain(start, first)}/{last}")


def _anchored(timex: Timex, story: Story) -> Worked:
    """On an event: open. On a date printed right after ("two days after June 3", "the year before 2015"): from it."""
    following = story.doc.timexes[timex.i + 1 : timex.i + 2]
    count, unit = timex.part("count"), str(timex.part("unit"))
    count = 1 if count is None and timex.text.lower().startswith("the ") else count
    if following and following[0].first == timex.last and isinstance(count, int) and following[0].kind != "anchored":
        value, basis = _WAYS[following[0].kind](following[0], story)
        sign = -1 if timex.part("shift") == "before" else 1
        day = value.earliest if value and (value.is_day or len(value.text) == _WRITTEN.get(unit)) else None
        if day:
            return calendar.away(day, unit, sign * count), f"{unit}s from the date after it: {basis}"
    return None, f"{timex.part('shift') or 'from'} another event"


# How long a month or a year is written in EDTF: a whole one is fine enough to count months or years from.
_WRITTEN = {"month": len("2024-05"), "year": len("2024")}


def _anchor_token(timex: Timex, doc: Annotated) -> int | None:
    """The verb or noun of the event on which "after" or "before" rests."""
    link = doc.tokens[timex.last - 1]
    if link.dep == "mark" and doc.tokens[link.head].i > link.i:
        return link.head
    below = doc.children(link.i, "pobj", "pcomp", "advcl")
    if below:
        return below[0].i
    sentence = doc.sentence_of(link.i)
    rest = doc.tokens[timex.last : sentence.last]
    return next((t.i for t in rest if t.pos in ("VERB", "NOUN")), None)


def _open(timex: Timex, story: Story) -> Worked:  # noqa: ARG001 - all ways are called alike
    names = {"past": "recent past, not said when", "future": "future, not said when", "present": "present"}
    if timex.kind == "vague":
        return None, names.get(str(timex.part("vague")), "not said when")
    return None, "repeated" if timex.kind == "set" else "time of day"


_WAYS: dict[str, Callable[[Timex, Story], Worked]] = {
    "date": dated, "weekday": weekday, "relative": relative, "duration": duration, "anchored": _anchored,
    "set": _open, "time": _open, "vague": _open,
}  # fmt: skip
