"""dragoman search"""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman import app
from dragoman.cli import options
from dragoman.cli.screen import archive, note, one_line, say
from dragoman.records import kind_of

EPILOG = "Examples:  dragoman search power line   ·   dragoman search Erdoğan loan --limit 5"
LONGEST = 400


def search(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(help="Words that a paragraph must hold; accents do not count.")],
    limit: Annotated[int, typer.Option(min=1, help="At most so many paragraphs.")] = 20,
    as_of: options.AsOf = None,
    by: options.By = "published",
    store: options.Store = None,
) -> None:
    """Find paragraphs by their words, with the records that rest on them."""
    with archive(options.chosen(context, store)) as opened:
        found = opened.search(" ".join(words), limit=limit, as_of=options.moment(as_of, by))
    if not found:
        note("no paragraph holds all these words")
    for passage in found:
        _passage(passage)


def _passage(passage: app.Found) -> None:
    title = passage.document.title or passage.document.source
    say((one_line(title), "bold"), (f"  {one_line(passage.document.source)}, from character {passage.start}", "dim"))
    text = one_line(passage.text)
    say(f"  {text[:LONGEST]}{' …' if len(text) > LONGEST else ''}")
    for record in passage.records:
        say((f"  {kind_of(record)} {getattr(record, 'id', '')}", "dim"))


def add_to(program: typer.Typer) -> None:
    """Add the command."""
    program.command(epilog=EPILOG)(search)
