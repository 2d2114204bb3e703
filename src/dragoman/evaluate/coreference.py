"""How well mentions are grouped: MUC (Vilain et al. 1995), B³ (Bagga and Baldwin 1998), CEAF over entities (Luo 2005).

Both groupings are over the same mentions; each group is a set of them. CoNLL's score is the mean of the three F1.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dragoman.evaluate.assignment import heaviest

Group = frozenset[Hashable]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall, and their harmonic mean, each 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean; 0 where both are."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def grouped(chain_of: Mapping[Hashable, Hashable]) -> list[Group]:
    """The groups of a table that names each mention's chain, in the order of their first mentions."""
    groups: dict[Hashable, set[Hashable]] = defaultdict(set)
    for mention, chain in chain_of.items():
        groups[chain].add(mention)
    return [frozenset(group) for group in groups.values()]


def muc(gold: Sequence[Group], got: Sequence[Group]) -> Score:
    """By links: how many of the links that hold a group together survive in the other grouping."""
    return Score(_links(got, gold), _links(gold, got))


def _links(groups: Sequence[Group], others: Sequence[Group]) -> float:
    home = {mention: at for at, group in enumerate(others) for mention in group}
    kept = sum(len(group) - len({home.get(mention, mention) for mention in group}) for group in groups)
    held = sum(len(group) - 1 for group in groups)
    return kept / held if held else 0.0


def b_cubed(gold: Sequence[Group], got: Sequence[Group]) -> Score:
    """By mentions: the mean share of each one's group that belongs there."""
    return Score(_shares(got, gold), _shares(gold, got))


def _shares(groups: Sequence[Group], others: Sequence[Group]) -> float:
    home = {mention: at for at, group in enumerate(others) for mention in group}
    mentions = sum(len(group) for group in groups)
    together = (n * n / len(group) for group in groups for n in Counter(home.get(m, m) for m in group).values())
    return sum(together) / mentions if mentions else 0.0


def ceaf_e(gold: Sequence[Group], got: Sequence[Group]) -> Score:
    """By groups: the best one-to-one match of groups, each pair counting what its two groups have in common."""
    total = heaviest(_alike(gold, got))
    return Score(total / len(got) if got else 0.0, total / len(gold) if gold else 0.0)


def _alike(gold: Sequence[Group], got: Sequence[Group]) -> dict[tuple[int, int], float]:
    """For each two groups that share a mention: twice the mentions in common over those of both."""
    home = {mention: at for at, group in enumerate(got) for mention in group}
    shared = Counter((at, home[mention]) for at, group in enumerate(gold) for mention in group if mention in home)
    return {(one, other): 2 * n / (len(gold[one]) + len(got[other])) for (one, other), n in shared.items()}


def conll(gold: Sequence[Group], got: Sequence[Group]) -> float:
    """The mean F1 of MUC, B³ and CEAF."""
    return sum(measure(gold, got).f1 for measure in (muc, b_cubed, ceaf_e)) / 3


def without_single(groups: Iterable[Group]) -> list[Group]:
    """The groups of two mentions or more."""
    return [group for group in groups if len(group) > 1]
