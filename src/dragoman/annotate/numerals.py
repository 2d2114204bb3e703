"""Numbers as they stand in text: digits in any country's style, words, scales; to exact decimals.

In: a stretch of text. Out: where each number stands and what it is worth. Never: a unit, or what it counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from dragoman.kb.rows import rows as data_rows

_DIGITS = re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3}(?!\d))+(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,'’]\d+)*|(?<![\w.])\.\d+")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_MIXED = re.compile(r"[ -](\d)/(\d{1,2})(?![\d/])|\s?([½¼¾⅓⅔])")
_GLYPHS = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.333", "⅔": "0.667"}
_SHARES = {"thr": "¾", "two": "⅔", "a t": "⅓", "an ": "⅓", "one": "⅓"}
HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Numeral:
    """Characters start:end of a text, the value that they give with its scale, and how they were written.

    `scale` is 1 where no scale word stands; `letter` marks a scale of one letter ("200m"), which a unit may claim.
    """

    start: int
    end: int
    value: Decimal
    scale: Decimal = Decimal(1)
    letter: bool = False
    words: bool = False
    bare_end: int = 0

    def scaled_like(self, other: Numeral) -> Numeral:
        """The same number under the scale of another ("150" of "150 to 200 million")."""
        return replace(self, value=self.value * other.scale, scale=other.scale)


@lru_cache(maxsize=16)
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a data file in `annotate/data`."""
    return data_rows("annotate", name)


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[str, Decimal]]:
    return {row["word"]: (row["role"], Decimal(row["value"])) for row in rows("numbers.csv")}


def _alternatives(*roles: str) -> str:
    chosen = sorted((w for w, (role, _) in _words().items() if role in roles), key=len, reverse=True)
    return "|".join(map(re.escape, chosen))


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    small, scale = _alternatives("unit", "ten"), _alternatives("scale", "plural", "suffix")
    single, flags = _alternatives("scale"), re.IGNORECASE
    shares = r"(?:three[\s-]quarters|two[\s-]thirds|(?:an?|one)[\s-]third)(?:\s+of\s+an?)?"
    article = rf"(?:half an?|half|(?:an? )?quarter(?: of an?)?|{shares}|an?)(?=\s+(?:{single})\b)"
    half, hundreds = r"and\s+an?\s+half", rf"(?<=hundred|housand|million|billion)\s+and\s+(?:{small})"
    point = rf"point(?:[\s-]+(?:{_alternatives('unit')}))+"
    return {
        "scale": re.compile(rf"[\s\u00a0-]?({scale})\b\.?(?!-\w*old)", re.IGNORECASE),
        "letter": re.compile(rf"\s?({_alternatives('letter')})\b", re.IGNORECASE),
        "words": re.compile(
            rf"\b(?:{article}|{small}|hundred(?=\s+(?:{single})\b))"
            rf"(?:[\s-]+{half}|[\s-]+{point}|[\s-]+(?:{small}|{single})|{hundreds})*\b",
            flags,
        ),
    }


def decimal_comma(text: str) -> bool:
    """Whether a text writes decimals with a comma: "12,3", where a comma can part no thousands."""
    return bool(re.search(r"(?<![\d.,])\d{1,3}(?:\.\d{3})*,\d{1,2}(?![\d,]|\.\d)", text))


def read_digits(printed: str, *, comma: bool = False) -> Decimal | None:
    """The value of digits with separators, or None where they form no number (addresses, dates).

    `comma` tells that the text writes decimals with a comma. A point before exactly three digits parts thousands where
    it does, where points repeat, and where the last digit is 0, which no decimal fraction ends in.
    """
    plain = re.sub(r"[ \u00a0\u202f'’]", "", printed)
    marks = [c for c in plain if c in ".,"]
    if not marks or _INDIAN.fullmatch(plain):
        return Decimal(plain.replace(",", ""))
    last = marks[-1]
    if len(set(marks)) == 2:
        return _grouped(plain, last) if marks.count(last) == 1 else None
    groups = plain.split(last)
    thousands = all(len(g) == 3 for g in groups[1:]) and 0 < len(groups[0]) <= 3 and groups[0][0] != "0"
    if len(marks) > 1:
        return Decimal("".join(groups)) if thousands else None
    told = last == "," or comma or plain.endswith("0")
    return Decimal("".join(groups) if thousands and told else ".".join(groups))


def _grouped(plain: str, point: str) -> Decimal | None:
    whole, _, fraction = plain.rpartition(point)
    groups = re.split(r"[.,]", whole)
    return Decimal("".join(groups) + "." + fraction) if all(len(g) == 3 for g in groups[1:]) else None


