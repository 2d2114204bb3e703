"""dragoman date"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dragoman import app
from dragoman.cli.clean import file_bytes
from dragoman.cli.screen import one_line, say
from dragoman.records import Edtf

if TYPE_CHECKING:
    from dragoman.records import Published, Reason

EPILOG = "Examples:  dragoman date saved.txt   ·   dragoman date saved.txt --published 2024-03-05"
_WIDEST = 60
_DROPPED, _CONTRADICTS = "dropped: ", "contradicts the stated date: "
_BASIS = {
    "stated": "stated", "metadata": "from the file's metadata", "dateline": "from the dateline",
    "url": "from the address", "inferred": "inferred", "none": "open",
}  # fmt: skip


def date(
    file: Annotated[str, typer.Argument(help="A file, or - for standard input.", metavar="FILE")],
    published: Annotated[
        str | None, typer.Option(help="The day on which it appeared, if you know it: 2024-03-05.", metavar="DATE")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say when an article appeared, and why: each reason with its words, what contradicts, what would decide.

    Nothing is guessed: without a date in the text, its address or its file, the days stay that its words leave open.
    Needs no store.
    """
    found = app.date(file, file_bytes(file), published)
    if as_json:
        typer.echo(found.published.model_dump_json(indent=1))
        return
    say(("appeared  ", "bold"), f"{_when(found.published)}  ({_BASIS[found.published.basis]})")
    kept = [r for r in found.published.reasons if not r.rule.startswith((_DROPPED, _CONTRADICTS))]
    _tell("because", kept)
    _tell("but the text contradicts it", [r for r in found.published.reasons if r.rule.startswith(_CONTRADICTS)])
    _tell(
        "left aside, for it contradicts the rest", [r for r in found.published.reasons if r.rule.startswith(_DROPPED)]
    )
    if found.decides:
        say(("would decide  ", "bold"), found.decides)


def _when(published: Published) -> str:
    """The day, the days that are possible, or the interval."""
    if published.edtf:
        return str(published.edtf)
    low, high = published.earliest or "..", published.latest or ".."
    if not published.earliest and not published.latest:
        return "not said"
    if not published.candidates:
        return f"between {low} and {high}" if published.earliest and published.latest else f"{low}/{high}"
    return f"on {app.date_words(Edtf.one_of(published.candidates))}"


def _tell(head: str, reasons: list[Reason]) -> None:
    if not reasons:
        return
    say((head, "bold"))
    for reason in reasons:
        rule = reason.rule.removeprefix(_DROPPED).removeprefix(_CONTRADICTS)
        words = one_line(reason.span.text) if reason.span else ""
        quoted = f"“{words if len(words) <= _WIDEST else words[: _WIDEST - 1] + '…'}” " if words else ""
        say("  ", (quoted, "cyan"), f"{one_line(rule)}: ", one_line(reason.implies))


def add_to(program: typer.Typer) -> None:
    """Add the command."""
    program.command(epilog=EPILOG)(date)
