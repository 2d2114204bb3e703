"""What each field means: its meaning from a data file, its type and allowed values from the models themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from dragoman.kb.ontology import plover
from dragoman.kb.rows import rows
from dragoman.records import KINDS, json_schema

ANY_KIND: Final = "*"


@dataclass(frozen=True, slots=True)
class Entry:
    """A field of a kind, or (`value` given) one of the values that it can take."""

    kind: str
    field: str
    value: str
    type: str
    meaning: str


def codebook() -> Iterator[Entry]:
    """Every field of every kind in the contract's order, each followed by its values."""
    for kind in KINDS:
        for field, schema in json_schema(kind)["properties"].items():
            yield Entry(kind, field, "", _type(schema), meaning(kind, field))
            for value in _values(schema):
                yield Entry(kind, field, value, "", _value_meaning(field, value))


def meaning(kind: str, field: str) -> str:
    """What a field of a kind means."""
    told = _meanings()
    return told.get((kind, field)) or told[ANY_KIND, field]


@lru_cache(maxsize=1)
def _meanings() -> dict[tuple[str, str], str]:
    return {(row["kind"], row["field"]): row["meaning"] for row in rows("export", "codebook.csv")}


def _value_meaning(field: str, value: str) -> str:
    """What PLOVER means by a type of event; other values are words that speak for themselves."""
    return plover()[value].meaning if field == "type" and value in plover() else ""


def _type(schema: dict[str, Any]) -> str:
    """The type in words: `text`, `list of text`, `number or empty`."""
    options = [_type(one) for one in schema.get("anyOf", ())]
    if options:
        shown = [option for option in options if option != "empty"]
        return " or ".join([*dict.fromkeys(shown), *(["empty"] if "empty" in options else [])])
    if "enum" in schema or "const" in schema:
        return "one of the values below"
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    names = {"string": "text", "integer": "whole number", "number": "number", "boolean": "yes or no", "null": "empty"}
    return names.get(schema.get("type", ""), "JSON")


def _values(schema: dict[str, Any]) -> list[str]:
    """The words that a field may take, where they are a closed list."""
    if "enum" in schema:
        return [str(value) for value in schema["enum"]]
    return [value for one in schema.get("anyOf", ()) for value in _values(one)]
