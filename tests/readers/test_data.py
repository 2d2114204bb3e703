"""The data files of reading and repair: every row whole, every row with its source."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest

TABLES = [
    (room, table.name)
    for room in ("dragoman.readers", "dragoman.repair")
    for table in (files(room) / "data").iterdir()
    if table.name.endswith(".csv")
]


@pytest.mark.parametrize(("room", "name"), TABLES, ids=[name for _, name in TABLES])
def test_rows_are_whole_and_sourced(room: str, name: str) -> None:
    rows = list(csv.DictReader((files(room) / "data" / name).read_text(encoding="utf-8").splitlines()))
    assert rows
    assert all(None not in row and None not in row.values() and row["source"] for row in rows)
    assert len({tuple(row.values()) for row in rows}) == len(rows)
