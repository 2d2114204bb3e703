"""MHTML: a web page as a browser saves it whole, with the address that it came from."""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from email.utils import parsedate_to_datetime

from dragoman.document import Document
from dragoman.errors import DocumentError
from dragoman.readers.articles import article
from dragoman.readers.html import extract
from dragoman.readers.meta import Meta
from dragoman.readers.sources import Limits

_HEADERS = re.compile(rb"\s*(?:[A-Za-z][A-Za-z-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)+")
_KIND = re.compile(rb"^Content-Type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_LOOK = 4096


class Mhtml:
    """Messages of related parts, the first page among them is the one that was saved."""

    name = "mhtml"
    rank = 120
    suffixes: tuple[str, ...] = (".mhtml", ".mht")

    def claims(self, source: str, data: bytes) -> bool:  # noqa: ARG002 - content tells
        """Whether the file begins with the headers of such a message."""
        headers = _HEADERS.match(data[:_LOOK].replace(b"\r\n", b"\n"))
        return headers is not None and _KIND.search(headers.group()) is not None

    def read(self, source: str, data: bytes, limits: Limits) -> Document:
        """The article of the page. Raises DocumentError."""
        message = message_from_bytes(data)
        page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
        if page is None:
            raise DocumentError("no-article", f"{source}: expected a saved page, found none in the file")
        found = extract(source, _content(page))
        address = page.get("Content-Location") or message.get("Snapshot-Content-Location") or ""
        saved = Meta(url=address if address.startswith(("http://", "https://")) else None, retrieved=_saved(message))
        return article(source, data, replace(found, meta=found.meta.over(saved)), limits)


def _content(page: Message) -> bytes:
    """The page in UTF-8 where its header names another encoding."""
    data = page.get_payload(decode=True)
    if not isinstance(data, bytes):
        return b""
    charset = page.get_content_charset() or "utf-8"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return data.decode(charset, errors="replace").encode("utf-8", "replace")
        except LookupError:
            return data
    return data


def _saved(message: Message) -> str | None:
    """When the page was saved, in ISO 8601."""
    try:
        return parsedate_to_datetime(message.get("Date", "")).isoformat()
    except (TypeError, ValueError):
        return None
