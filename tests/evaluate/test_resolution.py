import csv

import pytest

from dragoman.errors import UsageError
from dragoman.evaluate.resolution import evaluate_resolution

COLUMNS = ["id", "text", "published", "mention", "actor", "kind", "start", "capacity", "acts_for", "office", "standing"]


def write(path, *rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as out:
        sheet = csv.DictWriter(out, COLUMNS, restval="")
        sheet.writeheader()
        for number, (text, mention, actor, more) in enumerate(rows):
            row = {"id": f"r{number}", "text": text, "mention": mention, "actor": actor, "kind": "k", **more}
            sheet.writerow({"published": "2019-06-05", "start": text.index(mention), **row})


def test_a_row_is_right_where_all_that_it_asks_is(tmp_path):
    write(
        tmp_path / "resolution.csv",
        ("Kenya met Chad.", "Chad", "state:TCD", {"capacity": "state"}),
        ("Kenya met Chad.", "Chad", "state:TCD", {"capacity": "igo"}),
        ("Officials from Congo met Chad.", "Congo", "unresolved", {}),
        ("Kenya met Chad.", "Kenya", "unresolved", {}),
    )
    report = evaluate_resolution(tmp_path)
    assert report.row("right").score == 0.5
    assert report.row("abstained").items == 2
    assert report.row("abstained").score == 0.5
    assert [line[:2] for line in report.failures] == ["r1", "r3"]


def test_failures_of_the_held_half_are_not_listed(tmp_path):
    write(tmp_path / "resolution.csv", ("Kenya met Chad.", "Chad", "state:TCD", {}))
    write(tmp_path / "held" / "resolution.csv", ("Kenya met Chad.", "Chad", "state:PER", {}))
    report = evaluate_resolution(tmp_path)
    assert report.row("right held").score == 0.0
    assert report.failures == ()


def test_a_folder_without_cases_is_refused(tmp_path):
    with pytest.raises(UsageError, match="holds no cases of resolution"):
        evaluate_resolution(tmp_path)
