"""Somebody's own spreadsheet as a document: its rows are evidence, its owner is the speaker.

Each row becomes a record that the owner claims; what a cell says that cannot be read stays null and becomes an issue.
The rows then stand beside what was read like any other document: they join the clusters that they fit, or wait.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from dragoman import kb
from dragoman.app.sheet_cells import day, figure, word
from dragoman.crossdoc import actor_ids
from dragoman.document import Outcome
from dragoman.errors import DocumentError, UsageError
from dragoman.records import Actor, Claim, DocumentRecord, Edtf, Evident, Issue, Published, Span, record_id
from dragoman.review import IMPORTED, record_by_hand
from dragoman.store import Store

EXTRACTOR: Final = f"{IMPORTED}1"
PIPELINE: Final = "import=1"
LONGEST: Final = 100_000  # rows of one sheet
# The fields that a sheet may give, by kind: what is to be made of a cell.
FIELDS: Final[dict[str, dict[str, str]]] = {
    "agreements": {
        "parties": "actors", "signatories": "actors", "title": "text", "subject": "text", "kind": "word",
        "status": "word", "date": "date", "count": "number", "sectors": "texts", "term": "text",
    },
    "amounts": {
        "value": "number", "low": "number", "high": "number", "unit": "text", "payer": "actor", "payee": "actor",
        "kind": "word", "basis": "word", "qualifier": "word", "date": "date", "as_of": "date", "period": "text",
        "security": "text", "purpose": "text",
    },
    "events": {
        "type": "word", "source": "actors", "target": "actors", "date": "date", "due": "date", "modality": "word",
        "mode": "text",
    },
}  # fmt: skip
NEEDED: Final = {"agreements": ("parties",), "amounts": ("value", "unit"), "events": ("type", "source")}
_APART: Final = re.compile(r"\s*(?:[;|,\n]|\band\b|&|/|–|—)\s*")


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a sheet: its document, the records made of its rows by id, what could not be read."""

    document_id: str
    records: tuple[Evident, ...]
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table as text: headings, then rows of cells by heading."""

    headings: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]


@dataclass(slots=True)
class _Row:
    """A row on its way to a record."""

    span: Span
    fields: dict[str, Any] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)


def read_sheet(file: Path) -> Sheet:
    """The first sheet of a workbook, or a table of comma-, semicolon- or tab-separated values.

    Raises DocumentError where it cannot be read.
    """
    try:
        table = list(_workbook(file) if file.suffix.casefold() in (".xlsx", ".xlsm") else _separated(file))
    except OSError as error:
        raise DocumentError("unreadable", f"{file}: {error.strerror or error}", mend="name a spreadsheet") from error
    filled = [row for row in table if any(cell.strip() for cell in row)]
    if len(filled) < 2:
        raise DocumentError("empty", f"{file}: a sheet needs a row of headings and a row below it", mend="add them")
    if len(filled) > LONGEST:
        raise DocumentError("too-long", f"{file}: more than {LONGEST} rows", mend="split it")
    headings = tuple(cell.strip() for cell in filled[0])
    doubled = {name for name in headings if name and headings.count(name) > 1}
    if doubled:
        raise DocumentError("headings", f"{file}: two columns are called {min(doubled)!r}", mend="name them apart")
    rows = tuple({n: c.strip() for n, c in zip(headings, row, strict=False) if n} for row in filled[1:])
    return Sheet(tuple(name for name in headings if name), rows)


def _workbook(file: Path) -> Iterator[list[str]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - takes a quarter of a second

    try:
        book = load_workbook(file, read_only=True, data_only=True)
    except OSError:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers raise
        raise DocumentError("not-a-sheet", f"{file}: no workbook can be read in it", mend="save it as .xlsx") from error
    try:
        for row in book.worksheets[0].iter_rows(values_only=True):
            yield [_cell_text(cell) for cell in row]
    finally:
        book.close()


def _cell_text(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == cell.min.time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _separated(file: Path) -> Iterator[list[str]]:
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError("encoding", f"{file}: it is not UTF-8", mend="save it as CSV UTF-8, or as .xlsx") from error
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def columns(kind: str, sheet: Sheet, given: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The columns that each field is drawn from: as given (`parties=Country+Partner`), else those of the same name.

    Raises UsageError for a kind, field or column that there is not.
    """
    if kind not in FIELDS:
        raise UsageError(f"no sheet of {kind!r} can be imported", mend=f"choose {', '.join(FIELDS)}")
    by_name = {heading.casefold(): heading for heading in sheet.headings}
    found: dict[str, tuple[str, ...]] = {name: (by_name[name],) for name in FIELDS[kind] if name in by_name}
    for name, of in given.items():
        if name not in FIELDS[kind]:
            raise UsageError(f"{kind} have no field {name!r}", mend=f"choose {', '.join(FIELDS[kind])}")
        wanted = tuple(part.strip() for part in of.split("+"))
        for column in wanted:
            if column.casefold() not in by_name:
                raise UsageError(f"the sheet has no column {column!r}", mend=f"it has {', '.join(sheet.headings)}")
        found[name] = tuple(by_name[column.casefold()] for column in wanted)
    missing = [name for name in NEEDED[kind] if name not in found]
    if missing:
        mend = f"say which column it is: --map {missing[0]}=COLUMN; there are {', '.join(sheet.headings)}"
        raise UsageError(f"no column gives the {missing[0]}", mend=mend)
    return found


