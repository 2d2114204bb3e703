"""Characters that say nothing, or stand for others: each replaced by itself, so that the offset map stays fine."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from dragoman.repair.draft import Fix
from dragoman.repair.lexicon import rows

# Spaces that are not the plain one; marks of width zero, direction or hyphenation; control characters but white space.
_SPACE = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_UNSEEN = re.compile(
    r"[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"
)
# Joiners shape Persian, Indic and emoji; between Latin letters they are litter.
_JOINER = re.compile(r"(?<=[A-Za-zÀ-ɏ ])[\u200c\u200d]+|[\u200c\u200d]+(?=[A-Za-zÀ-ɏ ])")
_ENTITY = re.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[A-Za-z]{2,8});")
# Ligatures of typesetting, and letters whose accents stand apart.
_COMPOSED = re.compile(r"[\ufb00-\ufb06]|[A-Za-z\u00c0-\u024f][\u0300-\u036f]+")
_MIXED = re.compile(r"\b\w*(?:[A-Za-z][\u0370-\u03ff\u0400-\u04ff]|[\u0370-\u03ff\u0400-\u04ff][A-Za-z])\w*")

# UTF-8 read as Windows-1252: three bytes always show; of two, only pairs that no language prints side by side.
_SURE = re.compile(
    r"â€[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|Ã[\u0080-\u00a9\u00ac-\u00ba\u00bc-\u00bf]|Â[\u0080-\u00bf]"
)
_LIKELY = re.compile(r"[Â-ß][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_SURE_TIMES = 3


def encoding_fixes(text: str) -> Iterator[Fix]:
    """Mends of characters: mojibake, look-alike letters, entities, odd spaces, invisible marks, split accents."""
    yield from _mojibake(text)
    for found in _ENTITY.finditer(text):
        yield Fix("encoding", found.start(), found.end(), html.unescape(found.group()).replace("\u00a0", " "))
    for found in _MIXED.finditer(text):
        yield from _lookalikes(found)
    for pattern in (_UNSEEN, _JOINER):
        yield from (Fix("encoding", *found.span(), "") for found in pattern.finditer(text))
    yield from (Fix("encoding", *found.span(), " ") for found in _SPACE.finditer(text))
    for found in _COMPOSED.finditer(text):
        yield Fix("encoding", *found.span(), unicodedata.normalize("NFKC", found.group()))


def _mojibake(text: str) -> Iterator[Fix]:
    """Runs that are UTF-8 read as Windows-1252; the doubtful ones only in a text that is full of the sure ones."""
    sure = list(_SURE.finditer(text))
    found = [*sure, *_LIKELY.finditer(text)] if len(sure) >= _SURE_TIMES else sure
    for match in found:
        meant = _decoded(match.group())
        if meant is not None:
            yield Fix("encoding", *match.span(), " " if meant == "\u00a0" else meant)


def _decoded(run: str) -> str | None:
    """The one character that these characters are the bytes of, or None."""
    try:
        meant = b"".join(_byte(c) for c in run).decode("utf-8")
    except UnicodeError:
        return None
    return meant if (len(meant) == 1 and meant.isprintable()) or meant == "\u00a0" else None


def _byte(character: str) -> bytes:
    """The byte of a character in Windows-1252, holes filled as browsers fill them."""
    return bytes([ord(character)]) if ord(character) < 0x100 else character.encode("cp1252")


def _lookalikes(word: re.Match[str]) -> Iterator[Fix]:
    """Letters of another script inside a Latin word, where every one of them has a Latin twin."""
    twins = {row["letter"]: row["latin"] for row in rows("lookalikes")}
    foreign = [(i, c) for i, c in enumerate(word.group(), word.start()) if c.isalpha() and not _latin(c)]
    if all(c in twins for _, c in foreign):
        yield from (Fix("encoding", i, i + 1, twins[c]) for i, c in foreign)


def _latin(letter: str) -> bool:
    return letter < "\u0250" or "\u1e00" <= letter <= "\u1eff"
