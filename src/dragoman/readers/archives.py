"""ZIP, TAR and compressed files: each member is read as if it lay in a folder, none is ever written to disk."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, Final

from dragoman.errors import DocumentError
from dragoman.readers.archive_checks import Growth, member_trouble, name_trouble
from dragoman.readers.items import Item, Refused
from dragoman.readers.sources import How, Skipped

_BROKEN: Final = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError)
_PACKED: Final = ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ\x00", lzma.open))
_TAR_MARK, _TAR_AT = b"ustar", 257
_ENCRYPTED = 0x1


class Zip:
    """ZIP archives, but for those that are a document of their own (DOCX, XLSX)."""

    name = "zip"
    rank = 90
    suffixes: tuple[str, ...] = (".zip",)

    def holds(self, source: str, file: BinaryIO, how: How) -> bool:  # noqa: ARG002 - content tells
        """Whether the file is a ZIP archive of files."""
        if file.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
            return False
        try:
            with zipfile.ZipFile(file) as archive:
                return "[Content_Types].xml" not in archive.namelist() and "mimetype" not in archive.namelist()
        except (*_BROKEN, ValueError, NotImplementedError):
            return True

    def items(self, source: str, file: BinaryIO, how: How) -> Iterator[Item | Refused | Skipped]:
        """The members in the archive's order. Raises DocumentError for a broken archive, or one that is a bomb."""
        growth = Growth(source, _size(file), how.limits)
        try:
            with zipfile.ZipFile(file) as archive:
                for info in archive.infolist():
                    if not info.is_dir():
                        yield _zipped(source, archive, info, growth, how)
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise _malformed(source, "a ZIP archive", error) from error


def _zipped(
    source: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo, growth: Growth, how: How
) -> Item | Refused | Skipped:
    where = f"{source}!/{info.filename}"
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        return Refused(where, "not-a-file", "expected a file, found a link or device")
    encrypted = bool(info.flag_bits & _ENCRYPTED)
    trouble = (
        name_trouble(source, info.filename)
        or _unread(where, info.filename, how)
        or member_trouble(where, info.file_size, info.compress_size, growth.limits, encrypted=encrypted)
    )
    if trouble:
        return trouble
    try:
        with archive.open(info) as stream:
            return Item(where, growth.read(where, stream))
    except (*_BROKEN, RuntimeError, NotImplementedError) as error:
        return Refused(where, "malformed", f"expected a whole member, found {type(error).__name__}: {error}")


class Tar:
    """TAR archives, compressed or not."""

    name = "tar"
    rank = 30
    suffixes: tuple[str, ...] = (".tar", ".tgz", ".tbz2", ".txz")

    def holds(self, source: str, file: BinaryIO, how: How) -> bool:  # noqa: ARG002 - content tells
        """Whether the file, unpacked, has the mark of a TAR archive."""
        return _beginning(file)[_TAR_AT:].startswith(_TAR_MARK)

    def items(self, source: str, file: BinaryIO, how: How) -> Iterator[Item | Refused | Skipped]:
        """The members in the archive's order. Raises DocumentError for a broken archive, or one that is a bomb."""
        growth = Growth(source, _size(file), how.limits)
        try:
            with tarfile.open(fileobj=file, mode="r:*") as archive:
                for member in archive:
                    found = _in_tar(source, archive, member, growth, how)
                    if found is not None:
                        yield found
        except _BROKEN as error:
            raise _malformed(source, "a TAR archive", error) from error


def _in_tar(
    source: str, archive: tarfile.TarFile, member: tarfile.TarInfo, growth: Growth, how: How
) -> Item | Refused | Skipped | None:
    where = f"{source}!/{member.name}"
    if member.isdir():
        return None
    if not member.isreg() or member.issparse():
        return Refused(where, "not-a-file", "expected a file, found a link or device")
    if member.size > growth.limits.max_file:
        growth.unpacked += member.size
        growth.check()
        return Refused(where, "too-large", f"expected at most {growth.limits.max_file:,} bytes, found {member.size:,}")
    trouble = name_trouble(source, member.name) or _unread(where, member.name, how)
    stream = None if trouble else archive.extractfile(member)
    if stream is None:
        growth.unpacked += member.size
        growth.check()
        return trouble
    return Item(where, growth.read(where, stream))


class Compressed:
    """One file packed by gzip, bzip2 or xz."""

    name = "compressed"
    rank = 95
    suffixes: tuple[str, ...] = (".gz", ".bz2", ".xz")

    def holds(self, source: str, file: BinaryIO, how: How) -> bool:  # noqa: ARG002 - content tells
        """Whether the file begins as such a file does."""
        head = file.read(6)
        return any(head.startswith(mark) for mark, _ in _PACKED)

    def items(self, source: str, file: BinaryIO, how: How) -> Iterator[Item | Refused | Skipped]:
        """The file inside. Raises DocumentError where it is broken, or a bomb."""
        growth = Growth(source, _size(file), how.limits)
        head = file.read(6)
        file.seek(0)
        opener = next(opened for mark, opened in _PACKED if head.startswith(mark))
        inner = source.rsplit("/", 1)[-1]
        bare = inner.rsplit(".", 1)[0] if inner.lower().endswith(self.suffixes) else inner
        try:
            with opener(file) as stream:
                yield Item(f"{source}!/{bare}", growth.read(source, stream))
        except _BROKEN as error:
            raise _malformed(source, "a compressed file", error) from error


def _unread(where: str, name: str, how: How) -> Skipped | None:
    """A member that no reader takes, by its suffix."""
    suffix = PurePosixPath(name).suffix.lower()
    return None if suffix in how.suffixes else Skipped(where, f"no reader for {suffix} files")


def _beginning(file: BinaryIO) -> bytes:
    """The first block of a file, unpacked."""
    head = file.read(512)
    for mark, opened in _PACKED:
        if head.startswith(mark):
            file.seek(0)
            try:
                with opened(file) as stream:
                    return bytes(stream.read(512))
            except _BROKEN:
                return b""
    return head


def _size(file: BinaryIO) -> int:
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    return size


def _malformed(source: str, what: str, error: Exception) -> DocumentError:
    reason = f"{source}: expected {what}, found {type(error).__name__}: {' '.join(str(error).split())[:120]}"
    return DocumentError("malformed", reason, mend="pack it anew")
