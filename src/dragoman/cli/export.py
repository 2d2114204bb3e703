"""dragoman export"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli import options
from dragoman.cli.screen import archive, note

EPILOG = "Examples:  dragoman export --out records   ·   dragoman export --format xlsx --out sheets"


def export(  # noqa: PLR0913 - one argument an option
    context: typer.Context,
    folder: Annotated[Path, typer.Option("--out", help="A new folder, or one that holds an export.", metavar="DIR")],
    form: Annotated[str, typer.Option("--format", help="One of those above.", metavar="FORMAT")] = "jsonl",
    fulltext: Annotated[
        bool, typer.Option("--fulltext/--no-fulltext", help="Whether forms that hold whole articles may do so.")
    ] = True,
    as_of: options.AsOf = None,
    by: options.By = "published",
    store: options.Store = None,
) -> None:
    """Write everything that the store holds: the same articles give the same bytes.

    [bold]jsonl[/bold]     every record as JSON, a file a kind: the contract

    [bold]csv[/bold]       a spreadsheet a kind, safe to open

    [bold]xlsx[/bold]      a workbook with a sheet a kind and a codebook

    [bold]parquet[/bold]   a typed table a kind (needs pyarrow)

    [bold]ftm[/bold]       FollowTheMoney entities

    [bold]graphml[/bold]   the network: dated edges between actors

    [bold]gexf[/bold]      the network for Gephi's timeline

    [bold]jsonld[/bold]    linked data in schema.org and PROV

    [bold]obsidian[/bold]  a vault of linked notes, to a new folder

    [bold]plover[/bold]    event data in PLOVER: what took place or was said, with sectors

    [bold]cameo[/bold]     event data as CAMEO triples

    Forms of plug-ins come on top. Whole articles stand in ftm, jsonld and obsidian, unless --no-fulltext is given; the
    words that records rest on stand in all.
    """
    with archive(options.chosen(context, store)) as opened:
        counts = opened.export(folder, form, fulltext=fulltext, as_of=options.moment(as_of, by))
    for kind, count in counts.items():
        typer.echo(f"{kind:<14} {count}")
    note(f"written: {folder}")


def add_to(program: typer.Typer) -> None:
    """Add the command."""
    program.command(epilog=EPILOG)(export)
