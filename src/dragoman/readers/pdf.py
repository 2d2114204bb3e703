"""PDF: the text that the file holds, page after page; a scan without text is refused as one."""

from __future__ import annotations

import io
import logging
import re
from typing import Any

from dragoman.document import Document
from dragoman.errors import DocumentError
from dragoman.readers.articles import Extract, article
from dragoman.readers.meta import Meta
from dragoman.readers.sources import Limits

_MARK, _LOOK = b"%PDF-", 1024
_FEW_LETTERS = 20
_LETTER = re.compile(r"[^\W\d_]")


class Pdf:
    """Files that begin with the PDF mark, or have it within the first thousand bytes."""

    name = "pdf"
    rank = 100
    suffixes: tuple[str, ...] = (".pdf",)

    def claims(self, source: str, data: bytes) -> bool:  # noqa: ARG002 - content tells
        """Whether the mark stands near the beginning, after white space or a mail system's lines at most."""
        at = data[:_LOOK].find(_MARK)
        return at == 0 or (at > 0 and b"\x00" not in data[:at] and b"<" not in data[:at])

    def read(self, source: str, data: bytes, limits: Limits) -> Document:
        """The text of a file. Raises DocumentError."""
        import pypdf  # noqa: PLC0415 - for PDF alone

        logging.getLogger("pypdf").setLevel(logging.CRITICAL)
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            reason = f"{source}: expected a PDF that opens without a password, found one that needs it"
            raise DocumentError("encrypted", reason, mend="save it without a password")
        count = len(reader.pages)
        if count > limits.max_pages:
            reason = f"{source}: expected at most {limits.max_pages} pages, found {count}"
            raise DocumentError("too-long", reason, mend="cut the article out, or raise the limit pages")
        text = _text(source, reader, limits)
        if len(_LETTER.findall(text[:10_000])) < _FEW_LETTERS:
            reason = f"{source}: expected text, found {count} pages without any: a scan, it seems"
            raise DocumentError("scan", reason, mend="have its text recognised (OCR) first")
        return article(source, data, Extract(text, _meta(reader, text)), limits)


def _text(source: str, reader: Any, limits: Limits) -> str:
    """The pages' text, an empty line between pages; surrogates that fonts leave behind are replaced."""
    pages, length = [], 0
    for page in reader.pages:
        text = page.extract_text()
        length += len(text)
        if length > limits.max_bytes:
            raise DocumentError("too-large", f"{source}: expected at most {limits.max_bytes:,} characters of text")
        pages.append(text.strip())
    whole = "\n\n".join(page for page in pages if page)
    return whole.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _meta(reader: Any, text: str) -> Meta:
    """A title that the first lines bear out: programs put names of files there. No date, for it is the file's own."""
    title = " ".join(str((reader.metadata or {}).get("/Title") or "").split())
    head = " ".join(text[:2000].split())
    return Meta(title=title if title and title.casefold() in head.casefold() else None)
