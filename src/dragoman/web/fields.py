"""A record's fields as labels and values that a page can link."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal
from urllib.parse import quote

from dragoman.app import Library
from dragoman.records import Amount, Model, kind_of

_APART: Final = frozenset(
    {"id", "document_id", "evidence", "mentions", "zones", "edits", "extractor", "confidence", "score", "attributed_to",
     "cluster", "review", "published", "parts", "support"}
)  # fmt: skip
_QUOTED: Final = frozenset({"text", "start", "end"})


@dataclass(frozen=True, slots=True)
class Part:
    """A value as text; `href` leads to what it names; `style` is quote for words of an article, label for a name."""

    text: str
    href: str | None = None
    style: Literal["plain", "quote", "label"] = "plain"


@dataclass(frozen=True, slots=True)
class Line:
    """A label with its values, each of one part or of several that belong together."""

    label: str
    groups: tuple[tuple[Part, ...], ...]


def lines_of(record: Model, library: Library) -> list[Line]:
    """The fields of a record that hold something, in the contract's order."""
    found = []
    for name, value in record.model_dump(mode="json", by_alias=True).items():
        if name not in _APART and value not in (None, [], {}, ""):
            values = value if isinstance(value, list) else [value]
            found.append(Line(name.replace("_", " "), tuple(tuple(_parts(one, library)) for one in values)))
    return found


def _parts(value: Any, library: Library) -> Iterator[Part]:
    if isinstance(value, list):
        for part in value:
            yield from _parts(part, library)
    elif isinstance(value, dict) and value.keys() >= _QUOTED:
        yield Part(str(value["text"]), style="quote")
    elif isinstance(value, dict):
        for name, part in value.items():
            if part not in (None, [], {}, ""):
                yield Part(name.replace("_", " "), style="label")
                yield from _parts(part, library)
    elif isinstance(value, str):
        yield _linked(value, library)
    else:
        yield Part({True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value))


def path(text: str) -> str:
    """Text as a part of an address."""
    return quote(text, safe=":")


def _linked(value: str, library: Library) -> Part:
    if value in library.holdings.actors:
        return Part(library.name(value), f"/actors/{path(value)}")
    if value in library.holdings.by_id:
        return Part(heading(library.holdings.by_id[value]), f"/records/{path(value)}")
    if value in library.holdings.documents:
        return Part(title_of(library, value), f"/documents/{path(value)}")
    return Part(value)


def heading(record: Model) -> str:
    """What a record is, in two or three words: `event CONSULT`, `amount debt`."""
    kind = kind_of(record).removesuffix("s")
    more = [getattr(record, "type", None) or getattr(record, "kind", None) or getattr(record, "level", None)]
    more += [getattr(record, "mode", None)]
    if isinstance(record, Amount):
        more.append(record.unit)
    return " ".join([kind, *(str(word) for word in more if word)])


def title_of(library: Library, document_id: str) -> str:
    """The title of a document, or where it was read from."""
    document = library.holdings.documents[document_id]
    return document.title or document.source
