import csv
import json
from dataclasses import replace

import made
import pytest
from jsonschema import Draft202012Validator

from dragoman.errors import StoreError, UsageError
from dragoman.export import export, formats, gather
from dragoman.records import KINDS, loads, published_schema
from dragoman.store import open_store


@pytest.fixture
def holdings(tmp_path):
    with open_store(tmp_path / "made.db") as store:
        run = store.begin_run({})
        for number in range(3):
            store.put(made.run(made.read(f"{number}.txt", made.article(number).encode())), pipeline="1", run=run)
        return gather(store)


def contents(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_every_kind_has_its_file_and_every_line_its_schema(holdings, tmp_path):
    counts = export(holdings, tmp_path / "out")
    assert sorted(contents(tmp_path / "out")) == sorted(f"{kind}.jsonl" for kind in KINDS)
    assert counts["documents"] == counts["events"] == 3
    for kind in KINDS:
        validator = Draft202012Validator(published_schema(kind))
        lines = (tmp_path / "out" / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()
        assert len(lines) == counts[kind]
        for line in lines:
            validator.validate(json.loads(line))
            loads(kind, line)


def test_records_are_sorted_and_the_bytes_the_same_each_time(holdings, tmp_path):
    export(holdings, tmp_path / "one")
    export(holdings, tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    ids = [json.loads(line)["id"] for line in (tmp_path / "one" / "events.jsonl").read_text().splitlines()]
    assert ids == sorted(ids)
    assert len(ids) == 3


def test_an_export_replaces_an_earlier_one_and_leaves_no_rest(holdings, tmp_path):
    export(holdings, tmp_path / "out", "csv")
    export(holdings, tmp_path / "out", "jsonl")
    assert all(name.endswith(".jsonl") for name in contents(tmp_path / "out"))
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_failing_export_leaves_the_earlier_one_whole(holdings, tmp_path, monkeypatch):
    export(holdings, tmp_path / "out")
    before = contents(tmp_path / "out")

    def fail(holdings, folder, *, fulltext):
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(formats(), "jsonl", replace(formats()["jsonl"], write=fail))
    with pytest.raises(StoreError, match="No space left"):
        export(holdings, tmp_path / "out")
    assert contents(tmp_path / "out") == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_folder_with_other_files_is_left_alone(holdings, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match="other files"):
        export(holdings, tmp_path / "mine")
    assert contents(tmp_path / "mine") == {"notes.txt": b"mine"}


def test_an_unknown_format_is_named_with_the_known_ones(holdings, tmp_path):
    with pytest.raises(UsageError, match="jsonl, csv, xlsx"):
        export(holdings, tmp_path / "out", "xls")


def test_a_sheet_has_a_row_a_record_and_no_formula(tmp_path):
    text = "=cmd()|' /C calc'!A0\n2024-03-05 CONSULT state:CHL state:PER | =HYPERLINK(0) and +1, @x\n"
    with open_store(tmp_path / "made.db") as store:
        store.put(made.run(made.read("-a.txt", text.encode())), pipeline="1", run=store.begin_run({}))
        export(gather(store), tmp_path / "out", "csv")
    with (tmp_path / "out" / "events.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["evidence_text"] == "'=HYPERLINK(0) and +1, @x"
    assert (row["source"], row["date"], row["type"]) == ("state:CHL", "2024-03-05", "CONSULT")
    with (tmp_path / "out" / "documents.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["title"].startswith("'=cmd")
    assert row["source"] == "'-a.txt"
