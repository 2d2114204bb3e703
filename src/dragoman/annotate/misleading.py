"""Names that mislead: a state's that is a person's, a capital's that is only a town, a word that is no acronym."""

from __future__ import annotations

from dragoman.annotate.countries import seat
from dragoman.annotate.office_words import office_at
from dragoman.annotate.reading import Draft, Reading
from dragoman.annotate.towns import only_a_building, only_a_region, only_a_town
from dragoman.annotate.unlisted import ORGANISED, acts, feature, no_actor, organised
from dragoman.annotate.words import capital, listed
from dragoman.kb import Term

ACRONYM_WORDS, MUNICIPAL = listed("acronym-word"), listed("municipal")
BEFORE_US = listed("before-us")
AIRLINES = sorted(listed("airline"))
COMPANY_WORDS, COMPANY_FIRST = listed("company-word") | listed("trade-in-name"), listed("company-first")
FIRMS = ("LNG", "PLC", "SA", "AG", "NV", "ASA", "SE", "Re")
OWNING = 4  # words after a firm in which "its" shows that it is one
BORNE = ("name", "demonym", "capital")
NOMINAL = ("PROPN", "NOUN", "ADJ")
LONG, TITLE = 4, 0.8  # letters of words that a heading gives capitals, and the share of them that has some
BRANCH = 3  # words in the name of a company before that of the state of its branch
POSTAL = 2  # letters of the code of a part of a state: "Erie, PA"
TOPPED = ("nsubj", "nsubjpass", "dobj", "pobj", "appos", "conj", "ROOT", "attr", "poss")


def misleads(reading: Reading, at: int, last: int, terms: tuple[Term, ...]) -> bool:
    """Whether what is written at tokens at:last, though listed, is no actor here."""
    kinds = {term.kind for term in terms}
    if kinds <= {"acronym"}:
        return _shouted_word(reading, at) or _postal_code(reading, at)
    if kinds <= {"capital", "metonym"}:
        return _no_government(reading, at, last, terms)
    if "name" in kinds and terms[0].schema == "State" and only_a_region(reading, at, last, terms):
        reading.towns.add(reading.doc.text(at, last))
        return True
    if terms[0].schema == "State" and last - at == 1 and kinds <= {"name"}:
        return _first_name(reading, at) or _family_name(reading, at)
    return kinds <= {"demonym"} and _singular_subject(reading, at, last)


def _no_government(reading: Reading, at: int, last: int, terms: tuple[Term, ...]) -> bool:
    """Whether a capital is only a town, or a seat's name another state's building ("the White House in Bishkek")."""
    if MUNICIPAL & _words(reading):
        reading.towns.add(reading.doc.text(at, last))
        return True
    if all(t.kind == "capital" for t in terms) and only_a_town(reading, at, last, terms):
        return True
    seats = all(t.kind == "metonym" for t in terms)
    elsewhere = seat(reading, last) if seats else None
    if seats and (only_a_building(reading, at, last) or (elsewhere and elsewhere not in {t.country for t in terms})):
        return True
    return _town_alone(reading, last)


def bears_a_state(reading: Reading, at: int, last: int, terms: tuple[Term, ...]) -> Draft | None:
    """What bears a state's name and is not listed: "Japan Tobacco", "Telekom Malaysia", "Shell Nigeria"."""
    tokens, sentence = reading.tokens, reading.sentence
    if reading.in_capitals() or {t.kind for t in terms} & {"capital", "epithet", "metonym"}:
        return None
    country = terms[0].country if len({t.id for t in terms}) == 1 else None
    end = _run(reading, last)
    trade = tokens[end - 1].lower in COMPANY_WORDS and not tokens[end - 1].text.isupper()
    if end > last and (trade or tokens[end - 1].text in FIRMS) and not office_at(reading, last):
        return Draft(at, end, "name", "Company", country=country, office="company")
    before = tokens[at - 1] if at > sentence.first else None
    if before and before.lower in COMPANY_FIRST and capital(before) and reading.free(at - 1) and end == last:
        return Draft(at - 1, last, "name", "Company", country=country, office="company")
    if {t.kind for t in terms} != {"name"}:
        return None
    if end == last and (first := _company_before(reading, at)) is not None:
        reading.found = [d for d in reading.found if d.first < first]
        return Draft(first, last, "name", "Company", country=country, office="company")
    return _of_its_own(reading, at, last, end, country) if end > last else None


