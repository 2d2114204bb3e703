"""What one document gives to growing clusters, as text that a store keeps without looking into it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from dragoman.records import Actor, DocumentRecord, Evident, dumps, kind_of, loads


@dataclass(frozen=True, slots=True)
class Told:
    """A document with its raw text, its actors, its records."""

    document: DocumentRecord
    text: str
    actors: tuple[Actor, ...]
    records: tuple[Evident, ...]


def packed(told: Told) -> str:
    """A document as JSON."""
    records = [(kind_of(record), dumps(record)) for record in told.records]
    return json.dumps([dumps(told.document), told.text, [dumps(actor) for actor in told.actors], records])


def unpacked(body: str) -> Told:
    """The document that was packed so."""
    document, text, actors, records = json.loads(body)
    read = [loads(kind, line) for kind, line in records]
    return Told(
        DocumentRecord.model_validate_json(document),
        text,
        tuple(Actor.model_validate_json(actor) for actor in actors),
        tuple(record for record in read if isinstance(record, Evident)),
    )
