"""Parts of states that have governments of their own: federal states, provinces, cantons, autonomous regions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from dragoman.kb.folding import atoms, key
from dragoman.kb.packed import hand_written, listed

_LONGEST = 3  # words in a name: "New South Wales"


@cache
def _filed() -> Mapping[str, tuple[str, ...]]:
    """The ISO codes of the states that have a region of a name, or one that is called by an adjective."""
    found: dict[str, list[str]] = {}
    for row in hand_written("regions.csv"):
        for form in (row["name"], *listed(row["adjectives"])):
            found.setdefault(key(form), []).append(row["country"])
    return {form: tuple(dict.fromkeys(codes)) for form, codes in found.items()}


def region_at(words: Sequence[str], at: int) -> tuple[int, tuple[str, ...]] | None:
    """The longest region that starts at words[at]: how many words it takes, and the states that have one so called."""
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        parts = [part for word in words[at : at + length] for part in atoms(word)]
        if words[at][:1].isupper() and (codes := _filed().get(" ".join(parts))):
            return length, codes
    return None
