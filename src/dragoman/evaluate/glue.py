"""Lost spaces: F1 of the places mended in damaged paragraphs; share of clean paragraphs that are left as they are."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from dragoman import kb
from dragoman.document import Document
from dragoman.errors import UsageError
from dragoman.evaluate.bootstrap import Counts, row, total
from dragoman.evaluate.report import Report, Row
from dragoman.evaluate.splits import unread_part
from dragoman.repair import mend


def evaluate_glue(data: Path) -> Report:
    """Score JSON Lines with `doc`, `glued`, `clean`. Beside a splits.json, the unread part has rows of its own."""
    items = _items(data)
    unread = unread_part(data, "glue")
    rows = _rows("", items)
    if unread:
        rows += _rows(" (unread part)", [item for item in items if item["doc"] in unread])
    return Report("glue", data.as_posix(), tuple(rows))


def _items(data: Path) -> list[dict[str, Any]]:
    try:
        return [json.loads(line) for line in data.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, ValueError) as error:
        raise UsageError(
            f"{data} cannot be read: {error}", mend="expected JSON Lines with doc, glued, clean"
        ) from error


def _rows(suffix: str, items: list[dict[str, Any]]) -> list[Row]:
    mended: dict[str, list[Counts]] = defaultdict(list)
    undamaged: dict[str, list[Counts]] = defaultdict(list)
    for item in items:
        mended[item["doc"]].append(mended_spaces(item["glued"], item["clean"]))
        same = _mend(item["clean"])[0] == item["clean"]
        undamaged[item["doc"]].append((int(same), 1, 1))
    return [
        row(f"spaces{suffix}", [total(counts) for counts in mended.values()]),
        row(f"undamaged{suffix}", [total(counts) for counts in undamaged.values()]),
    ]


def mended_spaces(glued: str, clean: str) -> Counts:
    """Places where a space was lost and found again: right, lost, found. A place is a count of characters before it."""
    lost = _gaps(clean) - _gaps(glued)
    found = _mend(glued)[1]
    return len(lost & found), len(lost), len(found)


def _gaps(text: str) -> set[int]:
    """How many characters stand before each stretch of white space, white space itself not counted."""
    seen, gaps = 0, set()
    for character in text:
        if character.isspace():
            gaps.add(seen)
        else:
            seen += 1
    return gaps


def _mend(text: str) -> tuple[str, set[int]]:
    """The mended text, and the places where mending put a space."""
    document = Document(id=hashlib.sha256(text.encode()).hexdigest(), source="glue", text=text)
    clean = mend(document, kb.load())
    places = set()
    for edit in clean.edits:
        if edit.kind == "missing-space":
            before = sum(not c.isspace() for c in text[: edit.start])
            places |= {before + gap for gap in _gaps(edit.after) - _gaps(edit.before)}
    return clean.text, places
