"""The part that each paragraph plays: title, body, heading, caption, credit, byline, dateline, pull-quote, boilerplate, related."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from dragoman.document import Zone
from dragoman.records import ZoneKind
from dragoman.repair.datelines import is_date_line, opening_dateline
from dragoman.repair.lexicon import Lexicon, rows
from dragoman.repair.paragraphs import Paragraph, folded, paragraphs

_STOP = re.compile(r"[.!?…][”\"’')\]]*$")
_END_CREDIT = re.compile(r"(?<=[.!?”\"’'] )\((?:[A-ZÀ-Þ][\w.&’'-]*|and|of|the|/|,| )+\)$")
_END_MARK = re.compile(r"(?<=[.!?”\"’'] )\((?:END|ENDS|ENDITEM|MORE)\)$")
_LABEL = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ &/-]*$")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}\b")
_HEADING_WORDS, _TITLE_WORDS, _LABEL_WORDS, _BYLINE_WORDS, _RELATED_WORDS = 10, 25, 3, 25, 30
_PULL_WORDS = 5


def zones_of(text: str, lexicon: Lexicon) -> tuple[Zone, ...]:
    """Zones that tile the paragraphs of a clean text, in order; a paragraph has one zone, or a body with a prefix or suffix."""
    found = paragraphs(text)
    kinds = kinds_of(found, lexicon)
    return tuple(zone for p, kind in zip(found, kinds, strict=True) for zone in _parts(p, kind))


def kinds_of(found: list[Paragraph], lexicon: Lexicon) -> list[ZoneKind]:
    """The kind of each paragraph."""
    kinds: list[ZoneKind | None] = [_by_cue(p) for p in found]
    _mark_repeats(found, kinds)
    _mark_related(found, kinds)
    _mark_foot(found, kinds, lexicon)
    _mark_top(found, kinds)
    _mark_headings(found, kinds)
    return [kind or "body" for kind in kinds]


@lru_cache(maxsize=1)
def _cues() -> tuple[tuple[ZoneKind, str, re.Pattern[str]], ...]:
    shapes = {
        "whole": r"\A(?:{})\W*\Z",
        "start": r"\A\W{{0,2}}(?:{})",
        "end": r"(?:{})\W*\Z",
        "contains": "{}",
        "head": r"\A\W{{0,3}}(?:{})\b\W*",
    }
    return tuple(
        (
            row["kind"],
            row["where"],
            re.compile(shapes[row["where"]].format(row["pattern"]), 0 if "A-Z" in row["pattern"] else re.IGNORECASE),
        )  # type: ignore[misc]
        for row in rows("cues")
    )


def _by_cue(paragraph: Paragraph) -> ZoneKind | None:
    """The kind that a paragraph's own words show, or None."""
    short = len(paragraph.words) <= 2 * _BYLINE_WORDS
    for kind, where, pattern in _cues():
        if kind == "related" or not short:
            continue
        if kind == "byline" and (len(paragraph.words) > _BYLINE_WORDS or _STOP.search(paragraph.text)):
            continue
        if pattern.search(paragraph.text) if where in {"contains", "end"} else pattern.match(paragraph.text):
            return kind
    return None


def _mark_repeats(found: list[Paragraph], kinds: list[ZoneKind | None]) -> None:
    """Lines that are told again: a caption where one of them carries a credit, else a pull-quote of the longer paragraph."""
    keys = [folded(p.text) for p in found]
    counts = Counter(keys)
    for i, (key, paragraph) in enumerate(zip(keys, found, strict=True)):
        if kinds[i] or not key.strip():
            continue
        holders = [j for j, other in enumerate(keys) if j != i and key in other and len(other) > len(key)]
        if any(kinds[j] == "caption" for j in holders) or (counts[key] > 1 and paragraph.text.endswith(")")):
            kinds[i] = "caption"
        elif (
            i
            and len(paragraph.words) >= _PULL_WORDS
            and any(kinds[j] is None and len(found[j].words) > len(paragraph.words) + 3 for j in holders)
        ):
            kinds[i] = "pull-quote"


