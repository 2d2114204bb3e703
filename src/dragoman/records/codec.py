"""Records to JSON Lines and back, and the JSON Schema of each kind."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Any, Final

from dragoman.records.base import Model
from dragoman.records.facts import Agreement, Amount, Claim, Cluster, Conflict, Event, Gap, Programme, Relation
from dragoman.records.judgement import Judgement
from dragoman.records.sources import Actor, DocumentRecord, Issue

KINDS: Final[dict[str, type[Model]]] = {
    "documents": DocumentRecord,
    "actors": Actor,
    "events": Event,
    "agreements": Agreement,
    "amounts": Amount,
    "claims": Claim,
    "gaps": Gap,
    "relations": Relation,
    "conflicts": Conflict,
    "programmes": Programme,
    "clusters": Cluster,
    "issues": Issue,
    "judgements": Judgement,
}
_KIND_OF: Final = {model: kind for kind, model in KINDS.items()}


def kind_of(record: Model) -> str:
    """The name of the file that a record belongs in: `events` for an Event."""
    return _KIND_OF[type(record)]


def dumps(record: Model) -> str:
    """One record as one line of JSON, keys in the contract's order."""
    return json.dumps(record.model_dump(mode="json", by_alias=True), ensure_ascii=False, separators=(",", ":"))


def loads(kind: str, line: str) -> Model:
    """The record that a line of JSON holds. Raises pydantic.ValidationError where it breaks the contract."""
    return KINDS[kind].model_validate_json(line)


def sort_key(record: Model) -> tuple[str, ...]:
    """Exports are sorted by id; issues, which have none, by all that they say."""
    if isinstance(record, Issue):
        return (record.document_id or "", record.stage, record.code, f"{record.start or 0:012d}", record.message)
    return (str(record.id),)  # type: ignore[attr-defined]


def lines(records: Iterable[Model]) -> Iterator[str]:
    """The records of one kind as sorted lines, without line ends."""
    return (dumps(record) for record in sorted(records, key=sort_key))


def json_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind, as its model declares it."""
    return KINDS[kind].model_json_schema(by_alias=True, mode="serialization")


def published_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a kind, as it is shipped with the package."""
    text = (files("dragoman.records") / "schemas" / f"{kind}.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema
