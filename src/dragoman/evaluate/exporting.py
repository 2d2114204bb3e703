"""A folder of articles, read into a store of its own and exported, for scorers that work on exports."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from dragoman import app


@dataclass(frozen=True, slots=True)
class Exported:
    """The folder of an export, and a line for each article that could not be read."""

    folder: Path
    refused: tuple[str, ...]


@contextmanager
def exported(articles: Path) -> Iterator[Exported]:
    """The JSON Lines export of the text files in a folder; gone when the block ends."""
    with TemporaryDirectory(prefix="dragoman-evaluate-") as place:
        out = Path(place) / "export"
        with app.open(Path(place) / "store.db") as archive:
            reading = archive.read(sorted(articles.glob("*.txt")))
            archive.export(out)
        yield Exported(out, tuple(f"{Path(r.source).name} was refused: {r.message}" for r in reading.refused))
