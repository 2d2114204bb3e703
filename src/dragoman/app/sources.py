"""What is to be read: files, folders, standard input."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from dragoman import readers
from dragoman.errors import UsageError
from dragoman.readers import How, Item, Refused, Skipped, Source, find


def find_sources(paths: Sequence[str | Path], how: How | None = None) -> tuple[list[Source], list[Skipped]]:
    """The sources under these paths, in the order of the readers, and what was left out.

    Raises UsageError where there is nothing to read.
    """
    skipped: list[Skipped] = []
    limits = (how or How()).limits
    sources = list(find(paths, limits, on_skip=skipped.append))
    if not sources:
        where = ", ".join(map(str, paths))
        raise UsageError(f"there is nothing to read in {where}", mend="name articles, or a folder that holds some")
    return sources, skipped


def load(source: Source, how: How | None = None) -> Iterator[Item | Refused | Skipped]:
    """What a source holds: itself, or the documents inside it, one after the other. Nothing is raised."""
    how = how or How(source.limits)
    if source.path is None:
        yield from readers.unpack(source.name, io.BytesIO(_standard_input(how)), how)
        return
    try:
        with source.path.open("rb") as file:
            yield from readers.unpack(source.name, file, how)
    except OSError as error:
        yield Refused(source.name, "unreadable", error.strerror or type(error).__name__)


def _standard_input(how: How) -> bytes:
    """All of standard input; a byte more than the limit is enough to be refused."""
    return sys.stdin.buffer.read(how.limits.max_file + 1)
