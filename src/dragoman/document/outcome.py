"""What the pipeline hands out for one document."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.records import Actor, DocumentRecord, Issue, Model


@dataclass(frozen=True, slots=True)
class Outcome:
    """The document, its actors, its records of every kind, and whatever could not be decided."""

    document: DocumentRecord
    text: str
    actors: tuple[Actor, ...] = ()
    records: tuple[Model, ...] = ()
    issues: tuple[Issue, ...] = ()

    def of(self, kind: type[Model]) -> list[Model]:
        """The records of one type."""
        return [r for r in self.records if isinstance(r, kind)]
