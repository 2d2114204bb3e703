"""Lines that were broken at a fixed width: joined again, so that a paragraph is one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.repair.draft import Fix
from dragoman.repair.lexicon import zipf

# A newline with text right before and after it, and what stands on either side.
_BREAK = re.compile(r"(?<=\S)[ \t]*(?P<newline>\r?\n)[ \t]*(?=\S)")
_FIRST = re.compile(r"\S+")
# Text is broken at 50 to 100 columns; unbroken prose is seldom as short, a verse or a list seldom as even.
_NARROW, _WIDE = 50, 100
_FEWEST, _SHARE = 4, 0.7
# Letters differ in width: a line of print that holds so much of the longest one's characters is full.
_FULL = 0.75
_ENDS = re.compile(r"[.!?:;…][”\"’')\]]*$")


@dataclass(frozen=True, slots=True)
class _Break:
    """One line end inside a block: where it is, how long the line before is, how long the next line's first word."""

    start: int
    end: int
    line: int
    word: int


def wrapping_fixes(text: str) -> Iterator[Fix]:
    """Line ends to be read as spaces; a hyphen before one goes where the joined word is known."""
    breaks = list(_breaks(text))
    width = max((each.line for each in breaks), default=0)
    if not _NARROW <= width <= _WIDE:
        return
    wrapped = [each for each in breaks if each.line + 1 + each.word > width or _goes_on(text, each, width)]
    if len(wrapped) < _FEWEST or len(wrapped) < _SHARE * len(breaks):
        return
    for each in wrapped:
        hyphened = text[each.start - 1] == "-" and text[each.start - 2 : each.start - 1].isalpha()
        if hyphened and zipf(_joined(text, each)) > 0:
            yield Fix("whitespace", each.start - 1, each.end, "")
        else:
            yield Fix("whitespace", each.start, each.end, "" if hyphened else " ")


def _goes_on(text: str, each: _Break, width: int) -> bool:
    """Whether a line is as full as print may be, and its sentence does not end with it."""
    return each.line >= _FULL * width and _ENDS.search(text, max(0, each.start - 4), each.start) is None


def _breaks(text: str) -> Iterator[_Break]:
    for found in _BREAK.finditer(text):
        line = found.start() - (text.rfind("\n", 0, found.start()) + 1)
        word = _FIRST.match(text, found.end())
        yield _Break(found.start(), found.end(), line, len(word.group()) if word else 0)


def _joined(text: str, each: _Break) -> str:
    """The word that a hyphen parts at a line end, without the hyphen, in lower case."""
    before = re.search(r"[^\W\d_]+$", text[max(0, each.start - 40) : each.start - 1])
    after = re.match(r"[^\W\d_]+", text[each.end : each.end + 40])
    return (before.group() + after.group()).lower() if before and after else ""
