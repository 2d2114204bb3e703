"""Outcomes of documents into the tables, whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Table, delete, func, insert, select, text, update

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

_AT_ONCE: Final = 200  # documents
_PASSAGE_WITH_WORDS: Final = text(
    'INSERT INTO passages (document_id, start, "end", body, words)'
    " VALUES (:document_id, :start, :end, :body, to_tsvector('simple', :words))"
)


def put_run(connection: Connection, row: dict[str, Any]) -> int:
    """Note a reading of many documents; its number."""
    return _put_one(connection, runs, row)


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as it goes in: what was read in it, and the date that a person gave, kept for later readings."""

    outcome: Outcome
    dated: str | None = None

    @property
    def key(self) -> str:
        """The document's id."""
        return self.outcome.document.id


def put_outcomes(connection: Connection, entries: Sequence[Entry], *, pipeline: str, run: int, now: str) -> None:
    """Write documents, each once, with all that was read in them, beside what earlier readings of them left.

    A statement takes the rows of many documents: what a store costs is the number of its statements.
    """
    for at in range(0, len(entries), _AT_ONCE):
        _put_some(connection, entries[at : at + _AT_ONCE], pipeline=pipeline, run=run, now=now)


def _put_some(connection: Connection, entries: Sequence[Entry], *, pipeline: str, run: int, now: str) -> None:
    keys = [entry.key for entry in entries]
    connection.execute(delete(tombstones).where(tombstones.c.document_id.in_(keys)))
    digests = _put_documents(connection, entries, now)
    remember_sources(connection, [(entry.key, entry.outcome.document.source) for entry in entries], now)
    told = {"run_id": run, "read_at": now, "pipeline": pipeline}
    rows = [
        {"document_id": entry.key, "dated_by_reader": entry.dated, "digest": digest, **told}
        | reading_row(entry.outcome.document)
        for entry, digest in zip(entries, digests, strict=True)
    ]
    _fill(connection, readings, rows)
    newest = select(func.max(readings.c.id)).where(readings.c.document_id == documents.c.id).scalar_subquery()
    connection.execute(update(documents).where(documents.c.id.in_(keys)).values(reading_id=newest))
    known = select(documents.c.id, documents.c.reading_id).where(documents.c.id.in_(keys))
    _put_facts(connection, entries, {row.id: row.reading_id for row in connection.execute(known)}, now)
    connection.execute(delete(passages).where(passages.c.document_id.in_(keys)))
    put_passages(connection, [row for entry in entries for row in _passages(entry)])


def remember_sources(connection: Connection, met: Iterable[tuple[str, str]], now: str) -> None:
    """Note under which names documents were met: pairs of document and name, those that are new."""
    named = dict.fromkeys(met)
    of_these = sources.c.document_id.in_({key for key, _ in named})
    known = {(row.document_id, row.source) for row in connection.execute(select(sources).where(of_these))}
    new = [pair for pair in named if pair not in known]
    _fill(connection, sources, [{"document_id": key, "source": source, "added": now} for key, source in new])


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


def _put_documents(connection: Connection, entries: Sequence[Entry], now: str) -> list[str]:
    """The documents and their raw texts, each once; the digest of each text."""
    keys = [entry.key for entry in entries]
    contents = [entry.outcome.text.encode(errors="surrogatepass") for entry in entries]
    digests = [hashlib.sha256(content).hexdigest() for content in contents]
    known = set(connection.execute(select(documents.c.id).where(documents.c.id.in_(keys))).scalars())
    _fill(connection, documents, [{"id": key, "added": now} for key in keys if key not in known])
    seen = select(texts.c.document_id, texts.c.digest).where(texts.c.document_id.in_(keys))
    held = {tuple(row) for row in connection.execute(seen)}
    rows = zip(keys, digests, contents, strict=True)
    new = [{"document_id": k, "digest": d, "content": content} for k, d, content in rows if (k, d) not in held]
    _fill(connection, texts, new)
    return digests


def _put_facts(connection: Connection, entries: Sequence[Entry], numbers: Mapping[str, int], now: str) -> None:
    """Records, issues and actors; `numbers` are those of the readings, by document."""
    rows: dict[Table, list[dict[str, Any]]] = {records: [], issues: [], actors: []}
    for entry in entries:
        key, outcome, reading = entry.key, entry.outcome, numbers[entry.key]
        unique, doubled = _unique(key, outcome)
        rows[records] += [record_row(record, key, reading) for record in unique]
        rows[issues] += [issue_row(issue, reading, now) for issue in (*outcome.issues, *doubled)]
        rows[actors] += [actor_row(actor, key, reading) for actor in outcome.actors]
    for table, new in rows.items():
        _fill(connection, table, new)


def put_passages(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Rows of passages, with their words as the search looks them up."""
    if rows and connection.dialect.name == "postgresql":
        connection.execute(_PASSAGE_WITH_WORDS, [row | {"words": folded_words(str(row["body"]))} for row in rows])
    else:
        _fill(connection, passages, rows)


def _passages(entry: Entry) -> Iterator[dict[str, Any]]:
    for start, end, words in passages_of(entry.outcome.document, entry.outcome.text):
        yield {"document_id": entry.key, "start": start, "end": end, "body": words}


def _unique(key: str, outcome: Outcome) -> tuple[list[Evident], list[Issue]]:
    """A document's records, each id once, and an issue for each that goes by the id of another one."""
    unique: dict[str, Evident] = {}
    doubled = []
    for record in outcome.records:
        if not isinstance(record, Evident):
            raise TypeError(f"a {type(record).__name__} is no record of one document")
        if unique.setdefault(record.id, record) != record:
            doubled.append(_doubled(key, record))
    return list(unique.values()), doubled


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
