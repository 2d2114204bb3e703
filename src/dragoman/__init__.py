"""Dragoman reads news about the dealings of states and keeps the record.

    import dragoman
    outcome = dragoman.read_text("Chile and Peru signed a memorandum on Tuesday.", published="2024-03-07")
    archive = dragoman.open("dragoman.db")

Names are handed out lazily, so that importing one room never loads another.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.app import open, read_text
    from dragoman.document import Outcome

__version__ = "0.1.0"
__all__ = ["Outcome", "__version__", "open", "read_text"]

_HOMES = {"read_text": "dragoman.app", "open": "dragoman.app", "Outcome": "dragoman.document"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'dragoman' has no attribute {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(_HOMES[name]), name)
