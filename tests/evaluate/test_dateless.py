import json

import pytest

from dragoman.errors import UsageError
from dragoman.evaluate.dateless import evaluate_dateless, undated
from dragoman.records import Edtf

STORY = "The government of Romano Prodi, which came to office last month, signed a paper. It had been drawn up in 2004."


@pytest.fixture
def own(tmp_path):
    def written(*texts):
        lines = {half: ["name,published,clues,half,note"] for half in ("open", "held")}
        for number, (half, day, clues, text) in enumerate(texts):
            folder = tmp_path / ("held/docs" if half == "held" else "docs")
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{number}.txt").write_text(text, encoding="utf-8")
            lines[half].append(f"{number},{day},{clues},{half},")
        (tmp_path / "held").mkdir(exist_ok=True)
        for place, half in ((tmp_path, "open"), (tmp_path / "held", "held")):
            (place / "key.csv").write_text("\n".join(lines[half]) + "\n", encoding="utf-8")
        return evaluate_dateless(tmp_path)

    return written


def test_the_true_day_is_looked_for_inside_the_interval(own):
    report = own(("open", "2006-06-06", "many", STORY), ("open", "2013-06-06", "many", STORY))
    assert report.row("true day inside").score == 0.5
    assert report.failures[0].startswith("1: 2013-06-06 is not in 2006-06-01/2006-06-30")


def test_where_little_is_said_silence_is_right(own):
    report = own(("open", "2006-06-06", "few", "They met on Thursday and spoke of fish."))
    assert report.row("left open where little is said").score == 1.0


def test_held_texts_have_rows_of_their_own_and_are_not_named(own):
    report = own(("open", "2006-06-06", "many", STORY), ("held", "2013-06-06", "many", STORY))
    assert report.row("true day inside (held)").score == 0.0
    assert report.failures == ()


def test_printed_dates_of_the_text_itself_are_cut_out_and_others_stay():
    text = "Oslo, June 5, 2024 - The envoys met on May 3, 2024. By June 5, 2024 all was signed."
    assert undated(text, Edtf.parse("2024-06-05")) == "Oslo,  - The envoys met on May 3, 2024. By  all was signed."


def test_gold_articles_lose_their_dates(tmp_path):
    (tmp_path / "gold").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "gold" / "a.json").write_text(json.dumps({"published": "2024-06-05"}), encoding="utf-8")
    (tmp_path / "docs" / "a.txt").write_text("Oslo, June 5, 2024 - The envoys met. They ate fish.", encoding="utf-8")
    report = evaluate_dateless(tmp_path)
    assert report.row("true day inside").score == 1.0
    assert report.row("an interval closed on both sides").score == 0.0


def test_a_folder_without_articles_is_refused(tmp_path):
    with pytest.raises(UsageError, match="holds no dateless articles"):
        evaluate_dateless(tmp_path)
