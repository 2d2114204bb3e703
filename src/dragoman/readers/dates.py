"""Dates as metadata print them, to EDTF: the day as printed, in the zone in which it was printed."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_tz

from dragoman.records import Edtf

_ISO = re.compile(r"(?P<y>\d{4})(?:[-/.](?P<m>\d{1,2})(?:[-/.](?P<d>\d{1,2}))?)?(?=$|[T\s,;Z+])")
_COMPACT = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?:T?\d{4,6}Z?)?$")
_NUMERIC = re.compile(r"(?P<a>\d{1,2})[-/.](?P<b>\d{1,2})[-/.](?P<y>\d{4})(?=$|[T\s,])")
_NAMED = ("%B %d, %Y", "%d %B %Y", "%b %d, %Y", "%d %b %Y", "%d-%b-%Y", "%B %d %Y", "%b %d %Y", "%B %Y", "%b %Y")
_WORDS = re.compile(r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?P<rest>.*?\b\d{4})\b", re.IGNORECASE)
_FIRST, _LAST = 1900, 2100


def parse_date(text: str) -> Edtf | None:
    """The day, month or year that a date says; None where it says none for sure (03/04/2024, a serial number)."""
    text = " ".join(text.split())[:80]
    for pattern in (_ISO, _COMPACT):
        found = pattern.match(text)
        if found:
            return _edtf(found["y"], found["m"], found["d"])
    numeric = _NUMERIC.match(text)
    if numeric:
        return _day_and_month(int(numeric["a"]), int(numeric["b"]), numeric["y"])
    return _written(text)


def _day_and_month(a: int, b: int, year: str) -> Edtf | None:
    """A day and month in the order that only one of them can have."""
    if a == b or (a > 12 >= b):
        return _edtf(year, str(b), str(a))
    return _edtf(year, str(a), str(b)) if b > 12 >= a else None


def _written(text: str) -> Edtf | None:
    """A date as an e-mail heads it, or in English words."""
    mail = parsedate_tz(text)
    if mail and re.match(r"(?:[A-Za-z]{3},? )?\d{1,2} [A-Za-z]{3} \d{4}\b", text):
        return _edtf(str(mail[0]), str(mail[1]), str(mail[2]))
    found = _WORDS.match(text)
    rest = found["rest"].replace("Sept ", "Sep ").replace(".", "") if found else ""
    for form in _NAMED:
        try:
            when = datetime.strptime(rest, form)  # noqa: DTZ007 - a day as printed has no zone
        except ValueError:
            continue
        return _edtf(str(when.year), str(when.month), str(when.day) if "%d" in form else None)
    return None


def _edtf(year: str, month: str | None, day: str | None) -> Edtf | None:
    numbers = int(year), int(month or 1), int(day or 1)
    try:
        when = date(*numbers)
    except ValueError:
        return None
    if not _FIRST <= when.year <= _LAST:
        return None
    if day:
        return Edtf.day(when)
    return Edtf.month(when.year, when.month) if month else Edtf.year(when.year)
