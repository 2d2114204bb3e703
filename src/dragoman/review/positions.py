"""Where people stand: of each person the last word on each question, and questions on which two differ."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.records import Judgement, Undo

Question = tuple[str, ...]  # its name, then ids and fields


@dataclass(frozen=True, slots=True)
class Position:
    """Somebody's word on one question: `value` as compared, and the judgement that says it."""

    value: str
    judgement: Judgement


def in_force(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements that nobody has undone, oldest first, without the undoings; one that is undone does not count."""
    given = {j.id: j for j in judgements}
    undone_by: dict[str, list[str]] = defaultdict(list)
    for judgement in given.values():
        if isinstance(judgement.decision, Undo):
            undone_by[judgement.decision.judgement].append(judgement.id)
    stands: dict[str, bool] = {}

    for start in given:  # an undo's id holds that of what it undoes, so that no chain of them leads back
        chain = [start]
        while chain:
            open_undoings = [by for by in undone_by[chain[-1]] if by not in stands]
            if open_undoings:
                chain += open_undoings
            else:
                key = chain.pop()
                stands[key] = not any(stands[by] for by in undone_by[key])
    left = [j for j in given.values() if stands[j.id] and not isinstance(j.decision, Undo)]
    return sorted(left, key=lambda j: (j.when, j.id))


class Questions:
    """Positions by question; a person's later word replaces their earlier one."""

    def __init__(self) -> None:
        self._by_question: dict[Question, dict[str, Position]] = defaultdict(dict)

    def answer(self, question: Question, value: object, judgement: Judgement) -> None:
        """Note a word; to be called in the order of time."""
        said = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
        self._by_question[question][judgement.who] = Position(said, judgement)

    def agreed(self) -> Mapping[Question, Position]:
        """The questions on which all who spoke agree, each with the latest word."""
        found = {}
        for question, by_person in self._by_question.items():
            if len({position.value for position in by_person.values()}) == 1:
                found[question] = max(by_person.values(), key=lambda p: (p.judgement.when, p.judgement.id))
        return found

    def disputed(self) -> Mapping[Question, tuple[Position, ...]]:
        """The questions on which two people differ, each with the words of all, oldest first."""
        return {
            question: tuple(sorted(by_person.values(), key=lambda p: (p.judgement.when, p.judgement.id)))
            for question, by_person in self._by_question.items()
            if len({position.value for position in by_person.values()}) > 1
        }
