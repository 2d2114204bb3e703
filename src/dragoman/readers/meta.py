"""What is said of a document beside its text: by the file's own metadata, the row it stands in, or a manifest."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from dragoman.document import Document
from dragoman.records import Edtf


@dataclass(frozen=True, slots=True)
class Meta:
    """Fields of a document; None or empty where nothing is said."""

    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    published: Edtf | None = None
    retrieved: str | None = None

    def over(self, other: Meta) -> Meta:
        """This, and what the other says where this is silent."""
        said = {f.name: getattr(self, f.name) for f in fields(self) if getattr(self, f.name)}
        return replace(other, **said)

    def of(self, document: Document) -> Document:
        """The document with these fields, which go before its own."""
        said = {f.name: getattr(self, f.name) for f in fields(self) if getattr(self, f.name)}
        if self.published is not None:
            said["published_basis"] = "metadata"
        return replace(document, **said) if said else document


NOTHING = Meta()
