"""A source's bytes to documents: containers opened, each item read through whichever format claims it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from dragoman.document import Document
from dragoman.errors import DocumentError
from dragoman.readers.articles import PARTIAL
from dragoman.readers.deadline import deadline, sound
from dragoman.readers.encodings import whole
from dragoman.readers.items import Item, Refused
from dragoman.readers.plugins import Container, containers, formats, known_suffixes
from dragoman.readers.signatures import refusal
from dragoman.readers.sources import How, Limits, Skipped, too_large
from dragoman.records import Issue, Status

_SEVERAL = 2


def unpack(name: str, file: BinaryIO, how: How | None = None) -> Iterator[Item | Refused | Skipped]:
    """What a file holds: itself, or the documents of a container, those of containers inside it as well.

    `file` must allow seeking. Nothing is raised: what cannot be read is Refused, what is no article Skipped.
    """
    how = how or How()
    for found in _unpack(name, file, how if how.suffixes else replace(how, suffixes=known_suffixes()), 0):
        if isinstance(found, Refused):
            yield replace(found, name=whole(found.name), message=whole(found.message))
        else:
            yield found if found.name.isascii() else replace(found, name=whole(found.name))


def _unpack(name: str, file: BinaryIO, how: How, depth: int) -> Iterator[Item | Refused | Skipped]:
    try:
        with sound(name):
            with deadline(name, how.limits.max_seconds):
                container = _container(name, file, how)
            if container is None:
                yield Item(name, _whole(name, file, how.limits))
            elif depth > how.limits.max_nesting:
                yield Refused(name, "nesting", f"expected at most {how.limits.max_nesting} archives inside archives")
            else:
                yield from _members(container, name, file, how, depth)
    except DocumentError as error:
        yield Refused(name, error.code, error.message)


def _members(
    container: Container, name: str, file: BinaryIO, how: How, depth: int
) -> Iterator[Item | Refused | Skipped]:
    for count, found in enumerate(_in_time(name, container.items(name, file, how), how)):
        if count >= how.limits.max_members:
            yield Refused(name, "too-many", f"expected at most {how.limits.max_members:,} members; the rest is left")
            return
        if isinstance(found, Item) and found.body is None:
            for inner in _unpack(found.name, io.BytesIO(found.data), how, depth + 1):
                yield _inside(found, inner) if isinstance(inner, Item) else inner
        else:
            yield found


def _inside(outer: Item, inner: Item) -> Item:
    """An item with what was said of the one that holds it."""
    return replace(inner, meta=outer.meta.over(inner.meta), notes=(*outer.notes, *inner.notes))


def _in_time(name: str, items: Iterator[Item | Refused | Skipped], how: How) -> Iterator[Item | Refused | Skipped]:
    """The items, each within the time that a document may take."""
    while True:
        with deadline(name, how.limits.max_seconds):
            found = next(items, None)
        if found is None:
            return
        yield found


def _container(name: str, file: BinaryIO, how: How) -> Container | None:
    for each in containers():
        file.seek(0)
        held = each.holds(name, file, how)
        file.seek(0)
        if held:
            return each
    return None


def _whole(name: str, file: BinaryIO, limits: Limits) -> bytes:
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if size > limits.max_file:
        raise too_large(name, limits.max_file, size)
    return file.read()


def read_item(item: Item, limits: Limits | None = None) -> Document:
    """The document of an item, under the item's id and with what its surroundings say of it. Raises DocumentError."""
    found = _one(item.name, item.content, limits or Limits())
    issues = tuple(issue.model_copy(update={"document_id": item.key}) for issue in found.issues)
    noted = tuple(
        Issue(document_id=item.key, stage="readers", code=code, message=message) for code, message in item.notes
    )
    partial = found.status == "partial" or any(code in PARTIAL for code, _ in item.notes)
    status: Status = "partial" if partial else "accepted"
    return _whole_document(item.meta.of(replace(found, id=item.key, issues=(*issues, *noted), status=status)))


def _whole_document(document: Document) -> Document:
    """The document without halves of characters in its text and in what is said of it."""
    return replace(
        document,
        source=whole(document.source),
        text=whole(document.text),
        url=_whole_or_none(document.url),
        title=_whole_or_none(document.title),
        publisher=_whole_or_none(document.publisher),
        authors=tuple(map(whole, document.authors)),
    )


def _whole_or_none(text: str | None) -> str | None:
    return None if text is None else whole(text)


def read(source_name: str, data: bytes, limits: Limits | None = None) -> Document:
    """The document that these bytes hold; its id is their sha256.

    Raises DocumentError with a code (empty, too-large, binary, encoding, line-too-long …) and a one-line reason; also
    for a container that holds none, or more than one, which `unpack` takes apart.
    """
    limits = limits or Limits()
    if not data.strip():
        raise DocumentError("empty", f"{source_name}: expected text, found none in {len(data)} bytes")
    found: list[Item] = []
    refused: list[Refused] = []
    for each in unpack(source_name, io.BytesIO(data), How(limits)):
        if isinstance(each, Item):
            found.append(each)
        elif isinstance(each, Refused):
            refused.append(each)
        if len(found) == _SEVERAL:
            reason = f"{source_name}: expected one article, found several"
            raise DocumentError("several", reason, mend="read it into a store: dragoman read")
    if found:
        return read_item(found[0], limits)
    if refused:
        message = refused[0].message.removeprefix(f"{source_name}: ")
        raise DocumentError(refused[0].code, f"{source_name}: {message}")
    raise DocumentError("empty", f"{source_name}: expected an article, found none inside")


def _one(source: str, data: bytes, limits: Limits) -> Document:
    if not data.strip():
        raise DocumentError("empty", f"{source}: expected text, found none in {len(data)} bytes")
    with deadline(source, limits.max_seconds), sound(source):
        for each in formats():
            if each.claims(source, data):
                return each.read(source, data, limits)
    reason = refusal(data) or "no text"
    raise DocumentError("binary", f"{source}: expected an article, found {reason}", mend="save the article as text")
