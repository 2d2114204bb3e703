"""dragoman conflicts"""

from __future__ import annotations

import typer

from dragoman import app
from dragoman.cli.dyads import Asked, Limit, first, on_two_states
from dragoman.cli.screen import note, one_line, say

EPILOG = "Examples:  dragoman conflicts KEN TUR   ·   dragoman conflicts Kenya Turkey --since 2024-01"
QUOTED = 160


@on_two_states
def conflicts(asked: Asked, limit: Limit = None) -> None:
    """Where articles on two states give one thing two values: each value with its words and their place.

    Values on different bases (committed against outstanding) can both be true; they are marked so and stand last.
    """
    found = asked.of(asked.archive.conflicts)
    if not found:
        note("no contradiction in what concerns these two was found")
    for one in first(found, limit):
        _print(one)


def _print(one: app.AtOdds) -> None:
    mark = "" if one.conflict.comparable else " (on different bases)"
    say((one.conflict.field.replace("_", " "), "bold"), (mark, "yellow"), (f" {one.conflict.id}", "dim"))
    for record, value in zip(one.records, one.conflict.values, strict=False):
        span = record.evidence[0]
        where = f"{one_line(one.documents[span.document_id].source)}, characters {span.start}–{span.end}"
        say((f"  {one_line(value)} ", "cyan"), f"“{one_line(span.text)[:QUOTED]}”", (f" {where} {record.id}", "dim"))


def add_to(program: typer.Typer) -> None:
    """Add the command."""
    program.command(epilog=EPILOG)(conflicts)
