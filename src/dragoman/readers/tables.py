"""Tables: a row of a CSV, TSV or Excel file is a document."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import chain, islice
from typing import Any, BinaryIO

from dragoman.errors import DocumentError
from dragoman.readers.archive_checks import check_growth
from dragoman.readers.columns import chosen, item, usual_fields
from dragoman.readers.encodings import encoding_of
from dragoman.readers.items import Item, Refused
from dragoman.readers.signatures import is_markup
from dragoman.readers.sources import How, Skipped

_LOOK, _SAMPLE = 65_536, 20
_DELIMITERS = "\t,;|"
_LONGEST_NAME, _FIELDS_THAT_TELL = 60, 2


class Csv:
    """Tables as text, told by a header of usual names, or by their suffix and a header at all."""

    name = "csv"
    rank = 60
    suffixes: tuple[str, ...] = (".csv", ".tsv", ".tab")

    def holds(self, source: str, file: BinaryIO, how: How) -> bool:
        """Whether the first line is a header."""
        data = file.read(_LOOK)
        if is_markup(data) or b"\n" not in data.strip():
            return False
        lines = data.decode(encoding_of(data), errors="replace").splitlines()
        names = _cells(lines[0], _delimiter(lines[0]))
        if len(names) < _FIELDS_THAT_TELL and how.columns.get("text") not in names:
            return False
        if not all(0 < len(name) <= _LONGEST_NAME for name in names) or len(set(names)) < len(names):
            return False
        told = usual_fields(names)
        if set(how.columns.values()) & set(names) or (len(told) >= _FIELDS_THAT_TELL and "text" in told):
            return True
        return source.lower().endswith(self.suffixes) and _even(lines, len(names), _delimiter(lines[0]))

    def items(self, source: str, file: BinaryIO, how: How) -> Iterator[Item | Refused | Skipped]:
        """The rows. Raises DocumentError where no column holds the text."""
        encoding = encoding_of(file.read(_LOOK))
        file.seek(0)
        text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
        try:
            delimiter = _delimiter(text.readline())
            text.seek(0)
            csv.field_size_limit(how.limits.max_bytes)
            reader = csv.reader(text, delimiter=delimiter)
            names = [name.strip().removeprefix("\ufeff") for name in next(reader, [])]
            yield from _documents(source, names, (dict(zip(names, cells, strict=False)) for cells in reader), how)
        finally:
            text.detach()


class Excel:
    """Workbooks: the rows of every sheet that has a column of text."""

    name = "xlsx"
    rank = 20
    suffixes: tuple[str, ...] = (".xlsx", ".xlsm")

    def holds(self, source: str, file: BinaryIO, how: How) -> bool:  # noqa: ARG002 - content tells
        """Whether the file is a ZIP archive with a workbook."""
        return has_member(file, "xl/workbook.xml")

    def items(self, source: str, file: BinaryIO, how: How) -> Iterator[Item | Refused | Skipped]:
        """The rows. Raises DocumentError where no sheet has a column of text."""
        import openpyxl  # noqa: PLC0415 - a quarter of a second, for workbooks alone

        check_growth(source, file, how.limits)
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        missing: DocumentError | None = None
        read = False
        for sheet in book.worksheets:
            table = ([_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True))
            names = [name.strip() for name in next(table, [])]
            rows = (dict(zip(names, cells, strict=False)) for cells in table if any(cells))
            try:
                for each in _documents(f"{source}#sheet={sheet.title}", names, rows, how):
                    read = True
                    yield each
            except DocumentError as error:
                missing = error
        if missing and not read:
            raise missing


def has_member(file: BinaryIO, name: str) -> bool:
    """Whether a file is a ZIP archive with a member of this name."""
    if file.read(4) != b"PK\x03\x04":
        return False
    try:
        with zipfile.ZipFile(file) as archive:
            return name in archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False


def _documents(
    source: str, names: list[str], rows: Iterable[Mapping[str, str]], how: How
) -> Iterator[Item | Refused | Skipped]:
    rows = iter(rows)
    sample = list(islice(rows, _SAMPLE))
    columns = chosen(source, names, sample, how.columns)
    mark = "&" if "#" in source else "#"
    for number, row in enumerate(chain(sample, rows), start=2):
        yield item(f"{source}{mark}row={number}", row, columns)


def _delimiter(line: str) -> str:
    return max(_DELIMITERS, key=line.count)


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return [cell.strip().removeprefix("\ufeff") for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []


def _even(lines: list[str], width: int, delimiter: str) -> bool:
    """Whether the first rows have as many cells as the header, the last of them perhaps cut off."""
    try:
        found = list(islice(csv.reader(lines, delimiter=delimiter), 6))
    except csv.Error:
        return False
    return len(found) > 1 and all(len(row) == width for row in found[1:-1] or found[1:])


def _text(cell: Any) -> str:
    """A cell as text: days as ISO dates; a serial number that stands for a day stays the number that it is."""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time().isoformat() == "00:00:00" else cell.isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)
