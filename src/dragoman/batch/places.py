"""Where a batch's files are: on a disk, or at any address that fsspec knows; files appear whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, Final
from uuid import uuid4

import fsspec
from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem

from dragoman.errors import BrokenSystem, UsageError

_HIDDEN: Final = "."


class Folder:
    """A folder at an address. Raises UsageError for an address of which fsspec knows nothing."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._fs, root = resolved(address)
        self._root = root.rstrip("/")
        self._local = isinstance(self._fs, LocalFileSystem)

    def read(self, name: str) -> bytes | None:
        """A file's bytes; None where there is none."""
        try:
            found: bytes = self._fs.cat_file(self._path(name))
        except FileNotFoundError:
            return None
        return found

    def names(self, below: str = "") -> list[str]:
        """The names of the files in the folder, or in one below it, sorted; those still being written left out."""
        self._fs.invalidate_cache()
        try:
            found = self._fs.ls(self._path(below), detail=False)
        except FileNotFoundError:
            return []
        names = sorted(str(path).rstrip("/").rpartition("/")[2] for path in found)
        return [name for name in names if not name.startswith(_HIDDEN)]

    def write(self, name: str, data: bytes) -> None:
        """Put a file there whole: renamed into its place on a disk, one single put elsewhere.

        Raises BrokenSystem where the place is full or may not be written to: nothing else will succeed there.
        """
        try:
            if self._local:
                _write_whole(Path(self._path(name)), data)
            else:
                self._fs.pipe_file(self._path(name), data)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            mend = "free some space, or make it writable; then run the batch again"
            raise BrokenSystem(
                f"the batch's folder {self.address} cannot be written to: {reason}", mend=mend
            ) from error

    def remove(self, name: str) -> None:
        """Take a file away, if it is there."""
        with suppress(FileNotFoundError):
            self._fs.rm_file(self._path(name))

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}" if name else self._root


def _write_whole(path: Path, data: bytes) -> None:
    """Write beside the place, then rename: whoever looks sees the old file, the new one or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = path.with_name(f"{_HIDDEN}{path.name}.{uuid4().hex}")
    try:
        with made.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        made.replace(path)
    finally:
        made.unlink(missing_ok=True)


def resolved(address: str) -> tuple[Any, str]:
    """The file system and path of an address. Raises UsageError for one of which nothing is known."""
    try:
        fs, path = url_to_fs(address)
    except (ValueError, ImportError) as error:
        said = " ".join(str(error).split())
        raise UsageError(f"{address} cannot be reached: {said}", mend="install what fsspec needs for it") from error
    return fs, str(path)


def is_remote(address: str) -> bool:
    """Whether an address leads elsewhere than to this machine's disk."""
    protocol = fsspec.utils.get_protocol(address)
    return protocol not in {"file", "local"}


@contextmanager
def opened(address: str) -> Iterator[BinaryIO]:
    """The bytes at an address, to be sought in; what lies elsewhere is first copied to a file that goes away again.

    Raises OSError.
    """
    if not is_remote(address):
        with Path(resolved(address)[1]).open("rb") as file:
            yield file
        return
    fs, path = resolved(address)
    with tempfile.TemporaryFile() as copy, fs.open(path, "rb") as remote:
        shutil.copyfileobj(remote, copy)
        copy.seek(0)
        yield copy


def size_of(address: str) -> int:
    """The bytes at an address; 0 where the place does not tell. Raises OSError where there is nothing."""
    fs, path = resolved(address)
    return int(fs.size(path) or 0)
