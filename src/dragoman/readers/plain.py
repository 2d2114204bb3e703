"""Plain text: bytes decoded, nothing changed but a byte order mark taken off."""

from __future__ import annotations

import codecs
from typing import Final

from dragoman.document import Document
from dragoman.errors import DocumentError
from dragoman.readers.articles import Extract, article
from dragoman.readers.signatures import refusal
from dragoman.readers.sources import Limits

# Longest first: the mark of UTF-32 begins with that of UTF-16.
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Guessing looks at this many bytes, and only answers of this much chaos or less count (charset-normalizer's measure).
_LOOK, _CHAOS = 65_536, 0.2
_ASCII_SHARE, _WESTERN_HOLES = 0.9, frozenset(b"\x81\x8d\x8f\x90\x9d")


class PlainText:
    """Text files of any encoding that can be told; asked last, for any bytes without a signature may be text."""

    name = "text"
    rank = 1000
    suffixes: tuple[str, ...] = (".txt", ".text", ".md", ".asc", "")

    def claims(self, source: str, data: bytes) -> bool:  # noqa: ARG002 - a name proves nothing of a text file
        """Whether nothing shows these bytes to be anything else."""
        return not refusal(data)

    def read(self, source: str, data: bytes, limits: Limits) -> Document:
        """The document; offsets count code points after the byte order mark. Raises DocumentError."""
        if len(data) > limits.max_bytes:
            reason = f"{source}: expected at most {limits.max_bytes:,} bytes of plain text, found {len(data):,}"
            raise DocumentError("too-large", reason, mend="split the file, one article each")
        text, encoding, sure = decode(source, data)
        notes = () if sure else (("encoding", f"read as {encoding}, which is a guess"),)
        return article(source, data, Extract(text, notes=notes), limits)


def decode(source: str, data: bytes) -> tuple[str, str, bool]:
    """The text, the encoding, and whether that is sure (a mark, or valid UTF-8). Raises DocumentError."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(source, data[len(mark) :], encoding), encoding, True
    try:
        return data.decode("utf-8"), "utf-8", True
    except UnicodeDecodeError:
        encoding = _guessed(source, data)
        return _decoded(source, data, encoding), encoding, False


def _decoded(source: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        reason = f"{source}: expected {encoding}, found bytes that are none at {error.start}"
        raise DocumentError("encoding", reason, mend="save the file as UTF-8") from error


def _guessed(source: str, data: bytes) -> str:
    """The likeliest encoding of bytes that are no UTF-8. Raises DocumentError where none is likely."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - seldom needed, slow to load

    head = data[:_LOOK]
    best = from_bytes(head, threshold=_CHAOS).best()
    if best is None:
        reason = f"{source}: expected text, found bytes of no known encoding"
        raise DocumentError("encoding", reason, mend="save the file as UTF-8")
    # A few accents are too little to tell the code pages of Europe apart; English copy is nearly always Windows-1252.
    western = sum(byte < 0x80 for byte in head) >= _ASCII_SHARE * len(head) and not _WESTERN_HOLES.intersection(data)
    return "cp1252" if western else best.encoding
