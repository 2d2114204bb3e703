"""Stores as earlier versions of the tables held them, with data; the statements are those of their day."""

import json

import made
from sqlalchemy import create_engine, text

from dragoman.records import dumps, kind_of
from dragoman.store.engine import place_of
from dragoman.store.upgrade import upgrade

STARTED = "2024-04-01T00:00:00+00:00"


def bare_engine(place):
    where = place_of(place)
    return create_engine(f"sqlite:///{where.path}" if where.path else where.url)


def first_store(place, articles):
    """A store at revision 0001 that has read these articles, by their names."""
    engine = bare_engine(place)
    with engine.begin() as connection:
        upgrade(connection, "0001")
        connection.execute(
            text("INSERT INTO runs (started, versions) VALUES (:started, :versions)"),
            {"started": STARTED, "versions": json.dumps({"made": "1"})},
        )
        for name, article in articles.items():
            _put(connection, made.run(made.read(name, article.encode())))
    engine.dispose()


def _put(connection, outcome):
    key = outcome.document.id

    def insert(table, **row):
        columns = ", ".join(f'"{name}"' for name in row)
        places = ", ".join(f":{name}" for name in row)
        connection.execute(text(f"INSERT INTO {table} ({columns}) VALUES ({places})"), row)  # noqa: S608

    insert(
        "documents", id=key, status="accepted", pipeline="made=1", dated_by_reader=None, run_id=1, text=outcome.text,
        body=dumps(outcome.document),
    )  # fmt: skip
    insert("sources", document_id=key, source=outcome.document.source)
    insert("issues", document_id=key, stage="read", code="odd", body=_issue(key))
    for record in outcome.records:
        insert(
            "records", id=record.id, document_id=key, kind=kind_of(record), type=None, earliest=None, latest=None,
            start=record.evidence[0].start, end=record.evidence[0].end, body=_as_then(record),
        )  # fmt: skip
    for actor in outcome.actors:
        insert("actors", document_id=key, id=actor.id, country=actor.country, body=dumps(actor))
        for record in outcome.records:
            insert("participants", record_id=record.id, actor_id=actor.id, role="source")
    at = 0
    for line in outcome.text.split("\n"):
        if line.strip():
            insert("passages", document_id=key, start=at, body=line)
        at += len(line) + 1


def _as_then(record):
    """A record without the fields that came later."""
    said = json.loads(dumps(record))
    return json.dumps({name: value for name, value in said.items() if name not in ("review", "holds")})


def _issue(key):
    return json.dumps({"document_id": key, "stage": "read", "code": "odd", "message": "m", "start": None, "end": None})


EARLIER = {"0001": first_store}
