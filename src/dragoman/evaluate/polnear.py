"""PolNeAR (Newell, Cheung, Ruths 2018): sources, cues and contents of attributions in political news.

A span is right where all its pieces have the edges of one that the first annotator drew. Rules were written from `train`.
"""

from __future__ import annotations

import glob
from dataclasses import replace
from pathlib import Path
from typing import Final

from dragoman.annotate import parser, quotes
from dragoman.document import Annotated, Clean, Document, OffsetMap, Zone
from dragoman.errors import UsageError
from dragoman.extract import attribution
from dragoman.extract.clauses import Range

ROLES: Final = ("Source", "Cue", "Content")
OPENING, CLOSING = "\"“'‘", "\"”'’"
Pieces = tuple[Range, ...]
Spans = dict[str, set[Pieces]]


def score(data: Path, limit: int | None = None) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 of exact spans by role over the articles of a folder with `text` and `attributions`.

    `limit` takes the first so many articles by name. Raises UsageError where there are none.
    """
    paths = sorted((data / "text").glob("*.txt"))[:limit]
    if not paths:
        raise UsageError(f"{data} holds no PolNeAR", mend=f"expected articles in {data / 'text'}")
    counts = {role: [0, 0, 0] for role in ROLES}
    for path in paths:
        first = sorted((data / "attributions").glob(f"{glob.escape(path.stem)}_????.ann"))[:1]
        marked = read_marked(first[0] if first else data / "attributions" / f"{path.stem}.ann")
        text = path.read_text(encoding="utf-8")
        found = find_spans(text)
        for role in ROLES:
            gold, ours = ({joined(text, pieces) for pieces in spans[role]} for spans in (marked, found))
            for at, number in enumerate((len(gold & ours), len(gold), len(ours))):
                counts[role][at] += number
    return {role.lower(): _measures(*counts[role]) for role in ROLES}


def _measures(right: int, marked: int, found: int) -> dict[str, float]:
    precision, recall = right / max(1, found), right / max(1, marked)
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3), "marked": marked}


def read_marked(path: Path) -> Spans:
    """The spans of a brat file by role; empty where the file is absent."""
    spans: Spans = {role: set() for role in ROLES}
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        fields = line.split("\t")
        if len(fields) > 1 and fields[0].startswith("T"):
            role, _, where = fields[1].partition(" ")
            if role in spans:
                spans[role].add(tuple((int(a), int(b)) for a, b in (piece.split() for piece in where.split(";"))))
    return spans


def joined(text: str, pieces: Pieces) -> Pieces:
    """Pieces in order, those with nothing but white space between them as one."""
    result: list[Range] = []
    for start, end in sorted(pieces):
        if result and not text[result[-1][1] : start].strip():
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)


def find_spans(text: str) -> Spans:
    """The spans of our attributions by role, as characters of the text."""
    document = Document("0" * 64, "polnear", text)
    whole = OffsetMap((0,), (0,), len(text), len(text))
    parsed = parser.parse(Clean(document, text, whole, (), (Zone("body", 0, len(text)),)))
    doc = replace(parsed, quotes=quotes.find(parsed))
    spans: Spans = {role: set() for role in ROLES}
    for found in attribution.find(doc, doc.sentences):
        if found.source:
            spans["Source"].add((_with_comma(text, _characters(doc, found.source)),))
        spans["Cue"].add((_characters(doc, found.cue),))
        spans["Content"].add(tuple(_with_marks(doc, text, part) for part in found.contents))
    return spans


def _characters(doc: Annotated, where: Range) -> Range:
    return doc.tokens[where[0]].start, doc.tokens[where[1] - 1].end


def _with_comma(text: str, where: Range) -> Range:
    """A source with the comma that closes its apposition, as the annotators drew it."""
    start, end = where
    return start, end + ("," in text[start:end] and text[end : end + 1] == ",")


def _with_marks(doc: Annotated, text: str, where: Range) -> Range:
    """A content with the quotation marks around it, as the annotators drew it."""
    start, end = _characters(doc, where)
    opens = start > 0 and text[start - 1] in OPENING
    inside = any(q.char_end in (end, end + 1) for q in doc.quotes)
    closing = next((i for i in (end, end + 1) if i < len(text) and text[i] in CLOSING), None) if inside else None
    return start - opens, closing + 1 if closing is not None else end
