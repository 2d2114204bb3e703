"""Floors: the scores below which an evaluation fails, and the cases that were not right when they were set."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from dragoman.errors import UsageError
from dragoman.evaluate.report import Report, Row

# Scores are printed and kept to three decimals.
_ROUNDING: Final = 0.0005


@dataclass(frozen=True, slots=True)
class Floor:
    """What a report must reach, row by row, and the ids of the cases that failed then."""

    scores: dict[str, float]
    failing: frozenset[str]


Floors = dict[str, Floor]


def read_floors(path: Path) -> Floors:
    """The floors of a file, by report key. Raises UsageError where it holds something else."""
    try:
        return {str(key): _floor(entry) for key, entry in json.loads(path.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, AttributeError, TypeError, KeyError) as error:
        mend = 'expected {"gold eval/gold": {"scores": {"actors": 0.6}, "failing": []}}'
        raise UsageError(f"{path} holds no floors: {error}", mend=mend) from error


def _floor(entry: dict[str, Any]) -> Floor:
    return Floor({str(k): float(v) for k, v in entry["scores"].items()}, frozenset(map(str, entry["failing"])))


def write_floors(path: Path, reports: Iterable[Report]) -> None:
    """Make the scores of these reports the floors of a file; those of other reports stay as they are."""
    entries = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    for report in reports:
        scores = {row.name: round(row.score, 3) for row in report.rows}
        measured = {row.name: _rounded(row) for row in report.rows}
        entries[report.key] = {"scores": scores, "failing": sorted(_ids(report)), "measured": measured}
    path.write_text(json.dumps(entries, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _rounded(row: Row) -> dict[str, float | int | None]:
    """What pages tell of a score: its interval and the number of items beside it."""
    bounds = {
        name: None if bound is None else round(bound, 3) for name, bound in (("low", row.low), ("high", row.high))
    }
    return {"score": round(row.score, 3), **bounds, "items": row.items}


def fallen(floors: Floors, reports: Iterable[Report]) -> list[str]:
    """A line for each score under its floor, followed by the cases that were right when the floor was set."""
    told = []
    for report in reports:
        floor = floors.get(report.key)
        if floor is None:
            continue
        low = [line for name, score in floor.scores.items() if (line := _under(report, name, score))]
        if low:
            told += low + [f"  now fails: {line}" for line in report.failures if _id(line) not in floor.failing]
    return told


def _under(report: Report, name: str, floor: float) -> str:
    found = report.row(name)
    if found is None:
        return f"{report.key}: no row {name!r}, whose floor is {floor:.3f}"
    return f"{report.key}: {name} fell to {found.score:.3f}, its floor is {floor:.3f}" * (
        found.score < floor - _ROUNDING
    )


def _id(failure: str) -> str:
    return failure.partition(":")[0]


def _ids(report: Report) -> set[str]:
    return {_id(failure) for failure in report.failures}
