"""The words of a clause that tell one thing from another: stems, without common words and the names of states."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

from dragoman.crossdoc.tables import table
from dragoman.kb.folding import fold
from dragoman.records import Span

_STEM: Final = 6
_PREFIX: Final = 4  # letters by which a state's name and its adjective agree: Chile, Chilean
_WORD: Final = re.compile(r"\d[\d.,]*\d|\d|[^\W\d_]{3,}")
_ANY_WORD: Final = re.compile(r"\w+")
_ENDINGS: Final = re.compile(r"(?:ings?|ed|es|s|(?<=\w{5})ly)$")


def content(spans: Iterable[Span], names: frozenset[str] = frozenset()) -> frozenset[str]:
    """The stems of these spans; acts that several words tell count as one. `names` are prefixes of states' names."""
    return _content("\n".join(span.clean or span.text for span in spans), names)


def fold_words(texts: Iterable[str | None], names: frozenset[str] = frozenset()) -> frozenset[str]:
    """The same of texts that are no spans."""
    return _content("\n".join(text for text in texts if text), names)


@lru_cache(maxsize=8192)
def _content(text: str, names: frozenset[str]) -> frozenset[str]:
    words = _WORD.findall(plain(text))
    return frozenset(stem(w) for w in words if _tells(w) and w[:_PREFIX] not in names)


def _tells(word: str) -> bool:
    return word in _acts() or word[0].isdigit() or (len(word) >= _PREFIX and word not in _common())


@lru_cache(maxsize=32768)
def stem(word: str) -> str:
    """What inflected forms of a word share; the act for a word that tells of a listed one."""
    act = _acts().get(word)
    if act:
        return act
    bare = _ENDINGS.sub("", word) if len(word) > _PREFIX else word
    return re.sub(r"(.)\1$", r"\1", bare)[:_STEM]


def plain(text: str) -> str:
    """Lower case without accents."""
    return text.lower() if text.isascii() else fold(text)


def prefix(name: str) -> str:
    """The letters by which a state's name counts as a name and no content."""
    return fold(name)[:_PREFIX]


def verbatim(spans: Iterable[Span]) -> frozenset[str]:
    """All the words of these spans, for telling copies."""
    return frozenset(_ANY_WORD.findall(plain(" ".join(span.clean or span.text for span in spans))))


def is_common(word: str) -> bool:
    """Whether a folded word tells nothing by itself: said, with, minister."""
    return word in _common()


@cache
def _common() -> frozenset[str]:
    return frozenset(row["word"] for row in table("common_words.csv"))


def is_act(stemmed: str) -> bool:
    """Whether a stem stands for an act that several words tell."""
    return stemmed[0] in "=~"


def tells(stemmed: str) -> bool:
    """Whether a stem tells one thing from another of its type: "recall" does, "agree" does not."""
    return stemmed[0] != "~"


@cache
def _acts() -> dict[str, str]:
    """Acts by word: `=` before one that tells something by itself, `~` before one that half of its type share."""
    return {row["word"]: ("=" if row["alone"] == "yes" else "~") + row["act"] for row in table("act_words.csv")}