def read_words(printed: str) -> Decimal | None:
    """The value of number words ("two and a half million", "one hundred and fifty"), or None."""
    text = re.sub(r"\s+", " ", printed.lower().replace("-", " "))
    text = re.sub(r"\bpoint((?: (?:[a-z]+))+?)(?= (?:[a-z]*illion|thousand|lakh|crore)|$)", _spoken_decimals, text)
    halves = HALF if re.search(r"and an? half", text) else Decimal(0)
    text = re.sub(r"and an? half", "#", text)
    text = re.sub(r"^half(?: an?)?\b", "½", re.sub(r"^(?:an? )?quarter(?: of an?)?\b", "¼", text))
    text = re.sub(r"^(three quarters|two thirds|(?:an?|one) third)(?: of an?)?\b", lambda m: _SHARES[m[1][:3]], text)
    total, current = Decimal(0), Decimal(0)
    for word in text.split():
        if word == "and":
            continue
        if word in ("a", "an"):
            current = Decimal(1)
        elif word in _GLYPHS:
            current = Decimal(_GLYPHS[word])
        elif word.startswith("."):
            current += Decimal(word)
        elif word == "#":
            current += halves
        else:
            total, current = _add(word, total, current)
    return total + current or None


def _spoken_decimals(found: re.Match[str]) -> str:
    """The digits read out after "point", as a decimal fraction."""
    words = found[1].split()
    digits = [_words()[w][1] for w in words if w in _words() and _words()[w][0] == "unit"]
    return "." + "".join(str(d) for d in digits) if len(digits) == len(words) else found[0]


def _add(word: str, total: Decimal, current: Decimal) -> tuple[Decimal, Decimal]:
    role, value = _words()[word]
    if role in ("unit", "ten"):
        return total, current + value
    if value in (100, 12):
        return total, (current or Decimal(1)) * value
    if current == 0 and total:
        return total * value, current
    return total + max(current, HALF / 2) * value, Decimal(0)


def find_numerals(text: str, *, comma: bool = False) -> list[Numeral]:
    """Every number of a text in order, with its scale words; ordinals, codes and parts of words are none."""
    patterns = _patterns()
    found: list[Numeral] = []
    for m in _DIGITS.finditer(text):
        if (not found or m.start() >= found[-1].end) and (n := _from_digits(text, m, patterns, comma=comma)):
            found.append(n)
    taken = [(n.start, n.end) for n in found]
    for m in patterns["words"].finditer(text):
        if not any(m.start() < end and start < m.end() for start, end in taken):
            value = read_words(m.group())
            if value:
                found.append(_with_scale(text, m.start(), m.end(), value, patterns, words=True))
    return _compounds(text, sorted(found, key=lambda n: n.start))


def _compounds(text: str, numerals: list[Numeral]) -> list[Numeral]:
    """A number and the next with a smaller scale as one ("2 crore 50 lakh", "4 thousand 3 hundred")."""
    joined: list[Numeral] = []
    for numeral in numerals:
        whole = joined[-1] if joined else None
        if whole and _continues(text, whole, numeral):
            joined[-1] = replace(whole, end=numeral.end, value=whole.value + numeral.value, bare_end=numeral.end)
        else:
            joined.append(numeral)
    return joined


def _continues(text: str, whole: Numeral, numeral: Numeral) -> bool:
    """Whether a number with a smaller scale word stands right after one with a greater."""
    spelled = not whole.letter and not numeral.letter and numeral.scale > 1
    beside = re.fullmatch(r"[\s\u00a0]+", text[whole.end : numeral.start])
    return spelled and whole.scale > numeral.value and beside is not None


def _from_digits(text: str, m: re.Match[str], patterns: dict[str, re.Pattern[str]], *, comma: bool) -> Numeral | None:
    value = read_digits(m.group(), comma=comma)
    end = m.end()
    if value is None or re.match(r"(?:st|nd|rd|th)\b|[/:]\d", text[end:]) or re.search(r"\d[/:]$", text[: m.start()]):
        return None
    part = _MIXED.match(text, end)
    if part:
        value += Decimal(_GLYPHS[part[3]]) if part[3] else Decimal(part[1]) / Decimal(part[2])
        end = part.end()
    return _with_scale(text, m.start(), end, value, patterns)


def _with_scale(
    text: str, start: int, end: int, value: Decimal, patterns: dict[str, re.Pattern[str]], *, words: bool = False
) -> Numeral:
    scale, at = Decimal(1), end
    while m := patterns["scale"].match(text, at):
        scale *= _words()[m[1].lower()][1]
        at = m.end(1)
    if scale != 1:
        return Numeral(start, at, value * scale, scale, words=words, bare_end=end)
    letter = None if words else patterns["letter"].match(text, end)
    if letter and (letter.start(1) == end or letter[1] != "m"):
        by = _words()[letter[1].lower()][1]
        return Numeral(start, letter.end(), value * by, by, letter=True, bare_end=end)
    if words and value >= 1000:
        scale = next((s for s in (Decimal(10**9), Decimal(10**6), Decimal(1000)) if value >= s), scale)
    return Numeral(start, end, value, scale, words=words, bare_end=end)


def scale_after(text: str, numeral: Numeral, end: int) -> tuple[Numeral, int]:
    """A number whose scale stands behind its currency ("75 USD million"), and where that ends."""
    found = _patterns()["scale"].match(text, end) if numeral.scale == 1 and text[end - 1 : end].isupper() else None
    if not found:
        return numeral, end
    scale = _words()[found[1].lower()][1]
    return replace(numeral, value=numeral.value * scale, scale=scale), found.end(1)
