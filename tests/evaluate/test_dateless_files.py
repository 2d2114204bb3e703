"""The articles without a date: each has its row in the key, in its half, and states no year of its own."""

import csv
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "eval" / "dateless"


def keys():
    """The rows of both keys, each with the folder of its half."""
    for place in (FOLDER, FOLDER / "held"):
        with (place / "key.csv").open(encoding="utf-8", newline="") as lines:
            yield from ((place, row) for row in csv.DictReader(lines))


def test_every_article_has_a_key_and_names_no_year_of_its_own():
    rows = list(keys())
    for place, row in rows:
        assert row["half"] == ("open" if place == FOLDER else "held"), row["name"]
        text = (place / "docs" / f"{row['name']}.txt").read_text(encoding="utf-8")
        assert str(date.fromisoformat(row["published"]).year) not in text, row
        assert row["clues"] in ("many", "some", "few"), row
    assert len(rows) == len(list(FOLDER.glob("**/docs/*.txt")))
