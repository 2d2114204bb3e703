import pytest

from dragoman.errors import UsageError
from dragoman.evaluate.polnear import evaluate_polnear, marked

TEXT = 'Ama Boateng, the minister, said: "The road to Lomé will be open in May."'
KEY = "T1\tSource 0 25\tAma Boateng, the minister\nT2\tCue 27 31\tsaid\nT3\tContent 33 72\t...\nE1\tAttribution:T4\n"


def test_marks_at_the_edges_are_left_aside():
    spans = marked(TEXT, KEY)
    (content,) = spans["Content"]
    assert TEXT[slice(*content)] == "The road to Lomé will be open in May"


def test_a_broken_span_counts_from_its_first_to_its_last_edge():
    assert marked(TEXT, "T1\tSource 0 3;13 25\tAma the minister\n")["Source"] == {(0, 25)}


def test_articles_are_scored_by_role(tmp_path):
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "outlet_2016-01-01_title.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "attributions" / "outlet_2016-01-01_title_4b22.ann").write_text(KEY, encoding="utf-8")
    (tmp_path / "attributions" / "outlet_2016-01-01_title_d473.ann").write_text("", encoding="utf-8")
    report = evaluate_polnear(tmp_path)
    assert [(row.name, row.items) for row in report.rows] == [("source", 1), ("cue", 1), ("content", 1)]
    assert report.row("cue").score == 1.0
    assert report.row("content").score == 1.0


def test_a_folder_without_articles_is_refused(tmp_path):
    with pytest.raises(UsageError, match="holds no PolNeAR"):
        evaluate_polnear(tmp_path)
