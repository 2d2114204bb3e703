import random
from itertools import permutations

import pytest

from dragoman.evaluate.assignment import heaviest
from dragoman.evaluate.coreference import b_cubed, ceaf_e, conll, grouped, muc


def groups(*words):
    return [frozenset(word) for word in words]


# The examples of Luo (2005) and of Bagga and Baldwin (1998): twelve mentions, of which two groups were made one.
TRUTH = groups("12345", "67", "89ABC")
ONE_WRONG = groups("12345", "6789ABC")
OTHER_WRONG = groups("1234589ABC", "67")


@pytest.mark.parametrize(
    ("got", "expected_muc", "expected_b3"),
    [(ONE_WRONG, (0.9, 1.0), (0.762, 1.0)), (OTHER_WRONG, (0.9, 1.0), (0.583, 1.0)), (TRUTH, (1.0, 1.0), (1.0, 1.0))],
)
def test_the_published_examples_come_out_as_published(got, expected_muc, expected_b3):
    for measure, expected in ((muc, expected_muc), (b_cubed, expected_b3)):
        score = measure(TRUTH, got)
        assert (round(score.precision, 3), round(score.recall, 3)) == expected


def test_ceaf_matches_each_group_once():
    score = ceaf_e(TRUTH, ONE_WRONG)
    assert round(score.precision * 2, 3) == round(score.recall * 3, 3) == round(1 + 10 / 12, 3)
    assert ceaf_e(TRUTH, TRUTH).f1 == 1
    assert conll(TRUTH, TRUTH) == 1


def test_nothing_joined_has_no_links_to_be_right():
    single = grouped({mention: mention for mention in "12345"})
    assert muc(groups("12345"), single).f1 == 0
    assert b_cubed(groups("12345"), single).precision == 1


@pytest.mark.parametrize("seed", range(100))
def test_the_match_is_the_best_of_all_permutations(seed):
    chance = random.Random(seed)  # noqa: S311 - made-up numbers
    size = chance.randint(1, 5)
    worth = {(a, b): chance.random() for a in range(size) for b in range(5) if chance.random() < 0.6}
    best = max(sum(worth.get((a, p[a]), 0.0) for a in range(size)) for p in permutations(range(5), size))
    assert heaviest(worth) == pytest.approx(best)
    assert heaviest({(b, a): value for (a, b), value in worth.items()}) == pytest.approx(best)
