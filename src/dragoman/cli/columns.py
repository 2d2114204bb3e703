"""Tables: drawn on a terminal, tab-separated lines under a heading elsewhere, so that `cut` and `sort` work."""

from __future__ import annotations

from collections.abc import Sequence

import typer
from rich import box
from rich.table import Table
from rich.text import Text

from dragoman.cli.screen import one_line, out


def table(title: str, headings: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[str] = ()) -> None:
    """Print rows under headings; `right` are the headings of columns of figures. Nothing where there are no rows."""
    if not rows:
        return
    if not out().is_terminal:
        for row in (headings, *rows):
            typer.echo("\t".join(one_line(cell) for cell in row))  # rich would turn tabs into spaces
        return
    drawn = Table(title=Text(title, style="bold"), box=box.SIMPLE_HEAD, title_justify="left")
    for heading in headings:
        drawn.add_column(heading, justify="right" if heading in right else "left", overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(one_line(cell)) for cell in row))
    out().print(drawn, soft_wrap=False)
