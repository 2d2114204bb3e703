"""Word documents: the text as it reads with all tracked changes accepted; hidden words are left out and told."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any, Final, cast

from dragoman.document import Document, Zone
from dragoman.readers.archive_checks import check_growth
from dragoman.readers.articles import Extract, article
from dragoman.readers.meta import Meta
from dragoman.readers.sources import Limits
from dragoman.readers.tables import has_member
from dragoman.records import ZoneKind

_BODY, _CORE = "word/document.xml", "docProps/core.xml"
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_REMOVED: Final = frozenset({f"{_W}del", f"{_W}moveFrom", _FALLBACK})
_ADDED: Final = frozenset({f"{_W}ins", f"{_W}moveTo"})
_MARKS: Final = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}softHyphen": ""}
# Names of Word's own paragraph styles, by their beginnings.
_STYLES: Final = (("heading", "heading"), ("title", "title"), ("subtitle", "heading"), ("caption", "caption"))
_WHITE = "FFFFFF"


class Docx:
    """ZIP archives with Word's main part."""

    name = "docx"
    rank = 110
    suffixes: tuple[str, ...] = (".docx", ".docm")

    def claims(self, source: str, data: bytes) -> bool:  # noqa: ARG002 - content tells
        """Whether the archive has a document in it."""
        return has_member(io.BytesIO(data), _BODY)

    def read(self, source: str, data: bytes, limits: Limits) -> Document:
        """The text, one paragraph a line. Raises DocumentError."""
        check_growth(source, io.BytesIO(data), limits)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            body = _parsed(archive.read(_BODY))
            core = _parsed(archive.read(_CORE)) if _CORE in archive.namelist() else None
        walk = _Walk()
        lines = [(line, kind) for p in body.iter(f"{_W}p") if _outermost(p) for line, kind in walk.lines(p)]
        text = "\n".join(line for line, _ in lines)
        title = core.findtext(f".//{_TITLE}") if core is not None else None
        meta = Meta(title=title.strip() if title and title.strip() in text[:1000] else None)
        return article(source, data, Extract(text, meta, walk.notes(), tuple(_hints(lines))), limits)


def _parsed(data: bytes) -> Any:
    from lxml import etree  # noqa: PLC0415 - for Word alone

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _outermost(paragraph: Any) -> bool:
    """Whether a paragraph counts: one that was taken out, or stands in for a drawing, does not."""
    return not any(above.tag in _REMOVED for above in paragraph.iterancestors())


class _Walk:
    """One walk over the paragraphs, noting what was changed and what is hidden."""

    def __init__(self) -> None:
        self.changes, self.hidden = 0, ""

    def lines(self, paragraph: Any) -> Iterator[tuple[str, ZoneKind | None]]:
        """The lines of a paragraph with the part that its style names."""
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        name = (style.get(f"{_W}val") or "").lower() if style is not None else ""
        kind = next((kind for start, kind in _STYLES if name.startswith(start)), None)
        for line in "".join(self._pieces(paragraph)).split("\n"):
            yield line.strip(), cast("ZoneKind | None", kind)

    def _pieces(self, element: Any) -> Iterator[str]:
        for child in element:
            if child.tag in _REMOVED:
                self.changes += child.tag != _FALLBACK
            elif child.tag == f"{_W}p":
                continue
            elif child.tag == f"{_W}r" and _unseen(child):
                self.hidden += "".join(t.text or "" for t in child.iter(f"{_W}t"))
            elif child.tag == f"{_W}t":
                yield child.text or ""
            elif child.tag in _MARKS:
                yield _MARKS[child.tag]
            elif isinstance(child.tag, str):
                self.changes += child.tag in _ADDED
                yield from self._pieces(child)

    def notes(self) -> tuple[tuple[str, str], ...]:
        """What a reader of the text should know."""
        notes = []
        if self.changes:
            notes.append(("tracked-changes", f"{self.changes} tracked changes were taken as accepted"))
        if self.hidden.strip():
            notes.append(("hidden-text", f"text that people do not see was left out: {self.hidden.strip()[:200]!r}"))
        return tuple(notes)


def _unseen(run: Any) -> bool:
    """Whether a run of words is hidden, white, or of no size."""
    properties = run.find(f"{_W}rPr")
    if properties is None:
        return False
    vanish = properties.find(f"{_W}vanish")
    if vanish is not None and vanish.get(f"{_W}val") not in ("0", "false"):
        return True
    colour, size = properties.find(f"{_W}color"), properties.find(f"{_W}sz")
    white = colour is not None and (colour.get(f"{_W}val") or "").upper() == _WHITE
    shaded = properties.find(f"{_W}shd") is not None or properties.find(f"{_W}highlight") is not None
    return (white and not shaded) or (size is not None and size.get(f"{_W}val") in ("0", "1"))


def _hints(lines: list[tuple[str, ZoneKind | None]]) -> Iterator[Zone]:
    at = 0
    for line, kind in lines:
        if kind and line:
            yield Zone(kind, at, at + len(line))
        at += len(line) + 1
