"""A constraint on the day a document appeared, and how constraints meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.records import Reason, Span
from dragoman.resolve import days


@dataclass(frozen=True, slots=True)
class Constraint:
    """The days that some words leave open. `weight` orders constraints: the weakest gives way when they contradict."""

    rule: str
    implies: str
    allowed: int
    weight: float
    span: Span | None

    @property
    def reason(self) -> Reason:
        """As the record keeps it."""
        return Reason(rule=self.rule, implies=self.implies, span=self.span)


def solve(constraints: Sequence[Constraint]) -> tuple[int, list[Reason]]:
    """The days that the constraints leave together, the strongest first; what empties the set is dropped and named."""
    left = days.ALL
    reasons: list[Reason] = []
    told: set[tuple[str, str]] = set()
    for one in sorted(constraints, key=lambda c: -c.weight):
        if not left & one.allowed:
            reasons.append(Reason(rule=f"dropped: {one.rule}", implies=one.implies, span=one.span))
            continue
        narrows = left & one.allowed != left
        left &= one.allowed
        if narrows or (one.rule, one.implies) not in told:
            reasons.append(one.reason)
        told.add((one.rule, one.implies))
    return left, reasons
