"""Somebody's own sheet: cells as values, rows as records that their owner claims, joined with what was read."""

import made
import pytest
from openpyxl import Workbook

import dragoman.app
from dragoman.app.sheet_cells import day, figure, word
from dragoman.errors import DocumentError, UsageError


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("2024-03-05", "2024-03-05"), ("2024-03-05 00:00:00", "2024-03-05"), ("5 March 2024", "2024-03-05"),
        ("March 5, 2024", "2024-03-05"), ("05.03.2024", "2024-03-05"), ("25/03/2024", "2024-03-25"),
        ("03/25/2024", "2024-03-25"), ("05/05/2024", "2024-05-05"), ("05/06/2024", None), ("March 2024", "2024-03"),
        ("2024", "2024"), ("2024-03/2024-05", "2024-03/2024-05"), ("soon", None), ("31/31/2024", None),
    ],
)  # fmt: skip
def test_a_day_is_read_where_it_can_mean_one_only(cell, value):
    assert day(cell) == value


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1,250,000", "1250000"), ("1.2 billion", "1200000000"), ("USD 300m", "300000000"), ("300 USD", "300"),
        ("$5", "5"), ("1'000", "1000"), ("2,5", "2.5"), ("12", "12"), ("10-20", None), ("-5", None), ("some", None),
        ("5 crore", None), ("1.200.000", None),
    ],
)  # fmt: skip
def test_a_figure_is_read_where_it_is_one(cell, value):
    assert figure(cell) == value


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        (("agreements", "kind"), "MoU", "memorandum"), (("agreements", "kind"), "Joint Statement", "joint-statement"),
        (("agreements", "status"), "In force", "in-force"), (("agreements", "kind"), "handshake", None),
        (("events", "type"), "consult", "CONSULT"), (("amounts", "qualifier"), "approx.", "about"),
    ],
)  # fmt: skip
def test_words_of_sheets_become_those_of_the_contract(field, cell, value):
    assert word(*field, cell) == value


@pytest.fixture
def archive(tmp_path):
    line = "2024-03-05 SIGNED 1 Tidal Power state:CHL state:PER | Chile and Peru signed on tidal power"
    (tmp_path / "a.txt").write_text(f"Signing\nPublished 2024-03-06\n{line}\n")
    with dragoman.app.open(tmp_path / "made.db", tools=made.tools()) as opened:
        opened.read(tmp_path / "a.txt")
        yield opened


HEADINGS = ["Country", "Partner", "Signed", "Name", "Sort"]
ROWS = [
    ["Chile", "Peru", "5 March 2024", "Tidal power", "MoU"],
    ["Brazil", "Peru", "2021", "Rail", "Treaty"],
    ["Chile", "Atlantis", "2020", "Water", "pact"],
    ["Atlantis", "", "", "", ""],
]
MAP = {"parties": "Country+Partner", "date": "Signed", "title": "Name", "kind": "Sort"}


def workbook(file, rows=ROWS):
    book = Workbook()
    for row in [HEADINGS, *rows]:
        book.active.append(row)
    book.save(file)
    return file


def csv_file(file, rows=ROWS):
    file.write_text("\n".join(";".join(row) for row in [HEADINGS, *rows]), encoding="utf-8-sig")
    return file


@pytest.mark.parametrize("written", [(workbook, "mine.xlsx"), (csv_file, "mine.csv")])
def test_rows_become_records_that_the_owner_claims(archive, tmp_path, written):
    make, name = written
    imported = archive.import_sheet("agreements", make(tmp_path / name), MAP, owner="Ana")
    holdings = archive.holdings()
    rows = {r.title: r for r in holdings.of("agreements") if r.document_id == imported.document_id}
    assert sorted(rows) == ["Rail", "Tidal power", "Water"]
    tidal = rows["Tidal power"]
    assert (tidal.parties, str(tidal.date), tidal.kind) == (("state:CHL", "state:PER"), "2024-03-05", "memorandum")
    assert tidal.evidence[0].text == "Country: Chile; Partner: Peru; Signed: 5 March 2024; Name: Tidal power; Sort: MoU"
    claim = holdings.by_id[tidal.attributed_to]
    assert (claim.speaker_text, claim.about, claim.evidence) == ("Ana", (tidal.id,), tidal.evidence)
    assert sorted(issue.message for issue in imported.issues) == [
        "no state or body is called 'Atlantis'",
        "no state or body is called 'Atlantis'",
        "the row makes no record: it gives no parties",
    ]
    assert archive.check() == []


def test_a_row_joins_what_was_read_and_the_others_wait_for_review(archive, tmp_path):
    imported = archive.import_sheet("agreements", workbook(tmp_path / "mine.xlsx"), MAP, owner="Ana")
    read = next(r for r in archive.records("agreements") if r.document_id != imported.document_id)
    mine = {r.title: r for r in archive.records("agreements") if r.document_id == imported.document_id}
    assert mine["Tidal power"].cluster == read.cluster is not None
    assert {t.about for t in archive.queue() if t.why == "imported"} == {mine["Rail"].id, mine["Water"].id}
    archive.reviewer("Ana").merge_records([read.id, mine["Rail"].id])
    assert {t.about for t in archive.queue() if t.why == "imported"} == {mine["Water"].id}


def test_importing_twice_changes_nothing_that_is_shown(archive, tmp_path):
    workbook(tmp_path / "mine.xlsx")
    archive.import_sheet("agreements", tmp_path / "mine.xlsx", MAP, owner="Ana")
    before = archive.records("agreements")
    archive.import_sheet("agreements", tmp_path / "mine.xlsx", MAP, owner="Ana")
    assert archive.records("agreements") == before


def test_amounts_and_events_are_imported_as_well(archive, tmp_path):
    (tmp_path / "sums.csv").write_text("value,unit,payer,payee,kind\n1.5bn,USD,Peru,Chile,debt\n")
    (tmp_path / "acts.csv").write_text("type,source,target,date\nCONSULT,Peru,Chile,2024-01-02\n")
    archive.import_sheet("amounts", tmp_path / "sums.csv", owner="Ana")
    archive.import_sheet("events", tmp_path / "acts.csv", owner="Ana")
    (amount,) = archive.records("amounts")
    assert (amount.value, amount.payer, amount.payee) == ("1500000000", "state:PER", "state:CHL")
    assert [str(e.date) for e in archive.timeline("Peru", "Chile")] == ["2024-01-02"]


@pytest.mark.parametrize(
    ("kind", "given", "error", "says"),
    [
        ("birds", {}, UsageError, "birds"),
        ("agreements", {"wings": "Name"}, UsageError, "no field 'wings'"),
        ("agreements", {"parties": "Wings"}, UsageError, "no column 'Wings'"),
        ("agreements", {}, UsageError, "no column gives the parties"),
    ],
)
def test_a_wrong_map_is_said(archive, tmp_path, kind, given, error, says):
    with pytest.raises(error, match=says):
        archive.import_sheet(kind, workbook(tmp_path / "mine.xlsx"), given, owner="Ana")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("x.xlsx", b"PK no workbook", "no workbook"),
        ("x.csv", b"parties\n", "a row below"),
        ("x.csv", b"a,a\n1,2\n", "two columns"),
        ("x.csv", b"a\n\xff\xfe\n", "UTF-8"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused(archive, tmp_path, name, content, says):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DocumentError, match=says):
        archive.import_sheet("agreements", tmp_path / name, owner="Ana")
