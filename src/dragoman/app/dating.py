"""When a file's text appeared, with the reasons, for whoever asks about one file."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dragoman import kb, readers, repair
from dragoman.annotate import annotate
from dragoman.app.archive import as_date
from dragoman.records import Published
from dragoman.resolve import resolve
from dragoman.resolve.dating_question import would_decide


@dataclass(frozen=True, slots=True)
class Dating:
    """When a text appeared and why, and what would decide where that is left open."""

    title: str | None
    published: Published
    decides: str | None


def date(name: str, data: bytes, published: str | None = None) -> Dating:
    """The date of a file's bytes. `published` is the user's word, in EDTF; it stands above what the file says.

    Raises DocumentError where the bytes cannot be read, UsageError for a date that is none.
    """
    document = readers.read(name, data)
    if published is not None:
        document = replace(document, published=as_date(published), published_basis="stated")
    known = kb.load()
    clean = repair.mend(document, known)
    found = resolve(annotate(clean, known), known).published
    title = next((clean.text[z.start : z.end].strip() for z in clean.zones if z.kind == "title"), None)
    return Dating(document.title or title, found, would_decide(found))
