"""WARC: the pages of a web archive, one after the other, each taken into memory alone."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr
from typing import Any, BinaryIO

from dragoman.errors import DocumentError
from dragoman.readers.archive_checks import Growth
from dragoman.readers.items import Item, Refused
from dragoman.readers.meta import Meta
from dragoman.readers.sources import How, Skipped

_KINDS = frozenset({"response", "resource", "conversion"})
_READ = ("text/html", "application/xhtml", "text/plain", "application/pdf")
_FINE = "200"


class Warc:
    """Web archives, compressed record by record or not; of their records those that hold pages and texts."""

    name = "warc"
    rank = 10
    suffixes: tuple[str, ...] = (".warc", ".wet")

    def holds(self, source: str, file: BinaryIO, how: How) -> bool:  # noqa: ARG002 - content tells
        """Whether the first record is a WARC record."""
        head = file.read(2)
        file.seek(0)
        if head != b"\x1f\x8b":
            return file.read(5) == b"WARC/"
        try:
            with gzip.open(file) as stream:
                return stream.read(5) == b"WARC/"
        except (OSError, EOFError, zlib.error):
            return False

    def items(self, source: str, file: BinaryIO, how: How) -> Iterator[Item | Refused | Skipped]:
        """The pages. Raises DocumentError where the archive is broken; what came before has been handed out."""
        for offset, record in _pages(source, file):
            yield _page(f"{source}#offset={offset}", record, how)

    def offsets(self, source: str, file: BinaryIO) -> Iterator[int]:
        """Where the records begin that hold pages, in bytes. Raises DocumentError where the archive is broken."""
        return (offset for offset, _ in _pages(source, file))


def _pages(source: str, file: BinaryIO) -> Iterator[tuple[int, Any]]:
    """The records that hold pages, each with the byte at which it begins. Raises DocumentError."""
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - for web archives alone
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415

    records = ArchiveIterator(file)
    try:
        while (record := _next(records)) is not None:
            if _holds_a_page(record):
                yield records.offset, record
    except (ArchiveLoadFailed, zlib.error, EOFError) as error:
        reason = f"{source}: expected WARC records, found {' '.join(str(error).split())[:120]}"
        raise DocumentError("malformed", reason, mend="archive the pages anew") from error


def _next(records: Any) -> Any:
    """The next record, or None at the end; warcio's remarks on broken ones are not for the user's screen."""
    with redirect_stderr(io.StringIO()):
        return next(records, None)


def _holds_a_page(record: Any) -> bool:
    if record.rec_type not in _KINDS:
        return False
    if record.rec_type != "response":
        kind = record.rec_headers.get_header("Content-Type") or ""
        return kind.startswith(_READ)
    headers = record.http_headers
    kind = (headers.get_header("Content-Type") or "text/html") if headers else ""
    return bool(headers) and headers.get_statuscode() == _FINE and kind.lower().startswith(_READ)


def _page(name: str, record: Any, how: How) -> Item | Refused:
    headers = record.rec_headers
    growth = Growth(name, int(headers.get_header("Content-Length") or 0), how.limits)
    try:
        data = growth.read(name, record.content_stream())
    except DocumentError as error:
        return Refused(name, error.code, error.message.removeprefix(f"{name}: "))
    address = headers.get_header("WARC-Target-URI") or ""
    meta = Meta(
        url=address if address.startswith(("http://", "https://")) else None,
        retrieved=headers.get_header("WARC-Date"),
    )
    return Item(name, data, meta, _decoded(data, record), _cut_off(record))


def _cut_off(record: Any) -> tuple[tuple[str, str], ...]:
    """What is to be noted where the archive ends before the record does."""
    missing = getattr(record.raw_stream, "limit", 0)
    return (("cut-off", f"the archive ends {missing:,} bytes before this record does"),) if missing else ()


def _decoded(data: bytes, record: Any) -> bytes | None:
    """The page in UTF-8, where only the server's header told its encoding."""
    kind = (record.http_headers.get_header("Content-Type") or "") if record.http_headers else ""
    name = kind.lower().partition("charset=")[2].partition(";")[0].strip(" \"'")
    if not name or name in {"utf-8", "utf8"}:
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return data.decode(name, errors="replace").encode("utf-8", "replace")
        except LookupError:
            return None
    return None
