"""Descriptions that stand for a state: "the oil-rich Gulf state", "the NATO member", "Africa's largest economy".

They give candidates; which of them is meant, if any, is for whoever knows what else the document names.
"""

from __future__ import annotations

from functools import lru_cache

from dragoman.annotate.reading import Draft, Reading
from dragoman.annotate.words import capital, table
from dragoman.kb.traits import States, body_at, heads, leaders, trait_at

POINTING = ("the", "this")
LONGEST = 9  # tokens from the article to the noun: "the small , landlocked and mostly Muslim West African nation"
REGION = 3  # words of a region before 's: "the euro zone"
WHAT = 5  # words of what somebody leads in: "liquefied natural gas exporter"
FILLING = ("ADJ", "ADV", "PUNCT", "CCONJ")


def read_epithets(reading: Reading) -> None:
    """Descriptions with an article, and superlatives after the name of a region."""
    at = reading.sentence.first
    while at < reading.sentence.last:
        found = _description(reading, at) or _superlative(reading, at)
        if found:
            first, last, states = found
            reading.add(Draft(first, last, "epithet", "State", tuple(f"state:{code}" for code in sorted(states))))
        at = max(at + 1, found[1] if found else 0)


def _description(reading: Reading, at: int) -> tuple[int, int, States] | None:
    """From the article, past what is said of the state, to the noun: first, last and the states that all fits."""
    tokens, end = reading.tokens, min(reading.sentence.last, at + LONGEST)
    if tokens[at].lower not in POINTING:
        return None
    listed = _listed(reading, at)
    states: States | None = None
    member, here = False, at + 1
    while here < end and reading.free(here):
        if states is not None and (closed := _noun(reading, here, of_members=member)):
            states = states & closed[1] if closed[1] else states
            return (at + 1, here + closed[0], states) if states and here + closed[0] > listed else None
        said = _said(reading, here)
        if said:
            length, fitting, body = said
            states, member = fitting if states is None else states & fitting, member or body
            here += length
        elif tokens[here].pos in FILLING and not capital(tokens[here]):
            here += 1
        else:
            return None
    return None


def _said(reading: Reading, at: int) -> tuple[int, States, bool] | None:
    """A trait, or a body of which the state is a member: how many words, which states, and whether it is a body."""
    words = reading.words_from(at)
    body = body_at(words, 0, reading.doc.clean.document.published)
    if body:
        return (*body, True)
    trait = trait_at(words, 0)
    return (*trait, False) if trait else None


def _noun(reading: Reading, at: int, *, of_members: bool) -> tuple[int, States] | None:
    """The noun that closes a description: how many words, and the states that it allows, none if it allows all."""
    tokens, known = reading.tokens, heads(of_members=of_members)
    for length in (2, 1):
        form = " ".join(t.lower for t in tokens[at : at + length])
        if at + length <= reading.sentence.last and form in known and _closes(reading, at + length):
            return length, known[form]
    return None


def _closes(reading: Reading, last: int) -> bool:
    """Whether a description ends before a token: no noun goes on, no name ("the island nation of Tuvalu") follows."""
    if last >= reading.sentence.last:
        return True
    token = reading.tokens[last]
    named = last + 1 < reading.sentence.last and capital(reading.tokens[last + 1])
    return token.pos not in ("NOUN", "PROPN") and token.text != "-" and not (token.lower == "of" and named)


def _listed(reading: Reading, at: int) -> int:
    """Where an epithet of its own ends that starts at a token, which nothing shorter takes apart: "the Asian giant"."""
    known = reading.known(at)
    return at + known[0] if known is not None and known[1][0].kind == "epithet" else at


def _superlative(reading: Reading, at: int) -> tuple[int, int, States] | None:
    """From the region before 's to what it is the first in: "Africa's largest gold producer"."""
    tokens, end = reading.tokens, reading.sentence.last
    if tokens[at].tag != "POS" or at + 2 >= end:
        return None
    ranked = _ranked(reading, at + 1)
    if ranked is None:
        return None
    start, rank = ranked
    for first in range(max(at - REGION, reading.sentence.first), at):
        region = " ".join(t.lower for t in tokens[first:at])
        for last in range(min(start + WHAT, end), start, -1):
            states = leaders(region, _what([t.lower for t in tokens[start:last]]), rank)
            if states and _closes(reading, last) and all(map(reading.free, range(first, last))):
                return first, last, states
    return None


def _ranked(reading: Reading, at: int) -> tuple[int, str] | None:
    """Where the words of what is led in begin, and the rank: after "second - largest", "top", "most"."""
    tokens, words = reading.tokens, _words()
    rank = words["rank"].get(tokens[at].lower)
    at += bool(rank)
    at += bool(rank) and tokens[at].text == "-"
    top = at < reading.sentence.last and tokens[at].lower in words["top"]
    return (at + 1, rank or "1") if top else None


def _what(words: list[str]) -> str:
    """What somebody leads in, as the table has it: "exporter of cocoa beans" is a cocoa exporter."""
    if "of" in words[1:-1]:
        cut = words.index("of")
        words = [*words[cut + 1 :], *words[:cut]]
    text = " ".join(_words()["same"].get(word, word) for word in words)
    for long, short in _words()["silent"].items():
        text = text.replace(long, short)
    return " ".join(text.replace(" - ", " ").split())


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {"top": {}, "rank": {}, "same": {}, "silent": {}}
    for row in table("superlatives_words.csv"):
        found[row["kind"]][row["word"]] = row["value"]
    return found
