"""dragoman conflicts"""

from __future__ import annotations

import typer

from dragoman import app
from dragoman.cli import options
from dragoman.cli.screen import archive, note, one_line, say

EPILOG = "Examples:  dragoman conflicts KEN TUR   ·   dragoman conflicts Kenya Turkey --since 2024-01"
QUOTED = 160


def conflicts(  # noqa: PLR0913 - one argument an option
    context: typer.Context,
    a: options.StateA,
    b: options.StateB,
    since: options.Since = None,
    until: options.Until = None,
    as_of: options.AsOf = None,
    by: options.By = "published",
    store: options.Store = None,
) -> None:
    """Where articles on two states give one thing two values: each value with its words and their place.

    Values on different bases (committed against outstanding) can both be true; they are marked so and stand last.
    """
    with archive(options.chosen(context, store)) as opened:
        found = opened.conflicts(a, b, since=since, until=until, as_of=options.moment(as_of, by))
    if not found:
        note("no contradiction in what concerns these two was found")
    for one in found:
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
