"""dragoman store"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli import options
from dragoman.cli.screen import archive, err, note, one_line, say

EPILOG = "Examples:  dragoman store check   ·   dragoman store backup monday.db   ·   dragoman store runs"
group = typer.Typer(no_args_is_help=True, rich_markup_mode="rich", pretty_exceptions_enable=False)


@group.callback(epilog=EPILOG)
def store(context: typer.Context, store: options.Store = None) -> None:
    """The store itself: whether it is whole, copies of it, what was read when and by which version."""
    context.obj = options.chosen(context, store)


@group.command()
def check(context: typer.Context) -> int:
    """Verify evidence to the letter, ids, references, search index, judgements. Exit code 1 if something is wrong."""
    count = 0
    with archive(context.obj) as opened:
        for fault in opened.check():
            count += 1
            err().print(f"{one_line(fault.where)}: {one_line(fault.what)}", style="red")
    note(f"{count} faults" if count else "all is as it should be")
    return 1 if count else 0


@group.command()
def backup(context: typer.Context, file: Annotated[Path, typer.Argument(help="A new file.", metavar="FILE")]) -> None:
    """Copy the store, as of one moment, into one file; others may read and write meanwhile. It is a store itself."""
    with archive(context.obj) as opened:
        counts = opened.backup(file)
    note(f"{counts['documents']} documents, {counts['judgements']} judgements: {file}")


@group.command()
def restore(context: typer.Context, file: Annotated[Path, typer.Argument(help="A backup.", metavar="FILE")]) -> None:
    """Fill a new store from a backup; also the way from SQLite to PostgreSQL and back."""
    with archive(context.obj, create=True) as opened:
        counts = opened.restore(file)
    note(f"{counts['documents']} documents, {counts['judgements']} judgements from {file}")


@group.command()
def runs(context: typer.Context) -> None:
    """Every run: when, how many documents, by which versions."""
    with archive(context.obj) as opened:
        for run in opened.runs():
            by = " ".join(f"{name}={value}" for name, value in {**run.versions, **run.plugins}.items())
            say((f"{run.id:>4} ", "bold"), f"{run.started[:19]} ", f"{run.documents:>6} documents ", (by, "dim"))


def add_to(program: typer.Typer) -> None:
    """Add the commands."""
    program.add_typer(group, name="store")
