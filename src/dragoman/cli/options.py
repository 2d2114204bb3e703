"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

STORE = Path("dragoman.db")
UsualStore = Annotated[
    Path | None,
    typer.Option("--store", envvar="DRAGOMAN_STORE", help="The store to use.", show_default=str(STORE), metavar="FILE"),
]
Store = Annotated[Path | None, typer.Option("--store", help="The store to use for this command.", metavar="FILE")]
Since = Annotated[str | None, typer.Option(help="Only from this date on: 2024, 2024-03 or 2024-03-05.", metavar="DATE")]
Until = Annotated[str | None, typer.Option(help="Only up to this date.", metavar="DATE")]
StateA = Annotated[str, typer.Argument(help="A state: code, name in any language, or demonym.", metavar="STATE")]
StateB = Annotated[str, typer.Argument(help="The other state.", metavar="STATE")]


def chosen(context: typer.Context, store: Path | None) -> Path:
    """The store named after the command, else before it, else the usual one."""
    return store or context.obj or STORE
