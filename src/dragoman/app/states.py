"""States as people name them."""

from __future__ import annotations

from dragoman import kb
from dragoman.export import Party


def find_state(text: str) -> Party:
    """The state given by code, name in any language, or demonym. Raises UnknownState with the nearest."""
    state = kb.load().find_state(text)
    return Party(state.iso3, state.name)
