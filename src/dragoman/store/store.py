"""The one door to the tables."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, insert

from dragoman.document import Outcome
from dragoman.records import Actor, DocumentRecord, Issue, Model
from dragoman.store import reading, writing
from dragoman.store.engine import engine_for, guarded
from dragoman.store.reading import Held
from dragoman.store.schema import runs
from dragoman.store.search import Passage, search


def open_store(path: Path | str, *, create: bool = True) -> Store:
    """The store at `path`; made where missing, if `create`. Raises StoreError, or UsageError where none is there."""
    where = Path(path).expanduser()
    return Store(where, engine_for(where, create=create))


class Store:
    """Documents, actors, records and issues. Every method raises StoreError where the file fails."""

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path, self._engine = path, engine

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with guarded(self.path), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        engine = self._engine.execution_options(writes=True)
        with guarded(self.path), engine.begin() as connection:
            yield connection

    def begin_run(self, started: str, versions: Mapping[str, str]) -> int:
        """Note a reading, with the versions of what reads; its number."""
        row = {"started": started, "versions": json.dumps(dict(versions), sort_keys=True)}
        with self._writing() as connection:
            key = connection.execute(insert(runs), row).inserted_primary_key
        if key is None:
            raise AssertionError("a run was written without a number")
        return int(key[0])

    def put(self, outcome: Outcome, *, pipeline: str, run: int, dated: str | None = None) -> None:
        """Write a document with all that was read in it, in one transaction, in place of an earlier reading of it.

        `dated` is the date that a person gave, kept for later readings.
        """
        with self._writing() as connection:
            writing.put_outcome(connection, outcome, pipeline=pipeline, run=run, dated=dated)

    def put_issue(self, issue: Issue) -> None:
        """Write an issue that belongs to no document; writing it again changes nothing."""
        with self._writing() as connection:
            writing.put_issue(connection, issue)

    def remember_source(self, document_id: str, source: str) -> None:
        """Note that a document was also met under this name; noting it again changes nothing."""
        with self._writing() as connection:
            writing.remember_source(connection, document_id, source)

    def held(self, document_id: str) -> Held | None:
        """How a document stands in the store, or None where it was never read."""
        with self._reading() as connection:
            return reading.held(connection, document_id)

    def sources(self, document_id: str) -> list[str]:
        """The names under which a document was met, sorted."""
        with self._reading() as connection:
            return sorted(writing.sources_of(connection, document_id))

    def documents(self, ids: Collection[str] | None = None) -> list[tuple[DocumentRecord, str]]:
        """Documents with their raw text, by id: these, or all."""
        with self._reading() as connection:
            return list(reading.iter_documents(connection, ids))

    def records(self, kind: str | None = None, *, documents: Collection[str] | None = None) -> list[Model]:
        """Records by id: of one kind or of all, of these documents or of all."""
        with self._reading() as connection:
            return list(reading.iter_records(connection, kind=kind, ids=documents))

    def actors(self, documents: Collection[str] | None = None) -> list[Actor]:
        """Actors as each document has them: one actor comes once a document."""
        with self._reading() as connection:
            return list(reading.iter_actors(connection, documents))

    def issues(self, documents: Collection[str] | None = None) -> list[Issue]:
        """Issues of these documents, or all."""
        with self._reading() as connection:
            return list(reading.iter_issues(connection, documents))

    def shared_documents(self, *countries: str) -> list[str]:
        """The ids of the documents in which actors of every one of these countries appear."""
        with self._reading() as connection:
            return reading.shared_documents(connection, *countries)

    def ids_like(self, start: str) -> list[tuple[str, str]]:
        """Up to ten pairs of kind and id that begin so."""
        with self._reading() as connection:
            return reading.record_ids(connection, start)

    def record(self, record_id: str) -> Model | None:
        """The record of that id."""
        with self._reading() as connection:
            return reading.record_by_id(connection, record_id)

    def records_of_actor(self, actor_id: str) -> list[Model]:
        """Every record in which an actor takes part or for which it stands, earliest first."""
        with self._reading() as connection:
            return list(reading.records_of_actor(connection, actor_id))

    def records_between(self, document_id: str, start: int, end: int) -> list[Model]:
        """The records of a document whose evidence touches raw characters start:end."""
        with self._reading() as connection:
            return list(reading.records_between(connection, document_id, start, end))

    def search(self, words: str, limit: int = 20) -> list[Passage]:
        """The paragraphs that hold all these words, best first."""
        with self._reading() as connection:
            return search(connection, words, limit)

    def counts(self) -> dict[str, int]:
        """How many rows each table holds."""
        with self._reading() as connection:
            return reading.counts(connection)
