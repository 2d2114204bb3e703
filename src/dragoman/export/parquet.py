"""Parquet: a file a kind, typed as the contract is, each column with its meaning; for pandas, DuckDB, Spark, R.

Lists and spans stay lists and structures. Dates are text, since EDTF says more than a day does; figures are text to the
digit. What a person decided has many shapes and stands as JSON.
"""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from dragoman.errors import UsageError
from dragoman.export.codebook import meaning
from dragoman.export.holdings import Holdings
from dragoman.records import KINDS, Model, json_schema, sort_key

_AT_ONCE: Final = 10_000
Schema = dict[str, Any]


def write(holdings: Holdings, folder: Path, *, fulltext: bool) -> dict[str, int]:  # noqa: ARG001 - holds no texts
    """Every kind as Parquet. Raises UsageError where pyarrow is not installed."""
    arrow, parquet = _library()
    counts = {}
    for kind in KINDS:
        records = sorted(holdings.of(kind), key=sort_key)
        declared = json_schema(kind)
        schema = _schema(arrow, kind, declared)
        with parquet.ParquetWriter(folder / f"{kind}.parquet", schema, compression="zstd") as writer:
            for at in range(0, len(records), _AT_ONCE):
                some = [_row(record, declared) for record in records[at : at + _AT_ONCE]]
                writer.write_table(arrow.Table.from_pylist(some, schema))
        counts[kind] = len(records)
    return counts


def _library() -> tuple[Any, Any]:
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise UsageError("parquet needs pyarrow", mend="pip install 'dragoman-news[parquet]'") from error


def _schema(arrow: Any, kind: str, declared: Schema) -> Any:
    fields = [
        arrow.field(name, _type(arrow, part, declared), metadata={"meaning": meaning(kind, name)})
        for name, part in declared["properties"].items()
    ]
    return arrow.schema(fields)


def _type(arrow: Any, part: Schema, declared: Schema) -> Any:
    """The arrow type of a part of a JSON Schema; text for JSON of many shapes."""
    part = _plain(part, declared)
    if _is_json(part):
        return arrow.string()
    if part["type"] == "array":
        return arrow.list_(_type(arrow, part["items"], declared))
    if part["type"] == "object" and "properties" in part:
        return arrow.struct([(name, _type(arrow, inner, declared)) for name, inner in part["properties"].items()])
    if part["type"] == "object":
        return arrow.map_(arrow.string(), _type(arrow, part["additionalProperties"], declared))
    made = {"string": arrow.string, "integer": arrow.int64, "number": arrow.float64, "boolean": arrow.bool_}
    return made[part["type"]]()


def _plain(part: Schema, declared: Schema) -> Schema:
    """A part without its reference and without its null."""
    if "$ref" in part:
        return _plain(declared["$defs"][part["$ref"].rpartition("/")[2]], declared)
    some = [one for one in part.get("anyOf", ()) if one.get("type") != "null"]
    return _plain(some[0], declared) if len(some) == 1 else part


def _is_json(part: Schema) -> bool:
    return "type" not in part or isinstance(part["type"], list)


def _row(record: Model, declared: Schema) -> dict[str, Any]:
    values = record.model_dump(mode="json", by_alias=True)
    return {name: _value(value, declared["properties"][name], declared) for name, value in values.items()}


def _value(value: Any, part: Schema, declared: Schema) -> Any:
    part = _plain(part, declared)
    if value is None:
        return None
    if _is_json(part):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_value(one, part["items"], declared) for one in value]
    if isinstance(value, dict) and "properties" in part:
        return {name: _value(one, part["properties"][name], declared) for name, one in value.items()}
    return list(value.items()) if isinstance(value, dict) else value
