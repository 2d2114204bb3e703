"""What an export format is: a name, what it is for, the files that it writes, and the function that writes them.

A package adds one under the entry point `dragoman.exporters`: a `Format`, or a function that makes one.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from dragoman.export.holdings import Holdings


class Writer(Protocol):
    """Writes holdings into an empty folder; the number of what it wrote, by kind.

    Without `fulltext` no article stands there whole: only what records quote. The same holdings give the same bytes.
    """

    def __call__(self, holdings: Holdings, folder: Path, *, fulltext: bool) -> dict[str, int]:
        """Raises UsageError where these holdings cannot be told so."""


@dataclass(frozen=True, slots=True)
class Format:
    """A form of export. `about` says in a line what it holds.

    `names` are the files and folders that it writes, which a later export may replace; a form without any is written
    to a new or empty folder only, since people go on to write there.
    """

    name: str
    about: str
    names: frozenset[str]
    write: Writer
