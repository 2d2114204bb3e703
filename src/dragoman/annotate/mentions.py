"""Mentions: which words point at a state, person, office, body or company, and what stands beside them.

Passes over one sentence, each taking tokens that no earlier one took: bodies ("the Chadian army"), known names from the
gazetteer, governments ("the Maduro government"), offices ("minister of Mines and Energy of Brazil"), then names that
only their capitals show. Offices are joined to the names that they stand beside.
"""

from __future__ import annotations

from collections.abc import Callable

from dragoman.annotate.bodies import read_bodies, right_edge
from dragoman.annotate.countries import of_state, seat
from dragoman.annotate.epithets import read_epithets
from dragoman.annotate.misleading import as_families, without_towns
from dragoman.annotate.names import read_known, read_names
from dragoman.annotate.office_words import office_at
from dragoman.annotate.offices import join_offices, read_counterparts, read_offices, share_titles
from dragoman.annotate.reading import Draft, Reading
from dragoman.annotate.serving import read_countries
from dragoman.annotate.unlisted import borne_out
from dragoman.annotate.words import by_word, head_of, listed, table
from dragoman.document import Annotated, Mention, MentionKind, Timex
from dragoman.kb import KnowledgeBase
from dragoman.records import ZoneKind

GOVERNMENT_KINDS = listed("government-kind")
OF_A_PEOPLE, COMPANIES = listed("of-a-people"), listed("company-common")
NOMINAL = ("nsubj", "nsubjpass", "dobj", "pobj", "dative", "appos", "conj", "attr")
QUALIFIED = ("NOUN", "PROPN", "ADJ", "NUM")
SPEAKING: tuple[ZoneKind, ...] = ("title", "body")


def find(doc: Annotated, kb: KnowledgeBase) -> tuple[Mention, ...]:
    """All mentions of a document's title and body, in order of their first token."""
    drafts: list[Draft] = []
    places: set[str] = set()
    towns: set[str] = set()
    figures = _figures(doc, kb)
    for sentence in doc.sentences:
        if sentence.zone in SPEAKING:
            reading = Reading(doc, kb, sentence, [], figures, places=places, towns=towns)
            for read in PASSES:
                read(reading)
            drafts += reading.found
    texts = {id(d): doc.text(d.first, d.last) for d in drafts}
    drafts = without_towns(drafts, texts, towns)
    as_families(drafts, texts)
    as_defined(drafts, texts)
    return _number(doc, borne_out(drafts, texts, places))


def _family_name(doc: Annotated, kb: KnowledgeBase, timex: Timex) -> bool:
    """Whether a month is a person's family name: "Theresa May"."""
    before = doc.tokens[timex.first - 1] if timex.first else None
    single = timex.last - timex.first == 1 and before is not None and before.dep == "compound"
    return single and before is not None and before.text[:1].isupper() and kb.given_name(before.text)


def _figures(doc: Annotated, kb: KnowledgeBase) -> set[int]:
    """Tokens of dates and figures, which are no names; what is counted may be one ("31 Chadian soldiers")."""
    dates = {i for t in doc.timexes if not _family_name(doc, kb, t) for i in range(t.first, t.last)}
    return dates | {q.first for q in doc.quantities}


def _number(doc: Annotated, drafts: list[Draft]) -> tuple[Mention, ...]:
    ordered = sorted(drafts, key=lambda d: (d.first, -d.last))
    place = {id(d): i for i, d in enumerate(ordered)}
    return tuple(
        Mention(
            i=i, first=d.first, last=d.last, head=head_of(doc.tokens, d.first, d.last), kind=d.kind,
            text=doc.text(d.first, d.last), schema=d.schema, candidates=d.candidates, office=d.office,
            country=d.country, joined=place[id(d.joined)] if d.joined else None, standing=d.standing,
        )
        for i, d in enumerate(ordered)
    )  # fmt: skip


