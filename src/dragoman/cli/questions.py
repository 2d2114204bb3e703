"""dragoman questions, also called gaps"""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman import app
from dragoman.cli.claims import nothing
from dragoman.cli.dyads import Asked, Limit, first, on_two_states
from dragoman.cli.screen import note, one_line, say

EPILOG = "Examples:  dragoman questions KEN TUR   ·   dragoman questions KEN TUR --open"
QUOTED = 160


@on_two_states
def questions(
    asked: Asked,
    only_open: Annotated[bool, typer.Option("--open", help="Only what is still open.")] = False,
    limit: Limit = None,
) -> None:
    """What nobody says of two states: who keeps it back, for how many days it is open, and what answered it.

    Days are counted up to the article that answered, or to the newest one here on these two.
    """
    found = asked.of(asked.archive.questions, only_open=only_open)
    for question in first(found.items, limit):
        _print(question)
    if not found.items:
        note(nothing("question", "questions", found.documents, found.of, []))


def _print(question: app.Question) -> None:
    gap = question.told.record
    span = gap.evidence[0]
    say((f"{_state(question)}  ", "cyan"), (one_line(gap.question), "bold"), (f" {gap.id}", "dim"))
    say(
        f"  “{one_line(span.text)[:QUOTED]}”",
        (f" characters {span.start}–{span.end} of {span.document_id[:12]}", "dim"),
    )
    said = [f"kept back by {', '.join(question.withheld_by)}"] if question.withheld_by else []
    said += [f"according to {', '.join(question.asserted_by)}"] if question.asserted_by else []
    said += ["no words say it; such a record needs it"] if gap.implied else []
    if said:
        say((f"  {one_line('; '.join(said))}", "italic"))
    for answer in gap.closed_by:
        where = f", {one_line(question.answered_in.source)}" if question.answered_in else ""
        say(("  answered: ", "green"), f"“{one_line(answer.text)[:QUOTED]}”", (f"{where} from {answer.start}", "dim"))


def _state(question: app.Question) -> str:
    known = f" {question.days} days" if question.days is not None else ""
    if question.told.record.status == "closed":
        return f"answered after{known}" if known else "answered"
    return f"open{known}, to {question.until}" if known else "open"


def add_to(program: typer.Typer) -> None:
    """Add the command, under both names."""
    program.command(epilog=EPILOG)(questions)
    program.command("gaps", epilog=EPILOG, help="The same as questions.", hidden=True)(questions)
