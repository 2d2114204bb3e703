"""One document's outcome into the tables, whole or not at all."""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, text, update

from dragoman.document import Outcome
from dragoman.records import Evident, Issue, Judgement, dumps
from dragoman.store.columns import actor_row, issue_row, reading_row, record_row
from dragoman.store.passages import passages_of
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
from dragoman.store.words import folded_words

_PASSAGE_WITH_WORDS = text(
    'INSERT INTO passages (document_id, start, "end", body, words)'
    " VALUES (:document_id, :start, :end, :body, to_tsvector('simple', :words))"
)


def put_run(connection: Connection, row: dict[str, Any]) -> int:
    """Note a reading of many documents; its number."""
    return _put_one(connection, runs, row)


def put_outcome(
    connection: Connection, outcome: Outcome, *, pipeline: str, run: int, dated: str | None, now: str
) -> None:
    """Write a document with all that was read in it, beside what earlier readings of it left; views show the newest."""
    key = outcome.document.id
    connection.execute(delete(tombstones).where(tombstones.c.document_id == key))
    digest = _put_document(connection, outcome, now)
    remember_source(connection, key, outcome.document.source, now)
    row = {"document_id": key, "run_id": run, "read_at": now, "pipeline": pipeline, "dated_by_reader": dated}
    reading = _put_one(connection, readings, row | {"digest": digest} | reading_row(outcome.document))
    _put_facts(connection, outcome, reading, now)
    _fill(connection, actors, [actor_row(actor, key, reading) for actor in outcome.actors])
    connection.execute(update(documents).where(documents.c.id == key).values(reading_id=reading))
    put_passages(connection, outcome)


def remember_source(connection: Connection, document_id: str, source: str, now: str) -> None:
    """Note that a document was also met under this name."""
    if source not in sources_of(connection, document_id):
        connection.execute(insert(sources), [{"document_id": document_id, "source": source, "added": now}])


def put_issue(connection: Connection, issue: Issue, now: str) -> None:
    """Write an issue that belongs to no document, once."""
    same = select(issues.c.id).where(issues.c.reading_id.is_(None), issues.c.body == dumps(issue))
    if connection.execute(same).first() is None:
        connection.execute(insert(issues), [issue_row(issue, None, now)])


def put_judgement(connection: Connection, judgement: Judgement, now: str) -> bool:
    """Write what a person decided; False where it is here already."""
    known = select(judgements.c.id).where(judgements.c.id == judgement.id)
    if connection.execute(known).first() is not None:
        return False
    row = {"id": judgement.id, "added": now, "action": judgement.decision.action, "who": judgement.who}
    connection.execute(insert(judgements), [row | {"when": judgement.when, "body": dumps(judgement)}])
    about = [{"judgement_id": judgement.id, "document_id": key} for key in judgement.documents]
    _fill(connection, judgement_documents, about)
    return True


def put_look(connection: Connection, who: str, pair: str, at: str) -> None:
    """Note when somebody last asked for the news of two states."""
    connection.execute(delete(looks).where(looks.c.who == who, looks.c.pair == pair))
    connection.execute(insert(looks), [{"who": who, "pair": pair, "at": at}])


def forget(connection: Connection, document_id: str, *, who: str, why: str | None, now: str) -> int:
    """Take out a document with all that was read in it and every judgement that quotes it; how many of these."""
    quoting = select(judgement_documents.c.judgement_id).where(judgement_documents.c.document_id == document_id)
    gone = connection.execute(delete(judgements).where(judgements.c.id.in_(quoting))).rowcount
    connection.execute(delete(documents).where(documents.c.id == document_id))
    row = {"document_id": document_id, "forgotten": now, "who": who, "why": why, "judgements": gone}
    connection.execute(insert(tombstones), [row])
    return gone


def sources_of(connection: Connection, document_id: str) -> set[str]:
    """The names under which a document was met."""
    return set(connection.execute(select(sources.c.source).where(sources.c.document_id == document_id)).scalars())


def put_passages(connection: Connection, outcome: Outcome) -> None:
    """The words of a document to be searched, in place of those of an earlier reading."""
    key = outcome.document.id
    connection.execute(delete(passages).where(passages.c.document_id == key))
    rows = [
        {"document_id": key, "start": start, "end": end, "body": words}
        for start, end, words in passages_of(outcome.document, outcome.text)
    ]
    if rows and connection.dialect.name == "postgresql":
        connection.execute(_PASSAGE_WITH_WORDS, [row | {"words": folded_words(str(row["body"]))} for row in rows])
    else:
        _fill(connection, passages, rows)


def _put_document(connection: Connection, outcome: Outcome, now: str) -> str:
    """The document and its raw text, each once; the text's digest."""
    key, content = outcome.document.id, outcome.text.encode(errors="surrogatepass")
    digest = hashlib.sha256(content).hexdigest()
    if connection.execute(select(documents.c.id).where(documents.c.id == key)).first() is None:
        connection.execute(insert(documents), [{"id": key, "added": now}])
    seen = select(texts.c.digest).where(texts.c.document_id == key, texts.c.digest == digest)
    if connection.execute(seen).first() is None:
        connection.execute(insert(texts), [{"document_id": key, "digest": digest, "content": content}])
    return digest


def _put_facts(connection: Connection, outcome: Outcome, reading: int, now: str) -> None:
    key = outcome.document.id
    unique: dict[str, Evident] = {}
    doubled = []
    for record in outcome.records:
        if not isinstance(record, Evident):
            raise TypeError(f"a {type(record).__name__} is no record of one document")
        if unique.setdefault(record.id, record) != record:
            doubled.append(_doubled(key, record))
    _fill(connection, records, [record_row(record, key, reading) for record in unique.values()])
    _fill(connection, issues, [issue_row(issue, reading, now) for issue in (*outcome.issues, *doubled)])


def _doubled(document_id: str, record: Evident) -> Issue:
    span = record.evidence[0]
    message = f"two records go by {record.id}; the first was kept"
    return Issue(
        document_id=document_id, stage="store", code="doubled-id", message=message, start=span.start, end=span.end
    )


def _put_one(connection: Connection, table: Table, row: dict[str, Any]) -> int:
    key = connection.execute(insert(table), row).inserted_primary_key
    if key is None:
        raise AssertionError(f"a row of {table.name} was written without a number")
    return int(key[0])


def _fill(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)
