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

# Bytes read in the wrong encoding show as odd characters side by side; quotation marks stand so in good text too.
_ODD = re.compile(r"[^\x00-\x7f\s“”‘’…–—«»„‚][^\x00-\x7f]|[\x80-\x9f]")
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_PIECES = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]+")


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
    """Runs that are another encoding's bytes, told and decoded by ftfy, however often they were read wrongly."""
    for line in _LINE.finditer(text):
        if _ODD.search(line.group()) is None:
            continue
        from ftfy import fix_encoding  # noqa: PLC0415 - a tenth of a second, for damaged lines alone

        meant = fix_encoding(line.group())
        if meant != line.group():
            yield from (
                Fix("encoding", line.start() + s, line.start() + e, a) for s, e, a in _apart(line.group(), meant)
            )


def _apart(damaged: str, meant: str) -> Iterator[tuple[int, int, str]]:
    """The runs that differ, where the plain letters between them are the same; the whole line where they are not."""
    found, at = [], 0
    for piece in _PIECES.finditer(damaged):
        if piece.group().isascii():
            if not meant.startswith(piece.group(), at):
                yield 0, len(damaged), meant
                return
            at += len(piece.group())
            continue
        run = _PIECES.match(meant, at)
        after = "" if run is None or run.group().isascii() else run.group()
        at += len(after)
        if after != piece.group():
            found.append((piece.start(), piece.end(), after.replace("\u00a0", " ")))
    if at != len(meant):
        yield 0, len(damaged), meant
        return
    yield from found


def _lookalikes(word: re.Match[str]) -> Iterator[Fix]:
    """Letters of another script inside a Latin word, where every one of them has a Latin twin."""
    twins = {row["letter"]: row["latin"] for row in rows("lookalikes")}
    foreign = [(i, c) for i, c in enumerate(word.group(), word.start()) if c.isalpha() and not _latin(c)]
    if all(c in twins for _, c in foreign):
        yield from (Fix("encoding", i, i + 1, twins[c]) for i, c in foreign)


def _latin(letter: str) -> bool:
    return letter < "\u0250" or "\u1e00" <= letter <= "\u1eff"
