"""Reading the packaged data: hand-written CSV, and the columns that scripts/build_kb.py packs."""

from __future__ import annotations

import csv
import gzip
from functools import cache
from importlib.resources import files

from dragoman.errors import DataError


def _bytes(name: str) -> bytes:
    try:
        return (files("dragoman.kb") / "data" / name).read_bytes()
    except FileNotFoundError:
        raise DataError(f"the knowledge base lacks {name}", mend="reinstall dragoman-news, or run make kb") from None


def hand_written(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file that people edit."""
    return list(csv.DictReader(_bytes(name).decode().splitlines()))


def lines(name: str) -> list[str]:
    """The rows of a packed table, still joined by tabs; a heading line comes first and is left out here."""
    return gzip.decompress(_bytes(f"packed/{name}.tsv.gz")).decode().split("\n")[1:-1]


@cache
def sources() -> tuple[str, ...]:
    """The table that the `source` number of every packed row points into."""
    return tuple(line.split("\t")[1] for line in lines("sources"))


def listed(cell: str) -> tuple[str, ...]:
    """A cell that holds a list."""
    return tuple(cell.split("|")) if cell else ()


def file_under(index: dict[str, str], form: str, entry: str) -> None:
    """Add an entry under a form; several are joined by tabs, for a string is made faster than a list of one."""
    there = index.get(form)
    index[form] = entry if there is None else f"{there}\t{entry}"


def filed_under(index: dict[str, str], form: str) -> list[str]:
    """The entries under a form, in the order in which they were added."""
    there = index.get(form)
    return there.split("\t") if there is not None else []
