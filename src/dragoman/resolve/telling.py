"""Where the telling of a text stands: the last date told, from which "that year" and bare months count."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from dragoman.document import Annotated, Timex
from dragoman.records import Edtf
from dragoman.resolve.reference import Reference
from dragoman.resolve.tense import AHEAD, PAST, dates_a_verb, tense_at, words_of

Worked = tuple[Edtf | None, str]
Parts = dict[str, str | int]
NARRATIVE = ("that", "same", "previous", "following", "these")
STEPS = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}
_OPENING = 6
_FINE = ("day", "night", "week", "fortnight", "weekend")
_WEEK, _MONTH = 7, 31
_DOMAIN = re.compile(r"https?://[^/:]*\.([a-z]{2,4})(?:[:/]|$)")
_HISTORY_SHARE, _HISTORY_LEAST, _HISTORY_AGE, _HISTORY_LONG = 0.8, 8, 2, 12
_HISTORY_DATED, _HISTORY_MOST = 5, 0.9


@dataclass(slots=True)
class Story:
    """Where the telling stands: the last date told, by paragraph, and whether the whole text looks back."""

    doc: Annotated
    ref: Reference
    looks_back: bool
    told: Edtf | None = None
    told_in: int = -1
    told_last: int = 0
    frame: Edtf | None = None
    framed_in: int = -1
    near: Edtf | None = None
    near_in: int = -1
    day_first: bool | None = None
    late: bool = False

    def tell(self, timex: Timex, value: Edtf, basis: str, *, ends: bool = False) -> None:
        """Move the telling on to a date; one counted from the document's own does not move a text that looks back.

        A date that `ends` a stretch ("until 2010") is one that the sentence may point back to, and no more.
        """
        if ends:
            if not self.looks_back:
                self.told, self.told_in = value, self.doc.sentence_of(timex.first).paragraph
            return
        if self.looks_back and "document" in basis:
            return
        tense = tense_at(self.doc, timex.first)
        of_the_verb = dates_a_verb(self.doc, timex.first, timex.last) and tense == PAST
        opens = timex.first - self.doc.sentence_of(timex.first).first < _OPENING
        aside = not of_the_verb and not opens
        if self.looks_back and aside and (len(value.text) < 7 or tense in AHEAD or "~" in value.text):
            return
        self.told, self.told_in = value, self.doc.sentence_of(timex.first).paragraph
        self.told_last = timex.last
        if tense == PAST and not _wider(value, _MONTH):
            self.near, self.near_in = self.told, self.told_in
        if self.looks_back or (of_the_verb and _leads(self.doc, timex)):
            self.frame, self.framed_in = self.told, self.told_in
        late = timex.part("edge") in ("end", "late") and timex.part("month") is None and timex.part("year") is not None
        self.late = late and value.earliest is not None

    @property
    def told_from(self) -> date | None:
        """The day from which the telling goes on: late in a year that is told from its end."""
        start = self.frame.earliest if self.frame else None
        return start.replace(month=10) if start and self.late else start

    def anchor(self, timex: Timex) -> Edtf | None:
        """The date told before, if it still governs here."""
        here = self.doc.sentence_of(timex.first).paragraph
        return self.told if self.looks_back or self.told_in == here else None

    def counted_from(self, timex: Timex, unit: str) -> Edtf | None:
        """The date told before from which a distance counts; it may stand in the paragraph before.

        Days and weeks count from a day or a month told as past: a year told in a sentence between is passed over.
        """
        here = self.doc.sentence_of(timex.first).paragraph
        told, told_in, reach = self.told, self.told_in, 1
        if unit in _FINE and told is not None:
            beside = self.told_last > self.doc.sentence_of(timex.first).first
            told, told_in = (self.near, self.near_in) if _wider(told, _MONTH) and not beside else (told, told_in)
            reach = 0 if told is None or _wider(told, _WEEK) else 1
        return told if self.looks_back or 0 <= here - told_in <= reach else None

    def frame_at(self, timex: Timex) -> Edtf | None:
        """The date that frames what is told here, so that a bare month is of its year.

        In news only a date that dates a past verb of the same paragraph does, and only for what is told as past.
        """
        if self.looks_back:
            return self.told
        here = self.doc.sentence_of(timex.first).paragraph
        past = self.framed_in == here and tense_at(self.doc, timex.first) == PAST
        return self.frame if past and dates_a_verb(self.doc, timex.first, timex.last) else None


def _leads(doc: Annotated, timex: Timex) -> bool:
    """Whether the verb dated leads its sentence; from "a scheme agreed in 2017" beside it nothing goes on."""
    verb = next((t for at in doc.ancestors(timex.first) if (t := doc.tokens[at]).pos in ("VERB", "AUX")), None)
    return verb is None or verb.dep == "ROOT"


def _wider(value: Edtf, days: int) -> bool:
    """Whether a value holds more than so many days, or is open."""
    low, high = value.earliest, value.latest
    return low is None or high is None or (high - low).days >= days


def looks_back(doc: Annotated, ref: Reference) -> bool:
    """Whether the text is a history, in which bare months follow the telling.

    So it is if most of many years named lie well before the document, or nearly all of a few months with their year.
    """
    years = [y for t in doc.timexes if isinstance(y := t.part("year"), int)]
    dated = [y for t in doc.timexes if isinstance(y := t.part("year"), int) and t.part("month")]
    limit = ref.first.year if ref.first else None
    age = _HISTORY_AGE if len(years) < _HISTORY_LONG else 0
    many = len(years) >= _HISTORY_LEAST and _share_before(years, limit, age) >= _HISTORY_SHARE
    return many or (len(dated) >= _HISTORY_DATED and _share_before(dated, limit, _HISTORY_AGE) >= _HISTORY_MOST)


def _share_before(years: list[int], limit: int | None, age: int) -> float:
    """The share of years that lie more than `age` years before a limit; all of them where there is none."""
    old = [y for y in years if limit is None or y < limit - age]
    return len(old) / len(years)


def day_first(doc: Annotated) -> bool | None:
    """Whether numeric dates put the day first: as one of the document's shows, else as its address's country writes."""
    for timex in doc.timexes:
        numbers = [int(n) for n in str(timex.part("date") or "").split("-") if n.isdigit()]
        if len(numbers) == 3 and numbers[0] <= 31 and max(numbers[:2]) > 12:
            return numbers[0] > 12
    end = _DOMAIN.match(doc.clean.document.url or "")
    if end is None:
        return None
    if end[1] in words_of("month-first-domain"):
        return False
    return True if len(end[1]) == 2 and end[1] not in words_of("no-country-domain") else None


def governs(told: Edtf, story: Story) -> bool:
    """A date told before gives the year if the text looks back, or if it is an older year than the document's.

    The year just before, named alone, is mostly a figure's, beside which a bare day is still of the document's year.
    """
    first = story.ref.first
    if story.looks_back or first is None or told.latest is None:
        return story.looks_back or told.latest is not None
    return told.latest.year < first.year - (len(told.text) == 4)
