"""The plug-in door: what a file format has to answer, and the formats that are installed."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import entry_points
from typing import Protocol, runtime_checkable

from dragoman.document import Document
from dragoman.errors import BrokenSystem
from dragoman.readers.plain import PlainText
from dragoman.readers.sources import Limits

GROUP = "dragoman.readers"


@runtime_checkable
class Format(Protocol):
    """A file format. `name` is unique; `claims` is asked in order of `rank` (lowest first), the first yes reads.

    `suffixes` (lower case, with the stop) are the files that it takes from a folder.
    """

    name: str
    rank: int
    suffixes: tuple[str, ...]

    def claims(self, source: str, data: bytes) -> bool:
        """Whether these bytes, under that name, are of this format."""

    def read(self, source: str, data: bytes, limits: Limits) -> Document:
        """The document. Raises DocumentError."""


@lru_cache(maxsize=1)
def formats() -> tuple[Format, ...]:
    """Built-in and installed formats, in the order in which they are asked. Raises BrokenSystem for a bad plug-in."""
    points = sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value))
    found: list[Format] = [PlainText(), *(_loaded(point.name, point.load()) for point in points)]
    names = [each.name for each in found]
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise BrokenSystem(f"expected one reader of each name, found two of {', '.join(doubled)}", mend="uninstall one")
    return tuple(sorted(found, key=lambda each: (each.rank, each.name)))


def _loaded(name: str, plugin: object) -> Format:
    made = plugin() if isinstance(plugin, type) else plugin
    if not isinstance(made, Format):
        raise BrokenSystem(
            f"expected a reader with name, rank, suffixes, claims and read, found {name}: {type(made).__name__}"
        )
    return made
