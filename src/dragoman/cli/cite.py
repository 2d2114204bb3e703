"""dragoman cite"""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli import options
from dragoman.cli.screen import archive

EPILOG = "Examples:  dragoman cite event:3f   ·   dragoman cite all --style bibtex"


def cite(
    context: typer.Context,
    start: Annotated[
        str, typer.Argument(help="The first letters of a record's or document's id; or: all.", metavar="ID")
    ],
    style: Annotated[str, typer.Option(help="chicago, bibtex or csl-json.", metavar="STYLE")] = "chicago",
    store: options.Store = None,
) -> None:
    """How to cite the documents that a record rests on.

    A date that was worked out, and not printed, stands in brackets with a question mark.
    """
    with archive(options.chosen(context, store)) as opened:
        text = opened.cite(start, style)
    typer.echo(text, nl=False)


def add_to(program: typer.Typer) -> None:
    """Add the command."""
    program.command(epilog=EPILOG)(cite)
