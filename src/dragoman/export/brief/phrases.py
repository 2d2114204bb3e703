"""Values as words: dates, sums, quotations; and the text of articles made harmless in Markdown."""

from __future__ import annotations

import calendar
import re
from decimal import Decimal
from typing import Final

from dragoman.records import Amount, Edtf, Span

_MARKUP: Final = re.compile(r"([\\`*_{}\[\]<>|~#$^])")
_LINE_MARKUP: Final = re.compile(r"^([-+=>]|\d+[.)])")
_UNSEEN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_LISTED_DATES: Final = 4
_SCALES: Final = ((Decimal(10**12), "trillion"), (Decimal(10**9), "billion"), (Decimal(10**6), "million"))
_QUALIFIERS: Final = {
    "exact": "", "range": "", "about": "about ", "more-than": "more than ", "less-than": "less than ",
    "up-to": "up to ",
}  # fmt: skip


def plain(text: str) -> str:
    """Text as one line of Markdown that shows just these characters: no markup, HTML, link or hidden character."""
    line = " ".join(text.split())
    shown = _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", line)
    escaped = _MARKUP.sub(r"\\\1", shown.replace("&", "&amp;")).replace("\\<", "&lt;").replace("\\>", "&gt;")
    return _LINE_MARKUP.sub(r"\\\1", escaped).replace("://", ":&#47;/").replace("www.", "www&#46;")


def shortened(text: str, limit: int, around: int = 0) -> str:
    """At most about `limit` characters of a text, cut between words, kept around an offset; cuts are marked."""
    if len(text) <= limit:
        return " ".join(text.split())
    start = max(0, min(around - limit // 3, len(text) - limit))
    start = text.find(" ", start) + 1 if start else 0
    end = start + limit
    end = len(text) if end >= len(text) else max(text.rfind(" ", start, end), start + limit // 2)
    cut = " ".join(text[start:end].split())
    return f"{'… ' if start else ''}{cut}{' …' if end < len(text) else ''}"


def quoted(text: str, limit: int = 220) -> str:
    """A quotation from an article, in quotation marks of our own."""
    return f"“{plain(shortened(text, limit))}”"


def excerpt(verb: Span, evidence: tuple[Span, ...], limit: int = 120) -> str:
    """The words of the evidence around a verb, as text."""
    home = next((s for s in evidence if s.document_id == verb.document_id and s.start <= verb.start < s.end), verb)
    return shortened(home.text, limit, verb.start - home.start)


def date_words(date: Edtf | None) -> str:
    """A date as a reader says it: `2024-03-05`, `about 2035`, `a Monday from 2024-12-30 to 2025-06-30`."""
    if date is None:
        return "undated"
    text = str(date)
    if text.startswith(("[", "{")):
        return _one_of(date)
    if "/" in text:
        first, _, last = text.partition("/")
        if first in ("", ".."):
            return f"until {last}"
        return f"from {first}" if last in ("", "..") else f"{first} to {last}"
    if text.startswith("XXXX-"):
        return _yearless(text)
    return f"about {text.rstrip('~%')}" if date.approximate else text.rstrip("?")


def _one_of(date: Edtf) -> str:
    """A set of dates: listed where they are few, else by what they have in common."""
    parts = str(date)[1:-1].split(",")
    if len(parts) <= _LISTED_DATES:
        return f"one of {', '.join(parts)}"
    bounds = f"{parts[0]} to {parts[-1]}"
    days = [first for first, last in date.periods if first and first == last]
    whole = len(days) == len(parts)
    if whole and len({day.weekday() for day in days}) == 1:
        every = (days[-1] - days[0]).days == 7 * (len(days) - 1)
        return f"a {days[0]:%A} from {bounds}" if every else f"one of {len(days)} {days[0]:%A}s from {bounds}"
    if whole and len({(day.month, day.day) for day in days}) == 1:
        return f"{days[0].day} {days[0]:%B} of one of {len(parts)} years, {days[0].year} to {days[-1].year}"
    if whole and (days[-1] - days[0]).days + 1 == len(days):
        return bounds
    return f"one of {len(parts)} dates, {bounds}"


def _yearless(text: str) -> str:
    """`18 April of an unknown year`."""
    month, _, day = text.rstrip("~%?").removeprefix("XXXX-").partition("-")
    named = calendar.month_name[int(month)] if month.isdecimal() else "some month"
    return f"{int(day)} {named} of an unknown year" if day.isdecimal() else f"{named} of an unknown year"


def number(value: str) -> str:
    """A decimal string with thousands marked: `1,500`, `15 billion`."""
    exact = Decimal(value)
    for size, word in _SCALES:
        if abs(exact) >= size and (exact / size) == (exact / size).quantize(Decimal("0.001")):
            return f"{(exact / size).normalize():f} {word}"
    return f"{exact:,f}"


def sum_words(amount: Amount) -> str:
    """A figure with its qualifier and unit: `about 15 billion USD`."""
    if amount.qualifier == "range" and amount.low and amount.high:
        figure = f"{number(amount.low)} to {number(amount.high)}"
    else:
        figure = next((number(v) for v in (amount.value, amount.low, amount.high) if v), "an unnamed amount")
    unit = "%" if amount.unit == "percent" else f" {plain(amount.unit)}"
    return f"{_QUALIFIERS[amount.qualifier]}{figure}{unit}"


def term_words(term: str) -> str:
    """An ISO 8601 duration of one unit as words: `P5Y` is `5 years`."""
    return many(int(term[1:-1]), {"Y": "year", "M": "month", "W": "week", "D": "day"}[term[-1]])


def listed(words: list[str]) -> str:
    """Words in a row: `a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def many(count: int, word: str, plural: str | None = None) -> str:
    """A number with its noun: `1 document`, `3 documents`."""
    return f"{count} {word if count == 1 else plural or word + 's'}"
