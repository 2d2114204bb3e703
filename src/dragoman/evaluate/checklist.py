"""The checklist of the two seed articles: which rows hold, on them and on variants with other names and states."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from dragoman.evaluate.exporting import exported
from dragoman.evaluate.report import Report, Row
from dragoman.evaluate.scripts import run_script, script_json, script_near


def evaluate_checklist(data: Path) -> Report:
    """Ask every row of `data/checklist.json` of the articles and of their variant; UsageError without the scripts."""
    check, swap = script_near(data, "check.py"), script_near(data, "swap.py")
    seeds, failures, notes = _asked(check, data, data, "seeds")
    with TemporaryDirectory(prefix="dragoman-variant-") as place:
        run_script(swap, data, place)
        variant, more_failures, more_notes = _asked(check, data, Path(place), "variant", "--variant")
    return Report("checklist", data.as_posix(), (seeds, variant), (*failures, *more_failures), (*notes, *more_notes))


def _asked(check: Path, data: Path, articles: Path, name: str, *flags: str) -> tuple[Row, list[str], tuple[str, ...]]:
    with exported(articles) as export:
        answer = script_json(check, export.folder, "--seeds", data, *flags)
    failures = [f"{name} {row['id']}: {row['reason']}" for row in answer["rows"] if not row["holds"]]
    return (
        Row(name, answer["holds"] / answer["of"], answer["of"], detail=f"{answer['holds']} hold"),
        failures,
        export.refused,
    )
