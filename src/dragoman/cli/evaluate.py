"""`dragoman evaluate`: scores, held against floors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from dragoman.evaluate import Report, evaluate, fallen, present, read_floors, write_floors

Name = Annotated[
    str | None, typer.Argument(help="gold, checklist, cases or glue; all whose data are found, if none is named.")
]
Data = Annotated[Path | None, typer.Option("--data", help="The data, in the format that the set has upstream.")]
Floors = Annotated[Path | None, typer.Option("--floors", help="Scores below these make the exit code 1.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Keep = Annotated[Path | None, typer.Option("--set-floors", help="Make these scores the floors in this file.")]
Failures = Annotated[bool, typer.Option("--failures", help="List what was not right.")]


def command(
    name: Name = None,
    data: Data = None,
    floors: Floors = None,
    set_floors: Keep = None,
    as_json: AsJson = False,
    failures: Failures = False,
) -> None:
    """Score Dragoman on gold articles, checklists and cases."""
    chosen = [(name, data)] if name else present()
    reports = [evaluate(set_name, where) for set_name, where in chosen]
    if as_json:
        typer.echo(json.dumps([r.as_json() for r in reports], ensure_ascii=False, indent=1))
    else:
        for report in reports:
            _print(report, with_failures=failures)
    if set_floors:
        write_floors(set_floors, reports)
    _hold_floors(reports, floors)


def _print(report: Report, *, with_failures: bool) -> None:
    table = Table("row", "score", "95 %", "of", "", title=f"{report.name}: {report.data}", title_justify="left")
    for row in report.rows:
        bounds = f"{row.low:.3f} to {row.high:.3f}" if row.low is not None and row.high is not None else ""
        table.add_row(row.name, f"{row.score:.3f}", bounds, str(row.items), row.detail)
    Console().print(table)
    for failure in report.failures if with_failures else ():
        typer.echo(f"  {failure}")


def _hold_floors(reports: list[Report], floors: Path | None) -> None:
    if floors is None:
        return
    told = fallen(read_floors(floors), reports)
    for line in told:
        typer.echo(line, err=True)
    if told:
        raise typer.Exit(1)
    typer.echo(f"every score stands on its floor or above ({floors})", err=True)
