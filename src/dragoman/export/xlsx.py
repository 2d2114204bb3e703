"""A workbook for Excel and LibreOffice: a sheet a kind, and a codebook that says what each column means.

Cells hold just what the records say: text is marked as text, so that nothing is taken for a formula, and figures are
numbers where a spreadsheet can hold them exactly. Characters that XML cannot carry show as U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from dragoman.errors import UsageError
from dragoman.export.codebook import codebook
from dragoman.export.holdings import Holdings
from dragoman.export.packing import without_clock
from dragoman.export.sheets import FORMULA, header, row
from dragoman.records import KINDS, sort_key

FILE: Final = "dragoman.xlsx"
MOST_ROWS: Final = 1_048_575
LONGEST: Final = 32_767
_DIGITS: Final = 15  # what a spreadsheet's number holds exactly
_FIGURES: Final = frozenset(
    {"value", "low", "high", "score", "count", "document_count", "evidence_start", "evidence_end", "evidence_count",
     "start", "end"}
)  # fmt: skip
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(holdings: Holdings, folder: Path, *, fulltext: bool) -> dict[str, int]:  # noqa: ARG001 - holds no texts
    """The workbook. Raises UsageError where a kind has more records than a sheet has rows."""
    told = {kind: sorted(holdings.of(kind), key=sort_key) for kind in KINDS}
    for kind, records in told.items():
        if len(records) > MOST_ROWS:
            raise UsageError(f"{len(records):,} {kind} are more than a sheet holds", mend="choose csv or parquet")
    book = Workbook(write_only=True)
    _sheet(book, "codebook", ["kind", "field", "value", "type", "meaning"], _codebook_rows())
    for kind, records in told.items():
        _sheet(book, kind, header(kind), (row(record) for record in records))
    file = folder / FILE
    book.save(file)
    without_clock(file)
    return {kind: len(records) for kind, records in told.items()}


def _codebook_rows() -> Iterable[list[str]]:
    return ([e.kind, e.field, e.value, e.type, e.meaning] for e in codebook())


def _sheet(book: Workbook, name: str, columns: list[str], rows: Iterable[list[str]]) -> None:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    sheet.append([_heading(sheet, column) for column in columns])
    for cells in rows:
        sheet.append([_cell(sheet, column, cell) for column, cell in zip(columns, cells, strict=True)])


def _heading(sheet: Any, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, text)
    cell.font, cell.alignment = Font(bold=True), Alignment(vertical="top")
    return cell


def _cell(sheet: Any, column: str, text: str) -> Any:
    if not text:
        return None
    if column in _FIGURES and (figure := _figure(text)) is not None:
        return figure
    shown = _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
    cell = WriteOnlyCell(sheet, shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1]}…")
    cell.data_type = "s"
    cell.quotePrefix = shown.startswith(FORMULA)  # so that it stays text where somebody edits it
    return cell


def _figure(text: str) -> int | float | None:
    """A number that a spreadsheet holds to the digit; None for what is none."""
    try:
        exact = Decimal(text)
    except InvalidOperation:
        return None
    if not exact.is_finite() or len(exact.as_tuple().digits) > _DIGITS:
        return None
    return int(exact) if exact == exact.to_integral_value() else float(exact)
