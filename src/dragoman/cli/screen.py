"""What is printed, and where: answers on standard output, everything else on standard error."""

from __future__ import annotations

from functools import lru_cache

from rich.console import Console
from rich.text import Text

from dragoman import app


@lru_cache(maxsize=1)
def out() -> Console:
    """Standard output. Text from articles goes in as Text, never as markup."""
    return Console(highlight=False, markup=False, emoji=False, soft_wrap=True)


@lru_cache(maxsize=1)
def err() -> Console:
    """Standard error."""
    return Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)


def note(message: str) -> None:
    """A quiet line on standard error."""
    err().print(Text(message, style="dim"))


def archive(place: str, *, create: bool = False) -> app.Archive:
    """The archive, after a line that says which store it is."""
    opened = app.open(place, create=create)
    note(f"store: {opened.place}")
    return opened


def say(*parts: str | tuple[str, str]) -> None:
    """One line on standard output from pieces of text, each plain or with a style."""
    out().print(Text.assemble(*parts))


def one_line(text: str) -> str:
    """Text without line breaks and control characters, so that no article moves the cursor."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
