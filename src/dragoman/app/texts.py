"""One text at a time, without a store; and what reads it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any, Final

from dragoman import annotators, pipeline, readers
from dragoman.app.plugins import plugins
from dragoman.app.reading import Tools
from dragoman.app.version import versions
from dragoman.document import Document, Outcome
from dragoman.readers.encodings import whole
from dragoman.records import Edtf

_RULES_ONLY: Final[ContextVar[bool]] = ContextVar("rules_only", default=False)
_ANNOTATOR: Final[ContextVar[annotators.Named | None]] = ContextVar("annotator", default=None)


@contextmanager
def by_rules_alone(chosen: bool = True) -> Iterator[None]:  # noqa: FBT001, FBT002 - a switch, named at every call
    """Whatever is read inside the block is read without the learned reader (where `chosen`)."""
    token = _RULES_ONLY.set(chosen)
    try:
        yield
    finally:
        _RULES_ONLY.reset(token)


@contextmanager
def with_annotator(name: str | None, settings: Mapping[str, str] | None = None) -> Iterator[None]:
    """Whatever is read inside the block is also put before an annotator (`llm`; none where no name is given).

    `settings` are the annotator's own; of `llm`: url, model, key, seconds. Raises UsageError.
    """
    token = _ANNOTATOR.set(annotators.annotator(name, settings or {}) if name else None)
    try:
        yield
    finally:
        _ANNOTATOR.reset(token)


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
    """The standard reader and pipeline, with their versions; as `by_rules_alone` and `with_annotator` have it here."""
    known = dict(versions())
    wishes: dict[str, Any] = {}
    if _RULES_ONLY.get():
        known["learned-reader"], wishes["rules_only"] = "off", True
    if annotator := _ANNOTATOR.get():
        known["annotator"], wishes["annotator"] = f"{annotator.name}@{annotator.version}", annotator
    run = partial(pipeline.run, **wishes) if wishes else pipeline.run
    return Tools(read=readers.read_item, run=run, versions=known, plugins=plugins())
