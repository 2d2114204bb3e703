"""Paragraphs: the lines of a text that hold something, without the space around them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

# The separators that Python's str.splitlines knows; a paragraph never spans one.
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_NOT_WORD = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line's characters start:end, space at both ends left out."""

    start: int
    end: int
    text: str

    @property
    def words(self) -> list[str]:
        """Its words as printed, punctuation attached."""
        return self.text.split()


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a text, in order; lines of space alone are none."""
    return list(_found(text))


def _found(text: str) -> Iterator[Paragraph]:
    for line in _LINE.finditer(text):
        body = line.group().strip()
        if body:
            start = line.start() + len(line.group()) - len(line.group().lstrip())
            yield Paragraph(start, start + len(body), body)


def folded(text: str) -> str:
    """A text as compared: lower case, no accents, words only, one space between them and one at each end."""
    if text.isascii():
        bare = text
    else:
        bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return f" {_NOT_WORD.sub(' ', bare.casefold()).strip()} "
