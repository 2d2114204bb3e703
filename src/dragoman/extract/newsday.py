"""What the day of the news dates: acts of the story's main line that no words of their own date."""

from __future__ import annotations

from datetime import timedelta

from dragoman.document import Annotated, Resolved, TimeValue, Token
from dragoman.extract.ground import predicate_above
from dragoman.records import Edtf

_FRESH = timedelta(days=8)
_WIDEST = 31
_OPENING = 2  # sentences
_TICKER = 3  # paragraphs that open with a clock time make a running report


def news_at(doc: Resolved, token: int) -> TimeValue | None:
    """The day of the news where it holds for what a token tells: in the simple past, and after no older date.

    In a running report, whose paragraphs open with clock times, it is the document's day, in the present tense too.
    """
    annotated = doc.annotated
    verb = _predicate(annotated, token)
    if verb is None:
        return None
    day = doc.published.edtf
    if day is not None and day.is_day and annotated.sentence_of(token).paragraph in _ticking(annotated):
        told = simple_past(annotated, verb) or verb.tag in ("VBP", "VBZ")
        return TimeValue(-1, day, "day of a running report") if told else None
    news = doc.news
    told = simple_past(annotated, verb) or _hot(annotated, verb) or _retold(annotated, verb)
    if news is None or news.value is None or not told or not _narrow(news):
        return None
    return None if went_back(doc, token, news.value) else news


def simple_past(doc: Annotated, verb: Token) -> bool:
    """Whether a verb tells in the simple past: "signed", "was signed"."""
    helpers = doc.children(verb.i, "aux", "auxpass")
    passive = verb.tag == "VBN" and any(t.lower in ("was", "were") for t in helpers)
    return (verb.tag == "VBD" or passive) and not any(
        t.lower in ("had", "have", "has", "would", "could") for t in helpers
    )


def _hot(doc: Annotated, verb: Token) -> bool:
    """Whether a report opens with a verb in the present perfect, its own or reported: "has been signed", he said."""
    opening = [s for s in doc.sentences if s.zone == "body"][:_OPENING]
    perfect = any(t.lower in ("has", "have") for t in doc.children(verb.i, "aux")) and verb.tag == "VBN"
    reported = verb.dep in ("ccomp", "parataxis")
    return perfect and any(s.root == verb.i or (reported and s.root == verb.head) for s in opening)


def _retold(doc: Annotated, verb: Token) -> bool:
    """Whether reported speech puts back in the past perfect what the opening has told: "said they had signed it"."""
    above = doc.tokens[verb.head]
    back = any(t.lower == "had" for t in doc.children(verb.i, "aux")) and verb.dep == "ccomp" and above.tag == "VBD"
    opening = [s for s in doc.sentences if s.zone in ("title", "body")][:_OPENING]
    told = (t for s in opening for t in doc.sentence_tokens(s) if t.pos == "VERB" and t.i < above.i)
    return back and any(t.lemma == verb.lemma for t in told)


def _predicate(doc: Annotated, token: int) -> Token | None:
    own = doc.tokens[token]
    found = own if own.pos in ("VERB", "AUX") else doc.tokens[predicate_above(doc, token)]
    return found if found.pos in ("VERB", "AUX") else None


def _narrow(news: TimeValue) -> bool:
    """Whether the day of the news is known to within a month, however many days it may be."""
    value = news.value
    if value is None or value.earliest is None or value.latest is None:
        return False
    return (value.latest - value.earliest).days < _WIDEST


def went_back(doc: Resolved, token: int, day: Edtf) -> bool:
    """Whether the paragraph has told of a date older than a day before, so that its telling may have gone back."""
    annotated = doc.annotated
    paragraph, first = annotated.sentence_of(token).paragraph, day.earliest
    for timed in doc.times:
        timex = annotated.timexes[timed.timex]
        elsewhere = annotated.sentence_of(timex.first).paragraph != paragraph
        if timex.first >= token or elsewhere or timex.part("op") == "of":
            continue
        latest = timed.value.latest if timed.value and timed.value.periods else None
        if latest is not None and first is not None and latest < first - _FRESH:
            return True
    return False


def _ticking(doc: Annotated) -> frozenset[int]:
    """The paragraphs of a running report: those that open with a clock time, where there are several."""
    openings = {s.paragraph: s.first for s in reversed(doc.sentences)}
    clocked = {t.first for t in doc.timexes if t.part("clock") is not None}
    found = frozenset(paragraph for paragraph, first in openings.items() if first in clocked)
    return found if len(found) >= _TICKER else frozenset()
