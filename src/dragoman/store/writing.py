"""One document's outcome into the tables, whole or not at all."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select

from dragoman.document import Outcome
from dragoman.records import Actor, Evident, Issue, dumps
from dragoman.store.columns import participants, record_row
from dragoman.store.schema import actors, documents, issues, passages, records, sources
from dragoman.store.schema import participants as participants_table


def put_outcome(connection: Connection, outcome: Outcome, *, pipeline: str, run: int, dated: str | None) -> None:
    """Write a document with all that was read in it, in place of what an earlier reading of it left."""
    kept_sources = sources_of(connection, outcome.document.id) | {outcome.document.source}
    _forget(connection, outcome.document.id)
    connection.execute(insert(documents), [_document_row(outcome, pipeline=pipeline, run=run, dated=dated)])
    for source in sorted(kept_sources):
        remember_source(connection, outcome.document.id, source)
    _put_facts(connection, outcome)
    _fill(connection, actors, [_actor_row(outcome.document.id, actor) for actor in outcome.actors])
    _fill(connection, passages, _passage_rows(outcome))


def remember_source(connection: Connection, document_id: str, source: str) -> None:
    """Note that a document was also met under this name."""
    if source not in sources_of(connection, document_id):
        connection.execute(insert(sources), [{"document_id": document_id, "source": source}])


def put_issue(connection: Connection, issue: Issue) -> None:
    """Write an issue that belongs to no document, once."""
    body = dumps(issue)
    if (
        connection.execute(select(issues.c.id).where(issues.c.document_id.is_(None), issues.c.body == body)).first()
        is None
    ):
        connection.execute(insert(issues), [_issue_row(issue)])


def _put_facts(connection: Connection, outcome: Outcome) -> None:
    unique: dict[str, Evident] = {}
    doubled = []
    for record in outcome.records:
        if not isinstance(record, Evident):
            raise TypeError(f"a {type(record).__name__} is no record of one document")
        if unique.setdefault(record.id, record) != record:
            doubled.append(_doubled(outcome.document.id, record))
    _fill(connection, records, [record_row(record, outcome.document.id) for record in unique.values()])
    rows = [
        {"record_id": record.id, "actor_id": actor, "role": role}
        for record in unique.values()
        for actor, role in participants(record)
    ]
    _fill(connection, participants_table, rows)
    _fill(connection, issues, [_issue_row(issue) for issue in (*outcome.issues, *doubled)])


def _doubled(document_id: str, record: Evident) -> Issue:
    span = record.evidence[0]
    message = f"two records go by {record.id}; the first was kept"
    return Issue(
        document_id=document_id, stage="store", code="doubled-id", message=message, start=span.start, end=span.end
    )


def sources_of(connection: Connection, document_id: str) -> set[str]:
    """The names under which a document was met."""
    return set(connection.execute(select(sources.c.source).where(sources.c.document_id == document_id)).scalars())


def _forget(connection: Connection, document_id: str) -> None:
    """Everything of a document goes at once; the foreign keys take participants with their records."""
    for table in (records, actors, issues, passages, sources):
        connection.execute(delete(table).where(table.c.document_id == document_id))
    connection.execute(delete(documents).where(documents.c.id == document_id))


def _fill(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _document_row(outcome: Outcome, *, pipeline: str, run: int, dated: str | None) -> dict[str, Any]:
    return {
        "id": outcome.document.id,
        "status": outcome.document.status,
        "pipeline": pipeline,
        "dated_by_reader": dated,
        "run_id": run,
        "text": outcome.text,
        "body": dumps(outcome.document),
    }


def _actor_row(document_id: str, actor: Actor) -> dict[str, Any]:
    country = actor.country or (actor.id.removeprefix("state:") if actor.id.startswith("state:") else None)
    return {"document_id": document_id, "id": actor.id, "country": country, "body": dumps(actor)}


def _issue_row(issue: Issue) -> dict[str, Any]:
    return {"document_id": issue.document_id, "stage": issue.stage, "code": issue.code, "body": dumps(issue)}


def _passage_rows(outcome: Outcome) -> list[dict[str, Any]]:
    """The paragraphs of the raw text, each with the offset at which it starts."""
    rows, at = [], 0
    for line in outcome.text.split("\n"):
        if line.strip():
            rows.append({"document_id": outcome.document.id, "start": at, "body": line})
        at += len(line) + 1
    return rows
