"""Full-text search over the paragraphs of what was read: FTS5 on SQLite, tsvector on PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, column, func, literal_column, select, table, text

from dragoman.store.schema import passages
from dragoman.store.words import folded, folded_words, words_of

# Of words that stand together in more paragraphs than this, only so many are ranked, the latest first: to weigh all of
# them takes a second on a hundred thousand documents.
RANKED: Final = 500
_ENOUGH: Final = 3  # times that a word counts in one paragraph
_SHORT: Final = 50  # characters that are added to every paragraph, so that a heading of one word does not win
_FTS: Final = table("passages_fts", column("rowid"))


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a document's raw text, from the offset at which it starts."""

    document_id: str
    start: int
    text: str


def ranked(connection: Connection, words: str, limit: int, *, within: Select[Any] | None = None) -> list[int]:
    """The numbers of the passages that hold all these words, best first; nothing in `words` is query syntax.

    `within` selects the documents to look into.
    """
    if connection.dialect.name == "postgresql":
        return _by_vector(connection, folded_words(words), limit, within)
    terms = " ".join(f'"{word}"' for word in words_of(words))
    if not terms:
        return []
    found = select(_FTS.c.rowid).where(text("passages_fts MATCH :terms").bindparams(terms=terms))
    if within is not None:
        found = found.where(_FTS.c.rowid.in_(select(passages.c.id).where(passages.c.document_id.in_(within))))
    some = found.order_by(_FTS.c.rowid.desc()).limit(RANKED).scalar_subquery()
    rows = connection.execute(select(passages.c.id, passages.c.body).where(passages.c.id.in_(some))).all()
    wanted = folded_words(words).split()
    return [row.id for row in sorted(rows, key=lambda row: (-_density(row.body, wanted), row.id))][:limit]


def _density(body: str, words: list[str]) -> float:
    """How much of a paragraph the words are, each counted a few times at most."""
    plain = folded(body)
    return sum(min(plain.count(word), _ENOUGH) for word in words) / (len(body) + _SHORT)


def _by_vector(connection: Connection, words: str, limit: int, within: Select[Any] | None) -> list[int]:
    if not words:
        return []
    asked = func.plainto_tsquery("simple", words)
    held: ColumnElement[Any] = literal_column("passages.words")
    found = select(passages.c.id, held.label("words")).where(held.op("@@")(asked))
    if within is not None:
        found = found.where(passages.c.document_id.in_(within))
    some = found.limit(RANKED).subquery()
    query = select(some.c.id).order_by(func.ts_rank_cd(some.c.words, asked, 1).desc(), some.c.id).limit(limit)
    return list(connection.execute(query).scalars())
