"""What the tables hold, as the records that went in: all of it from one moment, or as it stood on another day."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, exists, func, select

from dragoman.records import Actor, DocumentRecord, Issue, Judgement, Model, loads
from dragoman.store.schema import (
    actors,
    documents,
    issues,
    judgement_documents,
    judgements,
    looks,
    passages,
    readings,
    records,
    runs,
    sources,
    texts,
    tombstones,
)
from dragoman.store.search import Passage, ranked

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class AsOf:
    """A moment to look back to: by the day on which documents surely were published, by the time at which the store
    had them (UTC, ISO 8601), or by the run that last wrote. Nothing given: now.
    """

    published: date | None = None
    ingested: str | None = None
    run: int | None = None


NOW = AsOf()


@dataclass(frozen=True, slots=True)
class Held:
    """How a document stands in the store: by which pipeline it was read, and the date that a person gave it."""

    document_id: str
    status: str
    pipeline: str
    dated_by_reader: str | None


@dataclass(frozen=True, slots=True)
class Contents:
    """A document with its raw text, and the records and actors that its reading found, each by id."""

    document: DocumentRecord
    text: str
    records: tuple[Model, ...]
    actors: tuple[Actor, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """A reading of many documents: when, with what, and how many documents it read."""

    id: int
    started: str
    versions: dict[str, str]
    plugins: dict[str, str]
    configuration: dict[str, Any]
    knowledge: str
    documents: int


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A document that was taken out on request; `judgements` is how many went with it."""

    document_id: str
    forgotten: str
    who: str
    why: str | None
    judgements: int


