"""dragoman export"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli import options
from dragoman.cli.screen import archive, note

EPILOG = "Examples:  dragoman export --out records   ·   dragoman export --format plover --out events"


def export(
    context: typer.Context,
    folder: Annotated[Path, typer.Option("--out", help="A new folder, or one that holds an export.", metavar="DIR")],
    form: Annotated[str, typer.Option("--format", help="jsonl, csv, plover or cameo.", metavar="FORMAT")] = "jsonl",
    as_of: options.AsOf = None,
    by: options.By = "published",
    store: options.Store = None,
) -> None:
    """Write every record, one file a kind, sorted by id: the same articles give the same bytes.

    plover and cameo write one file of event data instead: what took place or was said, with both sides' sectors.
    """
    with archive(options.chosen(context, store)) as opened:
        counts = opened.export(folder, form, as_of=options.moment(as_of, by))
    for kind, count in counts.items():
        typer.echo(f"{kind:<14} {count}")
    note(f"written: {folder}")


def add_to(program: typer.Typer) -> None:
    """Add the command."""
    program.command(epilog=EPILOG)(export)
