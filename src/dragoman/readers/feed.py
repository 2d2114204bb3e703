"""RSS and Atom: an entry of a feed is a document."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from dragoman.errors import DocumentError
from dragoman.readers.columns import as_bytes, meta_of
from dragoman.readers.html import beginning
from dragoman.readers.items import Item, Refused
from dragoman.readers.meta import Meta
from dragoman.readers.sources import How, Skipped, too_large

_OPENING = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:(?:<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>\[]*(?:\[.*?\])?>)\s*)*<(?:rss|feed|rdf:RDF)\b",
    re.DOTALL | re.IGNORECASE,
)
_LOOK = 4096


class Feed:
    """RSS and Atom, told by their first tag."""

    name = "feed"
    rank = 40
    suffixes: tuple[str, ...] = (".rss", ".atom", ".xml", ".rdf")

    def holds(self, source: str, file: BinaryIO, how: How) -> bool:  # noqa: ARG002 - content tells
        """Whether the file begins as a feed does."""
        return _OPENING.match(beginning(file.read(_LOOK))) is not None

    def items(self, source: str, file: BinaryIO, how: How) -> Iterator[Item | Refused | Skipped]:
        """The entries, the text in full where the feed has it. Raises DocumentError for a feed without entries."""
        import feedparser  # noqa: PLC0415 - for feeds alone

        data = file.read(how.limits.max_file + 1)
        if len(data) > how.limits.max_file:
            raise too_large(source, how.limits.max_file, len(data))
        parsed = feedparser.parse(io.BytesIO(data))
        if not parsed.entries:
            raise DocumentError("no-article", f"{source}: expected a feed with entries, found none")
        for number, entry in enumerate(parsed.entries, start=1):
            yield _item(f"{source}#entry={number}", entry, parsed.feed)


def _item(name: str, entry: Any, feed: Any) -> Item | Skipped:
    full = max((str(each.get("value", "")) for each in entry.get("content", ())), key=len, default="")
    text = full or str(entry.get("summary", ""))
    if not text.strip():
        return Skipped(name, "no text")
    said = {
        "title": entry.get("title", ""),
        "url": entry.get("link", ""),
        "published": entry.get("published", "") or entry.get("created", ""),
        "publisher": entry.get("source", {}).get("title", "") or feed.get("title", ""),
        "authors": "; ".join(str(a.get("name", "")) for a in entry.get("authors", ()) if a) or entry.get("author", ""),
        "language": feed.get("language", ""),
    }
    meta, notes = meta_of({field: str(value).strip() for field, value in said.items()})
    if not full:
        notes.append(("stub", "the feed holds a summary alone; the article is at its address"))
    data = json.dumps(said | {"text": text}, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
    return Item(name, data, meta or Meta(), as_bytes(text), tuple(notes))
