"""Fiscal years by the state whose they are: "in fiscal year 2023-24, Pakistan's exports" ran from July to June.

Where no state is named, or several whose years differ, two calendar years hold it; so does a single number where it is
not known whether the state names the year by its start or by its end.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dragoman.document import Annotated, Timex
from dragoman.kb.rows import rows
from dragoman.records import Edtf
from dragoman.resolve import calendar
from dragoman.resolve.telling import STEPS, Parts, Story, Worked

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Fiscal:
    """A state's fiscal year: the month and day of its start; by which end one number names it ("" where not known)."""

    month: int
    day: int
    named: str

    def beginning(self, year: int) -> Edtf:
        """The fiscal year that begins in a calendar year; as whole months where it starts with one."""
        if self.day == 1:
            return calendar.months(year, self.month, 12) if self.month > 1 else Edtf.year(year)
        return Edtf.between(date(year, self.month, self.day), date(year + 1, self.month, self.day) - _DAY)

    def holding(self, day: date) -> int:
        """The calendar year in which the fiscal year that holds a day begins."""
        return day.year - ((day.month, day.day) < (self.month, self.day))

    def numbered(self, year: int) -> int | None:
        """The calendar year in which "fiscal year 2024" begins; None where one number does not tell."""
        ends_later = self.month > 1
        return {"start": year, "end": year - ends_later}.get(self.named)


@lru_cache(maxsize=1)
def _known() -> dict[str, Fiscal]:
    """The fiscal years of `data/fiscal_years.csv`, by country."""
    read = ((r["country"], r["first"].split("-"), r["named"]) for r in rows("resolve", "fiscal_years.csv"))
    return {country: Fiscal(int(month), int(day), named) for country, (month, day), named in read}


def fiscal_year(timex: Timex, parts: Parts, story: Story) -> Worked:
    """The days of "fiscal year 2023-24", "FY2024", "the last fiscal year", "the second quarter of fiscal year 2024"."""
    own, year = _whose(story.doc, timex), parts.get("year")
    if isinstance(year, int):
        begins = year if "year2" in parts else own.numbered(year) if own else None
        if own is None or begins is None:
            return _two_years(year, parts), "fiscal year: which months is not known"
        return _part(own, begins, parts), "fiscal year of the state named"
    step = STEPS.get(str(parts.get("dir", "")), 0)
    if own is None:
        value = story.ref.follow(lambda d: calendar.join(Edtf.year(d.year + step - 1), Edtf.year(d.year + step)))
        return value, "fiscal year: which months is not known"
    return story.ref.follow(lambda d: own.beginning(own.holding(d) + step)), "fiscal year of the state named"


def _part(own: Fiscal, begins: int, parts: Parts) -> Edtf:
    """The whole fiscal year, or the quarter or half of it that is named."""
    size, number = 3 if "quarter" in parts else 6, parts.get("nth")
    if not isinstance(number, int) or own.day != 1 or not {"quarter", "half"} & parts.keys():
        return own.beginning(begins)
    years, month = divmod(own.month - 1 + (number - 1) * size, 12)
    return calendar.months(begins + years, month + 1, size)


def _two_years(year: int, parts: Parts) -> Edtf:
    """The calendar years that a fiscal year may touch: "2023-24" names both, one number its later."""
    second = parts.get("year2")
    if not isinstance(second, int):
        return calendar.join(Edtf.year(year - 1), Edtf.year(year))
    return calendar.join(Edtf.year(year), Edtf.year(second if second > 99 else year - year % 100 + second))


def _whose(doc: Annotated, timex: Timex) -> Fiscal | None:
    """The fiscal year of the states that the sentence names, if they share one; else of those of the whole text."""
    sentence = doc.sentence_of(timex.first)
    here = {c for m in doc.mentions if sentence.first <= m.first < sentence.last for c in _states(m.candidates)}
    named = here or {c for m in doc.mentions for c in _states(m.candidates)}
    found = {_known().get(country) for country in named}
    return found.pop() if len(found) == 1 else None


def _states(candidates: tuple[str, ...]) -> set[str]:
    return {c[6:] for c in candidates if c.startswith("state:")}
