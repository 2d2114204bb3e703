"""dragoman version"""

from __future__ import annotations

import typer

from dragoman import app


def version() -> None:
    """The versions of everything that decides what a text yields."""
    for name, value in app.versions().items():
        typer.echo(f"{name} {value}")


def add_to(program: typer.Typer) -> None:
    """Add the command."""
    program.command()(version)