def read_pairs(reading: Reading) -> None:
    """A phrase for two actors ("both countries", "the two nations") is found twice."""
    pairs = {(row["first"], row["second"]) for row in table("pairs.csv")}
    for at in range(reading.sentence.first, reading.sentence.last - 1):
        if (reading.tokens[at].lower, reading.tokens[at + 1].lower) in pairs:
            for _ in range(2):
                reading.add(Draft(at, at + 2, "common", "State", office="pair"))
        elif reading.tokens[at].lower == "both" and reading.tokens[at].dep in ("nsubj", "nsubjpass"):
            for _ in range(2):
                reading.add(Draft(at, at + 1, "common", "State", office="pair"))


def read_governments(reading: Reading) -> None:
    """The state, in the words printed: "the Chadian regime", "the Maduro government", "the authorities"."""
    heads = by_word("governments.csv")
    for at in range(reading.sentence.first, reading.sentence.last):
        row = heads.get(reading.tokens[at].lower)
        if not row or not reading.free(at):
            continue
        if reading.tokens[at].dep == "compound":
            continue
        start = at
        while reading.free(start - 1) and reading.tokens[start - 1].lower in GOVERNMENT_KINDS:
            start -= 1
        owned = reading.tokens[start - 1].tag == "POS"
        before = reading.ending(start) or (reading.ending(start - 1) if owned else None)
        before = before or _family_name_before(reading, start - owned)
        kind: MentionKind = "epithet" if row["loaded"] == "yes" else "name"
        if before and before.schema == "State":
            _widen(reading, before, at, kind)
        elif before and before.schema == "Person":
            before.country = before.country or of_state(reading, at + 1)
            reading.add(Draft(at, at + 1, kind, "State", joined=before, office="government"))
        elif code := of_state(reading, at + 1) or seat(reading, at + 1):
            reading.add(Draft(at, at + 1, kind, "State", (f"state:{code}",), country=code, office="government"))
        elif row["bare"] == "yes" and (end := right_edge(reading, at + 1)) > at + 1 and not office_at(reading, at + 2):
            reading.add(Draft(at, end, kind, "PublicBody", office="agency"))
        elif row["bare"] == "yes" and reading.tokens[at - 1].lower in ("the", "this", "that", "its", "their"):
            reading.add(Draft(at, at + 1, "common", "State", office="government"))


def _family_name_before(reading: Reading, last: int) -> Draft | None:
    """The person whose family name, known but not yet read, stands before a government: "NAME's regime"."""
    token = reading.tokens[last - 1]
    alone = reading.free(last - 1) and token.pos == "PROPN" and reading.tokens[last - 2].pos != "PROPN"
    if not alone or not reading.kb.persons(token.text):
        return None
    return reading.add(Draft(last - 1, last, "name", "Person", office="surname"))


def _widen(reading: Reading, before: Draft, at: int, kind: MentionKind) -> None:
    """Make one mention of the state from "Chadian" and "regime"."""
    reading.found.remove(before)
    if len(before.candidates) == 1 and kind == "name":
        kind = before.kind if before.kind != "demonym" else "name"
    reading.add(Draft(before.first, at + 1, kind, "State", before.candidates, "government", before.country))


def read_descriptors(reading: Reading) -> None:
    """A phrase that opens a sentence and stands in apposition with a name: "The strongman of the islands, Ana Ruiz"."""
    tokens, first = reading.tokens, reading.sentence.first
    if tokens[first].lower not in ("the", "a"):
        return
    comma = next((i for i in range(first, reading.sentence.last) if tokens[i].text == ","), None)
    name = reading.starting(comma + 1) if comma else None
    if not comma or not name or name.schema != "Person" or any(t.pos in ("VERB", "AUX") for t in tokens[first:comma]):
        return
    if any(d.joined is name for d in reading.found) or comma - first > 8:
        return
    states = [d.country for d in reading.found if first <= d.first < comma and d.schema == "State"]
    name.country = name.country or (states[0] if len(states) == 1 else None)
    reading.found.append(Draft(first, comma, "epithet", "Person", joined=name))


