"""One document's bytes as they were met: a whole file, a member of an archive, a row, an entry of a feed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

from dragoman.readers.meta import NOTHING, Meta


@dataclass(frozen=True)
class Item:
    """`name` says where the bytes lie; `body` is what is read where that is a part of `data` (a cell of a row)."""

    name: str
    data: bytes
    meta: Meta = NOTHING
    body: bytes | None = None
    notes: tuple[tuple[str, str], ...] = ()

    @cached_property
    def key(self) -> str:
        """The sha256 of the raw bytes: the document's id."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def content(self) -> bytes:
        """The bytes to be read."""
        return self.data if self.body is None else self.body


@dataclass(frozen=True, slots=True)
class Refused:
    """A part of a file that cannot be read, and why; the other parts can."""

    name: str
    code: str
    message: str
