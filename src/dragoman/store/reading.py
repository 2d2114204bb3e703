"""What the tables hold, as the records that went in."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, Table, func, select

from dragoman.records import Actor, DocumentRecord, Issue, Model, loads
from dragoman.store.schema import actors, documents, issues, participants, passages, records, runs, sources

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Held:
    """How a document stands in the store: by which pipeline it was read, and the date that a person gave it."""

    document_id: str
    status: str
    pipeline: str
    dated_by_reader: str | None


def held(connection: Connection, document_id: str) -> Held | None:
    """How a document stands, or None where it was never read."""
    columns = (documents.c.id, documents.c.status, documents.c.pipeline, documents.c.dated_by_reader)
    row = connection.execute(select(*columns).where(documents.c.id == document_id)).first()
    return Held(*row) if row else None


def iter_documents(connection: Connection, ids: Collection[str] | None = None) -> Iterator[tuple[DocumentRecord, str]]:
    """Documents with their raw text, by id. A document met under several names goes by the first in the alphabet."""
    first = (
        select(sources.c.document_id, func.min(sources.c.source).label("source"))
        .group_by(sources.c.document_id)
        .subquery()
    )
    query = (
        select(documents.c.body, documents.c.text, first.c.source)
        .join(first, first.c.document_id == documents.c.id)
        .order_by(documents.c.id)
    )
    for row in _within(connection, query, documents, "id", ids):
        record = DocumentRecord.model_validate_json(row.body)
        yield record.model_copy(update={"source": row.source}), row.text


def iter_records(
    connection: Connection, *, kind: str | None = None, ids: Collection[str] | None = None
) -> Iterator[Model]:
    """The records of a kind, or all, of these documents, or all; by id."""
    query = select(records.c.kind, records.c.body).order_by(records.c.id)
    if kind is not None:
        query = query.where(records.c.kind == kind)
    return (loads(row.kind, row.body) for row in _within(connection, query, records, "document_id", ids))


def iter_actors(connection: Connection, ids: Collection[str] | None = None) -> Iterator[Actor]:
    """The actors as each document has them: one actor comes once a document."""
    query = select(actors.c.body).order_by(actors.c.document_id, actors.c.id)
    return (Actor.model_validate_json(row.body) for row in _within(connection, query, actors, "document_id", ids))


def iter_issues(connection: Connection, ids: Collection[str] | None = None) -> Iterator[Issue]:
    """The issues of these documents, or all; and for each further name of a document one that tells it."""
    query = select(issues.c.body).order_by(issues.c.body)
    for row in _within(connection, query, issues, "document_id", ids):
        yield Issue.model_validate_json(row.body)
    also = select(sources.c.document_id, sources.c.source).order_by(sources.c.document_id, sources.c.source)
    seen: set[str] = set()
    for row in _within(connection, also, sources, "document_id", ids):
        if row.document_id in seen:
            message = f"the same text was also read as {row.source}"
            yield Issue(document_id=row.document_id, stage="store", code="same-content", message=message)
        seen.add(row.document_id)


def shared_documents(connection: Connection, *countries: str) -> list[str]:
    """The ids of the documents in which actors of every one of these countries appear."""
    query = select(documents.c.id).order_by(documents.c.id)
    for country in countries:
        query = query.where(documents.c.id.in_(select(actors.c.document_id).where(actors.c.country == country)))
    return list(connection.execute(query).scalars())


def record_ids(connection: Connection, start: str, limit: int = 10) -> list[tuple[str, str]]:
    """Up to `limit` pairs of kind and id that begin so: records first, then documents."""
    found: list[tuple[str, str]] = []
    for kind, table in ((records.c.kind, records), (None, documents)):
        query = (
            select(table.c.id).where(table.c.id.startswith(start, autoescape=True)).order_by(table.c.id).limit(limit)
        )
        query = query.add_columns(kind) if kind is not None else query
        found += [(row[1] if kind is not None else "documents", row[0]) for row in connection.execute(query)]
    return found[:limit]


def record_by_id(connection: Connection, record_id: str) -> Model | None:
    """The record of that id."""
    row = connection.execute(select(records.c.kind, records.c.body).where(records.c.id == record_id)).first()
    return loads(row.kind, row.body) if row else None


def records_of_actor(connection: Connection, actor_id: str) -> Iterator[Model]:
    """Every record in which an actor takes part or for which it stands, earliest first, undated last."""
    mine = select(participants.c.record_id).where(participants.c.actor_id == actor_id)
    undated = records.c.earliest.is_(None)
    query = select(records.c.kind, records.c.body).where(records.c.id.in_(mine))
    for row in connection.execute(query.order_by(undated, records.c.earliest, records.c.id)):
        yield loads(row.kind, row.body)


def records_between(connection: Connection, document_id: str, start: int, end: int) -> Iterator[Model]:
    """The records of a document whose evidence touches raw characters start:end."""
    query = select(records.c.kind, records.c.body).where(
        records.c.document_id == document_id, records.c.start < end, records.c.end > start
    )
    for row in connection.execute(query.order_by(records.c.start, records.c.id)):
        yield loads(row.kind, row.body)


def counts(connection: Connection) -> dict[str, int]:
    """How many rows each table holds: what two readings of the same articles must leave alike."""
    tables = (documents, sources, records, actors, participants, issues, passages, runs)
    return {table.name: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables}


def _within(
    connection: Connection, query: Select[Any], table: Table, column: str, ids: Collection[str] | None
) -> Iterator[Any]:
    """The rows of a query, narrowed to some documents where ids are given, in slices that any database takes."""
    if ids is None:
        yield from connection.execute(query)
        return
    wanted = sorted(ids)
    for at in range(0, len(wanted), _AT_ONCE):
        yield from connection.execute(query.where(table.c[column].in_(wanted[at : at + _AT_ONCE])))
