"""dragoman framing"""

from __future__ import annotations

from itertools import groupby

import typer

from dragoman import app
from dragoman.cli.claims import nothing
from dragoman.cli.dyads import Asked, Limit, first, on_two_states
from dragoman.cli.screen import note, one_line, say

EPILOG = "Example:  dragoman framing KEN TUR"


@on_two_states
def framing(asked: Asked, limit: Limit = None) -> None:
    """In which words outlets speak of two states: loaded, evaluative and figurative terms, counted for each outlet.

    Beside each term stands what a neutral writer would put. What an outlet says itself is counted apart from what it
    quotes. The record itself keeps the neutral office.
    """
    found = asked.of(asked.archive.framing)
    for outlet, rows in groupby(first(found.items, limit), key=lambda row: row.outlet):
        say((one_line(outlet), "bold"))
        for row in rows:
            _line(row)
    if not found.items:
        note(nothing("term of the list", "terms", found.documents, found.of, []))


def _line(row: app.Framed) -> None:
    about = f" of {one_line(row.about)}" if row.about else ""
    span = (*row.own, *row.quoted)[0].span
    say(
        (f"  {row.tone:<10} ", "cyan"),
        f"“{one_line(row.term)}”{about}: {len(row.own)} in its own words, {len(row.quoted)} quoted",
        (f" (neutral: {one_line(row.neutral)})", "italic"),
        (f" first at {span.start} of {span.document_id[:12]}", "dim"),
    )


def add_to(program: typer.Typer) -> None:
    """Add the command."""
    program.command(epilog=EPILOG)(framing)
