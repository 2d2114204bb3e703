"""Words and printed shapes that time expressions are made of: each token as a symbol of a class with a value.

Lexicon in `data/timex_words.csv`; entries of several words become one symbol. A token such as `1914–18` or `Q3` becomes
several.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dragoman.document import Token
from dragoman.kb.rows import rows

Value = str | int
OTHER = "x"
YEARS = range(1000, 2200)


@dataclass(frozen=True, slots=True)
class Symbol:
    """One step of a time expression: the class of a word, its value, and its tokens first:last."""

    char: str
    value: Value
    first: int
    last: int


@lru_cache(maxsize=1)
def classes() -> dict[str, str]:
    """A character for each class, so that a sentence can be read as a string."""
    shapes = ["D", "Y", "N", "ORD", "DECADE", "CLOCK", "NUMDATE", "QNUM", "EDGE", "DASH", "FISCAL"]
    names = sorted({row["class"] for row in _rows()} | set(shapes))
    return {name: chr(0x4E00 + n) for n, name in enumerate(names)}


@lru_cache(maxsize=1)
def _rows() -> tuple[dict[str, str], ...]:
    return rows("annotate", "timex_words.csv")


@lru_cache(maxsize=8)
def context(kind: str) -> frozenset[str]:
    """The words of a class in `data/timex_context.csv`: what may stand around an expression."""
    return frozenset(row["word"] for row in rows("annotate", "timex_context.csv") if row["class"] == kind)


@lru_cache(maxsize=1)
def _lexicon() -> tuple[dict[str, tuple[str, Value]], dict[str, list[tuple[str, ...]]]]:
    """Single words to class and value; first words of longer entries to those entries."""
    words: dict[str, tuple[str, Value]] = {}
    longer: dict[str, list[tuple[str, ...]]] = {}
    for row in _rows():
        value: Value = int(row["value"]) if re.fullmatch(r"-?\d{1,4}", row["value"]) else row["value"]
        words[row["word"]] = (classes()[row["class"]], value)
        parts = tuple(row["word"].split())
        if len(parts) > 1:
            longer.setdefault(parts[0], []).append(parts)
    for entries in longer.values():
        entries.sort(key=len, reverse=True)
    return words, longer


def symbols(tokens: Sequence[Token]) -> list[Symbol]:
    """A sentence's tokens as symbols; words that play no part are OTHER."""
    words, longer = _lexicon()
    lowers = [t.text.lower() for t in tokens]
    found: list[Symbol] = []
    at = 0
    while at < len(tokens):
        lower, first = lowers[at], tokens[at].i
        entry = next((e for e in longer.get(lower, ()) if tuple(lowers[at : at + len(e)]) == e), None)
        if entry and not _goes_on(entry, lowers[at + len(entry) :]):
            char, value = words[" ".join(entry)]
            found.append(Symbol(char, value, first, first + len(entry)))
            at += len(entry)
            continue
        if lower in words and not (lower in context("other-sense") and _other_sense(tokens, at)):
            found.append(Symbol(*words[lower], first, first + 1))
        elif any(c.isdigit() for c in lower) and _shape(lower)[0][0] != OTHER:
            found += [Symbol(char, value, first, first + 1) for char, value in _shape(lower)]
        else:
            found += _compound(lower, first)
        at += 1
    return found


def _goes_on(entry: tuple[str, ...], rest: Sequence[str]) -> bool:
    """Whether a vague phrase is but the start of a measured one: "in the past" of "in the past six months"."""
    words = _lexicon()[0]
    if not rest or words[" ".join(entry)][0] != classes()["VAGUE"]:
        return False
    measures = {
        classes()[name]
        for name in (
            "CARD",
            "FEW",
            "DAYS",
            "WEEKS",
            "MONTHS",
            "YEARS",
            "DECADES",
            "WEEKW",
            "MONTHW",
            "YEARW",
        )
    }
    return rest[0][:1].isdigit() or words.get(rest[0], (OTHER, 0))[0] in measures


def _other_sense(tokens: Sequence[Token], at: int) -> bool:
    """Whether "May", "March", "Sun" and their like are here a verb, a modal or a thing."""
    token = tokens[at]
    before = tokens[at - 1].lower if at else ""
    after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    beside_number = before[:1].isdigit() or after[:1].isdigit()
    if token.lower == "second":
        return token.tag in ("VB", "VBP")
    if token.text[0].islower():
        return not (beside_number and token.tag not in ("MD", "VB", "VBP")) or token.lower in (
            "sun",
            "sat",
            "mon",
            "wed",
        )
    if token.lower in ("may", "march"):
        return token.tag in ("MD", "VB", "VBP") and not beside_number and before not in context("leads-month")
    return not (beside_number or after in (",", ".", "(") or before in ("on", "("))


