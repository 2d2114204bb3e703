"""A folder of articles, read into a store of its own and exported, for scorers that work on exports."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from dragoman import app


@contextmanager
def exported(articles: Path) -> Iterator[Path]:
    """The JSON Lines export of the text files in a folder; gone when the block ends."""
    with TemporaryDirectory(prefix="dragoman-evaluate-") as place:
        out = Path(place) / "export"
        with app.open(Path(place) / "store.db") as archive:
            archive.read(sorted(articles.glob("*.txt")))
            archive.export(out)
        yield out
