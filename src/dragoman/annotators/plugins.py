"""The plug-in door `dragoman.annotators`: a maker takes the user's settings and gives a named annotator."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib.metadata import entry_points
from typing import Final, Protocol, runtime_checkable

from dragoman.annotators import llm
from dragoman.document import Annotated, Opinion
from dragoman.errors import BrokenSystem, UsageError

GROUP: Final = "dragoman.annotators"


@runtime_checkable
class Named(Protocol):
    """An annotator. `name` stands in the records that it led to; `version` is whatever else decides its answers."""

    @property
    def name(self) -> str:
        """Which annotator, with which model."""

    @property
    def version(self) -> str:
        """With another one it may answer otherwise."""

    def __call__(self, doc: Annotated) -> Opinion:
        """What it proposes for a parsed document. Raises BrokenSystem where it cannot work at all."""


Maker = Callable[[Mapping[str, str]], Named]  # raises UsageError where a setting is missing


def annotator(name: str, settings: Mapping[str, str]) -> Named:
    """The annotator of a name, made with settings. Raises UsageError where there is none, or a setting is missing."""
    if name not in _makers():
        raise UsageError(f"there is no annotator {name!r}", mend=f"choose one of {', '.join(names())}")
    made = _makers()[name](settings)
    if not isinstance(made, Named):
        raise BrokenSystem(f"expected annotator {name} to have a name and version and to be called, found {made!r}")
    return made


def names() -> tuple[str, ...]:
    """The annotators that there are."""
    return tuple(sorted(_makers()))


@lru_cache(maxsize=1)
def _makers() -> dict[str, Maker]:
    found: dict[str, Maker] = {llm.NAME: llm.Asked.made}
    for point in sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value)):
        if point.name in found:
            raise BrokenSystem(f"expected one annotator of each name, found two of {point.name}", mend="uninstall one")
        found[point.name] = point.load()
    return found
