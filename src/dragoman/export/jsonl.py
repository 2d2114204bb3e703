"""JSON Lines: the contract, one file a kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from dragoman.export.holdings import Holdings
from dragoman.records import KINDS, Model, lines

Lines = Callable[[str, list[Model]], Iterable[str]]  # a kind and its records -> the pieces of one text file


def json_lines(_kind: str, records: list[Model]) -> Iterator[str]:
    """One line of JSON a record, sorted by id."""
    return (line + "\n" for line in lines(records))


def write_kinds(holdings: Holdings, folder: Path, suffix: str, told: Lines, kinds: Iterable[str]) -> dict[str, int]:
    """One file a kind; the number of records in each. Half characters are escaped as in JSON: no UTF-8 carries them."""
    counts = {}
    for kind in kinds:
        records = holdings.of(kind)
        with (folder / f"{kind}.{suffix}").open("w", encoding="utf-8", newline="", errors="backslashreplace") as out:
            out.writelines(told(kind, records))
        counts[kind] = len(records)
    return counts


def write(holdings: Holdings, folder: Path, *, fulltext: bool) -> dict[str, int]:  # noqa: ARG001 - holds no texts
    """Every kind as JSON Lines."""
    return write_kinds(holdings, folder, "jsonl", json_lines, KINDS)
