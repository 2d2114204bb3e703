"""The plug-in door: what a file format has to answer, and the formats that are installed.

A format turns a file into one document. A container holds many: it turns a file into items, each of which a format
reads, or another container opens.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import entry_points
from typing import BinaryIO, Protocol, runtime_checkable

from dragoman.document import Document
from dragoman.errors import BrokenSystem
from dragoman.readers.builtin import CONTAINERS, FORMATS
from dragoman.readers.items import Item, Refused
from dragoman.readers.sources import How, Limits, Skipped

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


@runtime_checkable
class Container(Protocol):
    """A file that holds documents. Asked before the formats, by `rank`; `file` can be sought in and stands at 0."""

    name: str
    rank: int
    suffixes: tuple[str, ...]

    def holds(self, source: str, file: BinaryIO, how: How) -> bool:
        """Whether this file, under that name, is such a container."""

    def items(self, source: str, file: BinaryIO, how: How) -> Iterator[Item | Refused | Skipped]:
        """What it holds, in order, without taking all of it into memory. Raises DocumentError where it is broken."""


@lru_cache(maxsize=1)
def _installed() -> tuple[Format | Container, ...]:
    """Built-in and installed readers. Raises BrokenSystem for a bad plug-in."""
    points = sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value))
    found: list[Format | Container] = [made() for made in FORMATS]
    found += [made() for made in CONTAINERS]
    found += [_loaded(point.name, point.load()) for point in points]
    names = [each.name for each in found]
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise BrokenSystem(f"expected one reader of each name, found two of {', '.join(doubled)}", mend="uninstall one")
    return tuple(sorted(found, key=_order))


@lru_cache(maxsize=1)
def formats() -> tuple[Format, ...]:
    """The formats in the order in which they are asked. Raises BrokenSystem for a bad plug-in."""
    return tuple(each for each in _installed() if isinstance(each, Format))


@lru_cache(maxsize=1)
def containers() -> tuple[Container, ...]:
    """The containers in the order in which they are asked. Raises BrokenSystem for a bad plug-in."""
    return tuple(each for each in _installed() if isinstance(each, Container))


def known_suffixes() -> frozenset[str]:
    """The suffixes of all files that a folder or an archive is read for."""
    return frozenset(suffix for each in _installed() for suffix in each.suffixes)


def forget() -> None:
    """Look for plug-ins anew the next time."""
    _installed.cache_clear()
    formats.cache_clear()
    containers.cache_clear()


def _order(each: Format | Container) -> tuple[int, str]:
    return each.rank, each.name


def _loaded(name: str, plugin: object) -> Format | Container:
    made = plugin() if isinstance(plugin, type) else plugin
    if not isinstance(made, Format | Container):
        raise BrokenSystem(
            "expected a reader with name, rank, suffixes, and claims and read or holds and items, "
            f"found {name}: {type(made).__name__}"
        )
    return made
