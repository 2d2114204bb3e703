"""Rows of data files: each room keeps its words, cues and patterns in `data/*.csv`, with a source on every row."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files

from dragoman.errors import DataError


@lru_cache(maxsize=256)
def rows(room: str, name: str) -> tuple[dict[str, str], ...]:
    """The rows of `name` in a room's `data` folder, as dictionaries by column. Raises DataError where it is absent."""
    try:
        text = (files(f"dragoman.{room}") / "data" / name).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise DataError(f"{room}/data lacks {name}", mend="reinstall dragoman-news") from None
    return tuple(csv.DictReader(text.splitlines()))
