"""Numbers that no amount holds, as words give them: so many things, so long, half of it, a staff of fifty."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from dragoman.crossdoc.numerals import NUMBERS
from dragoman.crossdoc.setting import Setting
from dragoman.crossdoc.tables import table
from dragoman.crossdoc.telling import WORD, stems
from dragoman.crossdoc.words import plain
from dragoman.kb.rows import rows
from dragoman.records import Evident, Span

_FRACTIONS: Final = {
    "half": "50", "a third": "33.3", "one third": "33.3", "a quarter": "25", "one quarter": "25",
    "two thirds": "66.7", "three quarters": "75",
}  # fmt: skip
_DIGITS: Final = rf"\d{{1,3}}(?:,\d{{3}})+|\d+|{'|'.join(NUMBERS)}"
_PLURAL: Final = r"(?:[a-z]+s|memoranda|men|women|children|people|staff|personnel|crew)"
_BODIES: Final = "staff|crew|fleet|team|workforce|garrison|delegation|contingent"
_BEARS: Final = r"(?:pay|paid|pays|bears?|borne|bore|covers?|covered|holds?|owns?|gets?|finances?|contributes?)"
_NUMBER: Final = re.compile(
    rf"\b(?P<number>{_DIGITS})(?P<things>(?:[ -](?!(?:{'|'.join(NUMBERS)})\b)[a-z]+){{0,2}} {_PLURAL})\b"
    rf"|(?:^|\b(?:only|just) )(?P<one>one)(?P<single> (?!of\b|day\b|thing\b|more\b)(?:[a-z]+ )?[a-z]+)\b"
    rf"|\b(?P<body>{_BODIES}) of (?:(?:about|some|nearly|around) )?(?P<size>{_DIGITS})\b"
    rf"|\b(?P<share>{'|'.join(_FRACTIONS)}) of (?:the|its|their) (?P<whole>\w+)"
    rf"|\b{_BEARS} (?P<part>{'|'.join(_FRACTIONS)})\b(?! of| an? |-)"
)
_ANY: Final = re.compile(rf"\b(?:{_DIGITS})\b")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in words of a text: value as a decimal string, unit ("" for things that are counted), their stems."""

    place: Span
    value: str
    unit: str
    things: frozenset[str]


def numbers_in(record: Evident, taken: Iterable[Span], setting: Setting) -> Iterator[Number]:
    """The numbers in the words of a record that are not taken."""
    names = setting.names(setting.states(record.document_id))
    for span in record.evidence:
        text = plain(span.text)
        for found in _NUMBER.finditer(text) if len(text) == len(span.text) else ():
            first, last = found.span("part") if found["part"] else found.span()
            start, end, words = span.start + first, span.start + last, span.text[first:last]
            read = _read(found, names)
            if read and not any(start < other.end and other.start < end for other in taken):
                yield Number(Span(document_id=span.document_id, start=start, end=end, text=words), *read)


def numbers_printed(text: str) -> set[str]:
    """Every number that a text prints, in figures or words."""
    return {_value(found[0]) for found in _ANY.finditer(plain(text))}


def _read(found: re.Match[str], names: frozenset[str]) -> tuple[str, str, frozenset[str]] | None:
    """Value, unit and things of a number; None for a year, or where nothing is counted."""
    fraction = found["share"] or found["part"]
    if fraction:
        return _FRACTIONS[fraction], "percent", stems([found["whole"] or ""], names)
    if found["body"]:
        return _value(found["size"]), "", things_named(found["body"], names)
    if found["one"]:
        things = things_named(found["single"], names)
        return ("1", "", things) if things else None
    unit = _units().get(found["things"].split()[0])
    if unit:
        return str(Decimal(_value(found["number"])) * unit[1]), unit[0], frozenset()
    things = things_named(found["things"], names)
    return (_value(found["number"]), "", things) if things and not _YEAR.fullmatch(found["number"]) else None


def _value(number: str) -> str:
    return NUMBERS.get(number, number.replace(",", ""))


def things_named(words: str, names: frozenset[str]) -> frozenset[str]:
    """The things that folded words name, each in the singular and by one of the words for it: a lorry, a truck."""
    found = WORD.findall(words)
    counted = [word for word in found if stems([word], names)] or [word for word in found if word == "people"]
    return frozenset(thing(word) for word in counted)


def thing(word: str) -> str:
    """The singular of a folded word, or the word for its like where it is a thing that many words name."""
    one = re.sub(r"ie$", "y", word.removesuffix("s"))
    return _things().get(one, one)


@cache
def _things() -> dict[str, str]:
    return {row["word"]: row["thing"] for row in table("counted_things.csv")}


@cache
def _units() -> dict[str, tuple[str, Decimal]]:
    """The units of measurement that are one word, each with the unit that stands for it and so many of these."""
    measured = (row for row in rows("annotate", "units.csv") if row["kind"] not in ("count", "kind"))
    return {row["form"]: (row["unit"], Decimal(row["factor"])) for row in measured}
