"""dragoman evaluate"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman import app
from dragoman.cli import options
from dragoman.cli.screen import err, out

if TYPE_CHECKING:
    from dragoman.evaluate import Report

EPILOG = "Examples:  dragoman evaluate gold --data eval/gold   ·   dragoman evaluate --floors eval/floors.json"


def evaluate(  # noqa: PLR0913 - one for each option
    name: Annotated[
        str | None,
        typer.Argument(
            help="One set: gold, cases, plv …; all whose data are found, if none. A name that is none lists them."
        ),
    ] = None,
    data: Annotated[
        Path | None, typer.Option(help="The data, in the format that the set has upstream.", metavar="PATH")
    ] = None,
    floors: Annotated[
        Path | None, typer.Option(help="Exit with 1 where a score is below its floor in this file.", metavar="FILE")
    ] = None,
    set_floors: Annotated[Path | None, typer.Option(help="Make these scores the floors.", metavar="FILE")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    rules_only: options.RulesOnly = False,
    ablate: Annotated[
        bool, typer.Option("--ablate", help="Score twice, by rules alone and with the learned reader: what it gains.")
    ] = False,
    failures: Annotated[bool, typer.Option("--failures", help="List what was not right.")] = False,
) -> int:
    """Score Dragoman on articles and sentences for which it is known what to record.

    Intervals hold 95 % of 1000 draws of the documents with replacement.
    """
    import dragoman.evaluate as scores  # noqa: PLC0415 - only this command needs the scorers, which load the parser

    chosen = [(name, data)] if name else scores.present()
    if ablate:
        _ablate(chosen)
        return 0
    with app.by_rules_alone(rules_only):
        reports = [scores.evaluate(each, where) for each, where in chosen]
    if as_json:
        typer.echo(json.dumps([report.as_json() for report in reports], ensure_ascii=False, indent=1))
    else:
        for report in reports:
            _print(report, with_failures=failures)
    if set_floors:
        scores.write_floors(set_floors, reports)
    fallen = scores.fallen(scores.read_floors(floors), reports) if floors else []
    for line in fallen:
        err().print(line, style="red", markup=False, highlight=False)
    return 1 if fallen else 0


def _ablate(chosen: Sequence[tuple[str, Path | None]]) -> None:
    """A table for each set: every score by rules alone, with the learned reader, and the difference."""
    from rich.table import Table  # noqa: PLC0415 - only tables need it

    import dragoman.evaluate as scores  # noqa: PLC0415 - it loads the parser

    for name, data in chosen:
        with app.by_rules_alone():
            rules = scores.evaluate(name, data)
        both = scores.evaluate(name, data)
        table = Table("", "rules alone", "with reader", "gain", "of", title=f"{both.name}: {both.data}", box=None)
        for row in both.rows:
            alone = rules.row(row.name)
            figures = (f"{alone.score:.3f}", f"{row.score - alone.score:+.3f}") if alone else ("", "")
            table.add_row(row.name, figures[0], f"{row.score:.3f}", figures[1], str(row.items))
        out().print(table)


def _print(report: Report, *, with_failures: bool) -> None:
    from rich.table import Table  # noqa: PLC0415 - only tables need it

    table = Table("", "score", "95 %", "of", "", title=f"{report.name}: {report.data}", title_justify="left", box=None)
    for row in report.rows:
        bounds = f"{row.low:.3f} to {row.high:.3f}" if row.low is not None and row.high is not None else ""
        table.add_row(row.name, f"{row.score:.3f}", bounds, str(row.items), row.detail)
    out().print(table)
    for note in report.notes:
        err().print(f"  {note}", style="red", markup=False, highlight=False)
    for failure in report.failures if with_failures else ():
        typer.echo(f"  {failure}")


def add_to(program: typer.Typer) -> None:
    """Add the command."""
    program.command(epilog=EPILOG)(evaluate)
