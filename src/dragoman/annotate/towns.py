"""Towns and regions that are called like a state or stand for one, where only they are meant.

A capital acts for its state as the subject of a verb, not before "zoo", after "a flight from", or before ", Ohio".
"""

from __future__ import annotations

from dragoman.annotate.office_words import office_at
from dragoman.annotate.reading import Reading
from dragoman.annotate.words import by_word, head_of, listed
from dragoman.kb import Term

CIVIC, TRAVEL, STATELY, LOCAL = listed("civic"), listed("travel"), listed("stately"), listed("of-a-town")
QUALIFYING = ("compound", "nmod", "amod")
TOWARDS = ("from", "to", "for")
REGIONAL = ("governor", "senator", "legislature", "attorney")  # of a part of a state that is called like another


def only_a_town(reading: Reading, at: int, last: int, terms: tuple[Term, ...]) -> bool:
    """Whether a capital at tokens at:last is the town, and nobody's government."""
    return _in_another_state(reading, last, terms) or _qualifies(reading, at, last) or _of_the_town(reading, at, last)


def only_a_region(reading: Reading, at: int, last: int, terms: tuple[Term, ...]) -> bool:
    """Whether a state's name at tokens at:last is that of a part of another: "Georgia and Alabama", "Peru, Indiana"."""
    if _in_another_state(reading, last, terms):
        return True
    found = reading.region(at)
    if found is None or found[0] != last - at:
        return False
    tokens, codes = reading.tokens, set(found[1])
    before = tokens[at - 2].lower if at - 2 >= reading.sentence.first and tokens[at - 1].lower == "of" else ""
    beside = [reading.region(i) for i in (_listed_after(reading, last), _listed_before(reading, at)) if i is not None]
    return before in REGIONAL or any(other and codes & set(other[1]) for other in beside)


def _in_another_state(reading: Reading, last: int, terms: tuple[Term, ...]) -> bool:
    """Whether a comma and a part of another state follow: "Athens, Georgia", "Lima, Ohio"."""
    tokens, end = reading.tokens, reading.sentence.last
    found = reading.region(last + 1) if last + 1 < end and tokens[last].text == "," else None
    if found is None:
        return False
    closing = last + 1 + found[0]
    closed = closing >= end or tokens[closing].pos == "PUNCT" or tokens[closing].pos in ("VERB", "AUX", "ADP")
    listing = closing + 1 < end and tokens[closing].text == "," and reading.region(closing + 1) is not None
    return closed and not listing and not {t.country for t in terms} & set(found[1])


def _listed_after(reading: Reading, last: int) -> int | None:
    joined = last + 1 < reading.sentence.last and reading.tokens[last].lower in ("and", "or", ",")
    return last + 1 if joined else None


def _listed_before(reading: Reading, at: int) -> int | None:
    joined = at - 2 >= reading.sentence.first and reading.tokens[at - 1].lower in ("and", "or", ",")
    return at - 2 if joined else None


def _qualifies(reading: Reading, at: int, last: int) -> bool:
    """Whether a capital only says where a thing is: "the Tokyo exchange", "Prague's zoo"; not "Tokyo officials"."""
    tokens, end = reading.tokens, reading.sentence.last
    town = tokens[head_of(tokens, at, last)]
    thing = tokens[town.head]
    if last < end and tokens[last].tag == "POS":
        return town.dep == "poss" and thing.lower in CIVIC
    if town.dep not in QUALIFYING or thing.i < last or thing.pos != "NOUN" or not thing.text.islower():
        return False
    joined = last < end and tokens[last].text in ("-", "–", "/", "and")
    between = {t.lower for t in tokens[last : thing.i + 1]}
    if between & LOCAL:
        return True
    return not joined and not between & (STATELY | set(by_word("governments.csv"))) and not office_at(reading, last)


def _of_the_town(reading: Reading, at: int, last: int) -> bool:
    """Whether what stands before a capital is of the town: "the archbishop of Lima", "a flight from Doha"."""
    tokens = reading.tokens
    town = tokens[head_of(tokens, at, last)]
    link = tokens[town.head]
    if town.dep != "pobj":
        return False
    thing = tokens[link.head]
    return (link.lower == "of" and thing.lower in CIVIC) or (
        link.lower in TOWARDS and thing.pos == "NOUN" and thing.lower in TRAVEL
    )
