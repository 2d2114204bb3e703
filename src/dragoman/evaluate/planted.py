"""What is true of the stories: their tables, with every quotation at its place.

Those of the held half lie in `held/`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dragoman.errors import UsageError
from dragoman.records import Span

_TABLES: Final = ("documents", "facts", "conflicts", "gaps")
_Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document, and the characters at which they stand: a title may have them as well as the text."""

    document: str
    starts: tuple[int, ...]
    words: str

    def common(self, span: Span) -> int:
        """How many characters a span of the same document shares with them."""
        return max(0, *(min(start + len(self.words), span.end) - max(start, span.start) for start in self.starts))

    def share(self, span: Span) -> float:
        """The same over the characters of both."""
        common = self.common(span)
        return common / (len(self.words) + span.end - span.start - common)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a story tells, with the words of every document that tells it."""

    id: str
    kind: str
    gist: str
    quotes: tuple[Quote, ...]
    origins: int


@dataclass(frozen=True, slots=True)
class PlantedConflict:
    """Two values for one thing, and whether both cannot be true."""

    field: str
    first: Quote
    second: Quote
    comparable: bool


@dataclass(frozen=True, slots=True)
class PlantedGap:
    """An open question in the words of each document that leaves it open, and the words that answer it."""

    question: str
    quotes: tuple[Quote, ...]
    closed_by: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Stories:
    """The tables; `documents` are rows of text by name, the rest knows by its quotations where it belongs."""

    documents: Mapping[str, Mapping[str, str]]
    facts: tuple[Fact, ...]
    conflicts: tuple[PlantedConflict, ...]
    gaps: tuple[PlantedGap, ...]

    def half(self, half: str) -> Stories:
        """The part of the stories that is open, or held."""
        documents = {name: row for name, row in self.documents.items() if row["half"] == half}
        return Stories(
            documents,
            tuple(fact for fact in self.facts if fact.quotes[0].document in documents),
            tuple(found for found in self.conflicts if found.first.document in documents),
            tuple(gap for gap in self.gaps if gap.quotes[0].document in documents),
        )


def read_stories(data: Path) -> Stories:
    """The tables of a folder of stories. Raises UsageError where one is missing or quotes what does not stand there."""
    try:
        tables = {name: _rows(data, name) for name in _TABLES}
        texts = {path.stem: path.read_text(encoding="utf-8") for path in data.glob("*/*.txt")}
        return Stories(
            {row["name"]: row for row in tables["documents"]},
            tuple(_fact(row, texts) for row in tables["facts"]),
            tuple(_conflict(row, texts) for row in tables["conflicts"]),
            tuple(
                PlantedGap(row["question"], _quotes(row["document"], texts), _quotes(row["closed_by"], texts))
                for row in tables["gaps"]
            ),
        )
    except (OSError, KeyError, ValueError) as error:
        raise UsageError(f"{data} cannot be read: {error}", mend="see eval/stories/README.md") from error


def _rows(data: Path, table: str) -> list[_Row]:
    """The rows of a table, then those of its held half where there is one."""
    held = data / "held" / f"{table}.csv"
    files = [data / f"{table}.csv", *([held] if held.is_file() else [])]
    return [row for file in files for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines())]


def _fact(row: _Row, texts: Mapping[str, str]) -> Fact:
    return Fact(row["id"], row["kind"], row["gist"], _quotes(row["documents"], texts), int(row["independent_origins"]))


def _conflict(row: _Row, texts: Mapping[str, str]) -> PlantedConflict:
    (first,), (second,) = _quotes(row["first"], texts), _quotes(row["second"], texts)
    return PlantedConflict(row["field"], first, second, row["comparable"] == "yes")


def _quotes(cell: str, texts: Mapping[str, str]) -> tuple[Quote, ...]:
    """`name:exact words || name:exact words`. Raises ValueError for words that do not stand in their document."""
    parts = [part.partition(":") for part in cell.split(" || ") if part]
    return tuple(Quote(name, _places(words, name, texts[name]), words) for name, _, words in parts)


def _places(words: str, name: str, text: str) -> tuple[int, ...]:
    found = tuple(match.start() for match in re.finditer(re.escape(words), text))
    if not found:
        raise ValueError(f"{name} does not say {words!r}")
    return found
