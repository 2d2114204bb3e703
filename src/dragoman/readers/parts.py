"""Where a file that holds many documents may be cut, so that its parts together hold what the whole holds."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO, Literal, cast

from dragoman.errors import DocumentError
from dragoman.readers.deadline import sound
from dragoman.readers.items import Item, Refused
from dragoman.readers.plugins import containers
from dragoman.readers.reading import unpack
from dragoman.readers.sources import How, Skipped
from dragoman.readers.warc import Warc

Unit = Literal["whole", "items", "bytes"]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a file, half-open: of its bytes (a web archive), or of the items that `unpack` hands out in order.

    `documents` is how many items it holds, 0 where that is not known; `bytes` is its share of the file's size.
    """

    unit: Unit
    first: int
    last: int
    documents: int
    bytes: int


def parts(name: str, file: BinaryIO, how: How, most: int) -> list[Part]:
    """The parts of a file, of at most so many documents each. The whole file is gone through once; nothing is raised.

    A web archive is cut at the offsets of its records, found by reading them one after the other: a page may hold what
    looks like the beginning of a record, and must not become one.
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    archive = _archive(name, file, how)
    if archive is not None:
        return _by_bytes(archive, size, most)
    file.seek(0)
    count = sum(1 for _ in unpack(name, file, how))
    if count <= most:
        return [Part("whole", 0, count, count, size)]
    firsts = range(0, count, most)
    pieces = [(first, min(first + most, count)) for first in firsts]
    return [Part("items", first, last, last - first, size * (last - first) // count) for first, last in pieces]


@dataclass(frozen=True, slots=True)
class _Archive:
    """A web archive: where its pages begin, and whether it breaks off after them, which is an item more."""

    offsets: list[int]
    broken: bool


def _by_bytes(archive: _Archive, size: int, most: int) -> list[Part]:
    offsets = archive.offsets
    if len(offsets) <= most:
        return [Part("whole", 0, size, len(offsets) + archive.broken, size)]
    firsts = [0, *offsets[most::most]]
    ends = [*firsts[1:], size]
    held = [min(most, len(offsets) - most * at) for at in range(len(firsts))]
    held[-1] += archive.broken
    return [Part("bytes", a, b, count, b - a) for a, b, count in zip(firsts, ends, held, strict=True)]


def _archive(name: str, file: BinaryIO, how: How) -> _Archive | None:
    """A web archive as far as it can be read; None for any other file."""
    found: list[int] | None = None
    try:
        with sound(name):
            for each in containers():
                file.seek(0)
                if each.holds(name, file, how):
                    if not isinstance(each, Warc):
                        return None
                    file.seek(0)
                    found = []
                    for offset in each.offsets(name, file):
                        found.append(offset)  # one by one: what came before a break counts
                    return _Archive(found, broken=False)
    except DocumentError:
        return None if found is None else _Archive(found, broken=True)
    return None


def unpack_part(name: str, file: BinaryIO, part: Part, how: How | None = None) -> Iterator[Item | Refused | Skipped]:
    """What a part of a file holds, each under the name that it has in the whole."""
    if part.unit == "bytes":
        yield from unpack(name, cast("BinaryIO", _Window(file, part.first, part.last)), how)
    elif part.unit == "items":
        yield from islice(unpack(name, file, how), part.first, part.last)
    else:
        yield from unpack(name, file, how)


class _Window(io.BufferedIOBase):
    """A stretch of a file, read as if it were all. The offsets that it tells are those of the whole file, because
    they go into names: however an archive was cut, a page goes by the same one.
    """

    def __init__(self, file: BinaryIO, first: int, last: int) -> None:
        self._file, self._first, self._last = file, first, last
        file.seek(first)

    def read(self, size: int | None = -1, /) -> bytes:
        left = max(0, self._last - self._file.tell())
        return self._file.read(left if size is None or size < 0 else min(size, left))

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        at = {io.SEEK_SET: self._first, io.SEEK_CUR: self._file.tell(), io.SEEK_END: self._last}[whence]
        return self._file.seek(at + offset)

    def tell(self) -> int:
        return self._file.tell()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True