class View:
    """The store as one reader sees it, whatever is written meanwhile."""

    def __init__(self, connection: Connection, as_of: AsOf = NOW) -> None:
        self.connection, self._as_of = connection, as_of

    def stamp(self) -> tuple[int, ...]:
        """Numbers that change with whatever is written: two views with the same stamp hold the same."""
        counted = (
            select(func.max(readings.c.id)), select(func.count()).select_from(sources), select(func.max(issues.c.id)),
            select(func.count()).select_from(judgements), select(func.count()).select_from(tombstones),
            select(func.count()).select_from(documents),
        )  # fmt: skip
        return tuple(self.connection.execute(query).scalar() or 0 for query in counted)

    def documents(self, ids: Collection[str] | None = None) -> list[tuple[DocumentRecord, str]]:
        """Documents with their raw text, by id. A document met under several names goes by the first of them."""
        names = select(func.min(sources.c.source)).where(sources.c.document_id == readings.c.document_id)
        first = names.where(*self._by_then(sources.c.added)).scalar_subquery()
        query = (
            select(readings.c.body, texts.c.content, first.label("source"))
            .join(texts, (texts.c.document_id == readings.c.document_id) & (texts.c.digest == readings.c.digest))
            .where(self._in_view(readings.c.id))
            .order_by(readings.c.document_id)
        )
        return [_document(row) for row in self._within(query, readings.c.document_id, ids)]

    def readings(self) -> dict[str, tuple[int, str]]:
        """The documents in view, by id: the number of the reading, and the name that they go by."""
        query: Select[Any] = select(readings.c.document_id, readings.c.id, func.min(sources.c.source))
        query = query.join(sources, sources.c.document_id == readings.c.document_id)
        query = query.where(self._in_view(readings.c.id), *self._by_then(sources.c.added))
        query = query.group_by(readings.c.document_id, readings.c.id).order_by(readings.c.document_id)
        return {row[0]: (row[1], row[2]) for row in self.connection.execute(query)}

    def contents(self, ids: Collection[str] | None = None) -> dict[str, Contents]:
        """These documents, or all, with what their readings found, by id."""
        found, acting = defaultdict(list), defaultdict(list)
        query: Select[Any] = select(records.c.document_id, records.c.kind, records.c.body)
        query = query.where(self._in_view(records.c.reading_id))
        for row in self._within(query.order_by(records.c.id), records.c.document_id, ids):
            found[row.document_id].append(loads(row.kind, row.body))
        named = select(actors.c.document_id, actors.c.body).where(self._in_view(actors.c.reading_id))
        for row in self._within(named.order_by(actors.c.id), actors.c.document_id, ids):
            acting[row.document_id].append(Actor.model_validate_json(row.body))
        told = self.documents(ids)
        return {d.id: Contents(d, text, tuple(found[d.id]), tuple(acting[d.id])) for d, text in told}

    def records(self, kind: str | None = None, *, documents: Collection[str] | None = None) -> list[Model]:
        """Records by id: of one kind or of all, of these documents or of all."""
        query = select(records.c.kind, records.c.body).where(self._in_view(records.c.reading_id)).order_by(records.c.id)
        if kind is not None:
            query = query.where(records.c.kind == kind)
        return [loads(row.kind, row.body) for row in self._within(query, records.c.document_id, documents)]

    def actors(self, documents: Collection[str] | None = None) -> list[Actor]:
        """Actors as each document has them: one actor comes once a document."""
        query = select(actors.c.body).where(self._in_view(actors.c.reading_id))
        query = query.order_by(actors.c.document_id, actors.c.id)
        return [Actor.model_validate_json(row.body) for row in self._within(query, actors.c.document_id, documents)]

    def issues(self, documents: Collection[str] | None = None) -> list[Issue]:
        """The issues of these documents, or all; and for each further name of a document one that tells it."""
        found = select(issues.c.body).join(readings, readings.c.id == issues.c.reading_id).order_by(issues.c.body)
        found = found.where(self._in_view(readings.c.id))
        told = [Issue.model_validate_json(r.body) for r in self._within(found, readings.c.document_id, documents)]
        if documents is None and self._as_of.published is None:
            apart = select(issues.c.body).where(issues.c.reading_id.is_(None), *self._by_then(issues.c.noted))
            told += [
                Issue.model_validate_json(b) for b in self.connection.execute(apart.order_by(issues.c.body)).scalars()
            ]
        return [*told, *self._further_names(documents)]

    def _further_names(self, ids: Collection[str] | None) -> Iterator[Issue]:
        query = select(sources.c.document_id, sources.c.source).order_by(sources.c.document_id, sources.c.source)
        query = query.where(sources.c.document_id.in_(self._document_ids()), *self._by_then(sources.c.added))
        seen: set[str] = set()
        for row in self._within(query, sources.c.document_id, ids):
            if row.document_id in seen:
                message = f"the same text was also read as {row.source}"
                yield Issue(document_id=row.document_id, stage="store", code="same-content", message=message)
            seen.add(row.document_id)

    def shared_documents(self, *countries: str) -> list[str]:
        """The ids of the documents in which actors of every one of these countries appear."""
        query = select(readings.c.document_id).where(self._in_view(readings.c.id)).order_by(readings.c.document_id)
        for country in countries:
            query = query.where(readings.c.id.in_(select(actors.c.reading_id).where(actors.c.country == country)))
        return list(self.connection.execute(query).scalars())

    def document_ids(self) -> set[str]:
        """The ids of all documents in view."""
        return set(self.connection.execute(self._document_ids()).scalars())

    def arrived(self, since: str) -> list[str]:
        """The ids of the documents in view that first came after a moment (UTC, ISO 8601), the last ones first."""
        query = select(documents.c.id).where(documents.c.added > since, documents.c.id.in_(self._document_ids()))
        return list(self.connection.execute(query.order_by(documents.c.added.desc(), documents.c.id)).scalars())

    def ids_like(self, start: str, limit: int = 10) -> list[tuple[str, str]]:
        """Up to `limit` pairs of kind and id that begin so: records first, then documents, then judgements."""
        looked_at: tuple[tuple[str | None, Any, ColumnElement[bool]], ...] = (
            (None, records.c.id, self._in_view(records.c.reading_id)),
            ("documents", documents.c.id, documents.c.id.in_(self._document_ids())),
            ("judgements", judgements.c.id, judgements.c.added <= (self._as_of.ingested or "~")),
        )
        found: list[tuple[str, str]] = []
        for kind, column, seen in looked_at:
            query = select(column, *([records.c.kind] if kind is None else [])).where(seen)
            query = query.where(column.startswith(start, autoescape=True)).order_by(column).limit(limit)
            found += [(kind or row[1], row[0]) for row in self.connection.execute(query)]
        return found[:limit]

    def documents_called(self, given: str) -> list[str]:
        """The ids of the documents of that id or of one that begins so; else of those met under that name or file."""
        begin = select(documents.c.id).where(documents.c.id.startswith(given, autoescape=True)).order_by(documents.c.id)
        named = select(sources.c.document_id).where(sources.c.source == given)
        file = select(sources.c.document_id).where(sources.c.source.endswith(f"/{given}", autoescape=True))
        for query in (begin, named, file):
            found = self.connection.execute(query.limit(2)).scalars().all()
            if found:
                return [given] if given in found else sorted(set(found))
        return []

    def record(self, record_id: str) -> Model | None:
        """The record of that id, as a reading found it."""
        query = select(records.c.kind, records.c.body).where(records.c.id == record_id)
        row = self.connection.execute(query.where(self._in_view(records.c.reading_id))).first()
        return loads(row.kind, row.body) if row else None

    def records_between(self, document_id: str, start: int, end: int) -> list[Model]:
        """The records of a document whose evidence touches raw characters start:end."""
        query = select(records.c.kind, records.c.body).where(
            records.c.document_id == document_id, records.c.start < end, records.c.end > start
        )
        query = query.where(self._in_view(records.c.reading_id)).order_by(records.c.start, records.c.id)
        return [loads(row.kind, row.body) for row in self.connection.execute(query)]

    def judgements(self, documents: Collection[str] | None = None) -> list[Judgement]:
        """What people decided, oldest first: of these documents (and of none), or all."""
        query = select(judgements.c.id, judgements.c.when, judgements.c.body)
        query = query.where(*self._by_then(judgements.c.added))
        if documents is None:
            found = list(self.connection.execute(query))
        else:
            about = judgement_documents.c
            joined = query.join(judgement_documents, about.judgement_id == judgements.c.id)
            found = list(self._within(joined, about.document_id, documents))
            of_none = query.where(judgements.c.id.not_in(select(about.judgement_id)))
            found += self.connection.execute(of_none)
        bodies = {row.id: row.body for row in sorted(found, key=lambda row: (row.when, row.id))}
        return [Judgement.model_validate_json(body) for body in bodies.values()]

    def search(self, words: str, limit: int = 20) -> tuple[list[Passage], dict[str, tuple[DocumentRecord, str]]]:
        """The paragraphs that hold all these words, best first, as they stand in the raw text; and their documents.

        Words are kept of each document's newest reading alone. Looking back, a document whose raw text was then
        another (a PDF that an older version took apart otherwise) is passed over.
        """
        order = ranked(self.connection, words, limit, within=None if self._as_of == NOW else self._alike())
        rows = {row.id: row for row in self.connection.execute(select(passages).where(passages.c.id.in_(order)))}
        found = {record.id: (record, text) for record, text in self.documents({r.document_id for r in rows.values()})}
        chosen = (rows[at] for at in order)
        return [Passage(r.document_id, r.start, found[r.document_id][1][r.start : r.end]) for r in chosen], found

    def held(self, document_id: str) -> Held | None:
        """How a document stands, or None where it was never read."""
        return self.held_among([document_id]).get(document_id)

    def held_among(self, ids: Collection[str]) -> dict[str, Held]:
        """How these documents stand, by id, as far as they were read."""
        columns = (readings.c.document_id, readings.c.status, readings.c.pipeline, readings.c.dated_by_reader)
        query = select(*columns).where(self._in_view(readings.c.id))
        return {row.document_id: Held(*row) for row in self._within(query, readings.c.document_id, ids)}

    def sources(self, document_id: str) -> list[str]:
        """The names under which a document was met, sorted."""
        query = select(sources.c.source).where(sources.c.document_id == document_id).order_by(sources.c.source)
        return list(self.connection.execute(query).scalars())

    def runs(self) -> list[Run]:
        """Every run, oldest first."""
        read = select(readings.c.run_id, func.count().label("read")).group_by(readings.c.run_id).subquery()
        query = select(runs, func.coalesce(read.c.read, 0).label("read")).outerjoin(read, read.c.run_id == runs.c.id)
        return [_run(row) for row in self.connection.execute(query.order_by(runs.c.id))]

    def tombstones(self) -> list[Tombstone]:
        """What was taken out on request, by document."""
        return [
            Tombstone(*row) for row in self.connection.execute(select(tombstones).order_by(tombstones.c.document_id))
        ]

    def tombstones_among(self, ids: Collection[str]) -> dict[str, Tombstone]:
        """What is left of those of these documents that were taken out, by id."""
        found = self._within(select(tombstones), tombstones.c.document_id, ids)
        return {row.document_id: Tombstone(*row) for row in found}

    def looked(self, who: str, pair: str) -> str | None:
        """When somebody last asked for the news of two states."""
        query = select(looks.c.at).where(looks.c.who == who, looks.c.pair == pair)
        return self.connection.execute(query).scalar()

    def counts(self) -> dict[str, int]:
        """How many rows each table holds: what two readings of the same articles must leave alike."""
        tables = (documents, texts, readings, sources, records, actors, issues, passages, runs, judgements, tombstones)
        return {
            table.name: self.connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in tables
        }

    def _in_view(self, reading: ColumnElement[Any]) -> ColumnElement[bool]:
        if self._as_of == NOW:  # asked of each row, so that a query for few documents does not go through all
            newest = documents.alias()
            return exists().where(newest.c.reading_id == reading)
        return reading.in_(self._readings())

    def _readings(self) -> Select[Any]:
        """The numbers of the readings that are in view: the newest of each document by then."""
        then = self._as_of
        if then.ingested is None and then.run is None:
            newest = select(documents.c.reading_id)
        else:
            newest = select(func.max(readings.c.id)).where(*self._by_then(readings.c.read_at))
            newest = newest.where(readings.c.run_id <= then.run) if then.run is not None else newest
            newest = newest.group_by(readings.c.document_id)
        if then.published is None:
            return newest
        out = readings.c.published <= then.published
        return select(readings.c.id).where(readings.c.id.in_(newest), out)

    def _document_ids(self) -> Select[Any]:
        return select(readings.c.document_id).where(self._in_view(readings.c.id))

    def _alike(self) -> Select[Any]:
        """The ids of the documents in view whose raw text is that of their newest reading."""
        newest = readings.alias()
        query = select(readings.c.document_id).join(documents, documents.c.id == readings.c.document_id)
        query = query.join(newest, (newest.c.id == documents.c.reading_id) & (newest.c.digest == readings.c.digest))
        return query.where(self._in_view(readings.c.id))

    def _by_then(self, column: ColumnElement[Any]) -> list[ColumnElement[bool]]:
        return [column <= self._as_of.ingested] if self._as_of.ingested is not None else []

    def _within(self, query: Select[Any], column: ColumnElement[Any], ids: Collection[str] | None) -> Iterator[Any]:
        """The rows of a query, narrowed to some documents where ids are given, in slices that any database takes."""
        if ids is None:
            yield from self.connection.execute(query)
            return
        wanted = sorted(ids)
        for at in range(0, len(wanted), _AT_ONCE):
            yield from self.connection.execute(query.where(column.in_(wanted[at : at + _AT_ONCE])))


def _document(row: Any) -> tuple[DocumentRecord, str]:
    record = DocumentRecord.model_validate_json(row.body)
    return record.model_copy(update={"source": row.source}), decoded(row.content)


def decoded(content: bytes) -> str:
    """The raw text out of the bytes that hold it."""
    return content.decode(errors="surrogatepass")


def _run(row: Any) -> Run:
    versions, plugins, configuration = (json.loads(part) for part in (row.versions, row.plugins, row.configuration))
    return Run(row.id, row.started, versions, plugins, configuration, row.knowledge, row.read)
