"""Which fields of a record hold the ids of actors."""

from __future__ import annotations

from functools import cache
from typing import Final

from dragoman.records import Agreement, Event, Evident

ACTOR_FIELDS: Final = (
    "source", "target", "parties", "signatories", "payer", "payee", "estimated_by", "speaker", "via", "withheld_by",
    "asserted_by", "pair", "declared_by", "partners",
)  # fmt: skip


@cache
def actor_fields(kind: type[Evident]) -> tuple[str, ...]:
    """Those that records of a kind have: to ask a model for a field that it lacks takes long."""
    return tuple(name for name in ACTOR_FIELDS if name in kind.model_fields)


def actor_ids(record: Evident) -> list[str]:
    """Every actor that a record names, each once, in the order of its fields; those on whose behalf others act too."""
    found: list[str] = []
    for name in actor_fields(type(record)):
        value = getattr(record, name) or ()
        found += [value] if isinstance(value, str) else value
    if isinstance(record, Event):
        found += [p.acts_for for p in record.participants if p.acts_for]
    if isinstance(record, Agreement):
        found += [actor for step in record.history for actor in step.by]
    return list(dict.fromkeys(found))
