"""What a record gives to be asked for: its type, its days, where it stands, who takes part."""

from __future__ import annotations

from typing import Any, Final

from dragoman.records import (
    Agreement,
    Amount,
    Claim,
    Conflict,
    Event,
    Evident,
    Gap,
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
_ROLES: Final[dict[type[Model], tuple[str, ...]]] = {
    Event: ("source", "target"),
    Agreement: ("parties", "signatories"),
    Amount: ("payer", "payee", "estimated_by"),
    Claim: ("speaker", "via"),
    Gap: ("withheld_by", "asserted_by"),
    Relation: ("pair", "declared_by"),
    Programme: ("partners",),
}


def record_row(record: Evident, document_id: str) -> dict[str, Any]:
    """The row of a record in the table `records`."""
    date = getattr(record, "date", None)
    return {
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


def participants(record: Evident) -> list[tuple[str, str]]:
    """Actor ids with the parts that they play, each pair once, in order."""
    found = []
    for role in _ROLES.get(type(record), ()):
        value = getattr(record, role)
        found += [(actor, role) for actor in ((value,) if isinstance(value, str) else value or ())]
    if isinstance(record, Event):
        found += [(p.acts_for, f"{p.side}-principal") for p in record.participants if p.acts_for]
    return sorted(set(found))
