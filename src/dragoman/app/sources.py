"""What is to be read: files, folders, standard input, a manifest, addresses where fetching was asked for."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from dragoman import readers
from dragoman.errors import DocumentError, UsageError
from dragoman.readers import How, Item, Limits, Meta, Refused, Skipped, Source, find
from dragoman.readers.columns import FIELDS


def how_to_read(
    *, limits: Mapping[str, str], columns: Mapping[str, str], manifest: Path | None = None, fetch: bool = False
) -> How:
    """How to read, from names and values as a person gives them. Raises UsageError."""
    for name in columns:
        if name not in FIELDS:
            raise UsageError(f"there is no field {name!r} of an article", mend=f"choose one of {', '.join(FIELDS)}")
    told = Limits.told(limits)
    if not fetch:
        return How(told, dict(columns), manifest)
    from dragoman.readers.fetching import Fetcher  # noqa: PLC0415 - nothing that can reach the network is loaded unasked

    return How(told, dict(columns), manifest, Fetcher(told).fetch)


def find_sources(paths: Sequence[str | Path], how: How | None = None) -> tuple[list[Source], list[Skipped]]:
    """The sources under these paths and in the manifest, in that order, and what was left out.

    Raises UsageError where there is nothing to read, and for addresses where fetching was not asked for.
    """
    skipped: list[Skipped] = []
    how = how or How()
    sources = list(find(paths, how.limits, on_skip=skipped.append))
    if how.manifest:
        sources += readers.manifest(how.manifest)
    if not sources:
        where = ", ".join(map(str, [*paths, *([how.manifest] if how.manifest else [])]))
        raise UsageError(f"there is nothing to read in {where}", mend="name articles, or a folder that holds some")
    address = next((source.url for source in sources if source.url), None)
    if address and how.fetch is None:
        raise UsageError(f"{address} is an address; pages are fetched only where you ask for it", mend="add --fetch")
    return sources, skipped


def load(source: Source, how: How) -> Iterator[Item | Refused | Skipped]:
    """What a source holds: itself, or the documents inside it, one after the other. Nothing is raised."""
    if source.url:
        yield from _fetched(source.url, how)
    elif source.path is None:
        yield from readers.unpack(source.name, io.BytesIO(_standard_input(how)), how)
    else:
        try:
            with source.path.open("rb") as file:
                yield from readers.unpack(source.name, file, how)
        except OSError as error:
            yield Refused(source.name, "unreadable", error.strerror or type(error).__name__)


def _fetched(url: str, how: How) -> Iterator[Item | Refused | Skipped]:
    if how.fetch is None:
        yield Refused(url, "not-fetched", "pages are fetched only where you ask for it")
        return
    try:
        page = how.fetch(url)
    except DocumentError as error:
        yield Refused(url, error.code, error.message.removeprefix(f"{url}: "))
        return
    met = Meta(url=page.url, retrieved=datetime.now(UTC).isoformat(timespec="seconds"))
    for found in readers.unpack(url, io.BytesIO(page.data), how):
        yield replace(found, meta=found.meta.over(met)) if isinstance(found, Item) else found


def _standard_input(how: How) -> bytes:
    """All of standard input; a byte more than the limit is enough to be refused."""
    return sys.stdin.buffer.read(how.limits.max_file + 1)
