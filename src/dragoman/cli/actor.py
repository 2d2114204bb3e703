"""dragoman actor"""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman import app
from dragoman.cli import options
from dragoman.cli.screen import archive, note, one_line, say
from dragoman.records import Evident, Model, Role, kind_of

EPILOG = "Examples:  dragoman actor Ruto   ·   dragoman actor state:KEN"


def actor(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A name, part of one, or an id.")],
    store: options.Store = None,
) -> None:
    """Who somebody is: names, offices, the words used for them, and every record in which they take part."""
    with archive(options.chosen(context, store)) as opened:
        found = opened.actor(name)
    for view in found:
        _view(view, short=len(found) > 3)


def _view(view: app.ActorView, *, short: bool) -> None:
    someone = view.actor
    say((someone.name, "bold"), (f"  {someone.schema_}, {someone.country or 'no country'}  {someone.id}", "dim"))
    if short:
        return
    if someone.aliases:
        say(("  also: ", "dim"), one_line(", ".join(someone.aliases)))
    for role in someone.roles:
        say(("  office: ", "dim"), one_line(_role(role)))
    if someone.printed_as:
        printed = ", ".join(f"“{form}” × {count}" for form, count in someone.printed_as.items())
        say(("  printed as: ", "dim"), one_line(printed))
    for record in view.records:
        _record(record)
    if not view.records:
        note("  no record has this actor")


def _role(role: Role) -> str:
    when = f" {role.start or '..'} to {role.end or '..'}" if role.start or role.end else ""
    return f"{role.office}{f', {role.country}' if role.country else ''}{when} ({role.basis})"


def _record(record: Model) -> None:
    date = getattr(record, "date", None)
    kind = getattr(record, "type", None) or getattr(record, "kind", None) or ""
    words = one_line(record.evidence[0].text)[:110] if isinstance(record, Evident) else ""
    say(
        (f"  {app.date_words(date):<12} ", "bold"),
        (f"{kind_of(record)} {kind} ", "cyan"),
        f"“{words}” ",
        (str(getattr(record, "id", "")), "dim"),
    )


def add_to(program: typer.Typer) -> None:
    """Add the command."""
    program.command(epilog=EPILOG)(actor)