def _mark_related(found: list[Paragraph], kinds: list[ZoneKind | None]) -> None:
    """Links to other articles: a line that invites to read on, and after a bare invitation the headlines below it."""
    heads = [pattern for kind, _, pattern in _cues() if kind == "related"]
    listing = False
    for i, paragraph in enumerate(found):
        head = next((m for p in heads if (m := p.match(paragraph.text))), None)
        rest = paragraph.text[head.end() :] if head else ""
        if head and (not rest or ":" in head.group()) and len(paragraph.words) <= _RELATED_WORDS:
            kinds[i], listing = "related", not rest
        elif listing and (kinds[i] or _headline(paragraph)):
            kinds[i] = kinds[i] if kinds[i] in {"boilerplate", "credit"} else "related"
        else:
            listing = False


def _headline(paragraph: Paragraph) -> bool:
    return len(paragraph.words) <= _RELATED_WORDS and not re.search(r"\.[”\"’')\]]*$", paragraph.text)


def _mark_foot(found: list[Paragraph], kinds: list[ZoneKind | None], lexicon: Lexicon) -> None:
    """Names, desks and a place in capitals below the last body paragraph."""
    foot = len(found)
    while foot and (kinds[foot - 1] not in {None, "pull-quote"} or _capitals(found[foot - 1])):
        foot -= 1
    if not foot:
        return
    signed = False
    for i in range(foot, len(found)):
        if not _capitals(found[i]) or kinds[i] in {"boilerplate", "related", "caption", "credit"}:
            signed = signed or kinds[i] == "byline"
            continue
        place = len(found[i].words) == 1 or (signed and lexicon.is_place(found[i].text.title()))
        if kinds[i] is None:
            kinds[i] = "dateline" if place else "byline"
        signed = True


def _capitals(paragraph: Paragraph) -> bool:
    return paragraph.text.isupper() and len(paragraph.words) <= 6 and not any(c.isdigit() for c in paragraph.text)


def _mark_top(found: list[Paragraph], kinds: list[ZoneKind | None]) -> None:
    """Above the first body paragraph: section labels, the title, lines that hold a date and no sentence."""
    titled = False
    for i, paragraph in enumerate(found):
        if kinds[i] is None and is_date_line(paragraph.text):
            kinds[i] = "dateline"
        elif (
            kinds[i] is None
            and not titled
            and _LABEL.match(paragraph.text)
            and len(paragraph.words) <= _LABEL_WORDS
            and i + 1 < len(found)
        ):
            kinds[i] = "boilerplate"
        elif kinds[i] in {None, "pull-quote"}:
            if titled or not _titular(paragraph) or i + 1 == len(found):
                break
            kinds[i], titled = "title", True


def _titular(paragraph: Paragraph) -> bool:
    return len(paragraph.words) <= _TITLE_WORDS and not re.search(r"[.…:;,][”\"’')\]]*$", paragraph.text)


def _mark_headings(found: list[Paragraph], kinds: list[ZoneKind | None]) -> None:
    """Short lines without a final stop that have body on both sides."""
    body = [i for i, kind in enumerate(kinds) if kind is None and not _short(found[i])]
    for i, paragraph in enumerate(found):
        if kinds[i] is None and body and i < body[-1] and _short(paragraph):
            kinds[i] = "heading"


def _short(paragraph: Paragraph) -> bool:
    return (
        len(paragraph.words) <= _HEADING_WORDS
        and not re.search(r"[.…:;,!][”\"’')\]]*$", paragraph.text)
        and not _CLOCK.match(paragraph.text)
    )


def _parts(paragraph: Paragraph, kind: ZoneKind) -> Iterator[Zone]:
    """A paragraph's zones: a body may open with a dateline and close with a credit or an end mark."""
    start, end = paragraph.start, paragraph.end
    if kind != "body":
        yield Zone(kind, start, end)
        return
    opening = opening_dateline(paragraph.text)
    if opening:
        yield Zone("dateline", start, start + opening)
        start += opening
    mark, credit = _END_MARK.search(paragraph.text), _END_CREDIT.search(paragraph.text)
    closing = mark or credit
    cut = paragraph.start + closing.start() if closing else end
    if start < cut:
        yield Zone("body", start, cut)
    if closing and cut < end:
        yield Zone("boilerplate" if mark else "credit", max(start, cut), end)
