"""dragoman doctor"""

from __future__ import annotations

import typer

from dragoman.cli import options
from dragoman.cli.screen import one_line, say

EPILOG = "Examples:  dragoman doctor   ·   dragoman doctor --store chile.db"
_SIGNS = {"good": ("ok  ", "green"), "note": ("note", "yellow"), "bad": ("BAD ", "bold red")}
BROKEN = 3


def doctor(context: typer.Context, store: options.Store = None) -> int:
    """Look at the installation: packages, models and their hashes, knowledge base, store, memory, speed.

    What is wrong or missing stands there with its mend. Nothing is changed. Exit code 3 if something is broken.
    """
    from dragoman.app.health import examine  # noqa: PLC0415 - only this command loads all there is

    broken = False
    for found in examine(options.chosen(context, store)):
        broken = broken or found.state == "bad"
        mend = f"  → {found.mend}" if found.mend and found.state != "good" else ""
        say(_SIGNS[found.state], (f" {found.topic:<10} ", "bold"), one_line(found.said), (mend, "cyan"))
    return BROKEN if broken else 0


def add_to(program: typer.Typer) -> None:
    """Add the command."""
    program.command(epilog=EPILOG)(doctor)
