"""Words in common in the same order, against the table that everybody knows."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.crossdoc.order import in_order, may_reach, ratio

TEXTS = st.lists(st.sampled_from("abcde"), max_size=12).map(tuple)


def by_table(one, other):
    rows = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for i, j in product(range(len(one)), range(len(other))):
        step = rows[i][j] + 1 if one[i] == other[j] else max(rows[i][j + 1], rows[i + 1][j])
        rows[i + 1][j + 1] = step
    return rows[-1][-1]


@given(TEXTS, TEXTS)
def test_bits_give_what_the_table_gives(one, other):
    assert in_order(one, other) == by_table(one, other) == in_order(other, one)


@given(TEXTS, TEXTS, st.sampled_from([0.3, 0.62, 0.9]))
def test_no_pair_is_passed_over_that_reaches_the_ratio(one, other, least):
    assert may_reach(one, other, least) or ratio(one, other) < least


@pytest.mark.parametrize(
    ("one", "other", "expected"), [("abcd", "abcd", 1.0), ("abcd", "", 0.0), ("abcd", "acbd", 0.75)]
)
def test_the_ratio_is_twice_the_common_words_over_all(one, other, expected):
    assert ratio(tuple(one), tuple(other)) == expected


def test_two_empty_texts_have_nothing_in_common():
    assert ratio((), ()) == 0.0
