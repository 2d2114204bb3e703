"""Near-verbatim copies: documents that share three fifths of their word shingles or more (Broder 1997, resemblance).

Calibrated on examples/: a wire story and its lightly edited copy share .77 of their shingles of three words, reports of
one affair by different desks under .05. Four edits in a hundred words cost a short article a fifth of its shingles.

Candidates are the pairs that share a hash among the smallest few of each document (a bottom-k sketch); each candidate
is then measured exactly.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import combinations
from typing import Final

from dragoman.crossdoc.groups import components
from dragoman.records import DocumentRecord

RESEMBLANCE: Final = 0.6
SHINGLE: Final = 3
SKETCH: Final = 32
_WORD: Final = re.compile(r"\w+")


def copies(documents: Iterable[tuple[DocumentRecord, str]]) -> dict[str, str]:
    """For each copy its origin, by document id. `documents` are records with their raw text.

    The origin of a group is the document with the earliest known first day, else the smallest id.
    """
    records, shingled = {}, {}
    for record, text in documents:
        if record.status != "refused":
            records[record.id], shingled[record.id] = record, _shingles(mended(record, text))
    pairs = [(a, b) for a, b in _candidates(shingled) if _resemblance(shingled[a], shingled[b]) >= RESEMBLANCE]
    return {
        copy: origin
        for group in components(pairs)
        for origin in [min(group, key=lambda key: _age(records[key]))]
        for copy in group
        if copy != origin
    }


def mended(record: DocumentRecord, text: str) -> str:
    """The raw text with the record's edits applied, as far as they do not overlap."""
    parts, at = [], 0
    for edit in sorted(record.edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start >= at:
            parts += [text[at : edit.start], edit.after]
            at = edit.end
    return "".join([*parts, text[at:]])


def _age(record: DocumentRecord) -> tuple[str, str]:
    published = record.published.edtf or record.published.earliest
    first = published.earliest if published else None
    return (first.isoformat() if first else "9999", record.id)


def _shingles(text: str) -> frozenset[int]:
    words = _WORD.findall(text.casefold())
    runs = [words[at : at + SHINGLE] for at in range(max(1, len(words) - SHINGLE + 1))] if words else []
    return frozenset(int.from_bytes(blake2b(" ".join(run).encode(), digest_size=8).digest()) for run in runs)


def _candidates(shingled: dict[str, frozenset[int]]) -> Iterator[tuple[str, str]]:
    holders: dict[int, list[str]] = defaultdict(list)
    for key in sorted(shingled):
        for value in sorted(shingled[key])[:SKETCH]:
            holders[value].append(key)
    yield from sorted({pair for keys in holders.values() for pair in combinations(keys, 2)})


def _resemblance(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / len(a | b) if a or b else 0.0
