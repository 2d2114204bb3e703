"""The repaired text of a file, for whoever wants no more."""

from __future__ import annotations

from dragoman import kb, readers, repair
from dragoman.document import Clean


def clean(name: str, data: bytes) -> Clean:
    """The repaired text of a file's bytes, with its edits. Raises DocumentError where they cannot be read."""
    return repair.mend(readers.read(name, data), kb.load())
