"""Hostile files: all of the table that are quickly made, each with its verdict."""

import csv
from pathlib import Path

import pytest

from dragoman.evaluate.hostile import evaluate_hostile, verdict
from dragoman.evaluate.hostile_files import BUILDERS, PROSE

TABLE = Path(__file__).parents[2] / "eval" / "hostile.csv"
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))


def test_the_table_has_two_hundred_files_of_every_kind():
    assert len(ROWS) >= 200
    assert len({(row["kind"], row["number"]) for row in ROWS}) == len(ROWS)
    assert {row["kind"] for row in ROWS} == set(BUILDERS)


@pytest.mark.parametrize("kind", sorted(BUILDERS))
def test_the_first_of_each_kind_has_its_verdict(kind):
    row = next(row for row in ROWS if row["kind"] == kind)
    assert verdict(*BUILDERS[kind](int(row["number"]))) == row["expected"]


def test_a_wrong_verdict_is_told(tmp_path):
    table = tmp_path / "hostile.csv"
    table.write_text("kind,number,expected\ntext-empty,0,accepted\ntext-wall,0,partial\n")
    report = evaluate_hostile(table)
    assert report.rows[0].score == 0.5
    assert report.failures == ("text-empty 0: expected accepted, found refused:empty",)
    assert verdict("a.txt", PROSE.encode()) == "accepted"
