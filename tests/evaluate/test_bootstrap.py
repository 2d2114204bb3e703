import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.evaluate.bootstrap import f1, interval, row, total


def test_f1_of_counts_is_the_harmonic_mean():
    precision, recall = 3 / 4, 3 / 6
    assert f1((3, 6, 4)) == pytest.approx(2 * precision * recall / (precision + recall))


def test_f1_without_anything_is_zero():
    assert f1((0, 0, 0)) == 0.0


def test_counts_add_up():
    assert total([(1, 2, 3), (4, 5, 6)]) == (5, 7, 9)


def test_one_document_has_no_interval():
    assert interval([(1, 2, 3)]) is None


def test_documents_that_agree_have_a_narrow_interval_and_others_a_wide_one():
    low, high = interval([(1, 2, 2)] * 10)
    assert low == high == 0.5
    low, high = interval([(0, 2, 2), (2, 2, 2)] * 5)
    assert low < 0.5 < high


def test_the_interval_is_the_same_on_every_run():
    documents = [(1, 3, 2), (2, 2, 5), (0, 4, 1)]
    assert interval(documents) == interval(documents)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(3, 6), st.integers(3, 6)), min_size=2, max_size=8))
def test_bounds_are_scores_in_order(documents):
    low, high = interval(documents, draws=50)
    assert 0 <= low <= high <= 1


def test_a_row_carries_its_items_and_bounds():
    made = row("spaces", [(1, 1, 1), (0, 1, 1)], "detail")
    assert (made.name, made.score, made.items, made.detail) == ("spaces", 0.5, 2, "detail")
    assert made.low == 0.0
    assert made.high == 1.0
