"""What is to be read: files, folders, standard input."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from dragoman.errors import UsageError
from dragoman.readers import Skipped, Source, find


def find_sources(paths: Sequence[str | Path]) -> tuple[list[Source], list[Skipped]]:
    """The sources under these paths, in the order of the readers, and what was left out.

    Raises UsageError where there is nothing to read.
    """
    skipped: list[Skipped] = []
    sources = list(find(paths, on_skip=skipped.append))
    if not sources:
        where = ", ".join(map(str, paths))
        raise UsageError(f"there is nothing to read in {where}", mend="name articles, or a folder that holds some")
    return sources, skipped


def load(source: Source) -> bytes:
    """The bytes of a source. Raises DocumentError where it cannot be read."""
    return sys.stdin.buffer.read() if source.path is None else source.read_bytes()
