"""Rows of a table or objects of a JSON file to items: which column holds what, as asked for or by the usual names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from dragoman.errors import DocumentError
from dragoman.kb.rows import rows
from dragoman.readers.dates import parse_date
from dragoman.readers.items import Item
from dragoman.readers.meta import Meta
from dragoman.readers.sources import Skipped

FIELDS: Final = ("text", "title", "url", "published", "publisher", "authors", "language")
# A column without a usual name is taken for the text where its cells are that long on average (characters).
_PROSE = 200
_TAG = re.compile(r"<(?:p|br|div|span|a|b|i|em|strong|ul|li|h[1-6]|blockquote|img|figure)\b[^>]*>", re.IGNORECASE)
_AUTHORS = re.compile(r"\s*(?:;|\||\band\b)\s*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?=[-_]|$)", re.IGNORECASE)
_DEEP = 4


@lru_cache(maxsize=1)
def _usual() -> dict[str, tuple[str, int]]:
    return {row["name"]: (row["field"], i) for i, row in enumerate(rows("readers", "columns.csv"))}


def _bare(name: str) -> str:
    return re.sub(r"[^\w.]|_", "", name).casefold()


def usual_fields(names: Sequence[str]) -> set[str]:
    """The fields that usual names among these stand for."""
    return {_usual()[bare][0] for name in names if (bare := _bare(name)) in _usual()}


def chosen(
    source: str, names: Sequence[str], sample: Sequence[Mapping[str, str]], asked: Mapping[str, str]
) -> Mapping[str, str]:
    """Which column holds which field. Raises DocumentError where none holds the text, or one asked for is missing."""
    for field, name in asked.items():
        if name not in names:
            listed = ", ".join(names[:12])
            reason = f"{source}: expected a column {name!r} for the {field}, found {listed}"
            raise DocumentError("no-column", reason, mend="name a column of the file")
    ranked = sorted((_usual()[_bare(n)][1], _usual()[_bare(n)][0], n) for n in names if _bare(n) in _usual())
    found = {field: name for _, field, name in reversed(ranked)} | dict(asked)
    if "text" not in found:
        longest = max(names, key=lambda n: sum(len(row.get(n, "")) for row in sample), default=None)
        if longest is None or sum(len(row.get(longest, "")) for row in sample) < _PROSE * max(1, len(sample)):
            reason = f"{source}: expected a column that holds the articles' text, found {', '.join(names[:12])}"
            raise DocumentError("no-text-column", reason, mend="name it: --text-column NAME")
        found["text"] = longest
    return found


def item(name: str, row: Mapping[str, str], columns: Mapping[str, str], data: bytes | None = None) -> Item | Skipped:
    """The document of a row. Its bytes are the row's own, or the row as JSON with sorted keys."""
    text = row.get(columns["text"], "")
    if not text.strip():
        return Skipped(name, "no text")
    said = {field: row.get(column, "").strip() for field, column in columns.items() if field != "text"}
    meta, notes = meta_of(said)
    if "\ufffd" in text:
        notes.append(("encoding", "characters that could not be decoded stand as \ufffd"))
    if data is None:
        data = json.dumps(dict(row), ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
    return Item(name, data, meta, as_bytes(text), tuple(notes))


def as_bytes(text: str) -> bytes:
    """A cell's text as bytes to be read: a page where it has tags, else plain text."""
    if _TAG.search(text):
        text = f"<html><body><article>{text}</article></body></html>"
    return text.encode("utf-8", "replace")


def meta_of(said: Mapping[str, str]) -> tuple[Meta, list[tuple[str, str]]]:
    """Metadata from cells by field, and a note on a date that says no day for sure."""
    published = parse_date(said.get("published", ""))
    notes = []
    if said.get("published") and published is None:
        notes.append(("date", f"expected a date such as 2024-03-05, found {said['published'][:60]!r}; it is left out"))
    language = _LANGUAGE.match(said.get("language", ""))
    meta = Meta(
        url=said.get("url") or None,
        title=said.get("title") or None,
        publisher=said.get("publisher") or None,
        authors=tuple(name for name in _AUTHORS.split(said.get("authors", "")) if name),
        language=language.group().lower() if language else None,
        published=published,
    )
    return meta, notes


def flat(value: Any, prefix: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    """The leaves of a JSON object as text, keys joined by stops; lists of texts are joined by semicolons."""
    if depth > _DEEP:
        return
    for key, each in value.items():
        name = f"{prefix}{key}"
        if isinstance(each, dict):
            yield from flat(each, f"{name}.", depth + 1)
        elif isinstance(each, list):
            named = [e.get("name") if isinstance(e, dict) else e for e in each]
            yield name, "; ".join(str(e) for e in named if isinstance(e, str | int | float))
        elif each is not None:
            yield name, str(each)
