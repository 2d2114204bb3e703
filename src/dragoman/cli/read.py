"""dragoman read"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman import app
from dragoman.cli import options
from dragoman.cli.screen import archive, err, note, one_line, out

EPILOG = (
    "Examples:  dragoman read clippings/   ·   dragoman read a.txt --store chile.db   ·   xclip -o | dragoman read -"
)


def read(
    context: typer.Context,
    paths: Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.", metavar="PATH...")],
    published: Annotated[
        str | None, typer.Option(help="When they appeared, if you know it: 2024-03-05. Kept for later readings.")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Read also what was read before.")] = False,
    store: options.Store = None,
) -> int:
    """Read articles into the store. What was read already is not read again, so a stopped reading just goes on.

    Exit code 1 if some articles were refused; the others are in.
    """
    with archive(options.chosen(context, store), create=True) as opened:
        reading = _with_bar(opened, paths, published=published, again=again)
    _report(reading)
    return 1 if reading.refused else 0


def _with_bar(opened: app.Archive, paths: list[str], *, published: str | None, again: bool) -> app.Reading:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    name = TextColumn("{task.description}", markup=False)
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), name)
    with Progress(*columns, console=err(), transient=True, disable=not err().is_terminal) as bar:
        task = bar.add_task("", total=None)

        def advance(done: int, total: int, source: str) -> None:
            bar.update(task, completed=done, total=total, description=one_line(Path(source).name))

        return opened.read(paths, published=published, again=again, progress=advance)


def _report(reading: app.Reading) -> None:
    from rich.table import Table  # noqa: PLC0415 - only this command draws tables
    from rich.text import Text  # noqa: PLC0415

    for refusal in reading.refused:
        err().print(
            Text(f"refused: {one_line(refusal.source)}: {one_line(refusal.message)} [{refusal.code}]", style="red")
        )
    for left_out in reading.skipped:
        note(f"left out: {one_line(left_out.name)}: {left_out.reason}")
    table = Table(box=None, show_header=False, pad_edge=False)
    rows = [("accepted", reading.statuses["accepted"]), ("partial", reading.statuses["partial"])]
    rows += [("refused", len(reading.refused)), ("read before", reading.unchanged)]
    rows += sorted(reading.kinds.items())
    for name, count in rows:
        if count or name in ("accepted", "refused"):
            table.add_row(name, str(count))
    out().print(table)
    if reading.total and not reading.statuses["accepted"] and not reading.statuses["partial"]:
        note("nothing new was read")


def add_to(program: typer.Typer) -> None:
    """Add the command."""
    program.command(epilog=EPILOG)(read)
