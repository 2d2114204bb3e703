"""dragoman clean"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dragoman import app
from dragoman.cli.screen import err, note, one_line
from dragoman.errors import UsageError

EPILOG = "Examples:  dragoman clean saved.txt > better.txt   ·   dragoman clean - --edits"


def clean(
    file: Annotated[str, typer.Argument(help="A file, or - for standard input.", metavar="FILE")],
    edits: Annotated[bool, typer.Option("--edits", help="List each mend on standard error.")] = False,
) -> None:
    """Repair a damaged article: lost spaces, encoding, stray stops, doubled paragraphs. Needs no store."""
    cleaned = app.clean(file, file_bytes(file))
    typer.echo(cleaned.text, nl=not cleaned.text.endswith("\n"))
    if edits:
        for edit in cleaned.edits:
            before, after = one_line(edit.before), one_line(edit.after)
            err().print(f"{edit.start:>7}–{edit.end:<7} {edit.kind:<14} “{before}” → “{after}”")
    note(f"{len(cleaned.edits)} edits" + ("" if edits or not cleaned.edits else "; list them with --edits"))


def file_bytes(file: str) -> bytes:
    """What a file or standard input holds. Raises UsageError where it cannot be read."""
    if file == "-":
        return sys.stdin.buffer.read()
    path = Path(file)
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}", mend="name a file that is there") from error


def add_to(program: typer.Typer) -> None:
    """Add the command."""
    program.command(epilog=EPILOG)(clean)
