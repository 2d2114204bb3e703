"""dragoman trace"""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman import app
from dragoman.cli import options
from dragoman.cli.screen import archive, one_line, say
from dragoman.records import kind_of

EPILOG = "Example:  dragoman trace claim:3f0a   (ids stand after dragoman claims; their first letters are enough)"
QUOTED = 200


def trace(
    context: typer.Context,
    record: Annotated[str, typer.Argument(help="The id of a record or cluster, or how it begins.", metavar="ID")],
    as_of: options.AsOf = None,
    by: options.By = "published",
    store: options.Store = None,
) -> None:
    """Through whose hands something came: from the outlet back through copies, agencies and sources to its origin.

    Every article that tells of the same thing has its chain; the one that leads furthest back stands first.
    """
    with archive(options.chosen(context, store)) as opened:
        found = opened.trace(record, as_of=options.moment(as_of, by))
    say((f"{kind_of(found.subject)} ", "cyan"), (found.subject.id, "bold"))
    for chain in found.chains:
        _print(chain)
    first = found.first
    trail = f" — the trail ends here: {first.open}" if first.open else ""
    say(("first origin known: ", "bold"), one_line(first.name), (trail, "yellow"))


def _print(chain: app.Chain) -> None:
    span = chain.span
    where = f" characters {span.start}–{span.end} {chain.record.id}"
    say(f"“{one_line(span.text)[:QUOTED]}”", (where, "dim"))
    for depth, hand in enumerate(chain.hands):
        day = f", {app.date_words(hand.on)}" if hand.on else ""
        broken = f" ({hand.open})" if hand.open else ""
        key = f" {hand.key[:24]}" if hand.key else ""
        lead = "  " + "  " * depth + ("← " if depth else "")
        say(lead, (f"{hand.part}: ", "cyan"), one_line(hand.name) + day, (broken, "yellow"), (key, "dim"))


def add_to(program: typer.Typer) -> None:
    """Add the command."""
    program.command(epilog=EPILOG)(trace)
