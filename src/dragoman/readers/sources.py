"""One place that bytes come from, and how much is read of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from dragoman.errors import DocumentError, UsageError
from dragoman.readers.meta import NOTHING, Meta


def _limit(default: int, about: str) -> int:
    made: int = field(default=default, metadata={"about": about})
    return made


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read. What goes beyond is refused with the limit named; the rest of a batch is read."""

    max_file: int = _limit(64_000_000, "bytes of a file or of one member of an archive")
    max_bytes: int = _limit(2_000_000, "bytes of a plain text, characters of any article")
    max_line: int = _limit(200_000, "characters of a line")
    max_depth: int = _limit(32, "folders below one another")
    max_pages: int = _limit(300, "pages of a PDF")
    max_members: int = _limit(100_000, "members of an archive, rows of a table")
    max_ratio: int = _limit(100, "times that an archive may grow when unpacked")
    max_nesting: int = _limit(2, "archives inside archives")
    max_seconds: int = _limit(30, "seconds that reading one document may take")
    max_fetch: int = _limit(10_000_000, "bytes of a fetched page")

    @classmethod
    def told(cls, given: Mapping[str, str]) -> Limits:
        """The limits with those changed that are given by name, the `max_` left off. Raises UsageError."""
        names = [each.name.removeprefix("max_") for each in fields(cls)]
        for name, value in given.items():
            if name not in names:
                raise UsageError(f"there is no limit {name!r}", mend=f"choose one of {', '.join(names)}")
            if not value.replace("_", "").isdigit():
                raise UsageError(f"expected a whole number for the limit {name}, found {value!r}")
        return replace(cls(), **{f"max_{name}": int(value) for name, value in given.items()})

    @classmethod
    def described(cls) -> str:
        """Every limit with its usual value and what it counts, in one line each."""
        rows = ((f.name.removeprefix("max_"), f.default, f.metadata["about"]) for f in fields(cls))
        return "; ".join(f"{name} ({default}): {about}" for name, default, about in rows)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came over the network, and the address where it was found in the end."""

    url: str
    data: bytes


@dataclass(frozen=True, slots=True)
class How:
    """How to read: the limits, which column holds which field, what a manifest says, who may fetch pages.

    `columns` maps fields (text, title, url, published, publisher, authors, language) to names as they stand in the
    file, nested keys joined by stops; fields that it lacks are guessed from the usual names. Without `fetch` no address
    is ever called. Of an archive only members with one of the `suffixes` are read, by default those that a reader
    knows.
    """

    limits: Limits = Limits()
    columns: Mapping[str, str] = field(default_factory=dict)
    manifest: Path | None = None
    fetch: Callable[[str], Fetched] | None = None
    suffixes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Source:
    """Something to be read: `name` as given (a folder's files below it), `path` None for standard input.

    `meta` is what a manifest says of it, which goes before what the file says itself; `url` is set where the bytes have
    to be fetched.
    """

    name: str
    path: Path | None
    meta: Meta = NOTHING
    url: str | None = None

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Skipped:
    """A path that was met and left out, with the reason."""

    name: str
    reason: str


def too_large(name: str, most: int, size: int) -> DocumentError:
    """The refusal of a file that has more bytes than are read."""
    found = f"expected at most {most:,} bytes, found {size:,}"
    return DocumentError("too-large", f"{name}: {found}", mend="split the file, one article each")
