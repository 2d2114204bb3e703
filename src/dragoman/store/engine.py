"""A connection to the store's file, and every way in which it can be refused."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, exc, inspect, text

from dragoman.errors import StoreError, UsageError
from dragoman.store.schema import REVISION

BUSY_SECONDS: Final = 30
_MENDS: Final = {
    "not a database": ("is not a store", "choose another file with --store"),
    "malformed": ("is damaged", "restore it from a copy, or read the articles into a new one with --store"),
    "readonly": ("is read-only", "make it writable, or choose another place with --store"),
    "locked": (
        f"has been busy for {BUSY_SECONDS} seconds",
        "wait for the other program that writes to it, then repeat",
    ),
    "disk is full": ("has no room left on its disk", "free some space and repeat; what was read so far is kept"),
    "unable to open": ("cannot be opened", "look whether its folder is there and may be written to"),
}


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Turn what the database complains of into a StoreError of one line. Raises StoreError."""
    try:
        yield
    except (exc.DBAPIError, sqlite3.Error) as error:
        said = str(getattr(error, "orig", None) or error)
        what, mend = next(
            (m for cue, m in _MENDS.items() if cue in said), (f"failed: {said}", "look at its file and disk")
        )
        raise StoreError(f"the store {path} {what}", mend=mend) from error


def check_place(path: Path, *, create: bool) -> None:
    """Refuse a place where no store can be. Raises StoreError, or UsageError where nothing has been read yet."""
    if path.is_dir():
        raise StoreError(f"the store {path} is a folder", mend=f"name a file, for example {path / 'dragoman.db'}")
    if path.exists():
        return
    if not path.parent.is_dir():
        raise StoreError(f"the store's folder {path.parent} is not there", mend=f"make it: mkdir -p {path.parent}")
    if not create:
        raise UsageError(f"there is no store at {path}", mend="read some articles first: dragoman read FOLDER")


def engine_for(path: Path, *, create: bool) -> Engine:
    """An engine on the file at `path`; read-only where the file or its folder may not be written to.

    Raises StoreError where the file is no store or is written by a newer version.
    """
    check_place(path, create=create)
    with guarded(path):
        engine = _engine(path, frozen=path.exists() and not create and not _writable(path))
        try:
            _migrate(engine, path)
        except BaseException:
            engine.dispose()
            raise
    return engine


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _engine(path: Path, *, frozen: bool) -> Engine:
    where = f"{path.resolve().as_uri()}?mode=ro&immutable=1" if frozen else path.resolve().as_uri()

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(where, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)

    engine = create_engine("sqlite://", creator=connect)
    event.listen(engine, "connect", _frozen_pragmas if frozen else _pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _pragmas(raw: Any, _record: object) -> None:
    raw.execute("PRAGMA journal_mode=WAL")
    raw.execute("PRAGMA synchronous=NORMAL")
    raw.execute("PRAGMA foreign_keys=ON")


def _frozen_pragmas(raw: Any, _record: object) -> None:
    raw.execute("PRAGMA query_only=ON")


def _begin(connection: Connection) -> None:
    """Take the writer's lock at the start, so that two readings side by side wait instead of failing half-way."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _migrate(engine: Engine, path: Path) -> None:
    with engine.begin() as connection:
        if _is_present(connection, path):
            return
    from dragoman.store.upgrade import upgrade  # noqa: PLC0415 - alembic takes half a second to load

    with engine.execution_options(writes=True).begin() as connection:
        if not _is_present(connection, path):  # another program may have made the tables meanwhile
            upgrade(connection)


def _is_present(connection: Connection, path: Path) -> bool:
    tables = set(inspect(connection).get_table_names())
    known = "alembic_version" in tables
    at = connection.execute(text("SELECT version_num FROM alembic_version")).scalar() if known else None
    if tables and at is None:
        raise StoreError(f"{path} is a database of another program", mend="choose another file with --store")
    if at is not None and at > REVISION:
        raise StoreError(
            f"the store {path} was written by a newer Dragoman", mend="upgrade: pip install -U dragoman-news"
        )
    return bool(at == REVISION)
