"""Sentences that name states and tell of no dealing give no event."""

import csv
from pathlib import Path

from dragoman import app
from dragoman.records import Event

QUIET = Path(__file__).parents[1] / "cases" / "quiet"
MOST = 0.03  # share of the sentences that may give one (issue 6)


def test_of_sentences_without_dealings_hardly_one_gives_an_event():
    paths = (QUIET / "events.csv", QUIET / "held" / "events.csv")
    rows = [row for path in paths for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())]
    told = [row["id"] for row in rows if any(_told(row))]
    assert len(rows) == 200
    assert len(told) <= MOST * len(rows), told


def _told(row: dict[str, str]) -> list[Event]:
    found = app.read_text(row["text"], published=row["published"])
    return [r for r in found.records if isinstance(r, Event) and r.type != "OTHER"]
