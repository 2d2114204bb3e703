"""Towns and regions that are called like a state or stand for one, where only they are meant.

A capital acts for its state as the subject of a verb, not before "zoo", after "a flight from", or before ", Ohio".
"""

from __future__ import annotations

from dragoman.annotate.countries import state_at
from dragoman.annotate.office_words import office_at
from dragoman.annotate.reading import Reading
from dragoman.annotate.words import by_word, capital, first_joined, head_of, listed
from dragoman.kb import Term

CIVIC, TRAVEL, STATELY, LOCAL = listed("civic"), listed("travel"), listed("stately"), listed("of-a-town")
BUILT = listed("of-a-building")
WITHIN = 7  # tokens after a comma in which it is said where a town lies: ", in the far north of"
QUALIFYING = ("compound", "nmod", "amod")
TOWARDS = ("from", "to", "for")
REGIONAL = ("governor", "senator", "legislature", "attorney")  # of a part of a state that is called like another


def only_a_town(reading: Reading, at: int, last: int, terms: tuple[Term, ...]) -> bool:
    """Whether a capital at tokens at:last is the town, and nobody's government."""
    elsewhere = _in_another_state(reading, last, terms) or _namesake(reading, last, terms)
    return elsewhere or qualifies(reading, at, last) or _of_the_town(reading, at, last)


def only_a_building(reading: Reading, at: int, last: int) -> bool:
    """Whether a seat of government is only a building: "a tour of the Kremlin", "the Kremlin of Kazan"."""
    tokens, end = reading.tokens, reading.sentence.last
    seat = tokens[head_of(tokens, at, last)]
    link = tokens[seat.head]
    toured = seat.dep == "pobj" and link.lower == "of" and tokens[link.head].lower in BUILT
    namesake = last + 1 < end and tokens[last].lower == "of" and capital(tokens[last + 1])
    return toured or namesake or qualifies(reading, at, last)


def only_a_region(reading: Reading, at: int, last: int, terms: tuple[Term, ...]) -> bool:
    """Whether a state's name at tokens at:last is that of a part of another: "Georgia and Alabama", "Peru, Indiana"."""
    if _in_another_state(reading, last, terms):
        return True
    found = reading.region(at)
    if found is None or found[0] != last - at:
        return False
    tokens, codes = reading.tokens, set(found[1])
    before = tokens[at - 2].lower if at - 2 >= reading.sentence.first and tokens[at - 1].lower == "of" else ""
    if _town_of(reading, at, codes):
        return True
    beside = [reading.region(i) for i in (_listed_after(reading, last), _listed_before(reading, at)) if i is not None]
    return before in REGIONAL or any(other and codes & set(other[1]) for other in beside)


def _town_of(reading: Reading, at: int, codes: set[str]) -> bool:
    """Whether a town of the larger state stands before a comma: "Macon, Georgia,"."""
    tokens = reading.tokens
    if at - 2 < reading.sentence.first or tokens[at - 1].text != "," or not capital(tokens[at - 2]):
        return False
    return any(row.country in codes for row in reading.kb.places(tokens[at - 2].text))


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


def _namesake(reading: Reading, last: int, terms: tuple[Term, ...]) -> bool:
    """Whether a longer name or another state follows: "San José de NAME", "Tripoli, in the north of Lebanon"."""
    tokens, end = reading.tokens, reading.sentence.last
    if last + 1 >= end:
        return False
    if tokens[last].lower in ("de", "del"):
        return any(capital(t) for t in tokens[last + 1 : min(last + 3, end)])
    if tokens[last].text != ",":
        return False
    own = {t.country for t in terms}
    owner = state_at(reading, last + 1)
    known = reading.known(last + 1)
    if owner and known and owner not in own:
        after = last + 1 + known[0]
        return after < end and tokens[after].tag == "POS"
    within = range(last + 2, min(last + WITHIN, end)) if tokens[last + 1].lower == "in" else ()
    return any((code := state_at(reading, i)) and code not in own for i in within)


def _listed_after(reading: Reading, last: int) -> int | None:
    joined = last + 1 < reading.sentence.last and reading.tokens[last].lower in ("and", "or", ",")
    return last + 1 if joined else None


def _listed_before(reading: Reading, at: int) -> int | None:
    joined = at - 2 >= reading.sentence.first and reading.tokens[at - 1].lower in ("and", "or", ",")
    return at - 2 if joined else None


def qualifies(reading: Reading, at: int, last: int) -> bool:
    """Whether a capital only says where a thing is: "the Tokyo exchange", "Prague's zoo"; not "Tokyo officials"."""
    tokens, end = reading.tokens, reading.sentence.last
    town = tokens[head_of(tokens, at, last)]
    thing = tokens[town.head]
    if last < end and tokens[last].tag == "POS":
        return town.dep == "poss" and thing.lower in CIVIC
    if town.dep not in QUALIFYING or thing.i < last or thing.pos != "NOUN" or not thing.text.islower():
        return False
    if any(t.tag == "CD" for t in tokens[last : thing.i]) or not _has_a_verb(reading):
        return False  # "paid Lima 5 million soles"; "amount", that the parse took for a noun, was the verb
    joined = last < end and tokens[last].text in ("-", "–", "/", "and")
    between = {t.lower for t in tokens[last : thing.i + 1]}
    if between & LOCAL:
        return True
    return not joined and not between & (STATELY | set(by_word("governments.csv"))) and not office_at(reading, last)


def _has_a_verb(reading: Reading) -> bool:
    return any(t.tag in ("VBD", "VBP", "VBZ", "MD") for t in reading.doc.sentence_tokens(reading.sentence))


def _of_the_town(reading: Reading, at: int, last: int) -> bool:
    """Whether what stands before a capital is of the town: "the archbishop of Lima", "a flight from Doha"."""
    tokens = reading.tokens
    town = first_joined(tokens, head_of(tokens, at, last))
    link = tokens[town.head]
    if town.dep != "pobj":
        return False
    thing = tokens[link.head]
    return (link.lower == "of" and thing.lower in CIVIC) or (
        link.lower in TOWARDS and thing.pos == "NOUN" and thing.lower in TRAVEL
    )
