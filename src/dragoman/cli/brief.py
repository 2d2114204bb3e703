"""dragoman brief"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman import app
from dragoman.cli import options
from dragoman.cli.screen import archive, note
from dragoman.errors import UsageError

EPILOG = "Examples:  dragoman brief KEN TUR   ·   dragoman brief VEN   ·   dragoman brief CHL peruano --out brief.docx"


def brief(  # noqa: PLR0913 - one argument an option
    context: typer.Context,
    a: Annotated[
        str, typer.Argument(help="A state: code, name in any language, or demonym; alone, any actor.", metavar="STATE")
    ],
    b: Annotated[
        str | None, typer.Argument(help="The other state; without it the brief is on A alone.", metavar="[STATE]")
    ] = None,
    since: options.Since = None,
    until: options.Until = None,
    as_of: options.AsOf = None,
    by: options.By = "published",
    file: Annotated[
        Path | None, typer.Option("--out", help="Write to this file instead of the screen.", metavar="FILE")
    ] = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--format", help="markdown, html or docx; without it the file's suffix decides.", metavar="FORMAT"
        ),
    ] = None,
    store: options.Store = None,
) -> None:
    """What the record holds on two states, or on one actor: timeline, agreements, money, open questions, contradictions
    and claims, each line with its evidence as a footnote.

    As Markdown on the screen; as a web page that stands alone, or a Word document, into a file.
    """
    with archive(options.chosen(context, store)) as opened:
        text = opened.brief(a, b, since=since, until=until, as_of=options.moment(as_of, by))
    if file is not None:
        app.write_brief(text, file, form or app.form_of(file))
        note(f"written: {file}")
    elif form in (None, "markdown"):
        typer.echo(text, nl=False)
    else:
        raise UsageError(f"a brief as {form} goes into a file", mend="name one with --out")


def add_to(program: typer.Typer) -> None:
    """Add the command."""
    program.command(epilog=EPILOG)(brief)
