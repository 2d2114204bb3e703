"""One place that bytes come from, and how much is read of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import DocumentError


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read: bytes of a file, bytes of a plain text, characters of a line, folders below one another."""

    max_file: int = 64_000_000
    max_bytes: int = 2_000_000
    max_line: int = 200_000
    max_depth: int = 32


@dataclass(frozen=True, slots=True)
class Source:
    """Something to be read: `name` as given (a folder's files below it), `path` None for standard input."""

    name: str
    path: Path | None
    limits: Limits = Limits()

    def __str__(self) -> str:
        return self.name

    def read_bytes(self) -> bytes:
        """The raw bytes, read anew each time. Raises DocumentError; standard input is read by whoever has it."""
        if self.path is None:
            raise DocumentError("unreadable", f"{self.name}: expected a file, found standard input")
        try:
            size = self.path.stat().st_size
            data = self.path.read_bytes() if size <= self.limits.max_file else None
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise DocumentError("unreadable", f"{self.name}: {reason}", mend="check the file's permissions") from error
        if data is None:
            found = f"expected at most {self.limits.max_file:,} bytes, found {size:,}"
            raise DocumentError("too-large", f"{self.name}: {found}", mend="split the file, one article each")
        return data


@dataclass(frozen=True, slots=True)
class Skipped:
    """A path that was met and left out, with the reason."""

    name: str
    reason: str
