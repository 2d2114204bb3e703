"""Walls: lines that say that the rest is for those who pay, register or take cookies."""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.kb.rows import rows

# A text of fewer words than this, on a page that shows a wall, is what the wall lets through; nearly every page has
# a cookie banner, and only a page that has hardly more is walled by it.
_STUB_WORDS = {"paywall": 100, "cookie-wall": 40}
_NAMES = {"paywall": "a pay-wall", "cookie-wall": "a cookie wall"}


@lru_cache(maxsize=4)
def _wall(kind: str) -> re.Pattern[str]:
    patterns = [row["pattern"] for row in rows("readers", "walls.csv") if row["kind"] == kind]
    return re.compile(rf"^[^\w\n]*(?:{'|'.join(patterns)})[^\n]*$", re.IGNORECASE | re.MULTILINE)


def paywall(text: str) -> tuple[int, int] | None:
    """The first line that is a pay-wall's, as a range of characters; None where there is none."""
    found = _wall("paywall").search(text)
    return found.span() if found else None


def stub(text: str, around: str) -> tuple[str, str] | None:
    """Why a short text is only the beginning of one: code and message; None where nothing says so."""
    words = len(text.split())
    for kind, name in _NAMES.items():
        for where in (text, around) if words < _STUB_WORDS[kind] else ():
            found = _wall(kind).search(where)
            if found:
                return kind, f"cut off by {name}: {found.group().strip()[:120]!r}"
    return None
