"""What an archive may not do: grow without bound, leave its folder, link, hide."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePosixPath
from typing import BinaryIO, Protocol

from dragoman.errors import DocumentError
from dragoman.readers.items import Refused
from dragoman.readers.sources import Limits, Skipped

# Growth counts from this size on: a short text may well be packed to a hundredth.
_SMALL = 1_000_000
_CHUNK = 1_048_576
_DRIVE = re.compile(r"[A-Za-z]:")


class Stream(Protocol):
    """Whatever unpacks bytes piece by piece."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, at most so many; none at the end."""


class Growth:
    """How much of an archive has been unpacked, held against its size."""

    def __init__(self, source: str, packed: int, limits: Limits) -> None:
        self.source, self.packed, self.limits, self.unpacked = source, packed, limits, 0

    def read(self, name: str, stream: Stream) -> bytes:
        """The bytes of a member. Raises DocumentError where they are too many, whatever its header said."""
        chunks, size = [], 0
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            self.unpacked += len(chunk)
            if size > self.limits.max_file:
                raise DocumentError("too-large", f"{name}: expected at most {self.limits.max_file:,} bytes")
            self.check()
            chunks.append(chunk)
        return b"".join(chunks)

    def check(self) -> None:
        """Raises DocumentError where what was unpacked is too many times the archive's own size."""
        most = max(_SMALL, self.limits.max_ratio * self.packed)
        if self.unpacked > most:
            reason = f"expected an archive that grows at most {self.limits.max_ratio} times, found more"
            raise DocumentError("bomb", f"{self.source}: {reason}", mend="unpack it yourself if you trust it")


def check_growth(source: str, file: BinaryIO, limits: Limits) -> None:
    """Raises DocumentError where a ZIP-based file says that it unpacks to too much."""
    packed = file.seek(0, io.SEEK_END)
    file.seek(0)
    with zipfile.ZipFile(file) as archive:
        growth = Growth(source, packed, limits)
        growth.unpacked = sum(info.file_size for info in archive.infolist())
        growth.check()
        if growth.unpacked > limits.max_file:
            raise DocumentError("too-large", f"{source}: expected at most {limits.max_file:,} bytes unpacked")
    file.seek(0)


def member_trouble(where: str, size: int, packed: int, limits: Limits, *, encrypted: bool) -> Refused | None:
    """Why a member of a ZIP archive is not unpacked at all, by what its header says."""
    if encrypted:
        return Refused(where, "encrypted", "expected a file that can be read, found an encrypted one")
    if size > limits.max_file:
        return Refused(where, "too-large", f"expected at most {limits.max_file:,} bytes, found {size:,}")
    if size > max(_SMALL, limits.max_ratio * packed):
        return Refused(where, "bomb", f"expected a member that grows at most {limits.max_ratio} times, found more")
    return None


def name_trouble(archive: str, name: str) -> Refused | Skipped | None:
    """Why a member is left out for its name alone: it leaves the archive, is hidden, or is a system's litter."""
    where = f"{archive}!/{name}"
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if name.startswith(("/", "\\")) or ".." in parts or _DRIVE.match(name) or "\x00" in name:
        return Refused(where, "unsafe-name", "expected a name inside the archive, found one that leads out of it")
    if any(part.startswith(".") or part == "__MACOSX" for part in parts):
        return Skipped(where, "hidden")
    return None
