"""Readings beside one another, two clocks, judgements, tombstones; text as bytes; search over repaired words."""

import hashlib
import json
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from dragoman.records import Edtf

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
OLD = ("documents", "sources", "records", "actors", "participants", "issues", "passages")
INDEXES = {
    "records_by_document": "records", "records_by_kind": "records", "actors_by_id": "actors",
    "actors_by_country": "actors", "participants_by_actor": "participants", "issues_by_document": "issues",
    "passages_by_document": "passages",
}  # fmt: skip


def upgrade() -> None:
    _set_aside()
    for name, default in (("plugins", "{}"), ("configuration", "{}"), ("knowledge", "")):
        op.add_column("runs", sa.Column(name, sa.Text, nullable=False, server_default=default))
    _documents()
    _records()
    _passages()
    _judgements()
    _carry_over()
    for name in ("participants", "passages", "issues", "actors", "records", "sources", "documents"):
        op.drop_table(f"old_{name}")
    _full_text()


def _is_sqlite() -> bool:
    return op.get_context().dialect.name == "sqlite"


def _set_aside() -> None:
    """The first tables under other names, their contents untouched."""
    if _is_sqlite():
        for trigger in ("passages_in", "passages_out"):
            op.execute(f"DROP TRIGGER {trigger}")
        op.execute("DROP TABLE passages_fts")
    for index, table in INDEXES.items():
        op.drop_index(index, table)
    for name in OLD:
        op.rename_table(name, f"old_{name}")


