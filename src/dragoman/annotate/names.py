"""Names: those that the gazetteer knows, and runs of capitals that nothing else took."""

from __future__ import annotations

from dragoman.annotate.countries import is_place, seats
from dragoman.annotate.misleading import bears_a_state, carrier, misleads
from dragoman.annotate.reading import Draft, Reading
from dragoman.annotate.unlisted import channel, feature, no_actor, office_beside, organised, unlisted
from dragoman.annotate.words import capital, listed
from dragoman.kb import Term
from dragoman.records import Schema

PARTICLES, FUNCTION = listed("particle"), listed("function-pos")
SERVED = ("State", "PublicBody")  # whose officers are a state's
COMPANY_SUFFIXES = listed("company-suffix")
COMPOUNDED, HONORIFICS = listed("compounded"), listed("honorific")
TITLES = HONORIFICS | listed("plural-office")


def read_known(reading: Reading) -> None:
    """States, capitals, epithets, organisations and full names of office holders."""
    at = reading.sentence.first
    while at < reading.sentence.last:
        found = reading.known(at) if reading.free(at) else None
        at = _take(reading, at, *found) if found else at + 1


def _take(reading: Reading, at: int, length: int, terms: tuple[Term, ...]) -> int:
    tokens, last = reading.tokens, at + length
    if not _printed_as_a_name(reading, at, last, terms):
        return at + 1
    terms = _state_or_firm(reading, at, terms)
    firm = carrier(reading, at, last, terms) or bears_a_state(reading, at, last, terms)
    if schema_of(terms) == "State" and firm:
        return reading.add(firm).last
    place = is_place(reading, at, last)
    terms = terms if place else tuple(t for t in terms if t.kind != "capital") or terms
    if _no_actor_here(reading, at, last, terms):
        return last
    schema = schema_of(terms)
    if _only_a_part(reading, at, last, terms, schema):
        return at + 1
    first = at + (tokens[at].lower == "the" and length > 1)
    while last < reading.sentence.last and reading.free(last) and tokens[last].lower in COMPANY_SUFFIXES:
        last += 1
    candidates = tuple(dict.fromkeys(t.id for t in terms))
    country = terms[0].country if schema in SERVED and len(candidates) == 1 else None
    reading.add(Draft(first, last, terms[0].kind, schema, candidates, country=country))
    return last


def _printed_as_a_name(reading: Reading, at: int, last: int, terms: tuple[Term, ...]) -> bool:
    """Whether tokens are free, and capitals stand where a plain name needs them."""
    figurative = all(t.kind == "epithet" for t in terms)
    named = figurative or any(capital(t) for t in reading.tokens[at:last])
    return named and not any(i in reading.taken for i in range(at, last))


def _no_actor_here(reading: Reading, at: int, last: int, terms: tuple[Term, ...]) -> bool:
    """Whether a listed name is a river's ("Lake X"), a platform, a place where something happens, or misleads."""
    tokens = reading.tokens
    inside = at > reading.sentence.first and capital(tokens[at - 1]) and feature(tokens[at - 1].text)
    seat = all(t.kind == "capital" for t in terms) and (is_place(reading, at, last) or seats(reading, last))
    if (terms[0].schema == "State" and inside) or channel(reading, at, last):
        return True
    if seat:
        reading.taken.update(range(at, last))
        return True
    misleading = misleads(reading, at, last, terms)
    if misleading and (terms[0].kind != "name" or reading.region(at)):
        # A town or a word is done with; a person's name is read with what stands beside it.
        reading.taken.update(range(at, last))
    return misleading


