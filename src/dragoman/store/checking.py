"""Whether a store holds what it says: references, ids, evidence to the letter, search index, judgements."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError
from sqlalchemy import Connection, exc, func, select, text

from dragoman.records import Judgement, loads
from dragoman.store.schema import actors, documents, judgements, metadata, passages, readings, records, texts
from dragoman.store.view import decoded

_AT_ONCE: Final = 200  # readings


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it should be: where, and what."""

    where: str
    what: str


def faults(connection: Connection) -> Iterator[Fault]:
    """Everything that is wrong, table by table."""
    yield from _files(connection) if connection.dialect.name == "sqlite" else ()
    yield from _references(connection)
    yield from _newest(connection)
    yield from _texts(connection)
    yield from _records(connection)
    yield from _index(connection)
    yield from _judgements(connection)


def _files(connection: Connection) -> Iterator[Fault]:
    for (said,) in connection.execute(text("PRAGMA integrity_check")):
        if said != "ok":
            yield Fault("file", str(said))
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield Fault(f"{row[0]} {row[1]}", f"points to a row of {row[2]} that is not there")


def _references(connection: Connection) -> Iterator[Fault]:
    """The same by hand on every database: a server may have been told not to hold its references."""
    for table in metadata.sorted_tables:
        for key in table.foreign_keys:
            column, target = key.parent, key.column
            lost = select(func.count()).where(column.is_not(None), column.not_in(select(target)))
            if count := connection.execute(lost).scalar_one():
                yield Fault(f"{table.name}.{column.name}", f"{count} rows point to no row of {target.table.name}")


def _newest(connection: Connection) -> Iterator[Fault]:
    last = select(func.max(readings.c.id)).where(readings.c.document_id == documents.c.id).scalar_subquery()
    query = select(documents.c.id).where(documents.c.reading_id.is_(None) | (documents.c.reading_id != last))
    for key in connection.execute(query).scalars():
        yield Fault(f"document {key}", "does not name its newest reading")


def _texts(connection: Connection) -> Iterator[Fault]:
    for row in connection.execution_options(yield_per=100).execute(select(texts)):
        if hashlib.sha256(row.content).hexdigest() != row.digest:
            yield Fault(f"document {row.document_id}", "its text is not what was read")


def _records(connection: Connection) -> Iterator[Fault]:
    """Every reading's records, actors and zones against the text that it saw."""
    numbers = list(connection.execute(select(readings.c.id).order_by(readings.c.id)).scalars())
    for at in range(0, len(numbers), _AT_ONCE):
        yield from _of_readings(connection, numbers[at : at + _AT_ONCE])


def _of_readings(connection: Connection, numbers: Sequence[int]) -> Iterator[Fault]:
    query = select(readings.c.id, readings.c.document_id, readings.c.body, texts.c.content).outerjoin(
        texts, (texts.c.document_id == readings.c.document_id) & (texts.c.digest == readings.c.digest)
    )
    seen: dict[int, tuple[str, str]] = {}
    for reading in connection.execute(query.where(readings.c.id.in_(numbers)).order_by(readings.c.id)):
        where = f"document {reading.document_id}, reading {reading.id}"
        if reading.content is None:
            yield Fault(where, "its text is not there")
            continue
        content = decoded(reading.content)
        seen[reading.id] = reading.document_id, content
        yield from _spans(where, reading.document_id, json.loads(reading.body), content)
    of_records = select(records.c.reading_id, records.c.id, records.c.kind, records.c.body)
    for row in connection.execute(of_records.where(records.c.reading_id.in_(numbers))):
        if row.reading_id in seen:
            yield from _record(row, *seen[row.reading_id])
    of_actors = select(actors.c.reading_id, actors.c.id, actors.c.body).where(actors.c.reading_id.in_(numbers))
    for actor in connection.execute(of_actors):
        if actor.reading_id in seen:
            document_id, content = seen[actor.reading_id]
            yield from _spans(f"actor {actor.id}", document_id, json.loads(actor.body), content)


def _record(row: Any, document_id: str, content: str) -> Iterator[Fault]:
    where = f"{row.kind} {row.id}"
    try:
        record = loads(row.kind, row.body)
    except (KeyError, ValidationError) as error:
        yield Fault(where, f"breaks the contract: {str(error).splitlines()[0]}")
        return
    if getattr(record, "id", None) != row.id:
        yield Fault(where, f"its record goes by {getattr(record, 'id', None)}")
    yield from _spans(where, document_id, json.loads(row.body), content)


def _spans(where: str, document_id: str, value: Any, content: str) -> Iterator[Fault]:
    """Every span in a record that is not exactly its slice of the raw text."""
    if isinstance(value, dict):
        if {"document_id", "start", "end", "text"} <= value.keys():
            if value["document_id"] != document_id or content[value["start"] : value["end"]] != value["text"]:
                yield Fault(where, f"characters {value['start']} to {value['end']} do not read {value['text'][:60]!r}")
            return
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _spans(where, document_id, part, content)


def _index(connection: Connection) -> Iterator[Fault]:
    without = select(func.count()).select_from(documents).where(documents.c.id.not_in(select(passages.c.document_id)))
    worded = without.where(documents.c.id.in_(select(texts.c.document_id).where(func.length(texts.c.content) > 0)))
    read = worded.where(documents.c.reading_id.in_(select(readings.c.id).where(readings.c.status != "refused")))
    if count := connection.execute(read).scalar_one():
        yield Fault("search", f"{count} documents with text have no passages")
    if connection.dialect.name == "postgresql":
        if count := connection.execute(text("SELECT count(*) FROM passages WHERE words IS NULL")).scalar_one():
            yield Fault("search", f"{count} passages are not in the index")
        return
    try:
        connection.execute(text("INSERT INTO passages_fts(passages_fts, rank) VALUES ('integrity-check', 1)"))
    except exc.DBAPIError as error:
        if "readonly" not in str(error):  # a store that may not be written to cannot be asked
            yield Fault("search", "the index is not that of the passages")


def _judgements(connection: Connection) -> Iterator[Fault]:
    for row in connection.execute(select(judgements.c.id, judgements.c.body)):
        try:
            found = Judgement.model_validate_json(row.body)
        except ValidationError as error:
            yield Fault(row.id, f"cannot be read: {str(error).splitlines()[0]}")
            continue
        if found.id != row.id:
            yield Fault(row.id, f"its body goes by {found.id}")
