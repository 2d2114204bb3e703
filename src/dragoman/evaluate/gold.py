"""Gold articles: the export of their texts, scored by the script that comes with them, with intervals by document."""

from __future__ import annotations

import shutil
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from dragoman.errors import UsageError
from dragoman.evaluate.bootstrap import Counts, interval
from dragoman.evaluate.exporting import exported
from dragoman.evaluate.report import Report, Row
from dragoman.evaluate.scripts import script_json, script_near

# Joins span documents: a draw of single documents says nothing of them.
_ACROSS: Final = frozenset({"same-event"})


def evaluate_gold(data: Path) -> Report:
    """Score `data/docs` against `data/gold`. Raises UsageError where either or the scorer is missing."""
    if not (data / "docs").is_dir() or not (data / "gold").is_dir():
        raise UsageError(f"{data} holds no gold articles", mend="expected the folders docs and gold in it")
    with exported(data / "docs") as export:
        return replace(score_export(data, export.folder), notes=export.refused)


def score_export(data: Path, export: Path) -> Report:
    """The report on an export that was made of `data/docs`."""
    scorer = script_near(data, "score.py")
    whole = script_json(scorer, data, export)
    documents = _each(scorer, data, export)
    rows = [_row(name, values, documents[name]) for name, values in whole.items() if name != "documents"]
    missing = [f"{slug}: not in the export" for slug in whole["documents"]["missing"]]
    return Report("gold", data.as_posix(), tuple(rows), tuple(missing))


def _each(scorer: Path, data: Path, export: Path) -> dict[str, list[Counts]]:
    """The counts of every row, document by document."""
    counts: dict[str, list[Counts]] = defaultdict(list)
    for path in sorted((data / "gold").glob("*.json")):
        with TemporaryDirectory(prefix="dragoman-gold-") as place:
            alone = Path(place)
            (alone / "gold").mkdir()
            shutil.copyfile(path, alone / "gold" / path.name)
            for name, values in script_json(scorer, alone, export).items():
                if name != "documents":
                    counts[name].append(_counts(values))
    return counts


def _counts(values: dict[str, Any]) -> Counts:
    """The counts behind a row of the scorer, which prints rounded shares of whole numbers."""
    if "f1" in values:
        return round(values["precision"] * values["got"]), values["gold"], values["got"]
    return round(values["share"] * values["of"]), values["of"], values["of"]


def _row(name: str, values: dict[str, Any], documents: list[Counts]) -> Row:
    low, high = (None, None) if name in _ACROSS else interval(documents) or (None, None)
    if "f1" in values:
        detail = f"P {values['precision']:.3f}  R {values['recall']:.3f}  given {values['got']}"
        return Row(name, values["f1"], values["gold"], low, high, detail)
    return Row(name, values["share"], values["of"], low, high)
