"""Names from GUM's free genres, brought to our notation; which texts may be used is the benchmark's split.

GUM marks whole noun phrases; a name here is the run of proper nouns around the phrase's head. Its kinds are wider than
ours, so a name carries every kind that it may have, and the loss is over their sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

KINDS = {
    "person": ("person",),
    "organization": ("body", "company", "igo", "org", "state"),
    "place": ("place", "state"),
}
HYPHEN = frozenset({"-"})
INSIDE = HYPHEN | {"of", "and", "for", "the", "&", "de", "la", "del"}
_OPEN = re.compile(r"\((?P<id>[^-()]+)-(?P<type>\w+)-")
_PART = re.compile(r"\([^()]+\)?|[^()]+\)")


@dataclass(frozen=True, slots=True)
class Name:
    """Characters of a name in its sentence, and the kinds that it may be."""

    start: int
    end: int
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    form: str
    proper: bool  # by its fine tag: "Democratic" in a party's name is one, though an adjective
    head: int
    start: int
    end: int


def sentences(path: Path) -> Iterator[tuple[str, list[Name]]]:
    """Each sentence of a CoNLL-U file with its names."""
    for chunk in path.read_text(encoding="utf-8").split("\n\n"):
        text = next((line[9:] for line in chunk.splitlines() if line.startswith("# text = ")), "")
        if text:
            yield text, _names(text, [line.split("\t") for line in chunk.splitlines() if re.match(r"\d+\t", line)])


def _names(text: str, rows: list[list[str]]) -> list[Name]:
    words, at = [], 0
    for row in rows:
        start = text.find(row[1], at)
        if start < 0:
            return []
        at = start + len(row[1])
        words.append(_Word(row[1], row[4] in ("NNP", "NNPS"), int(row[6]) - 1, start, at))
    found: dict[tuple[int, int], Name] = {}
    for first, last, kind in _phrases(rows):
        head = next((i for i in range(first, last) if not first <= words[i].head < last), first)
        if kind in KINDS and words[head].proper:
            run = _run(words, head, first, last, linked=kind != "person")
            found.setdefault(run, Name(words[run[0]].start, words[run[1] - 1].end, KINDS[kind]))
    return _apart(list(found.values()))


def _phrases(rows: list[list[str]]) -> Iterator[tuple[int, int, str]]:
    """First word, one past the last, type of every phrase of the sentence."""
    opened: dict[str, list[tuple[int, str]]] = {}
    for i, row in enumerate(rows):
        entity = next((part[7:] for part in row[9].split("|") if part.startswith("Entity=")), "")
        for part in _PART.findall(entity):
            if m := _OPEN.match(part):
                opened.setdefault(m["id"], []).append((i, m["type"]))
                if part.endswith(")"):
                    first, kind = opened[m["id"]].pop()
                    yield first, i + 1, kind
            elif stack := opened.get(part.rstrip(")").split("-")[0]):
                first, kind = stack.pop()
                yield first, i + 1, kind


def _run(words: list[_Word], head: int, first: int, last: int, *, linked: bool) -> tuple[int, int]:
    """The proper nouns around a head; `linked`: small words may stand between them ("University of Ghana")."""
    start, end = head, head + 1
    while start > first and words[start - 1].proper:
        start -= 1
    while end < last:
        if words[end].proper:
            end += 1
        elif end + 1 < last and words[end + 1].proper and words[end].form.lower() in (INSIDE if linked else HYPHEN):
            end += 2
        else:
            break
    return start, end


def _apart(names: list[Name]) -> list[Name]:
    """The longest of names that overlap."""
    kept: list[Name] = []
    for name in sorted(names, key=lambda n: (n.start - n.end, n.start)):
        if all(name.end <= other.start or name.start >= other.end for other in kept):
            kept.append(name)
    return sorted(kept, key=lambda n: n.start)
