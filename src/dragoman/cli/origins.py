"""dragoman origins"""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman import app
from dragoman.cli import options
from dragoman.cli.screen import archive, one_line, say
from dragoman.records import DocumentRecord, kind_of

EPILOG = "Example:  dragoman origins event:3f0a   (the first letters of an id are enough)"
QUOTED = 160


def origins(
    context: typer.Context,
    record: Annotated[
        str, typer.Argument(help="The id of a record, cluster or document, or how it begins.", metavar="ID")
    ],
    as_of: options.AsOf = None,
    by: options.By = "published",
    store: options.Store = None,
) -> None:
    """On whose word something stands: every telling of it, and the independent origins behind them.

    Copies and outlets that quote one speaker add no origin. Of a document: which of its passages are another's.
    """
    with archive(options.chosen(context, store)) as opened:
        found = opened.origins(record, as_of=options.moment(as_of, by))
    say((f"{kind_of(found.subject)} ", "cyan"), (found.subject.id, "bold"))
    if isinstance(found.subject, DocumentRecord):
        _document(found)
        return
    for telling in found.tellings:
        _telling(telling)
    say((f"{len(found.origins)} independent: ", "bold"), one_line(", ".join(found.origins)))
    if found.support:
        parts = ", ".join(f"{name} {part:+.2f}" for name, part in found.support.parts.items())
        say(("support: ", "dim"), f"{found.support.score:.2f} ({parts})")


def _telling(told: app.Telling) -> None:
    taken = "" if told.source.id == told.document.id else f", taken from {one_line(told.source.source)}"
    said = f", according to {one_line(told.said_by)}" if told.said_by else ""
    say(
        ("  " + one_line(told.document.source), "dim"),
        f": “{one_line(told.span.text)[:QUOTED]}”",
        (said + taken, "italic"),
    )


def _document(found: app.Provenance) -> None:
    if found.copy_of is not None:
        say(("copy of: ", "dim"), f"{one_line(found.copy_of.source)} <{found.copy_of.id}>")
    for passage in found.taken:
        where = f"characters {passage.span.start}–{passage.span.end}"
        say(
            ("  taken: ", "dim"),
            f"“{one_line(passage.span.text)[:QUOTED]}”",
            (f" {where}, from {one_line(passage.source.source)}", "dim"),
        )
    if found.copy_of is None and not found.taken:
        say(("an origin of its own", "dim"))


def add_to(program: typer.Typer) -> None:
    """Add the command."""
    program.command(epilog=EPILOG)(origins)
