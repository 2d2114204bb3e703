"""Near-verbatim copies: documents that share three fifths of their word shingles or more (Broder 1997, resemblance).

Calibrated on examples/: a wire story and its lightly edited copy share .77 of their shingles of three words, reports of
one affair by different desks under .05. Four edits in a hundred words cost a short article a fifth of its shingles.

Candidates are the origins that share some of the smallest hashes of each document (a bottom-k sketch); each is then
measured exactly.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from hashlib import blake2b
from typing import Final

from dragoman.records import DocumentRecord

RESEMBLANCE: Final = 0.6
SHINGLE: Final = 3
SKETCH: Final = 32
ENOUGH: Final = 0.25  # of a sketch; two texts share about as much of their sketches as of their shingles
_WORD: Final = re.compile(r"\w+")


def copies(documents: Iterable[tuple[DocumentRecord, str]]) -> dict[str, str]:
    """For each copy its origin, by document id. `documents` are records with their raw text.

    Documents of a known day are taken first, by day, of one day those that credit nobody; each is a copy of the origin
    that it resembles most, or an origin of its own.
    """
    origins: dict[str, frozenset[int]] = {}
    holders: dict[int, list[str]] = defaultdict(list)
    found = {}
    for record, text in sorted(documents, key=lambda pair: _age(pair[0])):
        shingles = _shingles(mended(record, text)) if record.status != "refused" else frozenset()
        sketch = sorted(shingles)[:SKETCH]
        shared = Counter(key for value in sketch for key in holders[value])
        origin = _nearest(shingles, [key for key, count in shared.items() if count >= ENOUGH * len(sketch)], origins)
        if origin is not None:
            found[record.id] = origin
            continue
        origins[record.id] = shingles
        for value in sketch:
            holders[value].append(record.id)
    return found


def _nearest(shingles: frozenset[int], candidates: list[str], origins: dict[str, frozenset[int]]) -> str | None:
    """The candidate that these shingles resemble most, if it is near enough."""
    measured = [(-_resemblance(shingles, origins[key]), key) for key in candidates]
    best = min(measured, default=(0.0, ""))
    return best[1] if -best[0] >= RESEMBLANCE else None


def mended(record: DocumentRecord, text: str) -> str:
    """The raw text with the record's edits applied, as far as they do not overlap."""
    parts, at = [], 0
    for edit in sorted(record.edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start >= at:
            parts += [text[at : edit.start], edit.after]
            at = edit.end
    return "".join([*parts, text[at:]])


def _age(record: DocumentRecord) -> tuple[bool, str, bool, str]:
    """Origins come first: those of a known day, by day; of one day those that credit nobody; then the undated."""
    published = record.published
    last = published.edtf or published.latest
    day = last.latest if last else None
    dated = published.edtf is not None and published.edtf.is_day
    return (not dated, day.isoformat() if day else "9999", bool(record.origins), record.id)


def _shingles(text: str) -> frozenset[int]:
    words = _WORD.findall(text.casefold())
    runs = [words[at : at + SHINGLE] for at in range(max(1, len(words) - SHINGLE + 1))] if words else []
    return frozenset(int.from_bytes(blake2b(" ".join(run).encode(), digest_size=8).digest()) for run in runs)


def _resemblance(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / len(a | b) if a or b else 0.0
