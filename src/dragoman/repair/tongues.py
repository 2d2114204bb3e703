"""Passages in another language inside an English text: quoted originals, second halves of bilingual pages."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Any

from dragoman.document import Zone
from dragoman.repair.lexicon import words

_WORD = re.compile(r"[^\W\d_]+")
# A passage is asked about from so many words on, where hardly one of them is an English function word and most are in
# lower case: lists of names have no function words either. Other scripts need only letters.
_WORDS, _FUNCTION_SHARE, _SMALL_SHARE, _LETTERS, _LATIN_SHARE = 12, 0.1, 0.6, 12, 0.3

# Scots and the Pidgin of Nigeria are what the guesser makes of headlines in English.
_ENGLISH = frozenset({"en", "sco", "pcm"})


@lru_cache(maxsize=1)
def _guesser() -> Any:
    import py3langid  # noqa: PLC0415 - half a second, and seldom needed

    return py3langid


def with_languages(zones: tuple[Zone, ...], text: str) -> tuple[Zone, ...]:
    """The zones, those in another language than English marked with its code."""
    return tuple(
        replace(zone, language=code) if (code := _other(text[zone.start : zone.end])) else zone for zone in zones
    )


def _other(text: str) -> str | None:
    if " the " in text:
        return None
    found = _WORD.findall(text)
    letters = sum(map(len, found))
    if letters < _LETTERS:
        return None
    latin = sum(c < "\u0250" for word in found for c in word)
    if latin >= _LATIN_SHARE * letters:
        english = sum(word.lower() in words("function") for word in found)
        small = sum(word.islower() for word in found)
        if len(found) < _WORDS or english > _FUNCTION_SHARE * len(found) or small < _SMALL_SHARE * len(found):
            return None
    code = str(_guesser().classify(text)[0])
    return None if code in _ENGLISH else code