def _state_or_firm(reading: Reading, at: int, terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Of a state and a company of one name, the state after "the" ("the Emirates"), else the company."""
    if {t.schema for t in terms} != {"State", "Company"}:
        return terms
    determined = reading.tokens[at].lower == "the" or (at > 0 and reading.tokens[at - 1].lower == "the")
    return tuple(t for t in terms if (t.schema == "State") == determined)


def schema_of(terms: tuple[Term, ...]) -> Schema | None:
    """What all the terms stand for, where they agree."""
    return terms[0].schema if len({t.schema for t in terms}) == 1 else None


def _only_a_part(reading: Reading, at: int, last: int, terms: tuple[Term, ...], schema: str | None) -> bool:
    """Whether the word belongs to a longer name, or to a body of another state."""
    nameable = schema != "State" or all(t.kind in ("capital", "metonym") for t in terms)
    if nameable and _part_of_longer_name(reading, at, last):
        return True
    return schema != "State" and last - at == 1 and _of_another_state(reading, at, terms)


def _of_another_state(reading: Reading, at: int, terms: tuple[Term, ...]) -> bool:
    """Whether the demonym before a word belongs to another state than the body that the word could name."""
    before = reading.ending(at)
    return bool(before and before.kind == "demonym" and all(t.country and t.country != before.country for t in terms))


def _part_of_longer_name(reading: Reading, first: int, last: int) -> bool:
    tokens = reading.tokens
    if reading.in_capitals():
        return False
    after = last < reading.sentence.last and capital(tokens[last]) and tokens[last].pos == "PROPN"
    after = after and not (tokens[first].text.isupper() and tokens[last].text.isupper())  # "the OSCE SMM"
    before = first - 1 > reading.sentence.first and capital(tokens[first - 1]) and tokens[first - 1].pos == "PROPN"
    return last - first == 1 and (after or (before and reading.free(first - 1)))


def read_names(reading: Reading) -> None:
    """Runs of capitalised words that nothing else took: persons, and organisations nobody listed."""
    at = reading.sentence.first
    while at < reading.sentence.last:
        last = _run_end(reading, at)
        at += last - at > 1 and reading.tokens[at].lower in TITLES
        last = _known_name(reading, at, last) if reading.in_capitals() else last
        if last > at and (draft := _name(reading, at, last)):
            while draft.schema == "Person" and reading.free(draft.first - 1) and _particle(reading, draft.first - 1):
                draft.first -= 1
            reading.add(draft)
        at = max(last, at + 1)


def _known_name(reading: Reading, first: int, last: int) -> int:
    """Where the name of somebody known ends that opens a run of capitals in a heading set in them: "MERKEL FLIES"."""
    for end in range(last, first, -1):
        if reading.kb.persons(reading.doc.text(first, end)):
            return end
    return last


def _particle(reading: Reading, at: int) -> bool:
    return reading.tokens[at].text in PARTICLES and reading.tokens[at].pos in ("PROPN", "X", "NOUN", "ADJ")


def _run_end(reading: Reading, at: int) -> int:
    if not _name_word(reading, at):
        return at
    last = at + 1
    while last < reading.sentence.last:
        particles = 0
        while last + particles < reading.sentence.last and reading.tokens[last + particles].lower in PARTICLES:
            particles += 1
        hyphen = reading.tokens[last].text in ("-", "–") and reading.tokens[last].start == reading.tokens[last - 1].end
        if hyphen and last + 1 < reading.sentence.last and reading.tokens[last + 1].lower in COMPOUNDED:
            return last
        if _name_word(reading, last):
            last += 1
        elif particles and _name_word(reading, last + particles):
            last += particles + 1
        elif (
            particles and reading.tokens[last + particles : last + particles + 1] and _joined(reading, last + particles)
        ):
            last += particles + 2
        elif hyphen and last + 1 < reading.sentence.last and reading.free(last + 1):
            last += 2
        else:
            break
    return last


def _joined(reading: Reading, at: int) -> bool:
    """Whether a hyphen binds a name to the article before it: "al-NAME"."""
    return reading.tokens[at].text in ("-", "–") and at + 1 < reading.sentence.last and _name_word(reading, at + 1)


def _name_word(reading: Reading, at: int) -> bool:
    if not reading.free(at):
        return False
    token = reading.tokens[at]
    if not capital(token) or not token.text[0].isalpha():
        return False
    return token.pos == "PROPN" or (at > reading.sentence.first and token.pos not in FUNCTION)


def _name(reading: Reading, first: int, last: int) -> Draft | None:
    words = [t.text for t in reading.tokens[first:last]]
    beside = office_beside(reading, first, last) or reading.tokens[first - 1].lower in HONORIFICS
    if not beside and (no_actor(words) or channel(reading, first, last) or _state_name(reading, words)):
        return None
    town = last - first > 1 and not beside and bool(reading.kb.places(" ".join(words)))
    if town:
        reading.places.add(reading.doc.text(first, last))
        return None
    if beside or (last - first > 1 and not organised(words) and reading.kb.persons(words[-1])):
        return Draft(first, last, "name", "Person")
    if is_place(reading, first, last):
        reading.places.add(reading.doc.text(first, last))
        return None
    person = None if organised(words) else _person_by_name(reading, words, first, last)
    found = person or (None if reading.kb.places(" ".join(words)) else unlisted(reading, first, last))
    if found and not person and reading.in_capitals():
        found.weak = True
    return found


def _state_name(reading: Reading, words: list[str]) -> bool:
    """Whether a run names a state, which something around it keeps from being meant: "the Gulf of Oman"."""
    found = reading.kb.longest(words, 0)
    return found is not None and found[0] == len(words) and found[1][0].schema == "State"


def _person_by_name(reading: Reading, words: list[str], first: int, last: int) -> Draft | None:
    """A run that opens with a given name of some office holder, or a single family name of one."""
    if last - first > 1:
        opens = reading.kb.given_name(words[0]) or (not feature(words[0]) and bool(reading.kb.persons(words[0])))
        return Draft(first, last, "name", "Person") if opens else None
    return None if _first_of_more(reading, first) or not reading.kb.persons(words[0]) else _surname(first, last)


def _first_of_more(reading: Reading, at: int) -> bool:
    """Whether a word opens somebody's longer name, of which the rest was taken otherwise: no family name."""
    token = reading.tokens[at]
    return token.dep == "compound" and token.head == at + 1 and capital(reading.tokens[at + 1])


def _surname(first: int, last: int) -> Draft:
    return Draft(first, last, "name", "Person", office="surname")
