"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman import app

STORE = "dragoman.db"
UsualStore = Annotated[
    str | None,
    typer.Option(
        "--store",
        envvar="DRAGOMAN_STORE",
        help="The store to use: a file, or postgresql+psycopg://user@host/database.",
        show_default=STORE,
        metavar="STORE",
    ),
]
Store = Annotated[str | None, typer.Option("--store", help="The store to use for this command.", metavar="STORE")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", help="Only what was known by the end of this day.", metavar="DATE")
]
By = Annotated[
    str,
    typer.Option(
        "--by",
        help="Known by what: published, the day of the article; or ingested, the day it was read.",
        metavar="CLOCK",
    ),
]
Since = Annotated[str | None, typer.Option(help="Only from this date on: 2024, 2024-03 or 2024-03-05.", metavar="DATE")]
Until = Annotated[str | None, typer.Option(help="Only up to this date.", metavar="DATE")]
StateA = Annotated[str, typer.Argument(help="A state: code, name in any language, or demonym.", metavar="STATE")]
StateB = Annotated[str, typer.Argument(help="The other state.", metavar="STATE")]


def chosen(context: typer.Context, store: str | None) -> str:
    """The store named after the command, else before it, else the usual one."""
    return str(store or context.obj or STORE)


def moment(as_of: str | None, by: str) -> app.AsOf:
    """The moment to look back to; now where no day is given."""
    return app.known_on(as_of, by=by) if as_of else app.AsOf()
