"""A store copied whole, between any two databases, and traces of what was taken out wiped."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, Table, func, insert, select, text

from dragoman.store.schema import documents, metadata, passages
from dragoman.store.words import folded_words

_AT_ONCE: Final = 500


def copy(source: Connection, into: Connection) -> dict[str, int]:
    """Every row of every table, in an order that keeps references whole; how many of each."""
    counts = {}
    for table in metadata.sorted_tables:
        counts[table.name] = 0
        for rows in source.execution_options(yield_per=_AT_ONCE).execute(select(table)).mappings().partitions(_AT_ONCE):
            into.execute(insert(table), [dict(row) for row in rows])
            counts[table.name] += len(rows)
    if into.dialect.name == "postgresql":
        _index_words(into)
        _go_on_counting(into)
    return counts


def holds_anything(connection: Connection) -> bool:
    """Whether the store has a document, or ever had a run."""
    tables = (documents, metadata.tables["runs"], metadata.tables["judgements"])
    return any(connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables)


def settle(made: Path, file: Path) -> None:
    """A finished SQLite file without its journal, under its name."""
    with closing(sqlite3.connect(made)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw.execute("PRAGMA journal_mode=DELETE")
    made.replace(file)


def wipe(engine: Engine) -> None:
    """On SQLite, overwrite the pages that deleted rows leave behind; a server sees to that by itself."""
    if engine.dialect.name != "sqlite":
        return
    with closing(engine.raw_connection()) as raw:
        cursor: Any = raw.cursor()
        cursor.execute("INSERT INTO passages_fts(passages_fts) VALUES ('optimize')")
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _index_words(into: Connection) -> None:
    words = text("UPDATE passages SET words = to_tsvector('simple', :words) WHERE id = :key")
    rows = into.execute(select(passages.c.id, passages.c.body)).all()
    for at in range(0, len(rows), _AT_ONCE):
        into.execute(words, [{"words": folded_words(r.body), "key": r.id} for r in rows[at : at + _AT_ONCE]])


def _go_on_counting(into: Connection) -> None:
    """The next numbers come after the copied ones."""
    for table in metadata.sorted_tables:
        if _is_counted(table):
            last = into.execute(select(func.max(table.c.id))).scalar()
            if last is not None:
                into.execute(
                    text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)"),
                    {"name": table.name, "last": last},
                )


def _is_counted(table: Table) -> bool:
    return "id" in table.c and table.c.id.autoincrement is not False and table.c.id.type.python_type is int
