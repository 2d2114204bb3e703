"""The tables. What a record says is kept whole as JSON in `body`; the columns beside it are there to be asked for.

Each reading of a document is a row of `readings` with its own records, actors and issues, beside the earlier ones;
`documents.reading_id` names the newest. The raw text stands once for all readings that saw it alike. Times are UTC, ISO
8601 to the microsecond, so that text sorts as time. `migrations/versions` makes these tables; a test compares the two.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.dialects import postgresql

REVISION: Final = "0002"
# One order of ids on every database: that of their code points.
KEY: Final = Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")

metadata = MetaData()


def _of_reading(*, primary_key: bool = False, nullable: bool = False) -> Column[Any]:
    reference = ForeignKey("readings.id", ondelete="CASCADE")
    return Column("reading_id", Integer, reference, primary_key=primary_key, nullable=nullable)


runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("started", Text, nullable=False),
    Column("versions", Text, nullable=False),
    Column("plugins", Text, nullable=False),
    Column("configuration", Text, nullable=False),
    Column("knowledge", Text, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("added", KEY, nullable=False),
    Column("reading_id", Integer),
    Index("documents_by_reading", "reading_id"),
)

# `digest` is the sha256 of the content, which is bytes because PostgreSQL's text takes no NUL.
texts = Table(
    "texts",
    metadata,
    Column("document_id", KEY, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("digest", KEY, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

readings = Table(
    "readings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", KEY, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("run_id", Integer, ForeignKey("runs.id"), nullable=False),
    Column("read_at", KEY, nullable=False),
    Column("status", Text, nullable=False),
    Column("pipeline", Text, nullable=False),
    Column("dated_by_reader", Text),
    Column("published", Date),
    Column("digest", KEY, nullable=False),
    Column("body", Text, nullable=False),
    Index("readings_by_document", "document_id", "id"),
    Index("readings_by_run", "run_id"),
)

sources = Table(
    "sources",
    metadata,
    Column("document_id", KEY, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("source", KEY, primary_key=True),
    Column("added", KEY, nullable=False),
)

records = Table(
    "records",
    metadata,
    _of_reading(primary_key=True),
    Column("id", KEY, primary_key=True),
    Column("document_id", KEY, nullable=False),
    Column("kind", KEY, nullable=False),
    Column("type", Text),
    Column("earliest", Date),
    Column("latest", Date),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Index("records_by_id", "id"),
    Index("records_by_document", "document_id"),
)

actors = Table(
    "actors",
    metadata,
    _of_reading(primary_key=True),
    Column("id", KEY, primary_key=True),
    Column("document_id", KEY, nullable=False),
    Column("country", KEY),
    Column("body", Text, nullable=False),
    Index("actors_by_country", "country", "reading_id"),
)

issues = Table(
    "issues",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_reading(nullable=True),
    Column("noted", KEY, nullable=False),
    Column("stage", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("body", KEY, nullable=False),
    Index("issues_by_reading", "reading_id"),
)

# The words of the newest reading, repaired; PostgreSQL has a column `words` beside, SQLite a table passages_fts.
passages = Table(
    "passages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", KEY, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Index("passages_by_document", "document_id"),
)

# What people decided. `added` is when it came into this store, which for an imported one is later than its own `when`.
judgements = Table(
    "judgements",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("added", KEY, nullable=False),
    Column("action", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("when", KEY, nullable=False),
    Column("body", Text, nullable=False),
)

judgement_documents = Table(
    "judgement_documents",
    metadata,
    Column("judgement_id", KEY, ForeignKey("judgements.id", ondelete="CASCADE"), primary_key=True),
    Column("document_id", KEY, primary_key=True),
    Index("judgement_documents_by_document", "document_id"),
)

# What was taken out on request: nothing of the text, only that it was here.
tombstones = Table(
    "tombstones",
    metadata,
    Column("document_id", KEY, primary_key=True),
    Column("forgotten", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("why", Text),
    Column("judgements", Integer, nullable=False),
)

# When somebody last asked for news of two states.
looks = Table(
    "looks",
    metadata,
    Column("who", KEY, primary_key=True),
    Column("pair", KEY, primary_key=True),
    Column("at", Text, nullable=False),
)
