"""dragoman timeline"""

from __future__ import annotations

import typer

from dragoman import app
from dragoman.cli.dyads import Asked, Limit, first, on_two_states
from dragoman.cli.screen import note, one_line, say

EPILOG = "Examples:  dragoman timeline KEN TUR   ·   dragoman timeline Kenya Turkey --since 2024-01 --until 2024-06"
WIDTH = 26


@on_two_states
def timeline(asked: Asked, limit: Limit = None) -> None:
    """The events between two states, one a line, earliest first, undated last; each with the id to show."""
    entries = asked.of(asked.archive.timeline)
    if not entries:
        note("no event between these two was found")
    for entry in first(entries, limit):
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
