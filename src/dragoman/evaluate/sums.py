"""Microsoft Recognizers' cases of English currencies, percentages and numbers (MIT), by kind.

A case is right where a figure of ours overlaps the key's and has its value and unit. A key's unit is a name ("Canadian
dollar"), with a code where it is one country's; ours is a code, so a name without a code asks for the same noun. What
only calculators, computers and assistants are told stands in rows of its own, out of the total: signs before a number
("-5"), fractions, powers, addresses, dates as numbers, "nought", "percents of ten", "15 dollars 50"; so do currencies
that are no longer money or never were a state's.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

from dragoman.annotate.numerals import find_numerals
from dragoman.document import Quantity
from dragoman.errors import UsageError
from dragoman.evaluate.bootstrap import Counts, row
from dragoman.evaluate.report import Report
from dragoman.evaluate.seen import resolve_text

CURRENCIES: Final = "NumberWithUnit/English/CurrencyModel.json"
PERCENTAGES: Final = "Number/English/PercentModel.json"
NUMBERS: Final = "Number/English/NumberModel.json"
ASIDE: Final = frozenset({"fraction", "power or sign", "address", "coins and money of the past", "spoken shorthand"})
# Names of money that the key leaves without a code, with the noun's codes that news would mean.
NOUNS: Final = {"Dollar": ("USD",), "Pound": ("GBP",), "Rupee": ("INR",), "Franc": ("CHF", "XOF", "XAF")}
_FIGURE: Final = re.compile(r"\d")
_SIGN: Final = re.compile(r"^\s*(?:-|minus|negative)", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"\d+\.\d+\.\d+\.\d+|://|\d/\d{2,4}\b|\bnrs\.")
_SPOKEN: Final = re.compile(
    r"\bn[ao]ught\b|\bzero\b|\bper ?cents? of\b|\bpercentage\b|\bpercents\b|\bdozs\b|\bdzs\b|\b\d+g\b|\bhundred and \d|"
    r"\b(?:usd|dollars?) (?:and )?(?:\d\d|two)$|\d \$ \d+ cent$",
    re.IGNORECASE,
)
Key = Mapping[str, Any]


def evaluate_sums(data: Path) -> Report:
    """Score the cases below `data`. Raises UsageError where one of the files is missing."""
    kinds: dict[str, list[Counts]] = defaultdict(list)
    failures: list[str] = []
    for name, judge in ((CURRENCIES, _currency), (PERCENTAGES, _percentage), (NUMBERS, _number)):
        path = data / name
        if not path.is_file():
            raise UsageError(f"{path} is missing", mend="expected Microsoft Recognizers' specs of English numbers")
        for case in json.loads(path.read_text(encoding="utf-8-sig")):
            for kind, fault in judge(case):
                kinds[kind].append((int(not fault), 1, 1))
                failures += [f"{kind}: {fault} in {case['Input']!r}"] if fault else []
    news = [one for kind, parts in kinds.items() if kind not in ASIDE for one in parts]
    rows = [row("all kinds of news", news, "")]
    rows += [row(kind, parts, "aside" if kind in ASIDE else "") for kind, parts in sorted(kinds.items())]
    return Report("sums", data.as_posix(), tuple(rows), tuple(failures))


def _currency(case: Key) -> Iterator[tuple[str, str]]:
    found = _figures(case["Input"])
    for key in case["Results"]:
        unit, code = str(key["Resolution"].get("unit")), key["Resolution"].get("isoCurrency")
        codes = (code,) if code else NOUNS.get(unit, ())
        kind = _spoken(key) or ("currency" if codes else "coins and money of the past")
        fits = [q for start, end, q in found if start <= int(key["End"]) and int(key["Start"]) < end]
        if key["Resolution"].get("value") is None:
            yield kind, "" if not fits else f"{fits[0].value} where there is no number"
        else:
            value = key["Resolution"]["value"]
            same = any(_equal(value, q.value) and q.unit in codes for q in fits)
            told = ", ".join(f"{q.value or (q.low, q.high)} {q.unit}" for q in fits) or "nothing"
            yield kind, "" if same else f"{key['Text']!r} read as {told}, not {value} {code or unit}"


def _percentage(case: Key) -> Iterator[tuple[str, str]]:
    shares = [(start, end, q) for start, end, q in _figures(case["Input"]) if q.unit == "percent"]
    for key in case["Results"]:
        value = str(key["Resolution"]["value"]).rstrip("%")
        fits = [q for start, end, q in shares if start <= int(key["End"]) and int(key["Start"]) < end]
        kind = _spoken(key) or ("power or sign" if _SIGN.match(str(key["Text"])) else "percentage")
        right = not fits if value == "null" else any(_equal(value, q.value) for q in fits)
        yield kind, "" if right else f"{key['Text']!r} not read as {value} percent"
    if not case["Results"]:
        kind = "address" if _ADDRESS.search(case["Input"]) else "percentage"
        yield kind, "a percentage where there is none" if shares else ""


def _number(case: Key) -> Iterator[tuple[str, str]]:
    found = find_numerals(case["Input"])
    for key in case["Results"]:
        value, text = str(key["Resolution"]["value"]), str(key["Text"])
        fits = [n for n in found if n.start <= int(key["End"]) and int(key["Start"]) < n.end]
        told = ", ".join(str(n.value) for n in fits) or "nothing"
        right = any(_equal(value, str(n.value)) for n in fits)
        yield _sort(key, case["Input"]), "" if right else f"{text!r} read as {told}, not {value}"


def _sort(key: Key, text: str) -> str:
    """The kind of a number: in digits or in words, or one that stands aside."""
    if _ADDRESS.search(text):
        return "address"
    subtype, printed = key["Resolution"].get("subtype"), str(key["Text"])
    if subtype == "fraction":
        return "fraction"
    if subtype == "power" or _SIGN.match(printed):
        return "power or sign"
    if told := _spoken(key):
        return told
    return "number in digits" if _FIGURE.search(printed) else "number in words"


def _spoken(key: Key) -> str | None:
    """The row of what is said to an assistant and printed by no newspaper; None for anything else."""
    return "spoken shorthand" if _SPOKEN.search(str(key["Text"])) else None


def _figures(text: str) -> list[tuple[int, int, Quantity]]:
    """The figures of a text with their raw characters."""
    resolved = resolve_text(text)
    spans = ((resolved.span(q.first, q.last), q) for q in resolved.annotated.quantities)
    return [(span.start, span.end, quantity) for span, quantity in spans]


def _equal(expected: str, got: str | None) -> bool:
    try:
        return got is not None and abs(Decimal(expected) - Decimal(got)) <= abs(Decimal(expected)) / 10**6
    except InvalidOperation:
        return False