def _reference(table: str, name: str, *, primary_key: bool = False, nullable: bool = False) -> sa.Column[Any]:
    kind = sa.Integer if table == "readings" else KEY
    foreign = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    return sa.Column(name, kind, foreign, primary_key=primary_key, nullable=nullable)


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("added", KEY, nullable=False),
        sa.Column("reading_id", sa.Integer),
    )
    op.create_index("documents_by_reading", "documents", ["reading_id"])
    op.create_table(
        "texts",
        _reference("documents", "document_id", primary_key=True),
        sa.Column("digest", KEY, primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "readings",
        sa.Column("id", sa.Integer, primary_key=True),
        _reference("documents", "document_id"),
        sa.Column("run_id", sa.Integer, sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("read_at", KEY, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("pipeline", sa.Text, nullable=False),
        sa.Column("dated_by_reader", sa.Text),
        sa.Column("published", sa.Date),
        sa.Column("digest", KEY, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("readings_by_document", "readings", ["document_id", "id"])
    op.create_index("readings_by_run", "readings", ["run_id"])
    op.create_table(
        "sources",
        _reference("documents", "document_id", primary_key=True),
        sa.Column("source", KEY, primary_key=True),
        sa.Column("added", KEY, nullable=False),
    )


def _records() -> None:
    op.create_table(
        "records",
        _reference("readings", "reading_id", primary_key=True),
        sa.Column("id", KEY, primary_key=True),
        sa.Column("document_id", KEY, nullable=False),
        sa.Column("kind", KEY, nullable=False),
        sa.Column("type", sa.Text),
        sa.Column("earliest", sa.Date),
        sa.Column("latest", sa.Date),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("records_by_id", "records", ["id"])
    op.create_index("records_by_document", "records", ["document_id"])
    op.create_table(
        "actors",
        _reference("readings", "reading_id", primary_key=True),
        sa.Column("id", KEY, primary_key=True),
        sa.Column("document_id", KEY, nullable=False),
        sa.Column("country", KEY),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("actors_by_country", "actors", ["country", "reading_id"])
    op.create_table(
        "issues",
        sa.Column("id", sa.Integer, primary_key=True),
        _reference("readings", "reading_id", nullable=True),
        sa.Column("noted", KEY, nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("body", KEY, nullable=False),
    )
    op.create_index("issues_by_reading", "issues", ["reading_id"])


def _passages() -> None:
    op.create_table(
        "passages",
        sa.Column("id", sa.Integer, primary_key=True),
        _reference("documents", "document_id"),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("passages_by_document", "passages", ["document_id"])


def _judgements() -> None:
    op.create_table(
        "judgements",
        sa.Column("id", KEY, primary_key=True),
        sa.Column("added", KEY, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("when", KEY, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "judgement_documents",
        _reference("judgements", "judgement_id", primary_key=True),
        sa.Column("document_id", KEY, primary_key=True),
    )
    op.create_index("judgement_documents_by_document", "judgement_documents", ["document_id"])
    op.create_table(
        "tombstones",
        sa.Column("document_id", KEY, primary_key=True),
        sa.Column("forgotten", sa.Text, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("why", sa.Text),
        sa.Column("judgements", sa.Integer, nullable=False),
    )
    op.create_table(
        "looks",
        sa.Column("who", KEY, primary_key=True),
        sa.Column("pair", KEY, primary_key=True),
        sa.Column("at", sa.Text, nullable=False),
    )


def _carry_over() -> None:
    """The one reading that each document had, at the time at which its run began."""
    began = "FROM old_documents d JOIN runs r ON r.id = d.run_id"
    op.execute(f"INSERT INTO documents (id, added) SELECT d.id, r.started {began}")
    op.execute(
        "INSERT INTO readings (document_id, run_id, read_at, status, pipeline, dated_by_reader, digest, body)"
        f" SELECT d.id, d.run_id, r.started, d.status, d.pipeline, d.dated_by_reader, '', d.body {began} ORDER BY d.id"
    )
    op.execute("UPDATE documents SET reading_id = (SELECT id FROM readings WHERE document_id = documents.id)")
    new = "JOIN documents n ON n.id = o.document_id"
    op.execute(
        f"INSERT INTO sources (document_id, source, added) SELECT o.document_id, o.source, n.added FROM old_sources o {new}"  # noqa: E501, S608
    )
    for table, columns in (
        ("records", 'id, kind, type, earliest, latest, start, "end", body'),
        ("actors", "id, country, body"),
    ):
        chosen = ", ".join(f"o.{name}" for name in columns.split(", "))
        op.execute(
            f"INSERT INTO {table} (reading_id, document_id, {columns})"  # noqa: S608
            f" SELECT n.reading_id, o.document_id, {chosen} FROM old_{table} o {new}"
        )
    op.execute(
        "INSERT INTO issues (reading_id, noted, stage, code, body)"
        " SELECT n.reading_id, COALESCE(n.added, ''), o.stage, o.code, o.body"
        " FROM old_issues o LEFT JOIN documents n ON n.id = o.document_id ORDER BY o.id"
    )
    op.execute(
        'INSERT INTO passages (document_id, start, "end", body)'
        " SELECT document_id, start, start + length(body), body FROM old_passages ORDER BY id"
    )
    _texts_and_days()


def _texts_and_days() -> None:
    """The texts as bytes, and the last day on which each document may have appeared, out of its record."""
    connection = op.get_bind()
    readings = sa.table(
        "readings", *(sa.column(name) for name in ("document_id", "digest")), sa.column("published", sa.Date)
    )
    texts = sa.table("texts", *(sa.column(name) for name in ("document_id", "digest", "content")))
    keys = list(connection.execute(sa.text("SELECT id FROM old_documents")).scalars())
    for key in keys:
        row = connection.execute(sa.text("SELECT text, body FROM old_documents WHERE id = :key"), {"key": key}).one()
        content = row.text.encode(errors="surrogatepass")
        digest = hashlib.sha256(content).hexdigest()
        said = json.loads(row.body)["published"]
        known = said["edtf"] or said["latest"]
        last = Edtf.parse(known).latest if known else None
        connection.execute(sa.insert(texts).values(document_id=key, digest=digest, content=content))
        found = sa.update(readings).where(readings.c.document_id == key)
        connection.execute(found.values(digest=digest, published=last))


def _fold_words() -> None:
    from dragoman.store.words import folded_words  # noqa: PLC0415 - what was indexed must read as what is asked for

    connection = op.get_bind()
    update = sa.text("UPDATE passages SET words = to_tsvector('simple', :words) WHERE id = :key")
    for key, body in list(connection.execute(sa.text("SELECT id, body FROM passages"))):
        connection.execute(update, {"words": folded_words(body), "key": key})


def _full_text() -> None:
    """Both indexes fold accents and case; neither keeps a second copy of the text."""
    if not _is_sqlite():
        op.execute("ALTER TABLE passages ADD COLUMN words tsvector")
        _fold_words()
        op.execute("CREATE INDEX passages_by_words ON passages USING gin (words)")
        return
    op.execute(
        "CREATE VIRTUAL TABLE passages_fts USING fts5(body, content='passages', content_rowid='id',"
        " tokenize='unicode61 remove_diacritics 2')"
    )
    op.execute("INSERT INTO passages_fts(passages_fts) VALUES ('rebuild')")
    op.execute(
        "CREATE TRIGGER passages_in AFTER INSERT ON passages BEGIN"
        " INSERT INTO passages_fts(rowid, body) VALUES (new.id, new.body); END"
    )
    op.execute(
        "CREATE TRIGGER passages_out AFTER DELETE ON passages BEGIN"
        " INSERT INTO passages_fts(passages_fts, rowid, body) VALUES ('delete', old.id, old.body); END"
    )
