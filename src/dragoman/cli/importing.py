"""dragoman import"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli import options
from dragoman.cli.screen import archive, err, note, one_line, say
from dragoman.errors import UsageError

EPILOG = (
    "Example:  dragoman import agreements mine.xlsx --map parties=Country+Partner --map date=Signed --map title=Name"
)


def import_(  # noqa: PLR0913 - one argument an option
    context: typer.Context,
    kind: Annotated[str, typer.Argument(help="What a row is: agreements, amounts or events.")],
    sheet: Annotated[Path, typer.Argument(help="A spreadsheet: .xlsx or .csv, headings in the first row.")],
    columns: Annotated[
        list[str] | None,
        typer.Option("--map", help="Which column gives a field; several with +. Repeat it.", metavar="FIELD=COLUMN"),
    ] = None,
    owner: Annotated[
        str | None, typer.Option(help="Whose sheet it is: who is said to claim the rows.", show_default="you")
    ] = None,
    published: Annotated[str | None, typer.Option(help="As of when it speaks: 2024-03-05.", metavar="DATE")] = None,
    store: options.Store = None,
) -> int:
    """Take in your own spreadsheet: it becomes a document whose rows are evidence and whose owner is the speaker.

    Rows join what was read of the same thing; the others wait in `dragoman review`. Exit code 1 if some cells or rows
    could not be read.
    """
    chosen = {}
    for part in columns or []:
        name, equals, column = part.partition("=")
        if not equals or not column.strip():
            raise UsageError(f"{part!r} maps nothing", mend="write --map FIELD=COLUMN")
        chosen[name.strip()] = column.strip()
    with archive(options.chosen(context, store), create=True) as opened:
        imported = opened.import_sheet(kind, sheet, chosen, owner=owner or options.reviewer(None), published=published)
        ids = {record.id for record in imported.records if record.attributed_to}
        joined = [record for record in opened.records(kind) if record.id in ids and record.cluster]  # type: ignore[attr-defined]
    for issue in imported.issues:
        err().print(one_line(issue.message), style="yellow")
    say(
        f"{len(ids)} rows taken in, {len(joined)} join what was read, {len(ids) - len(joined)} wait in: dragoman review"
    )
    note(f"document {imported.document_id}")
    return 1 if imported.issues else 0


def add_to(program: typer.Typer) -> None:
    """Add the command."""
    program.command("import", epilog=EPILOG)(import_)
