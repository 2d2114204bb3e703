"""What bytes are that are no text: known file signatures, and characters that no text holds."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

from dragoman.kb.rows import rows

# Text holds white space and, in old files, form feeds and escapes; more control bytes than this share are no text.
_CONTROL = bytes(set(range(0x20)) - {0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1B, 0x85})
_CONTROL_SHARE = 0.02
_LOOK = 4096
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*(<!doctype|<html|<\?xml|<rss|<feed|\{\s*\"|\[\s*\{\s*\")", re.IGNORECASE)


@lru_cache(maxsize=1)
def _signatures() -> tuple[tuple[bytes, int, str], ...]:
    return tuple((bytes.fromhex(r["hex"]), int(r["at"]), r["what"]) for r in rows("readers", "signatures.csv"))


_TWO_TAGS = re.compile(rb"\s*<[A-Za-z][\w:.-]*(?:\s[^<>]{0,300})?/?>\s*<[A-Za-z/][\w:.-]*[\s/>]")


def is_markup(data: bytes) -> bool:
    """Whether bytes begin as HTML, XML or JSON does."""
    return _MARKUP.match(data) is not None or _TWO_TAGS.match(data) is not None


def refusal(data: bytes) -> str:
    """What these bytes are, where they are no plain text; empty where they may be. UTF-16 needs its byte order mark."""
    for magic, at, what in _signatures():
        if data[at : at + len(magic)] == magic:
            return what
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)):
        return ""
    if is_markup(data):
        return "HTML, XML or JSON"
    if b"\x00" in data:
        return "NUL bytes"
    head = data[:_LOOK]
    control = len(head) - len(head.translate(None, _CONTROL))
    return "control characters" if control > _CONTROL_SHARE * len(head) else ""
