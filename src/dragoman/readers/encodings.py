"""Bytes and characters: the encoding of a file of which only the beginning is at hand, halves of characters."""

from __future__ import annotations

import codecs
import re
from typing import Final

_HALF: Final = re.compile("[\ud800-\udfff]")

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(head: bytes) -> str:
    """UTF-8 where the bytes are that (the last character may be cut), what a mark says, else Windows-1252."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def whole(text: str) -> str:
    """A text without halves of characters, which no file and no store can carry: each becomes the replacement sign.

    They come from escapes in JSON, from the names of files that are not in UTF-8, from the headers of mails.
    """
    return text if text.isascii() else _HALF.sub("\ufffd", text)
