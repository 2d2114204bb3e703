"""A report: rows of scores with their number of items and, where documents can be drawn anew, their interval."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One score, 0 to 1, over `items`; `low` and `high` bound 95 % of bootstrap draws, None where none were made."""

    name: str
    score: float
    items: int
    low: float | None = None
    high: float | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The rows of one set on one body of data.

    `failures` name what was not right, one line each; `notes` what the scores must be read with, such as refusals.
    """

    name: str
    data: str
    rows: tuple[Row, ...]
    failures: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What floors call this report."""
        return f"{self.name} {self.data}"

    def row(self, name: str) -> Row | None:
        """The row of that name."""
        return next((row for row in self.rows if row.name == name), None)

    def as_json(self) -> Any:
        """The report as values that JSON knows, numbers rounded to three decimals."""
        return _rounded(asdict(self))


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 3)
    if isinstance(value, dict):
        return {key: _rounded(v) for key, v in value.items()}
    return [_rounded(v) for v in value] if isinstance(value, (list, tuple)) else value