def read_compatriots(reading: Reading) -> None:
    """One person, and no state, called by a people's name: "the Finn asked", unlike "a Finnish envoy"."""
    tokens = reading.tokens
    demonyms = [d for d in reading.found if d.kind == "demonym" and d.last - d.first == 1]
    for demonym in demonyms:
        token = tokens[demonym.first]
        single = token.lower in OF_A_PEOPLE or (token.lower.endswith("an") and token.dep in NOMINAL)
        alone = token.dep in NOMINAL and not reading.doc.children(token.i, "compound", "amod")
        pointed = token.i > reading.sentence.first and tokens[token.i - 1].lower in ("the", "a", "an")
        following = tokens[demonym.last] if demonym.last < reading.sentence.last else None
        shares = following and following.lower == "and" and any(d.first == demonym.last + 1 for d in demonyms)
        qualifies = shares or (following and following.pos in QUALIFIED)  # "the Finnish and Swedish ministers"
        if single and alone and pointed and not qualifies and demonym.office is None:
            demonym.kind, demonym.schema, demonym.office, demonym.candidates = "common", "Person", "compatriot", ()


def read_companies(reading: Reading) -> None:
    """A company by its kind alone, which one named before must bear out: "the carrier said"."""
    tokens = reading.tokens
    for at in range(reading.sentence.first + 1, reading.sentence.last):
        plain = tokens[at].lower in COMPANIES and tokens[at].tag == "NN" and tokens[at].dep != "compound"
        if plain and reading.free(at) and tokens[at - 1].lower == "the" and tokens[at].text.islower():
            reading.add(Draft(at, at + 1, "common", "Company", office="company"))


def read_acronyms(reading: Reading) -> None:
    """An acronym in brackets after a name, or before one in brackets, is that name's, whatever it means elsewhere."""
    tokens = reading.tokens
    for name in list(reading.found):
        at = name.last + 1
        if at + 1 >= reading.sentence.last or tokens[name.last].text != "(" or tokens[at + 1].text != ")":
            continue
        if name.schema not in ("State", "Person") and tokens[at].text.isupper():
            reading.found = [d for d in reading.found if d.first != at]
            reading.add(Draft(at, at + 1, "acronym", name.schema, joined=name))
    for acronym in [d for d in reading.found if d.kind == "acronym" and d.last + 1 < reading.sentence.last]:
        long = reading.starting(acronym.last + 1) if tokens[acronym.last].text == "(" else None
        text = reading.doc.text(acronym.first, acronym.last)
        if long and long.kind == "name" and _spelled(text, reading.doc.text(long.first, long.last)):
            acronym.schema, acronym.joined = long.schema, long
            acronym.candidates, acronym.country, acronym.office = (), None, None


def as_defined(drafts: list[Draft], texts: dict[int, str]) -> None:
    """Read an acronym, after the brackets that gave it to a name with its initials, as that name's: no other "EU"."""
    meant = {
        texts[id(d)]: d
        for d in drafts[::-1]
        if d.kind == "acronym" and d.joined and _spelled(texts[id(d)], texts[id(d.joined)])
    }
    for draft in drafts:
        first = meant.get(texts[id(draft)])
        if first and draft.first > first.first and draft.joined is None:
            draft.kind, draft.schema, draft.joined = "acronym", first.schema, first.joined
            draft.candidates, draft.country, draft.office = (), None, None


def _spelled(acronym: str, name: str) -> bool:
    """Whether the last letters of an acronym are initials of a name, in order; its first may be a state's before it."""
    initials = iter(word[0].upper() for word in name.split())
    return all(letter in initials for letter in acronym[-2:])


def read_pronouns(reading: Reading) -> None:
    """Pronouns that a person named before may stand behind."""
    for token in reading.doc.sentence_tokens(reading.sentence):
        if token.lower in ("he", "she") and token.dep in ("nsubj", "nsubjpass"):
            reading.found.append(Draft(token.i, token.i + 1, "pronoun", "Person"))
        elif token.lower == "it" and token.dep == "nsubj":
            reading.found.append(Draft(token.i, token.i + 1, "pronoun"))


PASSES: tuple[Callable[[Reading], None], ...] = (
    read_pairs, read_epithets, read_bodies, read_known, read_governments, read_offices, read_names, read_acronyms,
    join_offices, share_titles, read_countries, read_counterparts, read_compatriots, read_companies, read_descriptors,
    read_pronouns,
)  # fmt: skip
