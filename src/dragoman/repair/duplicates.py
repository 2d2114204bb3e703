"""Body paragraphs told twice to the letter: the second is taken out."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.repair.draft import Fix
from dragoman.repair.lexicon import Lexicon
from dragoman.repair.paragraphs import paragraphs
from dragoman.repair.zones import kinds_of

# A shorter line that comes again may be a caption, a refrain or a heading; a paragraph of this many words is a slip.
_LONG = 12


def duplicate_fixes(text: str, lexicon: Lexicon) -> Iterator[Fix]:
    """Each later copy of a body paragraph, with the line end before it, edited to nothing."""
    found = paragraphs(text)
    seen: set[str] = set()
    repeated = len({p.text for p in found}) < len(found)
    kinds = kinds_of(found, lexicon) if repeated else []
    for i, kind in enumerate(kinds):
        paragraph = found[i]
        if kind == "body" and len(paragraph.words) >= _LONG and paragraph.text in seen:
            yield Fix("duplicate", found[i - 1].end, paragraph.end, "")
        seen.add(paragraph.text)
