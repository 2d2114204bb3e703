"""The part that each paragraph plays, from title to related links, by cues, repetition and place in the article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dragoman.document import Zone
from dragoman.records import ZoneKind
from dragoman.repair.cues import by_cue, invitation
from dragoman.repair.datelines import is_clock, opening_dateline
from dragoman.repair.edges import mark_bottom, mark_foot, mark_top
from dragoman.repair.lexicon import Lexicon
from dragoman.repair.paragraphs import Paragraph, paragraphs
from dragoman.repair.repeats import mark_repeats

_NAME = r"(?:[A-ZÀ-Þ][\w.&’'-]*|and|of|the)"
_END_CREDIT = re.compile(rf"(?<=[.!?”\"’'] )\({_NAME}(?:[ /,]+{_NAME})*\)$|(?<=[.!?”\"] )[A-Z]{{2,6}}$")
_END_MARK = re.compile(r"(?<=[.!?”\"’'] )\((?:END|ENDS|ENDITEM|MORE)\)$")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}\b")
_HEADING_WORDS, _RELATED_WORDS = 10, 30


def zones_of(text: str, lexicon: Lexicon, hints: Sequence[Zone] = ()) -> tuple[Zone, ...]:
    """Zones that tile the paragraphs of a clean text, in order; `hints` are parts that the markup names.

    A paragraph has one zone, but a body may have its dateline before it and its credit after it.
    """
    found = paragraphs(text)
    kinds = kinds_of(found, lexicon, hints)
    first = kinds.index("body") if "body" in kinds else -1
    pairs = enumerate(zip(found, kinds, strict=True))
    return tuple(zone for i, (p, kind) in pairs for zone in _parts(p, kind, lexicon, first=i == first))


def kinds_of(found: list[Paragraph], lexicon: Lexicon, hints: Sequence[Zone] = ()) -> list[ZoneKind]:
    """The kind of each paragraph."""
    named = {hint.start: hint.kind for hint in hints}
    kinds = [named.get(p.start) or by_cue(p) or ("dateline" if is_clock(p.text) else None) for p in found]
    mark_repeats(found, kinds)
    _mark_related(found, kinds)
    mark_foot(found, kinds, lexicon)
    mark_top(found, kinds)
    _mark_headings(found, kinds)
    mark_bottom(found, kinds)
    return [kind or "body" for kind in kinds]


def _mark_related(found: list[Paragraph], kinds: list[ZoneKind | None]) -> None:
    """Links to other articles: a line that invites to read on, and after a bare invitation the headlines below it."""
    listing = False
    for i, paragraph in enumerate(found):
        invites, rest = invitation(paragraph)
        if invites and len(paragraph.words) <= _RELATED_WORDS:
            kinds[i], listing = "related", not rest
        elif listing and (kinds[i] or _headline(paragraph)):
            kinds[i] = kinds[i] if kinds[i] in {"boilerplate", "credit"} else "related"
        else:
            listing = False


def _headline(paragraph: Paragraph) -> bool:
    return len(paragraph.words) <= _RELATED_WORDS and not re.search(r"\.[”\"’')\]]*$", paragraph.text)


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


def _parts(paragraph: Paragraph, kind: ZoneKind, lexicon: Lexicon, *, first: bool) -> Iterator[Zone]:
    """A paragraph's zones: a body may open with a dateline and close with a credit or an end mark."""
    start, end = paragraph.start, paragraph.end
    if kind != "body":
        yield Zone(kind, start, end)
        return
    opening = opening_dateline(paragraph.text, lexicon, first=first)
    if opening:
        yield Zone("dateline", start, start + len(paragraph.text[:opening].rstrip()))
        start += opening
    mark, credit = _END_MARK.search(paragraph.text), _END_CREDIT.search(paragraph.text)
    closing = mark or credit
    cut = paragraph.start + closing.start() if closing else end
    if start < cut:
        yield Zone("body", start, start + len(paragraph.text[start - paragraph.start : cut - paragraph.start].rstrip()))
    if closing and cut < end:
        yield Zone("boilerplate" if mark else "credit", max(start, cut), end)
