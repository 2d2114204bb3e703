"""The articles without a date: each has its row in the key, in its half, and states no year of its own."""

import csv
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "eval" / "dateless"


def test_every_article_has_a_key_and_names_no_year_of_its_own():
    with (FOLDER / "key.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        folder = FOLDER / "docs" if row["half"] == "open" else FOLDER / "held" / "docs"
        text = (folder / f"{row['name']}.txt").read_text(encoding="utf-8")
        assert str(date.fromisoformat(row["published"]).year) not in text, row
        assert row["clues"] in ("many", "some", "few"), row
    assert len(rows) == len(list(FOLDER.glob("**/docs/*.txt")))
