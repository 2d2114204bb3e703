"""What is to be read: files, folders, standard input."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman import readers
from dragoman.errors import DocumentError, UsageError


@dataclass(frozen=True, slots=True)
class FileSource:
    """A file, read when its turn comes."""

    name: str
    path: Path

    def load(self) -> bytes:
        """The raw bytes. Raises DocumentError where the file cannot be read."""
        try:
            return self.path.read_bytes()
        except OSError as error:
            raise DocumentError("unreadable", f"the file cannot be read: {error.strerror}") from error


@dataclass(frozen=True, slots=True)
class InputSource:
    """Standard input."""

    name: str = "-"

    def load(self) -> bytes:
        """Everything up to the end of the input."""
        return sys.stdin.buffer.read()


def find_sources(paths: Sequence[str]) -> list[FileSource | InputSource]:
    """The sources under these paths, in the order of the readers. Raises UsageError where there is nothing to read."""
    named = [path for path in paths if path != "-"]
    found: list[FileSource | InputSource] = [InputSource()] if "-" in paths else []
    found += [FileSource(str(path), path) for path in readers.find([Path(path) for path in named])] if named else []
    if not found:
        raise UsageError(
            f"there is nothing to read in {', '.join(paths)}", mend="name articles, or a folder that holds some"
        )
    return found
