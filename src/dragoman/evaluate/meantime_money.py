"""MEANTIME's MONEY values: whether ours lie on the same words. Precision and recall of spans, overlapping and exact.

Ours are figures in a currency with the words that say how sure they are ("about"), which MEANTIME takes in as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from dragoman.evaluate.bootstrap import Counts
from dragoman.evaluate.seen import resolve_text
from dragoman.extract.money_cues import is_currency

ANNOTATED = 5
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class MoneySpans:
    """The spans of money of one document, as characters of its words joined by spaces: the key's and ours."""

    key: tuple[Span, ...]
    ours: tuple[Span, ...]

    def counts(self, *, exact: bool) -> Counts:
        """Spans found, of the key's, of ours."""
        fits = _same if exact else _touch
        right = sum(any(fits(k, o) for o in self.ours) for k in self.key)
        used = sum(any(fits(k, o) for k in self.key) for o in self.ours)
        return min(right, used), len(self.key), len(self.ours)


def money_spans(root: ET.Element) -> MoneySpans:
    """The spans of a document in CAT XML, of its headline and first sentences, which alone are annotated."""
    text, places = _story(root)
    key = []
    for value in root.iter("VALUE"):
        anchors = [a.attrib["t_id"] for a in value.findall("token_anchor")]
        if value.attrib.get("type") == "MONEY" and anchors and all(a in places for a in anchors):
            key.append((places[anchors[0]][0], places[anchors[-1]][1]))
    return MoneySpans(tuple(sorted(set(key))), tuple(_ours(text)))


def _story(root: ET.Element) -> tuple[str, dict[str, Span]]:
    lines: dict[int, list[tuple[str, str]]] = {}
    for token in root.findall("token"):
        if int(token.attrib["sentence"]) <= ANNOTATED:
            lines.setdefault(int(token.attrib["sentence"]), []).append((token.attrib["t_id"], token.text or ""))
    text, places = "", {}
    for number in sorted(lines):
        for key, word in lines[number]:
            places[key] = (len(text), len(text) + len(word))
            text += f"{word} "
        text = f"{text[:-1]}\n\n"
    return text, places


def _ours(text: str) -> list[Span]:
    resolved = resolve_text(text)
    found = []
    for quantity in resolved.annotated.quantities:
        if is_currency(quantity.unit):
            span = resolved.span(quantity.first, quantity.last)
            found.append((span.start, span.end))
    return found


def _touch(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _same(a: Span, b: Span) -> bool:
    return a == b
