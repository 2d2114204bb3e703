"""What a record gives to be asked for: its type, its days, where it stands."""

from __future__ import annotations

from typing import Any, Final

from dragoman.records import (
    Actor,
    Agreement,
    Amount,
    Claim,
    Conflict,
    DocumentRecord,
    Event,
    Evident,
    Gap,
    Issue,
    Model,
    Programme,
    Relation,
    dumps,
    kind_of,
)  # fmt: skip

_TYPES: Final[dict[type[Model], str]] = {
    Event: "type", Agreement: "kind", Amount: "kind", Claim: "kind", Gap: "status", Relation: "level",
    Conflict: "kind", Programme: "status",
}  # fmt: skip
Row = dict[str, Any]


def reading_row(document: DocumentRecord) -> Row:
    """The columns of a reading that its document's record gives."""
    known = document.published.edtf or document.published.latest
    return {"status": document.status, "published": known.latest if known else None, "body": dumps(document)}


def record_row(record: Evident, document_id: str, reading_id: int) -> Row:
    """The row of a record in the table `records`."""
    date = getattr(record, "date", None)
    return {
        "reading_id": reading_id,
        "id": record.id,
        "document_id": document_id,
        "kind": kind_of(record),
        "type": getattr(record, _TYPES[type(record)]),
        "earliest": date.earliest if date else None,
        "latest": date.latest if date else None,
        "start": min(span.start for span in record.evidence),
        "end": max(span.end for span in record.evidence),
        "body": dumps(record),
    }


def actor_row(actor: Actor, document_id: str, reading_id: int) -> Row:
    """The row of an actor in the table `actors`."""
    country = actor.country or (actor.id.removeprefix("state:") if actor.id.startswith("state:") else None)
    row = {"reading_id": reading_id, "id": actor.id, "document_id": document_id, "country": country}
    return row | {"body": dumps(actor)}


def issue_row(issue: Issue, reading_id: int | None, noted: str) -> Row:
    """The row of an issue in the table `issues`."""
    row = {"reading_id": reading_id, "noted": noted, "stage": issue.stage, "code": issue.code}
    return row | {"body": dumps(issue)}
