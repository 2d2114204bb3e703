"""Single records as people left them: a field changed, pointers to what is gone dropped, words found again."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from functools import cache
from typing import Any, Final

from pydantic import ValidationError

from dragoman.records import Conflict, Evident, Model, Span, kind_of, loads

FIXED: Final = frozenset({"id", "document_id", "evidence", "extractor", "cluster", "review"})
_POINTER: Final = ("attributed_to", "part_of", "renews", "agreement", "restates")
_POINTERS: Final = ("about", "children")


def from_json(kind: str, record: dict[str, Any]) -> Evident | None:
    """The record that a judgement holds, or None where today's contract has no such record."""
    try:
        found = loads(kind, json.dumps(record))
    except (KeyError, ValidationError):
        return None
    return found if isinstance(found, Evident) else None


def edited(record: Evident, field: str, value: Any) -> Evident:
    """The record with another value in a field, given as JSON. Raises ValueError where its kind takes none such."""
    if field not in type(record).model_fields or field in FIXED:
        raise ValueError(f"{field!r} is no field of {kind_of(record)} that can be edited")
    said = record.model_dump(mode="json", by_alias=True) | {field: value}
    return type(record).model_validate_json(json.dumps(said))


def without(record: Evident, gone: Collection[str]) -> Evident:
    """The record without pointers to records that were taken out."""
    if not gone:
        return record
    if isinstance(record, Conflict):
        kept = [pair for pair in zip(record.records, record.values, strict=True) if pair[0] not in gone]
        return record.model_copy(update={"records": tuple(k for k, _ in kept), "values": tuple(v for _, v in kept)})
    one, several = _pointers(type(record))
    changes: dict[str, Any] = {name: None for name in one if getattr(record, name) in gone}
    for name in several:
        before = getattr(record, name)
        if any(key in gone for key in before):
            changes[name] = tuple(key for key in before if key not in gone)
    return record.model_copy(update=changes) if changes else record


@cache
def _pointers(kind: type[Evident]) -> tuple[tuple[str, ...], ...]:
    """The fields of a kind that hold the id of one record, and those that hold several."""
    return tuple(tuple(name for name in names if name in kind.model_fields) for names in (_POINTER, _POINTERS))


def placed(record: Evident, text: str) -> Evident | None:
    """A record made by hand where its words stand now: a newer reader may give a file another text."""
    first = record.evidence[0]
    if all(text[s.start : s.end] == s.text for s in _spans(record)):
        return record
    places = list(_occurrences(text, first.text))
    if not places:
        return None
    by = min(places, key=lambda at: abs(at - first.start)) - first.start
    moved = _moved(record.model_dump(mode="json", by_alias=True), by)
    found = type(record).model_validate_json(json.dumps(moved))
    return found if all(text[s.start : s.end] == s.text for s in _spans(found)) else None


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _spans(value: Any) -> Iterator[Span]:
    """Every span in a record."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, Model):
        value = tuple(getattr(value, name) for name in type(value).model_fields)
    if isinstance(value, tuple):
        for part in value:
            yield from _spans(part)


def _moved(value: Any, by: int) -> Any:
    if isinstance(value, dict):
        moved = {name: _moved(part, by) for name, part in value.items()}
        if {"document_id", "start", "end", "text"} <= value.keys():
            moved |= {"start": value["start"] + by, "end": value["end"] + by}
        return moved
    return [_moved(part, by) for part in value] if isinstance(value, list) else value
