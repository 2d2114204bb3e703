"""A connection to the store, a file or a server, and every way in which it can be refused."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, exc, inspect, make_url, text
from sqlalchemy.pool import QueuePool

from dragoman.errors import StoreError, UsageError
from dragoman.store.schema import REVISION

BUSY_SECONDS: Final = 30
_WRITER: Final = 0x647261676F  # the advisory lock that one writer at a time holds on a server
_BUSY: Final = (
    f"has been busy for {BUSY_SECONDS} seconds",
    "wait for the other program that writes to it, then repeat",
)
_FULL: Final = ("has no room left on its disk", "free some space and repeat; what was read so far is kept")
_READ_ONLY: Final = ("is read-only", "make it writable, or choose another place with --store")
_MENDS: Final = {
    "not a database": ("is not a store", "choose another file with --store"),
    "malformed": ("is damaged", "restore it from a copy, or read the articles into a new one with --store"),
    "readonly": _READ_ONLY,
    "read-only transaction": _READ_ONLY,
    "permission denied": ("does not let this user in or write", "ask for the right to create tables there"),
    "locked": _BUSY,
    "lock timeout": _BUSY,
    "disk is full": _FULL,
    "disk I/O error": ("cannot be read or written: its disk fails or is full", "look at the disk, then repeat"),
    "No space left": _FULL,
    "could not extend file": _FULL,
    "unable to open": ("cannot be opened", "look whether its folder is there and may be written to"),
    "authentication failed": ("refuses this user or password", "look at user and password in --store"),
    "no password supplied": ("wants a password", "write it in --store, or set PGPASSWORD"),
    "does not exist": ("is not there", "make the database first: createdb NAME"),
    "server closed the connection": ("broke off", "look whether its server runs, then repeat"),
    "terminating connection": ("broke off", "look whether its server runs, then repeat"),
    "connection to server": ("cannot be reached", "look at host and port in --store, and whether the server runs"),
    "connection failed": ("cannot be reached", "look at host and port in --store, and whether the server runs"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a store is: a file, or the URL of a PostgreSQL database."""

    path: Path | None
    url: URL | None = None

    def __str__(self) -> str:
        return str(self.path) if self.url is None else self.url.render_as_string(hide_password=True)


def place_of(given: Path | str) -> Place:
    """The place that a path or a URL names. Raises UsageError for a database that this is not made for."""
    if isinstance(given, Path) or "://" not in given:
        return Place(Path(given).expanduser())
    try:
        url = make_url(given)
    except exc.ArgumentError:
        raise UsageError(f"{given!r} is no address of a store", mend=_ADDRESS) from None
    if url.get_backend_name() != "postgresql" or not url.database:
        raise UsageError(f"{url.render_as_string()} is no PostgreSQL database", mend=_ADDRESS)
    if find_spec("psycopg") is None:
        raise StoreError("a store on PostgreSQL needs psycopg", mend="pip install 'dragoman-news[postgres]'")
    return Place(None, url.set(drivername="postgresql+psycopg"))


_ADDRESS: Final = "write a file, or postgresql+psycopg://user@host/database"


@contextmanager
def guarded(place: Place) -> Iterator[None]:
    """Turn what the database complains of into a StoreError of one line. Raises StoreError."""
    try:
        yield
    except (exc.DBAPIError, sqlite3.Error) as error:
        said = str(getattr(error, "orig", None) or error)
        what, mend = next(
            (m for cue, m in _MENDS.items() if cue in said),
            (f"failed: {' '.join(said.split())}", "look at its file or server, and its disk"),
        )
        raise StoreError(f"the store {place} {what}", mend=mend) from error


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


def engine_for(place: Place, *, create: bool) -> Engine:
    """An engine on that place; read-only where the file or its folder may not be written to.

    Raises StoreError where there is no store or one that is written by a newer version.
    """
    if place.path is not None:
        check_place(place.path, create=create)
    with guarded(place):
        engine = _engine(place, create=create)
        try:
            _migrate(engine, place, create=create)
        except BaseException:
            engine.dispose()
            raise
    return engine


def _engine(place: Place, *, create: bool) -> Engine:
    if place.url is not None:
        engine = create_engine(place.url, pool_pre_ping=True)
        event.listen(engine, "begin", _begin_on_server)
        return engine
    path = place.path
    if path is None:
        raise AssertionError("a place is a file or an address")
    frozen = path.exists() and not create and not _writable(path)
    where = path.resolve().as_uri() + (_read_only(path) if frozen else "")

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(where, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)  # by itself it keeps five threads at most
    event.listen(engine, "connect", _frozen_pragmas if frozen else _pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _read_only(path: Path) -> str:
    """How to open a file that may not be written to: as one that never changes, unless its journal holds the newest."""
    journal = path.with_name(f"{path.name}-wal")
    return "?mode=ro" if journal.exists() and journal.stat().st_size else "?mode=ro&immutable=1"


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _pragmas(raw: Any, _record: object) -> None:
    raw.execute("PRAGMA journal_mode=WAL")
    raw.execute("PRAGMA synchronous=NORMAL")
    raw.execute("PRAGMA foreign_keys=ON")


def _frozen_pragmas(raw: Any, _record: object) -> None:
    raw.execute("PRAGMA query_only=ON")


def _writes(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("writes", False))


def _begin(connection: Connection) -> None:
    """Take the writer's lock at the start, so that two readings side by side wait instead of failing half-way."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writes(connection) else "BEGIN")


def _begin_on_server(connection: Connection) -> None:
    """One writer at a time; a reader sees one moment, and is never kept waiting."""
    if _writes(connection):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _migrate(engine: Engine, place: Place, *, create: bool) -> None:
    with engine.begin() as connection:
        if _is_present(connection, place, create=create):
            return
    from dragoman.store.upgrade import upgrade  # noqa: PLC0415 - alembic takes half a second to load

    with engine.execution_options(writes=True).begin() as connection:
        if not _is_present(connection, place, create=create):  # another program may have made the tables meanwhile
            upgrade(connection)


def _is_present(connection: Connection, place: Place, *, create: bool) -> bool:
    tables = set(inspect(connection).get_table_names())
    known = "alembic_version" in tables
    at = connection.execute(text("SELECT version_num FROM alembic_version")).scalar() if known else None
    if tables and at is None:
        raise StoreError(f"{place} is a database of another program", mend="choose another one with --store")
    if at is None and not create:
        raise UsageError(f"there is no store at {place}", mend="read some articles first: dragoman read FOLDER")
    if at is not None and at > REVISION:
        raise StoreError(
            f"the store {place} was written by a newer Dragoman", mend="upgrade: pip install -U dragoman-news"
        )
    return bool(at == REVISION)
