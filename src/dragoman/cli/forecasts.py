"""dragoman forecasts"""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman import app
from dragoman.cli import options
from dragoman.cli.claims import Speaker, nothing
from dragoman.cli.dyads import Limit, first
from dragoman.cli.screen import archive, note, one_line, say
from dragoman.errors import UsageError

EPILOG = "Examples:  dragoman forecasts   ·   dragoman forecasts KEN TUR --speaker Ruto   ·   dragoman forecasts --due"
QUOTED = 200


def forecasts(  # noqa: PLR0913 - one argument an option
    context: typer.Context,
    a: Annotated[str | None, typer.Argument(help="A state; without any, all forecasts.", metavar="STATE")] = None,
    b: Annotated[str | None, typer.Argument(help="The other state.", metavar="STATE")] = None,
    speaker: Speaker = None,
    limit: Limit = None,
    due: Annotated[bool, typer.Option("--due", help="Only what is past its day, and nothing is known of it.")] = False,
    as_of: options.AsOf = None,
    by: options.By = "published",
    store: options.Store = None,
) -> None:
    """What is foretold and promised: by whom, on which day, for when, and what came of it.

    What came of it is what later articles tell of the same matter, or a note that a person left on the claim; whether
    it came true is for you to say. What is due first stands first.
    """
    if a is not None and b is None:
        raise UsageError(f"{a!r} is one state", mend="name two, or none for all forecasts")
    with archive(options.chosen(context, store)) as opened:
        found = opened.forecasts(a, b, speaker=speaker, as_of=options.moment(as_of, by))
    shown = [one for one in found.items if one.overdue or not due]
    for one in first(shown, limit):
        _print(one)
    if not shown:
        note(nothing("forecast", "forecasts", found.documents, found.of, []))


def _print(one: app.Forecast) -> None:
    claim = one.told.record
    made = f"made {app.date_words(one.told.on)}" if one.told.on else "made on an unknown day"
    late = " PAST ITS DAY" if one.overdue else ""
    say(
        (f"{app.date_words(one.due) if one.due else 'no day named'}{late} ", "bold"),
        (f"{claim.kind} ", "cyan"),
        f"{one_line(one.speaker)}: “{one_line(app.said(claim))[:QUOTED]}”",
        (f" ({made}{', hedged' if claim.certainty == 'hedged' else ''})", "italic"),
        (f" {claim.id}", "dim"),
    )
    for outcome in one.outcomes:
        span = outcome.record.evidence[0]
        say(
            (f"  later told, {outcome.verdict}: ", "green"),
            f"“{one_line(span.text)[:QUOTED]}”",
            (f" {outcome.record.id}", "dim"),
        )
    for judged in one.notes:
        words = getattr(judged.decision, "text", "")
        say((f"  {one_line(judged.who)} notes: ", "green"), one_line(words), (f" {judged.id}", "dim"))


def add_to(program: typer.Typer) -> None:
    """Add the command."""
    program.command(epilog=EPILOG)(forecasts)
