"""Forms for what a person says of a record: its fields as the contract has them, each with its meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from dragoman.errors import UsageError
from dragoman.export.codebook import meaning
from dragoman.records import Model, json_schema, kind_of

KINDS: Final = ("events", "agreements", "amounts", "claims", "gaps", "relations", "programmes")
_APART: Final = frozenset(
    {"id", "document_id", "evidence", "confidence", "score", "extractor", "attributed_to", "cluster", "review", "cameo"}
)
_YES_NO: Final = {"yes": True, "no": False}
_BETWEEN: Final = re.compile(r"\s*[;,]\s*")


@dataclass(frozen=True, slots=True)
class Field:
    """A field that can be written: `text` is its value as a person writes it, `choices` are all that it may be."""

    name: str
    label: str
    meaning: str
    text: str
    choices: tuple[str, ...]
    several: bool
    number: bool
    needed: bool


def fields_of(kind: str, record: Model | None = None) -> list[Field]:
    """The fields of a kind that a form can hold, filled from a record. Raises UsageError for a kind without any."""
    if kind not in KINDS:
        raise UsageError(f"no record of {kind[:40]!r} is written by hand", mend=f"choose one of {', '.join(KINDS)}")
    said = record.model_dump(mode="json", by_alias=True) if record else {}
    return list(_fields(kind, said))


def _fields(kind: str, said: Mapping[str, Any]) -> Iterator[Field]:
    schema = _schema(kind)
    for name, part in schema["properties"].items():
        plain = _plain(part)
        sort = plain.get("type")
        if name in _APART or not _is_simple(plain):
            continue
        choices = tuple(plain.get("enum", ())) or (tuple(_YES_NO) if sort == "boolean" else ())
        yield Field(
            name, name.replace("_", " "), meaning(kind, name), _text(said.get(name)), choices,
            sort == "array", sort == "integer", name in schema.get("required", ()),
        )  # fmt: skip


@cache
def _schema(kind: str) -> dict[str, Any]:
    return json_schema(kind)


def _plain(part: Mapping[str, Any]) -> Mapping[str, Any]:
    """A part of the schema without its null."""
    return next((one for one in part.get("anyOf", ()) if one.get("type") != "null"), part)


def _is_simple(part: Mapping[str, Any]) -> bool:
    """Whether a line of text can say it: no span, place or step."""
    of = part.get("items", part) if part.get("type") == "array" else part
    return of.get("type") in ("string", "integer", "boolean") or "enum" in of


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def values_of(kind: str, given: Mapping[str, str]) -> dict[str, Any]:
    """What a form says, as JSON values by field; fields that it does not have are left out. Raises UsageError."""
    fields = {field.name: field for field in fields_of(kind)}
    return {name: _value(fields[name], text.strip()) for name, text in given.items() if name in fields}


def _value(field: Field, text: str) -> Any:
    if field.several:
        return [part for part in _BETWEEN.split(text) if part]
    if not text:
        return None
    if field.number:
        if not (text.isascii() and text.isdecimal()):
            raise UsageError(f"{field.label}: {text[:40]!r} is no number", mend="write digits")
        return int(text)
    return _YES_NO[text] if field.choices == tuple(_YES_NO) and text in _YES_NO else text


def changed(record: Model, given: Mapping[str, str]) -> dict[str, Any]:
    """The fields that a form says otherwise than a record, with their new values. Raises UsageError."""
    kind = kind_of(record)
    before = {field.name: field.text for field in fields_of(kind, record)}
    return values_of(
        kind, {name: text for name, text in given.items() if text.strip() != before.get(name, text.strip())}
    )
