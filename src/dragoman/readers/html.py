"""Web pages: the article's text by trafilatura, with what the page says of it; AMP pages are pages."""

from __future__ import annotations

import codecs
import re
from typing import Any

from dragoman.document import Document
from dragoman.errors import DocumentError
from dragoman.readers.articles import Extract, article
from dragoman.readers.page_meta import Page, page_meta
from dragoman.readers.sources import Limits
from dragoman.readers.tree import drop_hidden, hints_in, lines, named_parts, unfold_layout

_LOOK = 4096
_OPENING = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|title|meta|link|article|main|section|div|span|p|h[1-6]|table|ul|ol|blockquote"
    r"|figure|img|a|b|i|em|strong|font|br|center|script|style)\b[^<]*>",
    re.IGNORECASE | re.DOTALL,
)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,30})", re.IGNORECASE)
# A page may nest deeper than any article does; then only hostile ones are lost.
_DEEPEST = 400
_MARKUP_TO_TEXT = 16


class Html:
    """Web pages, told by their first tag; offsets count characters of the extracted text."""

    name = "html"
    rank = 500
    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml", ".shtml", ".amp")

    def claims(self, source: str, data: bytes) -> bool:  # noqa: ARG002 - content tells
        """Whether the bytes begin as a page does."""
        return _OPENING.match(beginning(data)) is not None

    def read(self, source: str, data: bytes, limits: Limits) -> Document:
        """The article of a page. Raises DocumentError."""
        most = limits.max_bytes * _MARKUP_TO_TEXT
        if len(data) > most:
            raise DocumentError(
                "too-large", f"{source}: expected at most {most:,} bytes of a page, found {len(data):,}"
            )
        return article(source, data, extract(source, data), limits)


def beginning(data: bytes) -> str:
    """The first characters of bytes that may be markup."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) : _LOOK].decode(encoding, errors="ignore")
    return data[:_LOOK].decode("latin-1")


def extract(source: str, data: bytes) -> Extract:
    """The article of a page's bytes. Raises DocumentError where there is none."""
    from trafilatura import load_html  # noqa: PLC0415 - a third of a second, for pages alone

    tree = load_html(_decoded(data))
    if tree is None:
        raise DocumentError("malformed", f"{source}: expected a web page, found markup that cannot be parsed")
    if _depth(tree) > _DEEPEST:
        raise DocumentError("malformed", f"{source}: expected a web page, found elements nested {_DEEPEST} deep")
    hidden = drop_hidden(tree)
    page = page_meta(tree)
    around = "\n".join(piece.strip() for piece in lines(tree) if piece.strip())
    parts = named_parts(tree)
    unfold_layout(tree)
    text = _text(tree, page)
    if not text:
        raise DocumentError("no-article", f"{source}: expected an article, found a page without running text")
    text = _with_title(text, page.meta.title)
    notes = (
        [("hidden-text", f"text that people do not see was left out: {' · '.join(hidden)[:200]!r}")] if hidden else []
    )
    if page.walled:
        notes.append(("paywall", "the page says that it is not free to read; what is here may be its beginning"))
    return Extract(text, page.meta, tuple(notes), hints_in(text, parts), around)


def _decoded(data: bytes) -> bytes | str:
    """The page in the encoding that it declares, where it is no UTF-8 and that encoding exists; else its bytes."""
    declared = _CHARSET.search(data[:_LOOK])
    if declared is None or data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return data.decode(declared[1].decode("ascii"), errors="replace")
        except LookupError:
            return data
    return data


def _text(tree: Any, page: Page) -> str:
    """The running text: as trafilatura finds it; where it finds none, what the page's own data or paragraphs hold."""
    import trafilatura  # noqa: PLC0415

    found = trafilatura.extract(tree, include_comments=False)
    if found and found.strip():
        return str(found).strip()
    if page.body:
        return page.body
    _, text, _ = trafilatura.baseline(tree)
    return str(text or "").strip()


def _with_title(text: str, title: str | None) -> str:
    """The text under its title, which extraction leaves out of it."""
    first = " ".join(text.split("\n", 1)[0].split())
    if not title or " ".join(title.split()) in first or first in title:
        return text
    return f"{' '.join(title.split())}\n{text}"


def _depth(tree: Any) -> int:
    """How deep elements nest, counted no further than needed."""
    deepest, stack = 0, [(tree, 1)]
    while stack and deepest <= _DEEPEST:
        at, depth = stack.pop()
        deepest = max(deepest, depth)
        stack.extend((child, depth + 1) for child in at)
    return deepest
