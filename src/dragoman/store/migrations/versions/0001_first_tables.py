"""The first tables: documents, records, actors, participants, issues, runs, and passages with full-text search."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("started", sa.Text, nullable=False),
        sa.Column("versions", sa.Text, nullable=False),
    )
    _documents()
    _records()
    op.create_table(
        "issues",
        sa.Column("id", sa.Integer, primary_key=True),
        _document_id(nullable=True),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("issues_by_document", "issues", ["document_id"])
    _passages()


def _document_id(*, nullable: bool = False, primary_key: bool = False) -> sa.Column[Any]:
    reference = sa.ForeignKey("documents.id", ondelete="CASCADE")
    return sa.Column("document_id", sa.Text, reference, nullable=nullable, primary_key=primary_key)


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("pipeline", sa.Text, nullable=False),
        sa.Column("dated_by_reader", sa.Text),
        sa.Column("run_id", sa.Integer, sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table("sources", _document_id(primary_key=True), sa.Column("source", sa.Text, primary_key=True))
    op.create_table(
        "actors",
        _document_id(primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("country", sa.Text),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("actors_by_id", "actors", ["id"])
    op.create_index("actors_by_country", "actors", ["country", "document_id"])


def _records() -> None:
    op.create_table(
        "records",
        sa.Column("id", sa.Text, primary_key=True),
        _document_id(),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("type", sa.Text),
        sa.Column("earliest", sa.Date),
        sa.Column("latest", sa.Date),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("records_by_document", "records", ["document_id"])
    op.create_index("records_by_kind", "records", ["kind", "type", "earliest"])
    op.create_table(
        "participants",
        sa.Column("record_id", sa.Text, sa.ForeignKey("records.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("actor_id", sa.Text, primary_key=True),
        sa.Column("role", sa.Text, primary_key=True),
    )
    op.create_index("participants_by_actor", "participants", ["actor_id", "record_id"])


def _passages() -> None:
    op.create_table(
        "passages",
        sa.Column("id", sa.Integer, primary_key=True),
        _document_id(),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("passages_by_document", "passages", ["document_id"])
    if op.get_context().dialect.name == "sqlite":
        _full_text()


def _full_text() -> None:
    """An index without a copy of the text; the triggers keep the two in step."""
    op.execute(
        "CREATE VIRTUAL TABLE passages_fts USING fts5(body, content='passages', content_rowid='id',"
        " tokenize='unicode61 remove_diacritics 2')"
    )
    op.execute(
        "CREATE TRIGGER passages_in AFTER INSERT ON passages BEGIN"
        " INSERT INTO passages_fts(rowid, body) VALUES (new.id, new.body); END"
    )
    op.execute(
        "CREATE TRIGGER passages_out AFTER DELETE ON passages BEGIN"
        " INSERT INTO passages_fts(passages_fts, rowid, body) VALUES ('delete', old.id, old.body); END"
    )
