"""An archive: a store with all that can be asked of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from dragoman.app import answers
from dragoman.app.answers import ActorView, Found, Shown
from dragoman.app.reading import Progress, Reader, Reading, Tools
from dragoman.app.sources import find_sources
from dragoman.app.states import find_state
from dragoman.errors import UsageError
from dragoman.export import Dyad, Entry, Holdings, brief, export, gather, timeline
from dragoman.export.brief.phrases import date_words
from dragoman.readers import How
from dragoman.records import KINDS, Edtf, Model
from dragoman.store import Store, open_store

__all__ = ["Archive", "Entry", "date_words", "open"]


def open(path: str | Path = "dragoman.db", *, create: bool = True, tools: Tools | None = None) -> Archive:  # noqa: A001
    """The archive in the store at `path`, made where it is missing. Raises StoreError where it cannot be opened.

    `tools` stands in for the standard reader and pipeline.
    """
    return Archive(open_store(path, create=create), tools)


class Archive:
    """Articles read, and what they say. States are given by code, name in any language, or demonym."""

    def __init__(self, store: Store, tools: Tools | None = None) -> None:
        self._store, self._tools = store, tools

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store."""
        self._store.close()

    @property
    def path(self) -> Path:
        """Where the store is."""
        return self._store.path

    def read(
        self,
        paths: Sequence[str | Path] | str | Path,
        *,
        published: str | None = None,
        again: bool = False,
        how: How | None = None,
        progress: Progress | None = None,
    ) -> Reading:
        """Read files and folders (`-` for standard input); what this version has read already is not read again.

        `published` (EDTF) dates the documents, and is kept; `again` reads all of them anew; `how` holds limits and the
        names of columns; `progress` is called with how many files are done, how many there are, and the name of the
        next. Raises UsageError where there is nothing.
        """
        some = [paths] if isinstance(paths, str | Path) else list(paths)
        sources, skipped = find_sources(some, how)
        reader = Reader(self._store, self._reading_tools(), published=as_date(published), again=again, how=how)
        reading = reader.read(sources, progress)
        reading.skipped += skipped
        return reading

    def _reading_tools(self) -> Tools:
        if self._tools is None:
            from dragoman.app.texts import tools  # noqa: PLC0415 - only reading needs the parser, which loads slowly

            self._tools = tools()
        return self._tools

    def brief(self, a: str, b: str, *, since: str | date | None = None, until: str | date | None = None) -> str:
        """What the record holds on two states, in Markdown, each statement with its evidence as a footnote."""
        dyad = self._dyad(a, b, since, until)
        return brief(self._on(dyad), dyad)

    def timeline(
        self, a: str, b: str, *, since: str | date | None = None, until: str | date | None = None
    ) -> list[Entry]:
        """The events between two states, earliest first, undated last."""
        dyad = self._dyad(a, b, since, until)
        return timeline(self._on(dyad), dyad)

    def records(self, kind: str) -> list[Model]:
        """All records of a kind, joined across documents. Raises UsageError for a kind that there is not."""
        if kind not in KINDS:
            raise UsageError(f"there is no kind {kind!r} of record", mend=f"choose one of {', '.join(KINDS)}")
        return gather(self._store).of(kind)

    def export(self, folder: str | Path, form: str = "jsonl") -> dict[str, int]:
        """Write every kind of record to a folder, as `jsonl` or `csv`; the number of records of each kind."""
        return export(gather(self._store), Path(folder).expanduser(), form)

    def search(self, words: str, *, limit: int = 20) -> list[Found]:
        """The paragraphs that hold all these words, best first, with the records that rest on them."""
        return answers.search(self._store, words, limit)

    def show(self, start: str) -> Shown:
        """The record whose id begins so, with its evidence in context. Raises UnknownRecord."""
        return answers.show(self._store, start)

    def actor(self, name: str) -> list[ActorView]:
        """The actors of that name, with their records. Raises UsageError with the nearest name where there is none."""
        return answers.actor(self._store, name)

    def _dyad(self, a: str, b: str, since: str | date | None, until: str | date | None) -> Dyad:
        first, second = find_state(a), find_state(b)
        if first.code == second.code:
            raise UsageError(f"{a!r} and {b!r} are the same state", mend="name two")
        start, end = as_date(since), as_date(until)
        return Dyad(first, second, start.earliest if start else None, end.latest if end else None)

    def _on(self, dyad: Dyad) -> Holdings:
        return gather(self._store, self._store.shared_documents(*sorted(dyad.codes)))


def as_date(text: str | date | None) -> Edtf | None:
    """A date as given by a person: 2024, 2024-03 or 2024-03-05. Raises UsageError for what is none."""
    if text is None:
        return None
    try:
        found = Edtf.parse(str(text))
    except ValueError as error:
        raise UsageError(f"{text!r} is no date", mend="write 2024, 2024-03 or 2024-03-05") from error
    if not found.periods:
        raise UsageError(f"{text!r} names no year", mend="write 2024, 2024-03 or 2024-03-05")
    return found
