"""A constraint on the day a document appeared, and how constraints meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.records import Reason, Span
from dragoman.resolve import days


@dataclass(frozen=True, slots=True)
class Constraint:
    """The days that some words leave open. `weight` orders constraints: the weakest gives way when they contradict.

    `known` is the part of `allowed` that rests on known events, where the rest is open as no list of them is whole.
    """

    rule: str
    implies: str
    allowed: int
    weight: float
    span: Span | None
    known: int = 0

    @property
    def reason(self) -> Reason:
        """As the record keeps it."""
        return Reason(rule=self.rule, implies=self.implies, span=self.span)


def solve(constraints: Sequence[Constraint]) -> tuple[int, list[Reason]]:
    """The days that the constraints leave together, the strongest first, and the reasons; what contradicts is named.

    Where not all can hold, those are kept that weigh most together, so that the weakest give way.
    """
    ordered = sorted(constraints, key=lambda c: -c.weight)
    kept = _greedy(ordered)
    if len(kept) < len(ordered):
        runs = [_greedy([one, *ordered]) for one in ordered if one not in kept]
        kept = max([kept, *runs], key=_weight)
    left = days.ALL
    reasons: list[Reason] = []
    told: set[tuple[str, str]] = set()
    for one in ordered:
        if one not in kept:
            reasons.append(Reason(rule=f"dropped: {one.rule}", implies=one.implies, span=one.span))
            continue
        narrows = left & one.allowed != left
        left &= one.allowed
        if narrows or (one.rule, one.implies) not in told:
            reasons.append(one.reason)
        told.add((one.rule, one.implies))
    return left, reasons


def _greedy(ordered: Sequence[Constraint]) -> list[Constraint]:
    """Each constraint in turn that leaves a day together with those before it."""
    left, kept = days.ALL, list[Constraint]()
    for one in ordered:
        if left & one.allowed:
            left &= one.allowed
            if one not in kept:
                kept.append(one)
    return kept


def _weight(kept: Sequence[Constraint]) -> float:
    """What constraints weigh together; the same said twice counts once."""
    return sum({(c.rule, c.implies): c.weight for c in kept}.values())