def carrier(reading: Reading, at: int, last: int, terms: tuple[Term, ...]) -> Draft | None:
    """The airline that its adjective alone names where it acts as a firm does: "Swiss has cut its flights"."""
    if {t.kind for t in terms} != {"demonym"} or not _singular_subject(reading, at, last):
        return None
    for rest in AIRLINES:
        words = [reading.tokens[at].text, *rest.split()]
        found = reading.kb.longest(words, 0)
        if found and found[0] == len(words) and found[1][0].schema == "Company":
            return Draft(at, last, "name", "Company", tuple(dict.fromkeys(t.id for t in found[1])), office="company")
    return None


def _company_before(reading: Reading, at: int) -> int | None:
    """Where the company's name begins that stands right before a state's, as its branch there: "Shell Nigeria"."""
    for first in range(at - 1, max(at - BRANCH, reading.sentence.first) - 1, -1):
        found = reading.known(first) if capital(reading.tokens[first]) else None
        if found and first + found[0] == at and {t.schema for t in found[1]} == {"Company"}:
            return first
    return None


def _run(reading: Reading, last: int) -> int:
    """Where the capitals end that follow a state's name."""
    tokens, end = reading.tokens, last
    while end < reading.sentence.last and reading.free(end) and capital(tokens[end]):
        if tokens[end].pos not in NOMINAL and tokens[end].text not in FIRMS:
            break
        end += 1
    return end


def _of_its_own(reading: Reading, at: int, last: int, end: int, country: str | None) -> Draft | None:
    """A name that a state's opens, of which the state is no part: "Kenya Tea Board", "Jamaica Broilers".

    Not before an office, a person or another listed name ("Peru President X"), and not where every word has a capital.
    """
    tokens = reading.tokens
    words = [t.text for t in tokens[at:end]]
    owned = at > reading.sentence.first and tokens[at - 1].lower == "of"  # "Minister of Trade of Peru NAME"
    if owned or tokens[at].dep != "compound" or not last <= tokens[at].head < end or _title_cased(reading):
        return None
    listed_inside = any(reading.known(i) or office_at(reading, i) or reading.region(i) for i in range(last, end))
    schema = ORGANISED.get(words[-1].lower())
    person = schema is None and (reading.kb.persons(words[-1]) or reading.kb.given_name(tokens[last].text))
    if listed_inside or person or no_actor(words[1:]) or reading.kb.places(" ".join(words)):
        return None
    return Draft(at, end, "name", schema or "Organization", country=country, weak=not acts(reading, end - 1))


def _title_cased(reading: Reading) -> bool:
    """Whether a sentence is a heading whose words all have capitals, so that they tell nothing."""
    long = [t for t in reading.doc.sentence_tokens(reading.sentence) if t.text.isalpha() and len(t.text) >= LONG]
    return sum(map(capital, long)) > TITLE * len(long)


def _words(reading: Reading) -> set[str]:
    return {t.lower for t in reading.doc.sentence_tokens(reading.sentence)}


def _shouted_word(reading: Reading, at: int) -> bool:
    """A plain word in a headline of capitals ("NO ONE ASKED WHO WOULD PAY"), but "THE WHO" names somebody."""
    tokens = reading.tokens
    if not reading.in_capitals():
        return False
    if tokens[at].lower == "us" and at > reading.sentence.first:
        return tokens[at - 1].lower in BEFORE_US
    if tokens[at].lower not in ACRONYM_WORDS:
        return False
    return at == reading.sentence.first or tokens[at - 1].lower != "the"


def _postal_code(reading: Reading, at: int) -> bool:
    """The code of a part of a state after a town: "Erie, PA"."""
    tokens = reading.tokens
    if len(tokens[at].text) != POSTAL or at - 2 < reading.sentence.first or tokens[at - 1].text != ",":
        return False
    town = tokens[at - 2]
    listing = any(t.lower in ("and", "or") for t in tokens[at + 1 : min(at + 3, reading.sentence.last)])
    return capital(town) and not town.text.isupper() and reading.known(at - 2) is None and not listing


