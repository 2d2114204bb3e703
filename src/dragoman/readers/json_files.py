"""JSON: a list of articles, one article, or one on each line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, BinaryIO

from dragoman.errors import DocumentError
from dragoman.readers.columns import chosen, flat, item
from dragoman.readers.encodings import encoding_of
from dragoman.readers.items import Item, Refused
from dragoman.readers.sources import How, Skipped, too_large

_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{\s*[\"}]|\[\s*[\[{\"\]])")
_LOOK, _SAMPLE, _DEEP = 4096, 20, 4


class Json:
    """JSON and JSON Lines, told by their first characters."""

    name = "json"
    rank = 50
    suffixes: tuple[str, ...] = (".json", ".jsonl", ".ndjson")

    def holds(self, source: str, file: BinaryIO, how: How) -> bool:  # noqa: ARG002 - content tells
        """Whether the file begins as an object or a list does."""
        return _START.match(file.read(_LOOK)) is not None

    def items(self, source: str, file: BinaryIO, how: How) -> Iterator[Item | Refused | Skipped]:
        """The articles. Raises DocumentError where there is none, or the file is no JSON."""
        if _object(file.readline(how.limits.max_file)) is not None and file.readline(1):
            file.seek(0)
            yield from _lines(source, file, how)
            return
        file.seek(0)
        data = file.read(how.limits.max_file + 1)
        if len(data) > how.limits.max_file:
            raise too_large(source, how.limits.max_file, len(data))
        yield from _whole(source, data, how)


def _object(line: bytes) -> Mapping[str, str] | None:
    """The leaves of a line that is a JSON object; None for any other line."""
    try:
        loaded = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return dict(flat(loaded)) if isinstance(loaded, dict) else None


def _lines(source: str, file: BinaryIO, how: How) -> Iterator[Item | Refused | Skipped]:
    columns: Mapping[str, str] | None = None
    for number, line in enumerate(_bounded(file, how.limits.max_file), start=1):
        name = f"{source}#line={number}"
        if not line.strip():
            continue
        row = _object(line)
        if row is None:
            yield Refused(name, "malformed", "expected a JSON object on the line, found none")
            continue
        if columns is None or columns["text"] not in row:
            columns = chosen(name, list(row), [row], how.columns)
        yield item(name, row, columns, line.strip())


def _bounded(file: BinaryIO, most: int) -> Iterator[bytes]:
    """The lines of a file; of one that is too long only the beginning, which is then no JSON."""
    while line := file.readline(most):
        yield line


def _whole(source: str, data: bytes, how: How) -> Iterator[Item | Refused | Skipped]:
    try:
        loaded = json.loads(data.decode(encoding_of(data)).removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        reason = f"{source}: expected JSON, found {' '.join(str(error).split())[:120]}"
        raise DocumentError("malformed", reason, mend="write one article a line, or a list of them") from error
    found = [dict(flat(each)) for each in _articles(loaded)]
    if not found:
        raise DocumentError("no-article", f"{source}: expected articles, found a JSON file without objects")
    names = list(dict.fromkeys(name for row in islice(found, _SAMPLE) for name in row))
    columns = chosen(source, names, found[:_SAMPLE], how.columns)
    if len(found) == 1:
        yield item(source, found[0], columns, data)
        return
    for number, row in enumerate(found, start=1):
        yield item(f"{source}#item={number}", row, columns)


def _articles(loaded: Any, depth: int = 0) -> list[dict[str, Any]]:
    """The objects of a list; of an object, its longest list of objects, or itself where it has none."""
    if isinstance(loaded, list):
        return [each for each in loaded if isinstance(each, dict)]
    if not isinstance(loaded, dict) or depth > _DEEP:
        return []
    inner = [_articles(each, depth + 1) for each in loaded.values() if isinstance(each, list | dict)]
    lists = [each for each in inner if len(each) > 1]
    prose = max((len(each) for each in loaded.values() if isinstance(each, str)), default=0)
    best = max(lists, key=len, default=[])
    return best if best and prose < 200 else [loaded]
