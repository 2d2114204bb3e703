"""Records as a spreadsheet: one row a record, safe to open."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from dragoman.export.holdings import Holdings
from dragoman.export.jsonl import write_kinds
from dragoman.records import KINDS, Model, sort_key

BYTE_ORDER_MARK: Final = "\ufeff"
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_CELL_LIMIT: Final = 32_000


def sheet(kind: str, records: list[Model]) -> Iterator[str]:
    """The lines of a CSV file that Excel opens as UTF-8: the contract's fields, evidence as text and offsets."""
    yield BYTE_ORDER_MARK + _line(header(kind))
    for record in sorted(records, key=sort_key):
        yield _line(row(record))


def header(kind: str) -> list[str]:
    """The columns of a kind: the contract's fields, evidence as text and offsets."""
    fields = [field.alias or name for name, field in KINDS[kind].model_fields.items()]
    return [column for field in fields for column in _columns(field)]


def _columns(field: str) -> list[str]:
    return ["evidence_text", "evidence_start", "evidence_end", "evidence_count"] if field == "evidence" else [field]


def row(record: Model) -> list[str]:
    """The cells of a record, in the order of the columns; nothing is guarded yet."""
    cells: list[str] = []
    for field, value in record.model_dump(mode="json", by_alias=True).items():
        cells += _evidence(value) if field == "evidence" else [_cell(value)]
    return cells


def _evidence(spans: list[dict[str, Any]]) -> list[str]:
    first = spans[0]
    return [first["text"], str(first["start"]), str(first["end"]), str(len(spans))]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict) and "text" in value and "start" in value:
        return str(value["text"])
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "; ".join(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)


def _line(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([_safe(cell) for cell in cells])
    return out.getvalue()


def _safe(cell: str) -> str:
    """No cell is a formula, none is longer than a spreadsheet takes."""
    short = cell if len(cell) <= _CELL_LIMIT else cell[: _CELL_LIMIT - 1] + "…"
    return f"'{short}" if short.startswith(FORMULA) and not _is_number(short) else short


def _is_number(cell: str) -> bool:
    return cell.removeprefix("-").replace(".", "", 1).isdecimal()


def write(holdings: Holdings, folder: Path, *, fulltext: bool) -> dict[str, int]:  # noqa: ARG001 - holds no texts
    """Every kind as CSV."""
    return write_kinds(holdings, folder, "csv", sheet, KINDS)
