"""The year of a day or month that says none: by the date joined to it, by the telling, by the document's date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from dragoman.document import Timex
from dragoman.records import Edtf
from dragoman.resolve.telling import Parts, Story, Worked, governs
from dragoman.resolve.tense import looks_ahead

FEAST = "-"  # stands for the words of a feast, which is left without a value where its year is open
_MOST_OF_A_YEAR = 190  # days


def yearless(
    timex: Timex,
    parts: Parts,
    story: Story,
    in_year: Callable[[int], date | None],
    yearless: str,
    weekday: int | None,
) -> Worked:
    """A day or month whose year is not said: by the date told before, by the document's date, or left open."""
    step = parts.get("step")
    if isinstance(step, int):
        value = story.ref.follow(lambda d: _shaped(in_year(d.year + step), yearless))
        return value, "year counted from the document's date"
    if (year := _year_beside(timex, story)) and (shaped := _shaped(in_year(year), yearless)):
        return shaped, "year of the date joined to it"
    told = None if "deixis" in dict(timex.parts) else story.frame_at(timex)
    if told and told.earliest and governs(told, story):
        value = _shaped(_nearest_told(story.told_from or told.earliest, in_year), yearless)
        if value is not None:
            return value, "year of the date told before"
    whole_month = "-" not in yearless
    ahead = looks_ahead(story.doc, timex.first, timex.part("op"), whole_month=whole_month)
    towards = 1 if ahead else -1

    def near(ref: date) -> Edtf | None:
        years = range(ref.year, ref.year + 9 * towards, towards)
        days = [d for y in years if (d := in_year(y)) and (weekday is None or d.weekday() == weekday)]
        fits = [d for d in days if _beyond(d, ref, towards, whole_month=whole_month)]
        return _shaped(fits[0], yearless) if fits else None

    if story.ref.closed:
        value = story.ref.follow(near)
        if value is not None:
            word = "next" if towards > 0 else "last"
            return value, f"the {word} such day from the document's date"
    return (None if yearless == FEAST else Edtf.parse(f"XXXX-{yearless}")), "year not said"


def _year_beside(timex: Timex, story: Story) -> int | None:
    """The year of "April and June 1955" for its first month."""
    following = story.doc.timexes[timex.i + 1 : timex.i + 2]
    joint = [t.lower for t in story.doc.tokens[timex.last : following[0].first]] if following else []
    year = following[0].part("year") if following and following[0].part("month") else None
    return (
        year if isinstance(year, int) and 0 < len(joint) < 3 and set(joint) <= {"and", "or", ",", "in", "on"} else None
    )


def _beyond(day: date, ref: date, towards: int, *, whole_month: bool) -> bool:
    if whole_month and (day.year, day.month) == (ref.year, ref.month):
        return True
    return (day - ref).days * towards >= 0


def _shaped(day: date | None, yearless: str) -> Edtf | None:
    if day is None:
        return None
    return Edtf.day(day) if "-" in yearless else Edtf.month(day.year, day.month)


def _nearest_told(told: date, in_year: Callable[[int], date | None]) -> date | None:
    """Telling moves on: the first such day from the date told, unless that is most of a year away."""
    same, following = in_year(told.year), in_year(told.year + 1)
    if same is None or same >= told.replace(day=1) or following is None:
        return same or following
    return following if (following - told).days < _MOST_OF_A_YEAR else same
