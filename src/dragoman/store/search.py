"""Full-text search over the paragraphs of what was read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import Connection, select, text

from dragoman.store.schema import passages

_WORD = re.compile(r"\w+", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a document's raw text, from the offset at which it starts."""

    document_id: str
    start: int
    text: str


def search(connection: Connection, words: str, limit: int) -> list[Passage]:
    """The paragraphs that hold all these words, best first; nothing in `words` is taken as query syntax."""
    terms = " ".join(f'"{word}"' for word in _WORD.findall(words))
    if not terms:
        return []
    ranked = text("SELECT rowid FROM passages_fts WHERE passages_fts MATCH :terms ORDER BY rank, rowid LIMIT :limit")
    order = list(connection.execute(ranked, {"terms": terms, "limit": limit}).scalars())
    rows = connection.execute(select(passages).where(passages.c.id.in_(order)))
    found = {row.id: Passage(row.document_id, row.start, row.body) for row in rows}
    return [found[at] for at in order]
