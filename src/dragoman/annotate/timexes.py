"""Time expressions, found by sequences of word classes; what they mean is left to resolution.

In: tokens and sentences. Out: expressions with their parts as printed (day, month, unit, count, direction …) and, as
`op`, the preposition that governs them ("since", "in", "by").
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from dragoman.annotate import timex_context
from dragoman.annotate.timex_context import Hit
from dragoman.annotate.timex_words import Symbol, Value, classes, symbols
from dragoman.document import Annotated, Timex, TimexKind, Token

_WORD = re.compile(r"(?:([a-z]+\d?):)?(\[[A-Z ]+\]|[A-Z]+)")
_TRIGGERS = [
    "MONTH",
    "WD",
    "SETWD",
    "UNIT",
    "UNITS",
    "DAYW",
    "DAYS",
    "WEEKW",
    "WEEKS",
    "MONTHW",
    "MONTHS",
    "YEARW",
    "YEARS",
    "DECADEW",
    "DECADES",
    "CENTURYW",
    "CENTURIES",
    "WEEKENDW",
    "WEEKENDS",
    "SEASON",
    "PART",
    "Y",
    "ORD",
    "DECADE",
    "CLOCK",
    "NUMDATE",
    "DEIX",
    "TONIGHT",
    "OVERNIGHT",
    "VAGUE",
    "SETW",
    "HOLIDAY",
    "QNUM",
    "ERA",
    "AMPM",
    "PERIODW",
    "OCLOCK",
    "QUARTER",
]


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    kind: TimexKind
    check: str
    patterns: tuple[re.Pattern[str], ...]


@lru_cache(maxsize=1)
def _rules() -> tuple[_Rule, ...]:
    data = tomllib.loads((files("dragoman.annotate") / "data" / "timex_rules.toml").read_text(encoding="utf-8"))
    shared: dict[str, str] = data["shared"]
    return tuple(
        _Rule(r["name"], r["kind"], r.get("check", ""), tuple(_compile(p, shared) for p in r["patterns"]))
        for r in data["rule"]
    )


def _compile(pattern: str, shared: dict[str, str]) -> re.Pattern[str]:
    """A pattern over class names as a regular expression over class characters."""
    text = re.sub(r"\{(\w+)\}", lambda m: shared[m[1]], pattern)
    text = re.sub(r"<(\w+) (.*?)>", r"(?P«\1»\2)", text)
    seen: dict[str, int] = {}
    text = _WORD.sub(lambda m: _symbol(m, seen), text)
    return re.compile(text.replace(" ", "").replace("«", "<").replace("»", ">"))


def _symbol(found: re.Match[str], seen: dict[str, int]) -> str:
    name, word = found.groups()
    if found.string[found.start() - 1 : found.start()] == "?" and word == "P" and not name:
        return word
    chars = "".join(classes()[w] for w in word.strip("[]").split())
    one = f"[{chars}]" if len(chars) > 1 else chars
    if not name:
        return f"(?:{one})"
    seen[name] = seen.get(name, 0) + 1
    return f"(?P«{name}__{seen[name]}»{one})"


@lru_cache(maxsize=1)
def _trigger() -> frozenset[str]:
    return frozenset(classes()[name] for name in _TRIGGERS)


def find(doc: Annotated) -> tuple[Timex, ...]:
    """The time expressions of a document, in order; none overlaps another."""
    found: list[Timex] = []
    for sentence in doc.sentences:
        tokens = doc.sentence_tokens(sentence)
        steps = symbols(tokens)
        if _trigger().isdisjoint(s.char for s in steps):
            continue
        for rule, hit in _best(steps, tokens):
            found.append(_timex(doc, len(found), rule, hit, steps))
    return tuple(found)


def _best(steps: Sequence[Symbol], tokens: Sequence[Token]) -> list[tuple[_Rule, Hit]]:
    """Matches from left to right, at each place the longest that its check lets stand."""
    text = "".join(s.char for s in steps)
    starts: dict[int, list[tuple[_Rule, Hit]]] = {}
    for rule in _rules():
        for pattern in rule.patterns:
            for hit in _places(pattern, text):
                starts.setdefault(hit.start, []).append((rule, hit))
    chosen: list[tuple[_Rule, Hit]] = []
    end = 0
    for start in sorted(starts):
        if start < end:
            continue
        for rule, hit in sorted(starts[start], key=lambda pair: -pair[1].end):
            if timex_context.stands(rule.check, hit, steps, tokens):
                chosen.append((rule, hit))
                end = hit.end
                break
    return chosen


def _places(pattern: re.Pattern[str], text: str) -> Iterator[Hit]:
    """Matches from every place, those inside another too, so that a refused one hides none."""
    at = 0
    while found := pattern.search(text, at):
        at = found.start() + 1
        groups = {name.split("__")[0]: found.span(name) for name in found.re.groupindex if found[name]}
        yield Hit(found.start(), found.end(), groups)


def _timex(doc: Annotated, number: int, rule: _Rule, hit: Hit, steps: Sequence[Symbol]) -> Timex:
    first, last = steps[hit.start].first, steps[hit.end - 1].last
    parts: dict[str, Value] = {"rule": rule.name}
    for name, (start, end) in hit.groups.items():
        parts[name] = timex_context.value_of(name, steps[start:end])
    op = timex_context.operator(doc, first)
    if op:
        parts["op"] = op
    return Timex(number, first, last, rule.kind, doc.text(first, last), tuple(parts.items()))
