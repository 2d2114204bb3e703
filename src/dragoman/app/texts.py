"""One text at a time, without a store; and what reads it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, partial
from typing import Final

from dragoman import pipeline, readers
from dragoman.app.plugins import plugins
from dragoman.app.reading import Tools
from dragoman.app.version import versions
from dragoman.document import Document, Outcome
from dragoman.readers.encodings import whole
from dragoman.records import Edtf

_RULES_ONLY: Final[ContextVar[bool]] = ContextVar("rules_only", default=False)


@contextmanager
def by_rules_alone(chosen: bool = True) -> Iterator[None]:  # noqa: FBT001, FBT002 - a switch, named at every call
    """Whatever is read inside the block is read without the learned reader (where `chosen`)."""
    token = _RULES_ONLY.set(chosen)
    try:
        yield
    finally:
        _RULES_ONLY.reset(token)


def reads_by_rules_alone() -> bool:
    """Whether the learned reader is left out here."""
    return _RULES_ONLY.get()


def read_text(text: str, published: str | None = None) -> Outcome:
    """Read a text: its actors, events, agreements, amounts, claims, gaps, relations, each with its evidence.

    `published` is the day on which it appeared, in EDTF, if you know it. Raises ValueError for a date that is none.
    """
    text = whole(text)
    document = Document(id=hashlib.sha256(text.encode()).hexdigest(), source="text", text=text)
    return tools().run(document, published=Edtf.parse(published) if published else None)


def tools() -> Tools:
    """The standard reader and pipeline, with their versions; without the model inside `by_rules_alone`."""
    return _tools(rules_only=_RULES_ONLY.get())


@lru_cache(maxsize=2)
def _tools(*, rules_only: bool) -> Tools:
    if not rules_only:
        return Tools(read=readers.read_item, run=pipeline.run, versions=versions(), plugins=plugins())
    alone = {**versions(), "learned-reader": "off"}
    return Tools(read=readers.read_item, run=partial(pipeline.run, rules_only=True), versions=alone, plugins=plugins())
