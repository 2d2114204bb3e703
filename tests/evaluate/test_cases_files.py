"""The files of cases themselves: well formed, and the held half apart from the open one."""

import csv
from pathlib import Path

import pytest

from dragoman.records import Edtf

CASES = Path(__file__).parents[1] / "cases"
FILES = sorted(path.relative_to(CASES).as_posix() for path in (*CASES.glob("*.csv"), *CASES.glob("[wl]*/*.csv")))


def rows(path):
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def halves(name):
    path = CASES / name
    return rows(path), rows(path.parent / "held" / path.name)


def both(name):
    opened, held = halves(name)
    return [*opened, *held]


@pytest.mark.parametrize("name", FILES)
def test_ids_are_unique_and_halves_do_not_share_a_sentence(name):
    opened, held = halves(name)
    ids = [row["id"] for row in (*opened, *held)]
    assert len(ids) == len(set(ids))
    assert not {row["text"] for row in opened} & {row["text"] for row in held} or name == "actors.csv"


@pytest.mark.parametrize("name", FILES)
def test_dates_are_edtf(name):
    for row in both(name):
        assert not row["published"] or Edtf.parse(row["published"]).is_day, row


def test_expected_times_are_edtf_and_their_expressions_stand_in_the_sentence():
    for row in both("times.csv"):
        assert row["expression"].lower() in row["text"].lower(), row
        for text in filter(None, row["edtf"].split(" or ")):
            assert str(Edtf.parse(text)) == text


@pytest.mark.parametrize(("name", "column"), [("gaps.csv", "cue"), ("wide/gaps.csv", "cue"), ("actors.csv", "mention")])
def test_quoted_words_stand_in_the_sentence(name, column):
    for row in both(name):
        assert row[column].lower() in row["text"].lower(), row


def test_mentions_to_resolve_stand_where_the_row_says():
    for row in both("resolution.csv"):
        start = int(row["start"])
        assert row["text"][start : start + len(row["mention"])] == row["mention"], row
