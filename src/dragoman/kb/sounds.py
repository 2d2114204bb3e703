"""How a name sounds, whichever way it was brought into Latin letters: "Serj Sargsian" and "Serzh Sargsyan" are one.

Consonants that transliterations interchange, doubled letters, glides and the vowels e/i and o/u count as the same. What
is left tells nearly all leaders of states apart; where it does not, nobody is meant.
"""

from __future__ import annotations

import re

from dragoman.kb.folding import fold

_SAME = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"\b(?:al|el|ul|as|ash|an|ad|ar|az|at)\b", "al"),
        (r"dzh|dj|(?<!t)zh", "j"),
        (r"tsch|tch|tsh|cz", "ch"),
        (r"sch|sh|ss", "s"),
        (r"kh|ck|q|gh|g|c(?=[aou])", "k"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"dh", "d"),
        (r"tz|ts", "z"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"oo|ou", "u"),
        (r"ee", "i"),
        (r"(?<=\w)h", ""),
        (r"o", "u"),
        (r"[ey]", "i"),
    )
)
_DOUBLED = re.compile(r"(\w)\1+")
_LEAST = 8  # letters; shorter sounds are many people's


def sound(name: str) -> str:
    """The sound of a full name, without the breaks between its words; nothing where it is too short to tell anybody."""
    text = re.sub(r"['’‘`ʻʼ-]", " ", fold(name))
    if len(text.split()) < 2:
        return ""
    for pattern, same in _SAME:
        text = pattern.sub(same, text)
    heard = _DOUBLED.sub(r"\1", re.sub(r"\W", "", text))
    return heard if len(heard) >= _LEAST else ""
