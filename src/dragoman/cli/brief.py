"""dragoman brief"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli import options
from dragoman.cli.screen import archive, note
from dragoman.errors import UsageError

EPILOG = "Examples:  dragoman brief KEN TUR   ·   dragoman brief Chile peruano --since 2024 --out brief.md"


def brief(  # noqa: PLR0913 - one argument an option
    context: typer.Context,
    a: options.StateA,
    b: options.StateB,
    since: options.Since = None,
    until: options.Until = None,
    as_of: options.AsOf = None,
    by: options.By = "published",
    file: Annotated[
        Path | None, typer.Option("--out", help="Write to this file instead of the screen.", metavar="FILE")
    ] = None,
    store: options.Store = None,
) -> None:
    """What the record holds on two states, in Markdown: timeline, agreements, money, open questions, contradictions and
    claims, each line with its evidence as a footnote.
    """
    with archive(options.chosen(context, store)) as opened:
        text = opened.brief(a, b, since=since, until=until, as_of=options.moment(as_of, by))
    if file is None:
        typer.echo(text, nl=False)
        return
    try:
        file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror}", mend="choose another file") from error
    note(f"written: {file}")


def add_to(program: typer.Typer) -> None:
    """Add the command."""
    program.command(epilog=EPILOG)(brief)
