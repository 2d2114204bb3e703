"""Knowledge in data files: a source on every row, no row twice."""

import csv
from pathlib import Path

import pytest

import dragoman

FILES = sorted(Path(dragoman.__file__).parent.glob("*/data/*.csv"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parts[-3]}/{p.name}")
def test_every_row_names_its_source_and_stands_once(path):
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    assert rows
    assert all(row.get("source") for row in rows)
    facts = [tuple(value for column, value in row.items() if column != "source") for row in rows]
    assert len(facts) == len(set(facts)), [f for f in facts if facts.count(f) > 1][:5]
