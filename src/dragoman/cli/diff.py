"""dragoman diff"""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli import options
from dragoman.cli.screen import archive, note, one_line, say
from dragoman.errors import UsageError
from dragoman.records import Evident, kind_of

EPILOG = "Examples:  dragoman diff   ·   dragoman diff 3 5   (runs are listed by: dragoman store runs)"


def diff(
    context: typer.Context,
    older: Annotated[int | None, typer.Argument(help="A run; the last but one.", metavar="RUN")] = None,
    newer: Annotated[int | None, typer.Argument(help="A later run; the last.", metavar="RUN")] = None,
    store: options.Store = None,
) -> None:
    """What a newer run reads otherwise than an older one: records added, gone, changed, in documents known to both."""
    with archive(options.chosen(context, store)) as opened:
        runs = [run.id for run in opened.runs()]
        if len(runs) < 2 and (older is None or newer is None):
            raise UsageError("there are no two runs to compare", mend="read with another version first")
        found = opened.difference(runs[-2] if older is None else older, runs[-1] if newer is None else newer)
    for sign, style, records in (("+", "green", found.added), ("-", "red", found.gone)):
        for record in records:
            _line(sign, style, record, "")
    for change in found.changed:
        _line("~", "yellow", change.after, f" {', '.join(change.fields)}")
    known = f"; {len(found.new_documents)} documents that only the newer knows" if found.new_documents else ""
    note(f"{len(found.added)} added, {len(found.gone)} gone, {len(found.changed)} changed{known}")


def _line(sign: str, style: str, record: Evident, fields: str) -> None:
    words = one_line(record.evidence[0].text)[:110]
    kind = getattr(record, "type", None) or getattr(record, "kind", None) or ""
    say(
        (f"{sign} ", style),
        (f"{kind_of(record)} {kind} ", "cyan"),
        f"“{words}”",
        (fields, style),
        (f" {record.id}", "dim"),
    )


def add_to(program: typer.Typer) -> None:
    """Add the command."""
    program.command(epilog=EPILOG)(diff)
