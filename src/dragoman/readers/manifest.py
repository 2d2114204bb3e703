"""A manifest: a CSV file that says where articles are and what is known of them, which goes before what they say."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from dragoman.errors import UsageError
from dragoman.readers.columns import meta_of
from dragoman.readers.encodings import encoding_of
from dragoman.readers.sources import Source

_COLUMNS = ("path", "url", "title", "published", "publisher", "authors", "language")


def manifest(path: Path) -> Iterator[Source]:
    """The sources that a manifest names, paths seen from its own folder; a row without a path is to be fetched.

    Columns: path, url, title, published, publisher, authors, language; all but path or url may be absent or empty.
    Raises UsageError where the file is no such table, or a row is wrong.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}", mend="name a CSV file that is there") from error
    lines = data.decode(encoding_of(data), errors="replace").splitlines()
    table = csv.DictReader(lines)
    names = [name.strip().lower() for name in table.fieldnames or ()]
    if not {"path", "url"} & set(names):
        reason = f"{path}: expected columns {', '.join(_COLUMNS)}, found {', '.join(names) or 'nothing'}"
        raise UsageError(reason, mend="give at least a column path, or url")
    for number, cells in enumerate(table, start=2):
        row = dict(zip(names, [str(value or "").strip() for value in cells.values()], strict=False))
        yield _source(f"{path}, line {number}", row, path.parent)


def _source(where: str, row: Mapping[str, str], folder: Path) -> Source:
    meta, notes = meta_of(row)
    if notes:
        raise UsageError(f"{where}: {notes[0][1]}", mend="write 2024, 2024-03 or 2024-03-05")
    if row.get("path"):
        place = folder / row["path"]
        if not place.is_file():
            raise UsageError(f"{where}: expected a file, found none at {place}", mend="check the path's spelling")
        return Source(str(place), place, meta)
    if not row.get("url"):
        raise UsageError(f"{where}: expected a path or an address, found neither", mend="fill one in")
    return Source(row["url"], None, meta, row["url"])
