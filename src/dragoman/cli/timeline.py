"""dragoman timeline"""

from __future__ import annotations

import typer

from dragoman import app
from dragoman.cli import options
from dragoman.cli.screen import archive, note, one_line, say

EPILOG = "Examples:  dragoman timeline KEN TUR   ·   dragoman timeline Kenya Turkey --since 2024-01 --until 2024-06"
WIDTH = 26


def timeline(  # noqa: PLR0913 - one argument an option
    context: typer.Context,
    a: options.StateA,
    b: options.StateB,
    since: options.Since = None,
    until: options.Until = None,
    as_of: options.AsOf = None,
    by: options.By = "published",
    store: options.Store = None,
) -> None:
    """The events between two states, one a line, earliest first, undated last; each with the id to show."""
    with archive(options.chosen(context, store)) as opened:
        entries = opened.timeline(a, b, since=since, until=until, as_of=options.moment(as_of, by))
    if not entries:
        note("no event between these two was found")
    for entry in entries:
        _line(entry)


def _line(entry: app.Entry) -> None:
    sides = f"{entry.source} → {entry.target}" if entry.target else entry.source
    when = app.date_words(entry.date)
    mark = "" if entry.modality == "actual" else f" ({entry.modality})"
    told = f" ×{entry.documents}" if entry.documents > 1 else ""
    say(
        (f"{when:<{WIDTH}} ", "bold"),
        (f"{entry.type:<10} ", "cyan"),
        one_line(sides),
        (mark, "yellow"),
        (f" {one_line(entry.words)}", "italic"),
        (f"{told} {entry.ids[0]}", "dim"),
    )


def add_to(program: typer.Typer) -> None:
    """Add the command."""
    program.command(epilog=EPILOG)(timeline)
