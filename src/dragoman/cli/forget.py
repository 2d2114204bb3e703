"""dragoman forget"""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli import options
from dragoman.cli.screen import archive, note

EPILOG = "Example:  dragoman forget 07-translated.txt --why 'the outlet asked for it'"


def forget(
    context: typer.Context,
    document: Annotated[str, typer.Argument(help="A document's id, or the name of its file.", metavar="DOC")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    who: options.Who = None,
    why: options.Why = None,
    store: options.Store = None,
) -> None:
    """Take a document out for good: its text, every reading of it, every judgement that quotes it.

    Only a tombstone with its id stays, so that it is not read in again unnoticed. Backups and exports made before keep
    what they have.
    """
    with archive(options.chosen(context, store)) as opened:
        if not yes:
            typer.confirm(f"take {document} out for good?", abort=True, err=True)
        gone = opened.forget(document, who=options.reviewer(who), why=why)
    note(f"taken out, with {gone} judgements; it will not be read in again, but with read --again")


def add_to(program: typer.Typer) -> None:
    """Add the command."""
    program.command(epilog=EPILOG)(forget)
