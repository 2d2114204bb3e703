"""dragoman read"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from dragoman import app
from dragoman.cli import options
from dragoman.cli.screen import archive, err, note, one_line, out
from dragoman.errors import UsageError
from dragoman.readers import How, Limits

EPILOG = (
    "Examples:  dragoman read clippings/   ·   dragoman read a.txt --store chile.db   ·   xclip -o | dragoman read -"
    "   ·   dragoman read rows.csv --text-column story   ·   dragoman read --manifest known.csv"
)


Paths = Annotated[
    list[str] | None,
    typer.Argument(
        help="Files, folders, or - for standard input: text, HTML, MHTML, PDF, DOCX, CSV, TSV, XLSX, JSON, JSON "
        "Lines, RSS, Atom, WARC, ZIP, TAR; told by what is in them.",
        metavar="PATH...",
    ),
]
Published = Annotated[
    str | None, typer.Option(help="When they appeared, if you know it: 2024-03-05. Kept for later readings.")
]
Again = Annotated[bool, typer.Option("--again", help="Read also what was read before.")]
TextColumn = Annotated[
    str | None, typer.Option(help="The column of a table, or key of JSON, that holds the text.", metavar="NAME")
]
Column = Annotated[
    list[str] | None,
    typer.Option(
        help="Which column holds what: title=Headline. Fields: title, url, published, publisher, authors, language.",
        metavar="FIELD=NAME",
    ),
]
Manifest = Annotated[
    Path | None,
    typer.Option(
        help="A CSV file with columns path (or url), published, publisher, title, authors, language; "
        "it goes before what the articles say of themselves.",
        metavar="FILE",
    ),
]
Fetch = Annotated[
    bool, typer.Option("--fetch", help="Fetch the addresses among PATH; without it nothing is ever fetched.")
]
Limit = Annotated[
    list[str] | None,
    typer.Option(help=f"Change a limit: pages=500. Limits: {Limits.described()}.", metavar="NAME=NUMBER"),
]
Annotator = Annotated[
    str | None,
    typer.Option(
        help="Ask somebody else, too: llm, a language model behind --llm-url. What it proposes counts only where "
        "its words stand in the text, and carries its name. The article's text goes to that address.",
        metavar="NAME",
    ),
]
LlmUrl = Annotated[
    str | None,
    typer.Option(
        envvar="DRAGOMAN_LLM_URL",
        help="An OpenAI-compatible endpoint: http://127.0.0.1:8080/v1. A key for it stands in DRAGOMAN_LLM_KEY.",
        metavar="URL",
    ),
]
LlmModel = Annotated[str | None, typer.Option(envvar="DRAGOMAN_LLM_MODEL", help="Its model.", metavar="NAME")]


def read(  # noqa: PLR0913 - one for each option
    context: typer.Context,
    paths: Paths = None,
    published: Published = None,
    again: Again = False,
    text_column: TextColumn = None,
    column: Column = None,
    manifest: Manifest = None,
    fetch: Fetch = False,
    limit: Limit = None,
    rules_only: options.RulesOnly = False,
    annotator: Annotator = None,
    llm_url: LlmUrl = None,
    llm_model: LlmModel = None,
    store: options.Store = None,
) -> int:
    """Read articles into the store. What was read already is not read again, so a stopped reading just goes on.

    Exit code 1 if some articles were refused; the others are in.
    """
    columns = pairs(column or [], "column") | ({"text": text_column} if text_column else {})
    how = app.how_to_read(limits=pairs(limit or [], "limit"), columns=columns, manifest=manifest, fetch=fetch)
    if not paths and not manifest:
        raise UsageError("there is nothing to read", mend="name articles, or a folder that holds some")
    asked = {"url": llm_url or "", "model": llm_model or "", "key": os.environ.get("DRAGOMAN_LLM_KEY", "")}
    with (
        app.by_rules_alone(rules_only),
        app.with_annotator(annotator, asked),
        archive(options.chosen(context, store), create=True) as opened,
    ):
        reading = _with_bar(opened, paths or [], published=published, again=again, how=how)
    _report(reading)
    return 1 if reading.refused else 0


def pairs(given: list[str], option: str) -> dict[str, str]:
    """NAME=VALUE as given on the command line. Raises UsageError."""
    pairs = [each.partition("=") for each in given]
    for name, equals, value in pairs:
        if not (name and equals and value):
            raise UsageError(f"expected --{option} NAME=VALUE, found {name}{equals}{value}", mend="write both")
    return {name.strip(): value.strip() for name, _, value in pairs}


def _with_bar(opened: app.Archive, paths: list[str], *, published: str | None, again: bool, how: How) -> app.Reading:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    name = TextColumn("{task.description}", markup=False)
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), name)
    with Progress(*columns, console=err(), transient=True, disable=not err().is_terminal) as bar:
        task = bar.add_task("", total=None)

        def advance(done: int, total: int, source: str) -> None:
            bar.update(task, completed=done, total=total, description=one_line(Path(source).name))

        return opened.read(paths, published=published, again=again, how=how, progress=advance)


def _report(reading: app.Reading) -> None:
    from rich.table import Table  # noqa: PLC0415 - only this command draws tables
    from rich.text import Text  # noqa: PLC0415

    for refusal in reading.refused:
        err().print(
            Text(f"refused: {one_line(refusal.source)}: {one_line(refusal.message)} [{refusal.code}]", style="red")
        )
    for left_out in reading.skipped:
        note(f"left out: {one_line(left_out.name)}: {left_out.reason}")
    table = Table(box=None, show_header=False, pad_edge=False)
    rows = [("accepted", reading.statuses["accepted"]), ("partial", reading.statuses["partial"])]
    rows += [("refused", len(reading.refused)), ("read before", reading.unchanged)]
    rows += sorted(reading.kinds.items())
    for name, count in rows:
        if count or name in ("accepted", "refused"):
            table.add_row(name, str(count))
    out().print(table)
    if reading.total and not reading.statuses["accepted"] and not reading.statuses["partial"]:
        note("nothing new was read")


def add_to(program: typer.Typer) -> None:
    """Add the command."""
    program.command(epilog=EPILOG)(read)
