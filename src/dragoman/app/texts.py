"""One text at a time, without a store; and what reads it."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from dragoman import pipeline, readers
from dragoman.app.plugins import plugins
from dragoman.app.reading import Tools
from dragoman.app.version import versions
from dragoman.document import Document, Outcome
from dragoman.records import Edtf


def read_text(text: str, published: str | None = None) -> Outcome:
    """Read a text: its actors, events, agreements, amounts, claims, gaps, relations, each with its evidence.

    `published` is the day on which it appeared, in EDTF, if you know it. Raises ValueError for a date that is none.
    """
    document = Document(id=hashlib.sha256(text.encode()).hexdigest(), source="text", text=text)
    return pipeline.run(document, published=Edtf.parse(published) if published else None)


@lru_cache(maxsize=1)
def tools() -> Tools:
    """The standard reader and pipeline, with their versions."""
    return Tools(read=readers.read_item, run=pipeline.run, versions=versions(), plugins=plugins())
