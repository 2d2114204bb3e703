import json

import pytest

from dragoman.errors import UsageError
from dragoman.evaluate.glue import evaluate_glue, mended_spaces

CLEAN = "The ambassador met the minister in Riga yesterday and they talked about the harbour."


def test_a_lost_space_that_is_mended_counts_as_right():
    right, lost, found = mended_spaces(CLEAN.replace("yesterday and", "yesterdayand"), CLEAN)
    assert (right, lost) == (1, 1)
    assert found >= 1


def test_nothing_lost_and_nothing_found():
    assert mended_spaces(CLEAN, CLEAN) == (0, 0, 0)


def test_a_file_is_scored_and_its_unread_part_apart(tmp_path):
    (tmp_path / "glue").mkdir()
    data = tmp_path / "glue" / "dev.jsonl"
    items = [{"doc": d, "glued": CLEAN.replace("the minister", "theminister"), "clean": CLEAN} for d in ("a", "b")]
    data.write_text("\n".join(map(json.dumps, items)), encoding="utf-8")
    (tmp_path / "splits.json").write_text(json.dumps({"glue": {"write": ["a"], "report": ["b"]}}), encoding="utf-8")
    report = evaluate_glue(data)
    assert report.row("spaces").items == 2
    assert report.row("spaces (unread part)").items == 1
    assert report.row("undamaged").score == 1.0


def test_data_that_are_no_json_lines_are_refused(tmp_path):
    data = tmp_path / "dev.jsonl"
    data.write_text("{", encoding="utf-8")
    with pytest.raises(UsageError, match="expected JSON Lines"):
        evaluate_glue(data)
