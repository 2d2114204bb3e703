"""Pay-walls: lines that say that the rest is for those who pay."""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.kb.rows import rows


@lru_cache(maxsize=1)
def _wall() -> re.Pattern[str]:
    patterns = [row["pattern"] for row in rows("readers", "walls.csv")]
    return re.compile(rf"^[^\w\n]*(?:{'|'.join(patterns)})[^\n]*$", re.IGNORECASE | re.MULTILINE)


def paywall(text: str) -> tuple[int, int] | None:
    """The first line that is a pay-wall's, as a range of characters; None where there is none."""
    found = _wall().search(text)
    return found.span() if found else None
