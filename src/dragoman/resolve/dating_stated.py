"""Where a document says itself when it appeared: byline, dateline, a line at its head or foot, its address."""

from __future__ import annotations

import re

from dragoman.document import Annotated, Timex
from dragoman.records import Edtf
from dragoman.resolve import calendar
from dragoman.resolve.tense import words_of

_HEAD, _FOOT, _LINE = 8, 3, 30
_STRETCH = 8
_AFTER_DATELINE = frozenset({"-", "–", "—", "--", "(", "/", ".", ":", "|", ".-", ".–", "[", "/."})
_URL_DAY = re.compile(r"(?<!\d)(19\d\d|20\d\d)[/_.-]?(0[1-9]|1[0-2])[/_.-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_URL_MONTH = re.compile(r"/(19\d\d|20\d\d)/(0[1-9]|1[0-2])/")


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
_NAMED += "|nov(?:ember)?|dec(?:ember)?"
# Whole parts of an address that name the month: /2024/apr/08/, /08-Apr-2024/. In a heading's words it may be any day.
_URL_NAMED = (
    re.compile(rf"/(?P<year>(?:19|20)\d\d)[/-](?P<month>{_NAMED})[/-](?P<day>\d\d?)(?=/|$)"),
    re.compile(rf"/(?P<day>\d\d?)[/-](?P<month>{_NAMED})[/-](?P<year>(?:19|20)\d\d)(?=/|$)"),
)


def url_date(url: str | None) -> Edtf | None:
    """The day or month that a document's address carries, or None."""
    for named in _URL_NAMED:
        found = named.search((url or "").lower())
        month = _MONTHS.index(found["month"][:3]) + 1 if found else 0
        if found and (day := calendar.safe_day(int(found["year"]), month, int(found["day"]))):
            return Edtf.day(day)
    for pattern in (_URL_DAY, _URL_MONTH):
        found = pattern.search(url or "")
        numbers = [int(n) for n in found.groups()] if found else []
        if len(numbers) == 3 and (day := calendar.safe_day(*numbers)):
            return Edtf.day(day)
        if len(numbers) == 2:
            return Edtf.month(*numbers)
    return None


def full_day(timex: Timex) -> bool:
    """Whether an expression prints day, month and year."""
    parts = dict(timex.parts)
    return "date" in parts or ("year" in parts and "month" in parts and "day" in parts and "day2" not in parts)


def yearless_day(timex: Timex) -> bool:
    """Whether an expression prints day and month but no year."""
    parts = dict(timex.parts)
    return "month" in parts and "day" in parts and not {"year", "date", "day2", "yeardir"} & parts.keys()


def statements(doc: Annotated) -> list[tuple[Timex, str]]:
    """Expressions that state the document's own date, best first, with `stated` or `dateline`."""
    found = [(t, role) for t in doc.timexes if (full_day(t) or yearless_day(t)) and (role := _role(doc, t))]
    order = {"stated": 0, "dateline": 1}
    posted = {t.i: not _cue_before(doc, t, updated=True) for t, _ in found}
    return sorted(found, key=lambda pair: (not full_day(pair[0]), not posted[pair[0].i], order[pair[1]], pair[0].i))


def _role(doc: Annotated, timex: Timex) -> str | None:
    sentence = doc.sentence_of(timex.first)
    if sentence.zone in ("caption", "related", "credit", "pull-quote"):
        return None
    paragraphs = _paragraphs(doc)
    place = paragraphs.index(sentence.paragraph)
    near_edge = place < _HEAD or place >= len(paragraphs) - _FOOT
    if near_edge and full_day(timex) and (sentence.zone == "byline" or _bare_line(doc, timex)):
        return "stated"
    return "dateline" if near_edge and (sentence.zone == "dateline" or _opens_dateline(doc, timex)) else None


def _paragraphs(doc: Annotated) -> list[int]:
    return sorted({s.paragraph for s in doc.sentences})


def _bare_line(doc: Annotated, timex: Timex) -> bool:
    """A short paragraph that tells nothing, or an expression right after a word of posting in one."""
    paragraph = doc.sentence_of(timex.first).paragraph
    tokens = [t for s in doc.sentences if s.paragraph == paragraph for t in doc.sentence_tokens(s)]
    if len(tokens) > _LINE:
        return False
    verbs = [t for t in tokens if t.tag in ("VBD", "VBZ", "VBP", "MD") and t.text.islower()]
    verbs = [t for t in verbs if t.lower not in words_of("posting")]
    return not verbs or _cue_before(doc, timex)


def _cue_before(doc: Annotated, timex: Timex, *, updated: bool = False) -> bool:
    before = [doc.tokens[i].lower for i in range(max(0, timex.first - 4), timex.first)]
    words = {"updated", "update", "modified"} if updated else words_of("posting")
    return any(w in words for w in before)


def _opens_dateline(doc: Annotated, timex: Timex) -> bool:
    """PLACE, DATE, then a dash, bracket or stop, at the head of a paragraph."""
    sentence = doc.sentence_of(timex.first)
    opening = min(s.first for s in doc.sentences if s.paragraph == sentence.paragraph)
    lead = doc.tokens[opening : timex.first]
    if not 0 < len(lead) <= _STRETCH or timex.part("op"):
        return False
    if not all(t.text[0].isupper() or not t.text[0].isalpha() or t.lower in ("of", "de", "and") for t in lead):
        return False
    if not any(t.text in (",", ".", "-", "–", "—", "(", "/", "|", ":") for t in lead):
        return False
    after = doc.tokens[timex.last].text if timex.last < len(doc.tokens) else "."
    return after in _AFTER_DATELINE or after[0] in "-–—(/.|["
