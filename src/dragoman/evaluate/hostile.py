"""Hostile files: each read, its verdict held against the one that a table expects."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from time import perf_counter

from dragoman import readers
from dragoman.errors import DocumentError, UsageError
from dragoman.evaluate.hostile_files import BUILDERS
from dragoman.evaluate.report import Report, Row

# Seconds that a hostile file may take on an idle machine.
_SLOW = 10.0


def evaluate_hostile(data: Path) -> Report:
    """Score a table with the columns kind, number, expected: files as made by kind and number, with their verdict.

    A verdict is accepted, partial or refused:CODE; of a container the different ones of its parts, sorted, joined by +;
    `nothing` where it holds nothing to read.
    """
    try:
        rows = list(csv.DictReader(data.read_text(encoding="utf-8").splitlines()))
    except OSError as error:
        raise UsageError(f"{data} cannot be read: {error.strerror}", mend="name a table of hostile files") from error
    right, slowest, failures = 0, 0.0, []
    for row in rows:
        name, content = BUILDERS[row["kind"]](int(row["number"]))
        start = perf_counter()
        found = verdict(name, content)
        took = perf_counter() - start
        slowest = max(slowest, took)
        right += found == row["expected"]
        if found != row["expected"]:
            failures.append(f"{row['kind']} {row['number']}: expected {row['expected']}, found {found}")
        if took > _SLOW:
            failures.append(f"{row['kind']} {row['number']}: took {took:.1f} s")
    detail = f"slowest {slowest:.1f} s"
    return Report(
        "hostile",
        data.as_posix(),
        (Row("verdicts", right / max(1, len(rows)), len(rows), detail=detail),),
        tuple(failures),
    )


def verdict(name: str, content: bytes) -> str:
    """What comes of a file's bytes; any exception but the reader's own goes through."""
    found = set()
    for each in readers.unpack(name, io.BytesIO(content)):
        if isinstance(each, readers.Refused):
            found.add(f"refused:{each.code}")
        elif isinstance(each, readers.Item):
            try:
                found.add(readers.read_item(each).status)
            except DocumentError as error:
                found.add(f"refused:{error.code}")
    return "+".join(sorted(found)) or "nothing"
