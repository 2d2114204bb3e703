"""The plug-ins that are installed: every run notes them."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import entry_points
from typing import Final

GROUPS: Final = ("dragoman.readers", "dragoman.annotators", "dragoman.extractors", "dragoman.exporters")


@lru_cache(maxsize=1)
def plugins() -> dict[str, str]:
    """Name and version of the package behind every plug-in, by group and name."""
    found = {}
    for group in GROUPS:
        for point in entry_points(group=group):
            behind = f"{point.dist.name} {point.dist.version}" if point.dist else point.value
            found[f"{group.removeprefix('dragoman.')}:{point.name}"] = behind
    return dict(sorted(found.items()))
