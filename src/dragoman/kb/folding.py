"""How names are compared: without accents, case, hyphens and the stops of acronyms, however a tokeniser splits them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from dragoman.kb.packed import hand_written, listed

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ə": "e"})
_ATOM = re.compile(r"\w+|[^\w\s]")
_DOTTED = re.compile(r"(?:\w{1,2}\.)+\w{0,2}")
# Hyphens and apostrophes join the parts of a name; tokenisers split there or not, so they count for nothing.
_JOINERS = frozenset("-‐‑‒–—'’‘ʻʼ`´")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case, accents and ligatures resolved, white space single."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(bare.casefold().translate(_LETTERS).split())


@lru_cache(maxsize=65536)
def atoms(word: str) -> tuple[str, ...]:
    """The comparable parts of one word: "d'Ivoire" gives d, ivoire; "U.S." gives us; a lone hyphen gives nothing.

    Spellings of one name ("Sergey", "Sergei"), as data/spellings.csv has them, count as the same.
    """
    folded = fold(word)
    if len(folded) > 1:
        folded = folded.replace(".", "") if _DOTTED.fullmatch(folded) else folded.rstrip(".")
    return tuple(_spelling(part) for part in _ATOM.findall(folded) if part not in _JOINERS)


def _spelling(part: str) -> str:
    whole, endings = _spellings()
    for ending, canonical in endings:
        if part.endswith(ending) and len(part) > len(ending) + 1:
            return part[: -len(ending)] + canonical
    return whole.get(part, part)


@cache
def _spellings() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Spellings of whole words, and of endings (a hyphen stands before them in the data)."""
    pairs = [(v, row["canonical"]) for row in hand_written("spellings.csv") for v in listed(row["variants"])]
    whole = {variant: canonical for variant, canonical in pairs if not variant.startswith("-")} | {"&": "and"}
    return whole, tuple((variant[1:], canonical[1:]) for variant, canonical in pairs if variant.startswith("-"))


def key(text: str) -> str:
    """The form under which a name is filed."""
    return " ".join(part for word in text.split() for part in atoms(word))


@lru_cache(maxsize=65536)
def printed(text: str) -> str:
    """The letters and digits of a text as printed: what a cased term is compared by."""
    return "".join(c for c in unicodedata.normalize("NFC", text) if c.isalnum())


def same_case(term: str, surface: str) -> bool:
    """Whether a surface has a term's capitals: an acronym exactly, a name at least its own ("TURKEY" for Turkey)."""
    wanted, found = printed(term), printed(surface)
    if wanted.isupper() or len(wanted) != len(found):
        return wanted == found
    return all(f == w or (f.isupper() and f.casefold() == w.casefold()) for w, f in zip(wanted, found, strict=True))
