"""When a sentence says that something shall be: months, seasons, parts of years and single days, as intervals.

Crossdoc sees raw text alone, so these expressions are read here once more, and only those whose place in the year is
printed. One without a year is the next of its name after the day on which the text appeared.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from dragoman.records import Edtf

_MONTHS: Final = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
_SEASONS: Final = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_FEASTS: Final = {"christmas": (12, 25), "new year": (1, 1)}
_EXPRESSION: Final = re.compile(
    r"\b(?:(?P<reach>before|by|until|after|from|since)\s)?(?:in |on |the |this |next )*"
    r"(?:(?P<edge>early|late|mid|middle of|beginning of|start of|end of)[ -](?:the )?)?(?:"
    r"(?P<half>first|second) half of (?P<half_year>20\d\d)"
    r"|(?:(?P<day>\d{1,2}) )?(?P<month>" + "|".join(_MONTHS) + r")"
    r"(?: (?P<day_after>\d{1,2})(?!\d))?(?:,? (?P<month_year>20\d\d))?"
    r"|(?P<season>" + "|".join(_SEASONS) + r")(?: of)?(?: (?P<season_year>20\d\d))?"
    r"|(?P<feast>" + "|".join(_FEASTS) + r")|(?P<year>20\d\d))\b"
)  # fmt: skip
_NOT: Final = re.compile(r"\bnot\b[\w ]{0,30}$")
_A_MONTH: Final = re.compile(r"(?:\b(?:in|by|until|from|before|after|since|of|this|next|early|late|mid)|\d)[ -]?$")
LAST: Final = date(2199, 12, 31)
Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class When:
    """Characters start:end of a sentence, and the first and last day that they leave open.

    `from_day` is the first day of what is named: of "by 2031" the first of January, where `first` is that of the text.
    """

    start: int
    end: int
    first: date
    last: date
    from_day: date

    def exact(self) -> When:
        """The days that are named, without those before that "by" and "until" leave: of an end, which is one day."""
        return replace(self, first=max(self.first, self.from_day))

    def a_year_earlier(self) -> When:
        """The same days of the year before."""
        first, last, named = (_a_year_before(day) for day in (self.first, self.last, self.from_day))
        return replace(self, first=first, last=last, from_day=named)

    def excludes(self, other: When) -> bool:
        """Whether no day is left that both allow."""
        return self.last < other.first or other.last < self.first

    def __str__(self) -> str:
        """The interval as EDTF; a far end as an open one."""
        return str(Edtf.between(self.first, None if self.last == LAST else self.last))


def _a_year_before(day: date) -> date:
    """The same day of the year before; of the last of a month the last."""
    last, then = (calendar.monthrange(year, day.month)[1] for year in (day.year, day.year - 1))
    return day.replace(year=day.year - 1, day=then if day.day == last else day.day)


def whens(sentence: str, told: Days) -> Iterator[When]:
    """The expressions of a folded sentence of a text that appeared on one of the days `told`."""
    for found in _EXPRESSION.finditer(sentence):
        if found["month"] == "may" and not found["month_year"]:
            before = sentence[: found.start("month")]
            if not (found["day_after"] or _A_MONTH.search(before)):
                continue  # a verb
        named = _named(found, told)
        if named:
            first, last = _part(named, found["edge"] or "")
            negated = _NOT.search(sentence[: found.start()]) is not None
            days = _reaching(first, last, found["reach"] or "", told, negated=negated)
            yield When(found.start(), found.end(), *days, from_day=min(first, days[1]))


def _named(found: re.Match[str], told: Days) -> Days | None:
    """The days of the expression without the words before it; None for a day that no calendar has."""
    if found["month"]:
        return _of_month(found, told)
    if found["half"]:
        return _months(int(found["half_year"]), 1 if found["half"] == "first" else 7, 6)
    if found["season"]:
        return _next(lambda year: _months(year, _SEASONS[found["season"]], 3), found["season_year"], told)
    if found["feast"]:
        return _next(lambda year: (date(year, *_FEASTS[found["feast"]]),) * 2, None, told)
    return _months(int(found["year"]), 1, 12)


def _of_month(found: re.Match[str], told: Days) -> Days | None:
    """A month or a day of it."""
    month, day = _MONTHS[found["month"]], found["day"] or found["day_after"]
    if day is None:
        return _next(lambda year: _months(year, month, 1), found["month_year"], told)
    if not 1 <= int(day) <= (28 if month == 2 else calendar.monthrange(2001, month)[1]):
        return None
    return _next(lambda year: (date(year, month, int(day)),) * 2, found["month_year"], told)


def _months(year: int, first: int, count: int) -> Days:
    """So many months from the first day of one."""
    years, last = divmod(first + count - 2, 12)
    return date(year, first, 1), date(year + years, last + 1, calendar.monthrange(year + years, last + 1)[1])


def _next(days: Callable[[int], Days], year: str | None, told: Days) -> Days:
    """The days of the year that is printed; else the next that end no earlier than the text."""
    if year:
        return days(int(year))
    return next(found for at in (-1, 0, 1) if (found := days(told[1].year + at))[1] >= told[0])


def _part(days: Days, edge: str) -> Days:
    """The first or last third of some days, or the middle one."""
    third = (days[1] - days[0]) // 3
    if edge in ("early", "beginning of", "start of"):
        return days[0], days[0] + third
    if edge in ("late", "end of"):
        return days[1] - third, days[1]
    return (days[0] + third, days[1] - third) if edge else days


def _reaching(first: date, last: date, reach: str, told: Days, *, negated: bool) -> Days:
    """The days that "by", "before", "until" and "after" leave: not before 2029 is 2029 or later."""
    if negated and reach in ("before", "until"):
        return first, LAST
    if reach == "before":
        return min(told[0], first), first - timedelta(days=1)
    if reach in ("by", "until"):
        return min(told[0], first), last
    return (last, LAST) if reach == "after" else (first, last)
