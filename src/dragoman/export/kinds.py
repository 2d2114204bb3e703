"""The forms in which the records of one kind can be told as one text file."""

from __future__ import annotations

from typing import Final

from dragoman.export.jsonl import Lines, json_lines
from dragoman.export.sheets import sheet

KIND_LINES: Final[dict[str, Lines]] = {"jsonl": json_lines, "csv": sheet}
