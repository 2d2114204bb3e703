"""Sums over bags of stems: the same in whatever order a set gives its members."""

from itertools import permutations

from dragoman.crossdoc.rarity import alike, common, in_all

TELLS = (0.1, 0.2, 0.3, 0.7)  # added in another order, these round to another sum


def test_the_order_in_which_a_set_gives_its_members_changes_no_sum() -> None:
    bags = [
        {f"{word}{turn}": tells for word, tells in zip(order, TELLS, strict=True)}
        for turn, order in enumerate(permutations(("dam", "ferry", "toll", "quay")))
    ]
    assert len({common(bag, bag) for bag in bags}) == 1
    assert len({in_all(bag) for bag in bags}) == 1
    assert len({alike(bag, {**bag, "other": 0.4}) for bag in bags}) == 1


def test_a_sum_stands_on_the_threshold_that_it_is_equal_to() -> None:
    bag = dict.fromkeys(map(str, range(10)), 0.1)
    assert common(bag, bag) == 1.0
