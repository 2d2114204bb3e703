"""The one door to the tables."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine

from dragoman.document import Outcome
from dragoman.errors import UsageError
from dragoman.records import Issue, Judgement
from dragoman.store import checking, copying, writing
from dragoman.store.engine import Place, engine_for, guarded, place_of
from dragoman.store.view import NOW, AsOf, View
from dragoman.store.writing import Entry

Clock = Callable[[], datetime]


def open_store(place: Path | str, *, create: bool = True, clock: Clock | None = None) -> Store:
    """The store in a file, or at the URL of a PostgreSQL database; made where missing, if `create`.

    `clock` tells the time that is noted for what comes in. Raises StoreError, or UsageError where none is there.
    """
    where = place_of(place)
    return Store(where, engine_for(where, create=create), clock or _utc)


def _utc() -> datetime:
    return datetime.now(UTC)


class Store:
    """Documents with their readings, and what people decided. Every method raises StoreError where the place fails."""

    def __init__(self, place: Place, engine: Engine, clock: Clock) -> None:
        self.place, self._engine, self._clock = place, engine, clock
        self._shared: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of it."""
        self._engine.dispose()

    def now(self) -> str:
        """The time by the store's clock: UTC, ISO 8601, to the microsecond."""
        return self._clock().astimezone(UTC).isoformat(timespec="microseconds")

    @contextmanager
    def view(self, as_of: AsOf = NOW) -> Iterator[View]:
        """Everything from one moment, whatever is written meanwhile; or as it stood on another day."""
        if self._shared is not None:
            yield View(self._shared, as_of)
            return
        with guarded(self.place), self._engine.begin() as connection:
            yield View(connection, as_of)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        if self._shared is not None:
            yield self._shared
            return
        engine = self._engine.execution_options(writes=True)
        with guarded(self.place), engine.begin() as connection:
            yield connection

    @contextmanager
    def together(self) -> Iterator[None]:
        """Whatever is written inside the block comes in at its end, all or nothing; for one thread alone."""
        with self._writing() as connection:
            self._shared = connection
            try:
                yield
            finally:
                self._shared = None

    def begin_run(
        self,
        versions: Mapping[str, str],
        *,
        plugins: Mapping[str, str] | None = None,
        configuration: Mapping[str, Any] | None = None,
        knowledge: str = "",
    ) -> int:
        """Note a reading of many documents, with the versions of what reads; its number."""
        row = {"started": self.now(), "versions": _json(versions), "plugins": _json(plugins or {})}
        row |= {"configuration": _json(configuration or {}), "knowledge": knowledge}
        with self._writing() as connection:
            return writing.put_run(connection, row)

    def put(self, outcome: Outcome, *, pipeline: str, run: int, dated: str | None = None) -> None:
        """Write a document with all that was read in it, in one transaction, beside earlier readings of it.

        `dated` is the date that a person gave, kept for later readings.
        """
        self.put_all([Entry(outcome, dated)], pipeline=pipeline, run=run)

    def put_all(self, entries: Sequence[Entry], *, pipeline: str, run: int) -> None:
        """Write many documents, each of them once, in one transaction."""
        with self._writing() as connection:
            writing.put_outcomes(connection, entries, pipeline=pipeline, run=run, now=self.now())

    def put_issue(self, issue: Issue) -> None:
        """Write an issue that belongs to no document; writing it again changes nothing."""
        with self._writing() as connection:
            writing.put_issue(connection, issue, self.now())

    def remember_source(self, document_id: str, source: str) -> None:
        """Note that a document was also met under this name; noting it again changes nothing."""
        with self._writing() as connection:
            writing.remember_sources(connection, [(document_id, source)], self.now())

    def put_judgements(self, judgements: Iterable[Judgement]) -> int:
        """Write what people decided, all or nothing; how many were not here before."""
        with self._writing() as connection:
            now = self.now()
            return sum(writing.put_judgement(connection, judgement, now) for judgement in judgements)

    def put_look(self, who: str, pair: str, at: str) -> None:
        """Note that somebody asked for the news of two states."""
        with self._writing() as connection:
            writing.put_look(connection, who, pair, at)

    def forget(self, document_id: str, *, who: str, why: str | None = None) -> int:
        """Take out a document with every reading and every judgement that quotes it, and leave a tombstone.

        How many judgements went with it. Raises UsageError where there is no such document.
        """
        with self._writing() as connection:
            if View(connection).held(document_id) is None:
                raise UsageError(f"no document has the id {document_id!r}", mend="ids stand in documents.jsonl")
            gone = writing.forget(connection, document_id, who=who, why=why, now=self.now())
        with guarded(self.place):
            copying.wipe(self._engine)
        return gone

    def check(self) -> Iterator[checking.Fault]:
        """What is not as it should be: broken evidence, ids, index, references. Nothing where all is well."""
        with guarded(self.place), self._engine.begin() as connection:
            yield from checking.faults(connection)

    def backup(self, file: Path) -> dict[str, int]:
        """Copy the store, as of one moment, into a new SQLite file; the rows of each table.

        Raises UsageError where a file is there already.
        """
        if file.exists():
            raise UsageError(f"{file} is there already", mend="choose another file")
        made = file.with_name(f".{file.name}.partial")
        made.unlink(missing_ok=True)
        with open_store(made) as copy:
            counts = copy.take_in(self)
        copying.settle(made, file)
        return counts

    def restore(self, file: Path) -> dict[str, int]:
        """Fill this store, which must be empty, from a backup; the rows of each table. Raises UsageError."""
        with open_store(file, create=False) as source:
            return self.take_in(source)

    def take_in(self, other: Store) -> dict[str, int]:
        """Everything that another store holds, all or nothing. Raises UsageError where this one is not empty."""
        with other.view() as view, self._writing() as into:
            if copying.holds_anything(into):
                raise UsageError(f"the store {self.place} is not empty", mend="choose a new one with --store")
            return copying.copy(view.connection, into)


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(dict(value), sort_keys=True, ensure_ascii=False)
