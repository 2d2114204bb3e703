"""Which unit or currency stands before or after a number, and how sure the number is said to be.

In: a text and a place in it. Out: the unit with the characters that it takes up. Never: a number.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal, cast

from dragoman.annotate.numerals import Numeral, rows
from dragoman.kb import load

Sureness = Literal["exact", "about", "more-than", "less-than", "up-to", "range"]
MONEY = "money"
_LOWER = ("usd", "eur", "gbp", "cny", "rmb")
_ENGLISH = frozenset({"ALL", "BAM", "BOB", "COP", "CUP", "GEL", "MAD", "MOP", "PEN", "RON", "SOS", "TOP", "TRY"})
_PARTICLE = re.compile(r"\b(?:roll|hand|turn|tak|took|carr|sign)\w*\s+$", re.IGNORECASE)
ANY_SPACE = r"[\s\u00a0\u202f]*"


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit at characters start:end; `kind` is money, share, duration, length and so on; values times `factor`."""

    start: int
    end: int
    unit: str
    kind: str
    factor: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a document's figures lean on: its countries by how often they are named, and its decimal sign."""

    countries: Counter[str]
    comma: bool = False
    dollar: str = "USD"


def _list(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _either(words: list[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(set(words), key=len, reverse=True))


def _signs(row: dict[str, str]) -> list[str]:
    """The signs of a currency, with its code where that is no English word."""
    signs = _list(row["symbols"])
    return signs if row["code"] in signs or row["code"] in _ENGLISH else [*signs, row["code"]]


@lru_cache(maxsize=1)
def _currencies() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Codes with their countries, by symbol, by lower-case noun, and by lower-case adjective and noun."""
    table: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for row in rows("currencies.csv"):
        code = (row["code"], tuple(_list(row["country"])))
        nouns = _list(row["nouns"])
        for name in [*_signs(row), *(n.lower() for n in nouns)]:
            if code not in table.setdefault(name, []):
                table[name].append(code)
        for adjective in _list(row["adjectives"]):
            for noun in nouns:
                table.setdefault(f"{adjective} {noun}".lower(), []).append(code)
    return table


@lru_cache(maxsize=1)
def _defaults() -> dict[str, str]:
    return {row["word"]: row["code"] for row in rows("currencies_defaults.csv")}


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    table = rows("currencies.csv")
    symbols = [s for row in table for s in _signs(row)]
    after = [
        s for s in symbols if not s.isascii() or "$" in s or (len(s.strip(".")) > 2 and (s.isupper() or s in _LOWER))
    ]
    nouns = [n for row in table for n in _list(row["nouns"])]
    adjectives = [a for row in table for a in _list(row["adjectives"])]
    units = [row["form"] for row in rows("units.csv")]
    loose = [u for u in units if len(u) > 3]
    strict = [u for u in units if len(u) <= 3]
    of = rf"(?:[\s-]*(?:worth{ANY_SPACE})?(?:of{ANY_SPACE}|in{ANY_SPACE})?)"
    return {
        "before": re.compile(rf"(?:(?<=[^\w$])|^)({_either(symbols)}){ANY_SPACE}$"),
        "after": re.compile(
            rf"{of}(?i:(?:({_either(adjectives)})[\s-]+)?({_either(nouns)})\b)|{ANY_SPACE}({_either(after)})(?![\w$])(?!{ANY_SPACE}\d)"
        ),
        "noun": re.compile(rf"(?<![\w-])(?i:(?:({_either(adjectives)})[\s-]+)?({_either(nouns)}))\s$"),
        "unit": re.compile(
            rf"(?:[\s\u00a0\u202f-]*(?:of\s+)?)(?:((?i:{_either(loose)}))|({_either(strict)}))(?![\w²³])(?!-\w*old\b|\s+old\b)"
        ),
    }


@lru_cache(maxsize=1)
def _countries() -> tuple[re.Pattern[str], dict[str, str]]:
    by_name: dict[str, str] = {}
    for code, state in sorted(load().states.items()):
        for name in (state.name, *state.demonyms, *state.capitals):
            by_name.setdefault(name, code.removeprefix("state:"))
    return re.compile(rf"\b({_either(list(by_name))})\b"), by_name


def countries_named(text: str) -> Counter[str]:
    """How often a text names each state, its people or its capital: what "rupees" or "pounds" alone lean on."""
    pattern, by_name = _countries()
    return Counter(by_name[m[1]] for m in pattern.finditer(text))


def currency_before(text: str, at: int, ground: Ground) -> Measure | None:
    """The currency whose sign or code ends where a number starts."""
    found = _patterns()["before"].search(text, max(0, at - 10), at)
    if not found:
        return None
    owner = _owners().search(text, 0, found.start(1))
    codes = {code for code, _ in _currencies()[found[1]]}
    if owner and (named := codes & _by_adjective()[owner[1].lower()]):
        return Measure(owner.start(1), at, min(named), MONEY)
    return Measure(found.start(1), at, _code(found[1], ground), MONEY)


@lru_cache(maxsize=1)
def _by_adjective() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in rows("currencies.csv"):
        for adjective in _list(row["adjectives"]):
            found.setdefault(adjective.lower(), set()).add(row["code"])
    return found


@lru_cache(maxsize=1)
def _owners() -> re.Pattern[str]:
    return re.compile(rf"\b({_either(list(_by_adjective()))})\s$", re.IGNORECASE)


def pound_before(text: str, numeral: Numeral) -> Measure | None:
    """A pound sign that was carried over as "#", its place in the British ISO 646 table, before a sum in millions."""
    found = re.search(r"(?<![\w#])(?:GB\s?)?#\s?$", text[: numeral.start])
    return Measure(found.start(), numeral.start, "GBP", MONEY) if found and numeral.scale >= 10**6 else None


def noun_before(text: str, numeral: Numeral, ground: Ground) -> Measure | None:
    """The currency whose name stands before a sum with a scale ("tenge 88 billion", "rupees 40 lakh")."""
    found = _patterns()["noun"].search(text, max(0, numeral.start - 30), numeral.start) if numeral.scale > 1 else None
    if not found:
        return None
    name = " ".join(part for part in (found[1], found[2]) if part)
    return Measure(found.start(), numeral.start, _code(name, ground), MONEY)


def currency_after(text: str, at: int, ground: Ground) -> Measure | None:
    """The currency named or signed right after a number ("million US dollars", "€", "VND")."""
    if millions := re.compile(rf"{ANY_SPACE}M([A-Z]{{3}})\b").match(text, at):
        codes = _currencies().get(millions[1])
        return Measure(at, millions.end(), codes[0][0], MONEY, Decimal(10**6)) if codes else None
    found = _patterns()["after"].match(text, at)
    if not found:
        return None
    name = found[3] or " ".join(part for part in (found[1], found[2]) if part)
    return Measure(at, found.end(), _code(name, ground), MONEY)


def part_after(text: str, at: int, ground: Ground) -> Measure | None:
    """The small coin named right after a number ("50 cents"), as its share of the currency."""
    found = _coins().match(text, at)
    if not found:
        return None
    factor, whole = _parts()[found[1]] if found[1] in _parts() else _parts()[found[1].lower()]
    return Measure(at, found.end(), _code(whole, ground), MONEY, factor)


@lru_cache(maxsize=1)
def _parts() -> dict[str, tuple[Decimal, str]]:
    return {row["form"]: (Decimal(row["factor"]), row["of"]) for row in rows("currencies_subunits.csv")}


@lru_cache(maxsize=1)
def _coins() -> re.Pattern[str]:
    return re.compile(rf"[\s\u00a0-]+({_either(list(_parts()))})\b", re.IGNORECASE)


def _code(name: str, ground: Ground) -> str:
    key = next((form for form in (name, name.lower(), name.upper()) if form in _currencies()), name.lower())
    codes = _currencies().get(key, [])
    if name == "$":
        return ground.dollar
    if len(codes) == 1:
        return codes[0][0]
    default = _defaults().get(name) or _defaults().get(key) or _defaults().get(_upper_cfa(key))
    if default == "USD":
        return ground.dollar
    ranked = [(max((ground.countries[c] for c in where), default=0), code) for code, where in codes]
    best = max(ranked, default=(0, ""), key=lambda pair: pair[0])
    if best[0]:
        return best[1]
    return default or key.split()[-1]


def _upper_cfa(key: str) -> str:
    return key.replace("cfa", "CFA")


@lru_cache(maxsize=1)
def _units() -> dict[str, tuple[str, str, Decimal]]:
    return {row["form"]: (row["unit"], row["kind"], Decimal(row["factor"])) for row in rows("units.csv")}


def unit_after(text: str, at: int) -> Measure | None:
    """The measure named right after a number; its factor leads to the unit of RECORDS."""
    found = _patterns()["unit"].match(text, at)
    if not found:
        return None
    form = found[2] or (found[1] if found[1] in _units() else found[1].lower())
    unit, kind, factor = _units()[form]
    return Measure(at, found.end(), unit, kind, factor)


@lru_cache(maxsize=1)
def people_nouns() -> frozenset[str]:
    """Nouns that count people, in lower case."""
    return frozenset(row["noun"] for row in rows("units_people.csv"))


@lru_cache(maxsize=1)
def invariable_nouns() -> frozenset[str]:
    """Nouns that are written alike for one and for many, in lower case."""
    return frozenset(row["noun"] for row in rows("units_invariable.csv"))


@lru_cache(maxsize=2)
def _qualifier(side: str) -> tuple[re.Pattern[str], dict[str, str]]:
    table = {row["phrase"]: row["qualifier"] for row in rows("units_qualifiers.csv") if row["side"] == side}
    words = _either(list(table))
    if side == "before":
        pattern = rf"(?:(?<=\W)|^)({words}){ANY_SPACE}(?:(?:the|an?){ANY_SPACE})?$"
    else:
        pattern = rf"(?:,?[\s\u00a0]+({words})\b|(\+))"
    return re.compile(pattern, re.IGNORECASE), table


def qualifier_before(text: str, at: int, *, duration: bool = False) -> tuple[Sureness, int] | None:
    """How sure a figure that starts here is said to be, and where the words for it start.

    "over 25 years" tells how long, so `duration` passes it by.
    """
    pattern, table = _qualifier("before")
    found = pattern.search(text, max(0, at - 30), at)
    word = found[1].lower() if found else ""
    if not found or (duration and word in ("over", "under", "until")):
        return None
    if word == "over" and _PARTICLE.search(text[: found.start(1)]):
        return None
    return cast("Sureness", table[found[1].lower()]), found.start(1)


def qualifier_after(text: str, at: int) -> tuple[Sureness, int] | None:
    """How sure a figure that ends here is said to be, and where the words for it end."""
    pattern, table = _qualifier("after")
    found = pattern.match(text, at)
    if not found:
        return None
    return cast("Sureness", table[(found[1] or found[2]).lower()]), found.end()


@lru_cache(maxsize=1)
def _period() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    table = {row["phrase"]: row["period"] for row in rows("units_periods.csv")}
    words = _either(list(table))
    after = rf"(?:\s+of\s+[a-z]+)?{ANY_SPACE}({words})(?!\w)"
    return re.compile(after, re.IGNORECASE), re.compile(rf"(?:^|\s)({words})\s+$", re.IGNORECASE), table


def period_around(text: str, start: int, end: int) -> tuple[str | None, int]:
    """The period of a rate ("a year", "each month 150") and where its words end; None and `end` where there is none."""
    after, before, table = _period()
    if found := after.match(text, end):
        return table[found[1].lower()], found.end()
    if found := before.search(text, max(0, start - 14), start):
        return table[found[1].lower()], end
    return None, end
