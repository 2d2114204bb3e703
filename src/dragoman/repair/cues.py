"""What a paragraph's own words show of its part: the cues of data/cues.csv."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import cast

from dragoman.records import ZoneKind
from dragoman.repair.lexicon import rows
from dragoman.repair.paragraphs import Paragraph

_SHAPES = {
    "whole": r"\A(?:{})\W*\Z",
    "start": r"\A\W{{0,2}}(?:{})",
    "end": r"(?:{})\W*\Z",
    "contains": "{}",
    "head": r"\A\W{{0,3}}(?:{})\b\W*",
}
_STOP = re.compile(r"[.!?…][”\"’')\]]*$")
# No cue is looked for in a paragraph of more words; a byline is shorter, and ends without a stop.
_WORDS, _CHARACTERS, _BYLINE_WORDS = 50, 600, 25


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern with the kind of zone that it shows; `where`: whole, start, end, contains, head."""

    kind: ZoneKind
    where: str
    pattern: re.Pattern[str]

    def shows(self, paragraph: Paragraph) -> bool:
        """Whether the paragraph has it. A pattern that spells out capitals is matched with case."""
        if self.kind == "byline" and (len(paragraph.words) > _BYLINE_WORDS or _STOP.search(paragraph.text)):
            return False
        return self.pattern.search(paragraph.text) is not None


@lru_cache(maxsize=1)
def _cues() -> tuple[Cue, ...]:
    return tuple(_read())


def _read() -> Iterator[Cue]:
    """The rows of the table, neighbours of one kind, place and case as one pattern: fewer searches."""
    for (kind, where, flags), group in groupby(rows("cues"), key=_sort):
        pattern = re.compile(_SHAPES[where].format("|".join(row["pattern"] for row in group)), flags)
        yield Cue(cast("ZoneKind", kind), where, pattern)


def _sort(row: dict[str, str]) -> tuple[str, str, re.RegexFlag]:
    return row["kind"], row["where"], re.NOFLAG if "A-Z" in row["pattern"] else re.IGNORECASE


def by_cue(paragraph: Paragraph) -> ZoneKind | None:
    """The kind of the first cue that the paragraph shows, or None; invitations to read on are `invitation`'s."""
    if len(paragraph.text) > _CHARACTERS or len(paragraph.words) > _WORDS:
        return None
    return next((cue.kind for cue in _cues() if cue.kind != "related" and cue.shows(paragraph)), None)


def invitation(paragraph: Paragraph) -> tuple[bool, str]:
    """Whether a paragraph invites to read on ("Keep reading:"), and what it says after that."""
    for cue in _cues():
        found = cue.pattern.match(paragraph.text) if cue.kind == "related" else None
        if found:
            rest = paragraph.text[found.end() :]
            return not rest or ":" in found.group(), rest
    return False, ""