def _town_alone(reading: Reading, last: int) -> bool:
    """A capital's namesake, or the town itself: "San José, in California"."""
    tokens, end = reading.tokens, reading.sentence.last
    return last + 2 < end and tokens[last].text == "," and tokens[last + 1].lower == "in" and capital(tokens[last + 2])


def _first_name(reading: Reading, at: int) -> bool:
    """A person called like a state: "Chad NAME"; not a body, an office or a landscape that bears the state's name."""
    tokens, last = reading.tokens, at + 1
    if last >= reading.sentence.last or reading.in_capitals() or not reading.kb.given_name(tokens[at].text):
        return False
    following = tokens[last]
    if not capital(following) or following.pos != "PROPN" or tokens[at].dep != "compound" or following.text.isupper():
        return False
    listed_next = reading.known(last) or office_at(reading, last) or feature(following.text)
    after = tokens[last + 1] if last + 1 < reading.sentence.last else None
    alone = after is None or not capital(after)
    return alone and not listed_next and not organised([tokens[at].text, following.text])


def _family_name(reading: Reading, at: int) -> bool:
    """A person whose family name is a state's: "Neil NAME"; not "Southern NAME"."""
    tokens = reading.tokens
    before = tokens[at - 1] if at > reading.sentence.first else None
    if before is None or before.dep != "compound" or before.head != at or tokens[at].dep not in TOPPED:
        return False
    if not capital(before) or before.pos != "PROPN" or reading.in_capitals() or before.text.isupper():
        return False
    family = reading.kb.persons(before.text) or reading.known(at - 1) or office_at(reading, at - 1)
    return reading.kb.given_name(before.text) and not family


def without_towns(drafts: list[Draft], texts: dict[int, str], towns: set[str]) -> list[Draft]:
    """The drafts without names that the document introduced as a town's or region's, where nothing else is its state's.

    "The mayor of Budapest … Budapest will plant trees"; "Macon, Georgia … Georgia exports nuts".
    """
    states = [d for d in drafts if d.schema == "State" and d.candidates]
    spoken_of = {c for d in states if texts[id(d)] not in towns for c in d.candidates}
    gone = {id(d) for d in states if texts[id(d)] in towns and spoken_of.isdisjoint(d.candidates) and not d.office}
    return [d for d in drafts if id(d) not in gone and (d.joined is None or id(d.joined) not in gone)]


def as_families(drafts: list[Draft], texts: dict[int, str]) -> None:
    """Read the name of a state, alone after a person who bears it ("Neil NAME … NAME smiled"), as the person's.

    So too a capital that is somebody's first name. Not where the document speaks of the state by its adjective, or
    named it before.
    """
    persons = [d for d in drafts[::-1] if d.schema == "Person" and d.kind == "name"]
    families = {texts[id(d)].split()[-1]: d.first for d in persons}
    given = {texts[id(d)].split()[0]: d.first for d in persons if " " in texts[id(d)]}
    states = [d for d in drafts if d.schema == "State" and d.kind in BORNE and d.office is None]
    for draft in states:
        bearer = families.get(texts[id(draft)], given.get(texts[id(draft)]) if draft.kind == "capital" else None)
        same = [d for d in states if d.candidates == draft.candidates]
        if bearer is not None and not any(d.kind == "demonym" or d.first < bearer for d in same):
            draft.schema, draft.candidates, draft.country = "Person", (), None


def _singular_subject(reading: Reading, at: int, last: int) -> bool:
    """An adjective that acts alone, without article or plural ("Norwegian cut routes", "Swiss has lost its head")."""
    tokens = reading.tokens
    token = tokens[at]
    owning = any(t.lower == "its" for t in tokens[last : min(last + OWNING, reading.sentence.last)])
    single = token.lower.endswith(("an", "i")) or owning
    if last - at != 1 or token.dep != "nsubj" or not single or reading.in_capitals():
        return False
    alone = at == reading.sentence.first or tokens[at - 1].pos not in ("DET", "ADJ", "PRON", "NUM")
    return alone and not reading.doc.children(at) and tokens[token.head].pos == "VERB"
