import pytest

from dragoman import app
from dragoman.errors import UsageError
from dragoman.evaluate.plv import coded, evaluate_plv, macro_f1

HEAD = "sentence\tsource\ttarget\tgold_root\tgold_penta\n"


def test_macro_f1_is_the_mean_over_the_gold_labels():
    pairs = [("AID", "AID"), ("AID", "NONE"), ("AGREE", "AGREE"), ("AGREE", "AID")]
    assert macro_f1(pairs) == pytest.approx((2 * 1 / (2 + 2) + 2 * 1 / (2 + 1)) / 2)


def test_nothing_coded_is_a_label_that_is_never_right():
    assert macro_f1([("AID", "NONE")]) == 0.0


def test_the_event_between_the_two_sides_named_is_taken():
    outcome = app.read_text("Ghana condemned Togo on Monday, and Benin met Niger in Lomé.")
    assert coded(outcome, "Ghana", "Togo") == "ACCUSE"
    assert coded(outcome, "Benin", "Niger") == "CONSULT"


def test_a_text_without_an_event_is_none():
    assert coded(app.read_text("The sea was calm."), "sea", "calm") == "NONE"


def test_a_file_is_scored_by_root_quad_and_side(tmp_path):
    data = tmp_path / "plv.tsv"
    data.write_text(HEAD + "Ghana condemned Togo on Monday.\tGhana\tTogo\tACCUSE\t3\n", encoding="utf-8")
    report = evaluate_plv(data)
    assert {row.name: row.score for row in report.rows} == {
        "root macro F1": 1.0,
        "quad macro F1": 1.0,
        "binary macro F1": 1.0,
        "coded at all": 1.0,
    }


def test_another_file_is_refused(tmp_path):
    data = tmp_path / "plv.tsv"
    data.write_text("a\tb\n1\t2\n", encoding="utf-8")
    with pytest.raises(UsageError, match="expected sentence"):
        evaluate_plv(data)