def outcome_of(
    file: Path,
    sheet: Sheet,
    kind: str,
    chosen: Mapping[str, Sequence[str]],
    *,
    owner: str,
    published: Edtf | None = None,
) -> Outcome:
    """The sheet as a document with a record, and its owner's claim to it, for every row that can be read."""
    text, places = _text(file, sheet, kind, owner)
    key = hashlib.sha256(text.encode(errors="replace")).hexdigest()
    records: list[Evident] = []
    issues: list[Issue] = []
    for cells, (start, end) in zip(sheet.rows, places, strict=True):
        row = _Row(Span(document_id=key, start=start, end=end, text=text[start:end]))
        _fill(row, kind, cells, chosen)
        issues += row.issues
        made = _record(row, kind)
        if isinstance(made, Issue):
            issues.append(made)
        else:
            claim = _claim(row.span, owner, made.id)
            records += [made.model_copy(update={"attributed_to": claim.id}), claim]
    document = DocumentRecord(
        id=key, source=str(file), title=file.stem, publisher=owner,
        published=Published(edtf=published, basis="stated" if published else "none"),
        status="partial" if issues else "accepted",
    )  # fmt: skip
    return Outcome(document, text, tuple(_actors(records)), tuple(records), tuple(issues))


def _text(file: Path, sheet: Sheet, kind: str, owner: str) -> tuple[str, list[tuple[int, int]]]:
    """The sheet as lines, one a row, each cell behind its heading; and where each row stands."""
    parts, places = [f"{kind} by {owner}, from {file.name}\n"], []
    at = len(parts[0])
    for cells in sheet.rows:
        said = "; ".join(f"{name}: {' '.join(cell.split())}" for name, cell in cells.items() if cell)
        line = said or "-"
        parts.append(line + "\n")
        places.append((at, at + len(line)))
        at += len(line) + 1
    return "".join(parts), places


def _fill(row: _Row, kind: str, cells: Mapping[str, str], chosen: Mapping[str, Sequence[str]]) -> None:
    for name, headings in chosen.items():
        said = [cells.get(heading, "") for heading in headings if cells.get(heading, "")]
        if not said:
            continue
        value = _value(FIELDS[kind][name], kind, name, said, row)
        if value not in (None, [], ""):
            row.fields[name] = value


def _value(what: str, kind: str, name: str, said: list[str], row: _Row) -> Any:
    joined = " ".join(said)
    if what in ("actors", "actor"):
        ids = [found for part in said for word in _names(part) if (found := _actor_id(word, row))]
        return list(dict.fromkeys(ids)) if what == "actors" else ids[0] if ids else None
    if what == "texts":
        return [part for cell in said for part in _APART.split(cell) if part]
    if what == "text":
        return joined
    found = day(joined) if what == "date" else figure(joined) if what == "number" else word(kind, name, joined)
    if found is None:
        row.issues.append(_issue(row.span, f"{name} {joined!r} cannot be read"))
    return int(found) if name == "count" and found is not None and found.isdecimal() else found


def _names(cell: str) -> list[str]:
    """The names in a cell: the whole where it is one ("Trinidad and Tobago"), else its parts."""
    return [cell] if _known(cell) else [part for part in _APART.split(cell) if part]


def _known(name: str) -> str | None:
    try:
        return kb.load().find_state(name).id
    except UsageError:
        entity = kb.load().entity(name)
        return entity.id if entity else None


def _actor_id(name: str, row: _Row) -> str | None:
    found = _known(name)
    if found is None:
        row.issues.append(_issue(row.span, f"no state or body is called {name!r}"))
    return found


def _record(row: _Row, kind: str) -> Evident | Issue:
    missing = [name for name in NEEDED[kind] if name not in row.fields]
    if missing:
        return _issue(row.span, f"the row makes no record: it gives no {missing[0]}")
    try:
        return record_by_hand(kind, (row.span,), row.fields, extractor=EXTRACTOR)
    except ValueError as error:
        return _issue(row.span, f"the row makes no record: {' '.join(str(error).split())[:200]}")


def _claim(span: Span, owner: str, about: str) -> Claim:
    return Claim(
        id=record_id("claim", span.document_id, (span,), owner, about), document_id=span.document_id, evidence=(span,),
        confidence="high", score=1.0, extractor=EXTRACTOR, speaker_text=owner, speaker_class="named", form="indirect",
        content=span, kind="statement", polarity="positive", certainty="certain", about=(about,),
    )  # fmt: skip


def _actors(records: Sequence[Evident]) -> Iterator[Actor]:
    """Whom the rows name; the row is the mention."""
    spans: dict[str, dict[Span, None]] = {}
    for record in records:
        for key in actor_ids(record):
            spans.setdefault(key, {})[record.evidence[0]] = None
    for key, found in sorted(spans.items()):
        entity = kb.load().entity(key)
        if entity is not None:
            yield Actor(
                id=key, name=entity.name, schema_=entity.schema, country=entity.country, wikidata=entity.wikidata,
                mentions=tuple(found),
            )  # fmt: skip


def _issue(span: Span, message: str) -> Issue:
    return Issue(
        document_id=span.document_id, stage="import", code="row", message=message, start=span.start, end=span.end
    )


def import_sheet(
    store: Store, kind: str, file: Path, given: Mapping[str, str], *, owner: str, published: Edtf | None
) -> Imported:
    """The sheet into the store, as a run of its own."""
    sheet = read_sheet(file)
    chosen = columns(kind, sheet, given)
    outcome = outcome_of(file, sheet, kind, chosen, owner=owner, published=published)
    configuration = {"kind": kind, "columns": {name: list(of) for name, of in chosen.items()}}
    run = store.begin_run({"import": EXTRACTOR}, configuration=configuration)
    store.put(outcome, pipeline=PIPELINE, run=run, dated=str(published) if published else None)
    records = tuple(record for record in outcome.records if isinstance(record, Evident))
    return Imported(outcome.document.id, records, outcome.issues)