def _compound(lower: str, first: int) -> list[Symbol]:
    """`mid-1916`, `August-24` and `mid-march` where the tokeniser left them whole; else OTHER."""
    parts = re.split(r"([-–—/])", lower) if not lower.isalpha() else []
    read = [_one(part) for part in parts] if 1 < len(parts) < 6 else []
    if read and all(read):
        return [Symbol(char, value, first, first + 1) for one in read for char, value in one]
    return [Symbol(OTHER, 0, first, first + 1)]


def _one(part: str) -> tuple[tuple[str, Value], ...]:
    if part in _lexicon()[0]:
        return (_lexicon()[0][part],)
    shape = _shape(part) if part[:1].isdigit() else ()
    return shape if shape and shape[0][0] != OTHER else ()


_SHAPES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"\d{1,2}", "small"),
        (r"\d{4}", "year"),
        (r"(\d{1,2})(?:st|nd|rd|th|º|ª|er)", "ordinal"),
        (r"(?:(mid|early|late)-)?[’']?(\d{3}0|\d0)[’']?s", "decade"),
        (r"(\d{1,2})[:h.](\d{2})(?::\d{2}(?:\.\d+)?)?(?:hrs?|h)?", "clock"),
        (r"(\d{1,2})(am|pm|a\.m\.|p\.m\.)", "hour"),
        (r"\d{1,2}([/.])\d{1,2}\1(?:\d{4}|\d{2})|\d{4}([/.])\d{1,2}\2\d{1,2}", "numeric date"),
        (r"(\d{1,2})t\d{2}:\d{2}(?::\d{2})?(?:z|[+-]\d{2}:?\d{2})?", "day and clock"),
        (r"(\d{4})[-–—/~](\d{4}|\d{2})", "years"),
        (r"(\d{1,2})[-–—](\d{1,2})", "days"),
        (r"q([1-4])", "quarter"),
        (r"([1-4])q", "quarter"),
        (r"h([12])", "half"),
        (r"([12])h", "half"),
        (r"fy[’']?(\d{4}|\d{2})", "fiscal"),
    )
)  # fmt: skip


@lru_cache(maxsize=8192)
def _shape(lower: str) -> tuple[tuple[str, Value], ...]:
    """The symbols of a token that holds a digit."""
    for pattern, name in _SHAPES:
        found = pattern.fullmatch(lower)
        if found:
            return tuple((classes().get(label, OTHER), value) for label, value in _read(name, lower, found))
    digits = lower.replace(",", "")
    if re.fullmatch(r"\d+(?:\.\d+)?", digits):
        return ((classes()["N"], int(digits) if digits.isdigit() and len(digits) < 10 else digits),)
    return ((OTHER, 0),)


def _read(name: str, lower: str, found: re.Match[str]) -> Iterator[tuple[str, Value]]:
    groups = [g for g in found.groups() if g]
    if name in ("small", "year", "ordinal", "quarter", "half", "fiscal"):
        yield from _number(name, int(groups[0]) if groups else int(lower))
    elif name == "decade":
        if len(groups) == 2:
            yield "EDGE", groups[0]
        number = int(groups[-1])
        yield "DECADE", number if number > 99 else 1900 + number
    elif name == "clock":
        yield "CLOCK", f"{int(groups[0]):02d}:{groups[1]}" if int(groups[0]) < 25 and int(groups[1]) < 60 else lower
    elif name == "hour":
        yield "D", int(groups[0])
        yield "AMPM", groups[1].replace(".", "")
    elif name == "numeric date":
        yield "NUMDATE", re.sub(r"[/.]", "-", lower)
    elif name == "day and clock":
        yield "D", int(groups[0])
    else:
        yield from _pair(groups)


def _number(name: str, number: int) -> Iterator[tuple[str, Value]]:
    if name == "ordinal":
        yield "ORD", number
    elif name == "fiscal":
        yield "FISCAL", "FY"
        yield "Y", number if number > 99 else 2000 + number
    elif name in ("quarter", "half"):
        yield "QNUM", f"{name[0].upper()}{number}"
    else:
        yield ("D" if 1 <= number <= 31 and name == "small" else "Y" if number in YEARS else "N"), number


def _pair(groups: list[str]) -> Iterator[tuple[str, Value]]:
    for n, group in enumerate(groups):
        if n:
            yield "DASH", "-"
        number = int(group)
        yield ("Y" if number in YEARS else "D" if 1 <= number <= 31 else "N"), number
