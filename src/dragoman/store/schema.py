"""The tables. What a record says is kept whole as JSON in `body`; the columns beside it are there to be asked for.

`migrations/versions` makes these tables; a test compares the two.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, MetaData, Table, Text

REVISION: Final = "0001"

metadata = MetaData()

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("started", Text, nullable=False),
    Column("versions", Text, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("status", Text, nullable=False),
    Column("pipeline", Text, nullable=False),
    Column("dated_by_reader", Text),
    Column("run_id", Integer, ForeignKey("runs.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("body", Text, nullable=False),
)

sources = Table(
    "sources",
    metadata,
    Column("document_id", Text, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("source", Text, primary_key=True),
)

records = Table(
    "records",
    metadata,
    Column("id", Text, primary_key=True),
    Column("document_id", Text, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("type", Text),
    Column("earliest", Date),
    Column("latest", Date),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Index("records_by_document", "document_id"),
    Index("records_by_kind", "kind", "type", "earliest"),
)

actors = Table(
    "actors",
    metadata,
    Column("document_id", Text, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("country", Text),
    Column("body", Text, nullable=False),
    Index("actors_by_id", "id"),
    Index("actors_by_country", "country", "document_id"),
)

participants = Table(
    "participants",
    metadata,
    Column("record_id", Text, ForeignKey("records.id", ondelete="CASCADE"), primary_key=True),
    Column("actor_id", Text, primary_key=True),
    Column("role", Text, primary_key=True),
    Index("participants_by_actor", "actor_id", "record_id"),
)

issues = Table(
    "issues",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", Text, ForeignKey("documents.id", ondelete="CASCADE")),
    Column("stage", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("issues_by_document", "document_id"),
)

passages = Table(
    "passages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document_id", Text, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("start", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Index("passages_by_document", "document_id"),
)
