"""Which state stands inside, before or after a phrase: "Chadian army", "Brazil's minister", "ambassador of Peru"."""

from __future__ import annotations

from dragoman.annotate.reading import Reading
from dragoman.annotate.words import capital, first_joined, head_of, listed
from dragoman.kb import Term

LOCATIVE, COMPOUNDED = listed("locative"), listed("compounded")
SEATED = listed("trade") | listed("held")


def state_at(reading: Reading, at: int) -> str | None:
    """The ISO code of the one state that a name, demonym or epithet at a token stands for."""
    found = reading.known(at)
    ids = {t.id for t in found[1]} if found else set()
    if len(ids) == 1 and (only := next(iter(ids))).startswith("state:") and found and _state_like(found[1][0]):
        return only.removeprefix("state:")
    return None


def _state_like(term: Term) -> bool:
    return term.kind in ("name", "demonym", "acronym", "capital", "epithet", "metonym")


def country_inside(reading: Reading, first: int, last: int) -> str | None:
    """The one state named inside a phrase; None for bodies of two ("the Chile-Peru commission")."""
    tokens = reading.tokens
    if any(t.text in ("-", "–") and capital(tokens[t.i - 1]) for t in tokens[first + 1 : last]):
        return None
    codes = {code for at in range(first, last) if capital(tokens[at]) and (code := state_at(reading, at))}
    return codes.pop() if len(codes) == 1 else None


def owner(reading: Reading, first: int) -> str | None:
    """The state in "Brazil's", "the island nation's" before a phrase."""
    tokens = reading.tokens
    if first - 2 >= reading.sentence.first and tokens[first - 1].tag == "POS":
        for start in range(max(reading.sentence.first, first - 4), first - 1):
            found = reading.known(start)
            if found and start + found[0] == first - 1:
                return state_at(reading, start)
    return None


def of_state(reading: Reading, last: int) -> str | None:
    """The state in "of Brazil", "of the island nation" after a phrase."""
    tokens = reading.tokens
    if last + 1 < reading.sentence.last and tokens[last].lower in ("of", "for"):
        at = last + 1
        return state_at(reading, at) or (state_at(reading, at + 1) if tokens[at].lower == "the" else None)
    return None


def is_place(reading: Reading, first: int, last: int) -> bool:
    """Whether a name stands where things happen ("in Paris", "Paris,") and not where one acts."""
    head = first_joined(reading.tokens, head_of(reading.tokens, first, last))
    return reading.tokens[head.head].lower in LOCATIVE and head.dep == "pobj"


def seat(reading: Reading, last: int) -> str | None:
    """The state in which something sits ("the government in Rabat", "authorities in the Gambia")."""
    if last + 1 < reading.sentence.last and reading.tokens[last].lower == "in":
        at = last + 1 + (reading.tokens[last + 1].lower == "the")
        found = reading.known(at) or reading.known(last + 1)
        if found and any(t.kind in ("capital", "name", "acronym") and t.schema == "State" for t in found[1]):
            return state_at(reading, at) or state_at(reading, last + 1)
    return None


def seats(reading: Reading, last: int) -> bool:
    """Whether a capital only says where what follows sits: "the Nairobi company", "the Cairo-based bank"."""
    tokens, end = reading.tokens, reading.sentence.last
    if last + 1 < end and tokens[last].text in ("-", "–") and tokens[last + 1].lower in COMPOUNDED:
        return True
    return last < end and tokens[last].lower in SEATED
