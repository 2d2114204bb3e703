"""Options that several commands share."""

from __future__ import annotations

import getpass
import json
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from dragoman import app
from dragoman.errors import UsageError

STORE = "dragoman.db"
# Fields that hold several values, which a command line gives with commas between.
SEVERAL: Final = frozenset({
    "source", "target", "parties", "signatories", "partners", "pair", "sectors", "contexts", "withheld_by",
    "asserted_by", "declared_by", "via",
})  # fmt: skip
UsualStore = Annotated[
    str | None,
    typer.Option(
        "--store",
        envvar="DRAGOMAN_STORE",
        help="The store to use: a file, or postgresql+psycopg://user@host/database.",
        show_default=STORE,
        metavar="STORE",
    ),
]
Store = Annotated[str | None, typer.Option("--store", help="The store to use for this command.", metavar="STORE")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", help="Only what was known by the end of this day.", metavar="DATE")
]
By = Annotated[
    str,
    typer.Option(
        "--by",
        help="Known by what: published, the day of the article; or ingested, the day it was read.",
        metavar="CLOCK",
    ),
]
Since = Annotated[str | None, typer.Option(help="Only from this date on: 2024, 2024-03 or 2024-03-05.", metavar="DATE")]
Until = Annotated[str | None, typer.Option(help="Only up to this date.", metavar="DATE")]
RulesOnly = Annotated[bool, typer.Option("--rules-only", help="Leave the learned reader out.")]
StateA = Annotated[str, typer.Argument(help="A state: code, name in any language, or demonym.", metavar="STATE")]
StateB = Annotated[str, typer.Argument(help="The other state.", metavar="STATE")]


Who = Annotated[
    str | None,
    typer.Option("--who", envvar="DRAGOMAN_WHO", help="Who you are.", show_default="your user name", metavar="NAME"),
]
Why = Annotated[str | None, typer.Option("--why", help="Why, for whoever comes after.", metavar="WORDS")]


def reviewer(who: str | None) -> str:
    """Who judges: as given, else the user's name. Raises UsageError where neither is known."""
    if who:
        return who
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        raise UsageError("nobody knows who you are", mend="say it with --who") from None


def fields_of(pairs: list[str]) -> dict[str, Any]:
    """`date=2024-03 target=KEN,TUR` as fields with JSON values. Raises UsageError."""
    found = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise UsageError(f"{pair!r} gives no field", mend="write FIELD=VALUE")
        found[name.strip()] = value_of(value, several=name.strip() in SEVERAL)
    return found


def value_of(text: str, *, several: bool = False) -> Any:
    """A value as JSON, where it is some; else the words themselves; nothing for null; lists with commas."""
    plain = text.strip()
    if not plain:
        return [] if several else None
    if plain[0] in '[{"':
        try:
            return json.loads(plain)
        except ValueError:
            raise UsageError(f"{plain!r} is no JSON", mend="mend its brackets and quotes") from None
    return [part.strip() for part in plain.split(",") if part.strip()] if several else plain


def place_of(where: str) -> tuple[str, int, int]:
    """`DOC:START-END` as document and raw characters. Raises UsageError."""
    document, _, span = where.rpartition(":")
    start, _, end = span.partition("-")
    if not document or not start.isdecimal() or not end.isdecimal():
        raise UsageError(f"{where!r} is no place", mend="write DOC:START-END, as 'dragoman show' prints them")
    return document, int(start), int(end)


Layer = Annotated[
    Path | None,
    typer.Option(
        "--kb", envvar="DRAGOMAN_KB", help="The folder of your own facts.", show_default="the usual one", metavar="DIR"
    ),
]


def read_with(folder: Path | None) -> None:
    """Read with the facts of a folder, or of the usual one where it exists."""
    from dragoman.app import knowledge  # noqa: PLC0415 - loads what only reading needs

    if folder is not None and not folder.is_dir():
        raise UsageError(f"{folder} is no folder", mend="make one with dragoman kb add, or leave --kb out")
    if folder is not None or knowledge.usual_folder().is_dir():
        knowledge.use_layer(folder)


def chosen(context: typer.Context, store: str | None) -> str:
    """The store named after the command, else before it, else the usual one."""
    return str(store or context.obj or STORE)


def moment(as_of: str | None, by: str) -> app.AsOf:
    """The moment to look back to; now where no day is given."""
    return app.known_on(as_of, by=by) if as_of else app.AsOf()
