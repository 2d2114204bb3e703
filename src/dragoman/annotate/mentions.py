"""Mentions: which words point at a state, person, office, body or company, and what stands beside them.

Passes over one sentence, each taking tokens that no earlier one took: bodies ("the Chadian army"), known names from the
gazetteer, governments ("the Maduro government"), offices ("minister of Mines and Energy of Brazil"), then names that
only their capitals show. Offices are joined to the names that they stand beside.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from dragoman.annotate.words import by_word, capital, head_of, listed, table
from dragoman.document import Annotated, Mention, MentionKind, Sentence, Token
from dragoman.kb import KnowledgeBase, Term
from dragoman.records import Schema, ZoneKind

PARTICLES, LOCATIVE, FUNCTION = listed("particle"), listed("locative"), listed("function-pos")
PORTFOLIO, COMPANY_SUFFIXES, RANKS = listed("portfolio"), listed("company-suffix"), listed("rank")
SPEAKING: tuple[ZoneKind, ...] = ("title", "body")


@dataclass(slots=True)
class Draft:
    """A mention in the making; `reach` is where the phrase around it ends."""

    first: int
    last: int
    kind: MentionKind
    schema: Schema | None = None
    candidates: tuple[str, ...] = ()
    office: str | None = None
    country: str | None = None
    joined: Draft | None = None
    reach: int = 0


@dataclass(slots=True)
class Reading:
    """One sentence being read: its tokens, what was found, which tokens are taken."""

    doc: Annotated
    kb: KnowledgeBase
    sentence: Sentence
    found: list[Draft]
    taken: set[int]

    @property
    def tokens(self) -> tuple[Token, ...]:
        """All tokens of the document; indices are the document's."""
        return self.doc.tokens

    def free(self, at: int) -> bool:
        """Whether a token of the sentence is still to be had."""
        return self.sentence.first <= at < self.sentence.last and at not in self.taken

    def add(self, draft: Draft) -> Draft:
        """Keep a mention and take its tokens."""
        draft.reach = max(draft.reach, draft.last)
        self.found.append(draft)
        self.taken.update(range(draft.first, draft.last))
        return draft

    def ending(self, at: int) -> Draft | None:
        """The mention that ends just before a token."""
        return next((d for d in self.found if d.last == at), None)

    def starting(self, at: int) -> Draft | None:
        """The mention that starts at a token."""
        return next((d for d in self.found if d.first == at), None)


def find(doc: Annotated, kb: KnowledgeBase) -> tuple[Mention, ...]:
    """All mentions of a document's title and body, in order of their first token."""
    drafts: list[Draft] = []
    for sentence in doc.sentences:
        if sentence.zone in SPEAKING:
            dated = {i for t in doc.timexes for i in range(t.first, t.last)}
            reading = Reading(doc, kb, sentence, [], dated)
            for read in PASSES:
                read(reading)
            drafts += reading.found
    return _number(doc, drafts)


def _number(doc: Annotated, drafts: list[Draft]) -> tuple[Mention, ...]:
    ordered = sorted(drafts, key=lambda d: (d.first, -d.last))
    place = {id(d): i for i, d in enumerate(ordered)}
    return tuple(
        Mention(
            i=i, first=d.first, last=d.last, head=head_of(doc.tokens, d.first, d.last), kind=d.kind,
            text=doc.text(d.first, d.last), schema=d.schema, candidates=d.candidates, office=d.office,
            country=d.country, joined=place[id(d.joined)] if d.joined else None,
        )
        for i, d in enumerate(ordered)
    )  # fmt: skip


# ---- pairs: "both countries" ----------------------------------------------------------------------------------------


def read_pairs(reading: Reading) -> None:
    """A phrase for two actors ("both countries", "the two nations") is found twice."""
    pairs = {(row["first"], row["second"]) for row in table("pairs.csv")}
    for at in range(reading.sentence.first, reading.sentence.last - 1):
        if (reading.tokens[at].lower, reading.tokens[at + 1].lower) in pairs:
            for _ in range(2):
                reading.add(Draft(at, at + 2, "common", "State", office="pair"))


# ---- bodies ---------------------------------------------------------------------------------------------------------


def read_bodies(reading: Reading) -> None:
    """Ministries, parliaments, armies, banks, companies: a head word with the capitals or the state around it."""
    heads = by_word("bodies.csv")
    at = reading.sentence.first
    while at < reading.sentence.last:
        pair = " ".join(t.lower for t in reading.tokens[at : at + 2])
        width = 2 if pair in heads else 1
        row = heads.get(pair) or heads.get(reading.tokens[at].lower)
        draft = _body(reading, at, width, row) if row and reading.free(at) else None
        if draft:
            reading.add(draft)
        at = draft.last if draft else at + 1


def _body(reading: Reading, at: int, width: int, row: dict[str, str]) -> Draft | None:
    tokens, schema = reading.tokens, _schema(row)
    first, last = _left_edge(reading, at), _right_edge(reading, at + width)
    named = any(capital(t) and t.pos != "DET" for t in tokens[first:last] if t.i != reading.sentence.first)
    known = reading.kb.longest([t.text for t in tokens[first:last]], 0)
    if known and known[0] == last - first and all(t.kind in ("name", "acronym") for t in known[1]):
        return Draft(first, last, "name", schema, tuple(t.id for t in known[1]))
    country = _country_inside(reading, first, last) or _owner(reading, first) or _of_state(reading, last)
    specific = last - first > width or country
    if row["kind"] in ("company", "bank", "institute", "association", "outlet", "fund", "igo", "commission", "agency"):
        named = named and capital(tokens[at]) and last - first > width
    if named and specific and (capital(tokens[at]) or country or row["kind"] == "ministry"):
        return Draft(first, last, "name", schema, office=row["kind"], country=country)
    if specific and row["common"] == "yes" and (country or last - first > width):
        return Draft(first, last, "name", schema, office=row["kind"], country=country)
    bare = row["common"] == "yes" or (capital(tokens[at]) and width == last - first)
    if bare and tokens[first - 1].lower in ("the", "its", "their") and tokens[at].dep != "compound":
        return Draft(first, last, "common", schema, office=row["kind"])
    return None


def _schema(row: dict[str, str]) -> Schema:
    return row["schema"]  # type: ignore[return-value]


def _left_edge(reading: Reading, at: int) -> int:
    tokens, first = reading.tokens, at
    while first > reading.sentence.first and reading.free(first - 1):
        before = tokens[first - 1]
        joins = before.text == "-" and capital(tokens[first - 2]) and first - 2 >= reading.sentence.first
        if before.lower in PORTFOLIO or joins or (capital(before) and before.pos in ("PROPN", "ADJ", "NOUN")):
            first -= 1
        else:
            break
    return first


def _right_edge(reading: Reading, last: int) -> int:
    """Past "of Science and Technology", "for Space Activities"; not past "of Brazil" or "of the Caribbean country"."""
    tokens, end = reading.tokens, reading.sentence.last
    if last + 1 >= end or tokens[last].lower not in ("of", "for"):
        return last
    at = last + 1 + (tokens[last + 1].lower == "the")
    if at >= end or not capital(tokens[at]) or not reading.free(at) or _state_at(reading, at):
        return last
    while at < end and reading.free(at) and (capital(tokens[at]) or _links(reading, at)):
        at += 1
    return at


def _links(reading: Reading, at: int) -> bool:
    tokens = reading.tokens
    following = at + 1 < reading.sentence.last and capital(tokens[at + 1]) and not _state_at(reading, at + 1)
    return (tokens[at].lower in ("and", "&", ",", "of") and following and tokens[at].text != ",") or (
        tokens[at].text == "," and following and any(t.lower == "and" for t in tokens[at + 1 : at + 4])
    )


def _state_at(reading: Reading, at: int) -> str | None:
    """The ISO code of the one state that a name, demonym or epithet at a token stands for."""
    found = reading.kb.longest([t.text for t in reading.tokens[at : at + 6]], 0)
    ids = {t.id for t in found[1]} if found else set()
    if len(ids) == 1 and (only := next(iter(ids))).startswith("state:") and found and _state_like(found[1][0]):
        return only.removeprefix("state:")
    return None


def _state_like(term: Term) -> bool:
    return term.kind in ("name", "demonym", "acronym", "capital", "epithet", "metonym")


def _country_inside(reading: Reading, first: int, last: int) -> str | None:
    """The one state named inside a phrase; None for bodies of two ("the Chile-Peru commission")."""
    tokens = reading.tokens
    if any(t.text in ("-", "–") and capital(tokens[t.i - 1]) for t in tokens[first + 1 : last]):
        return None
    codes = {code for at in range(first, last) if capital(tokens[at]) and (code := _state_at(reading, at))}
    return codes.pop() if len(codes) == 1 else None


def _owner(reading: Reading, first: int) -> str | None:
    """The state in "Brazil's", "the Caribbean country's" before a phrase."""
    tokens = reading.tokens
    if first - 2 >= reading.sentence.first and tokens[first - 1].tag == "POS":
        for start in range(max(reading.sentence.first, first - 4), first - 1):
            found = reading.kb.longest([t.text for t in tokens[start : first - 1]], 0)
            if found and start + found[0] == first - 1:
                return _state_at(reading, start)
    return None


def _of_state(reading: Reading, last: int) -> str | None:
    """The state in "of Brazil", "of the Caribbean country" after a phrase."""
    tokens = reading.tokens
    if last + 1 < reading.sentence.last and tokens[last].lower in ("of", "for"):
        at = last + 1
        return _state_at(reading, at) or (_state_at(reading, at + 1) if tokens[at].lower == "the" else None)
    return None


# ---- names that the gazetteer knows ---------------------------------------------------------------------------------


def read_known(reading: Reading) -> None:
    """States, capitals, epithets, organisations and full names of office holders."""
    words = [t.text for t in reading.doc.sentence_tokens(reading.sentence)]
    at = reading.sentence.first
    while at < reading.sentence.last:
        found = reading.kb.longest(words, at - reading.sentence.first) if reading.free(at) else None
        at = _take(reading, at, *found) if found else at + 1


def _take(reading: Reading, at: int, length: int, terms: tuple[Term, ...]) -> int:
    tokens, last = reading.tokens, at + length
    figurative = all(t.kind == "epithet" for t in terms)
    if not figurative and not any(capital(t) for t in tokens[at:last]):
        return at + 1
    if any(i in reading.taken for i in range(at, last)):
        return at + 1
    terms = tuple(t for t in terms if t.kind != "capital") or terms if not _is_place(reading, at, last) else terms
    if all(t.kind == "capital" for t in terms) and _is_place(reading, at, last):
        return last
    schema = terms[0].schema if len({t.schema for t in terms}) == 1 else None
    if schema != "State" and _part_of_longer_name(reading, at, last):
        return at + 1
    first = at + (tokens[at].lower == "the" and length > 1)
    kind = terms[0].kind
    while last < reading.sentence.last and reading.free(last) and tokens[last].lower in COMPANY_SUFFIXES:
        last += 1
    reading.add(Draft(first, last, kind, schema, tuple(dict.fromkeys(t.id for t in terms)), country=terms[0].country))
    return last


def _is_place(reading: Reading, first: int, last: int) -> bool:
    """Whether a name stands where things happen ("in Paris", "Paris,") and not where one acts."""
    head = reading.tokens[head_of(reading.tokens, first, last)]
    return reading.tokens[head.head].lower in LOCATIVE and head.dep == "pobj"


def _part_of_longer_name(reading: Reading, first: int, last: int) -> bool:
    tokens = reading.tokens
    after = last < reading.sentence.last and capital(tokens[last]) and tokens[last].pos == "PROPN"
    before = first - 1 > reading.sentence.first and capital(tokens[first - 1]) and tokens[first - 1].pos == "PROPN"
    return last - first == 1 and (after or (before and reading.free(first - 1)))


# ---- governments ----------------------------------------------------------------------------------------------------


def read_governments(reading: Reading) -> None:
    """The state, in the words printed: "the Chadian regime", "the Maduro government", "the authorities"."""
    heads = by_word("governments.csv")
    for at in range(reading.sentence.first, reading.sentence.last):
        row = heads.get(reading.tokens[at].lower)
        if not row or not reading.free(at):
            continue
        if reading.tokens[at].dep == "compound":
            continue
        before = reading.ending(at) or (reading.ending(at - 1) if reading.tokens[at - 1].tag == "POS" else None)
        kind: MentionKind = "epithet" if row["loaded"] == "yes" else "name"
        if before and before.schema == "State":
            _widen(reading, before, at, kind)
        elif before and before.schema == "Person":
            reading.add(Draft(at, at + 1, kind, "State", joined=before, office="government"))
        elif code := _of_state(reading, at + 1):
            reading.add(Draft(at, at + 1, kind, "State", (f"state:{code}",), country=code, office="government"))
        elif row["bare"] == "yes" and reading.tokens[at - 1].lower in ("the", "this", "that"):
            reading.add(Draft(at, at + 1, "common", "State", office="government"))


def _widen(reading: Reading, before: Draft, at: int, kind: MentionKind) -> None:
    """Make one mention of the state from "Chadian" and "regime"."""
    reading.found.remove(before)
    if len(before.candidates) == 1 and kind == "name":
        kind = before.kind if before.kind != "demonym" else "name"
    reading.add(Draft(before.first, at + 1, kind, "State", before.candidates, "government", before.country))


# ---- offices --------------------------------------------------------------------------------------------------------


def read_offices(reading: Reading) -> None:
    """Offices with what they are of: "Interior Minister", "minister of Mines and Energy of Brazil"."""
    patterns = _office_patterns(reading.kb)
    at = reading.sentence.first
    while at < reading.sentence.last:
        match = next(
            (
                (len(words), code)
                for words, code in patterns.get(reading.tokens[at].lower, ())
                if all(reading.free(at + k) for k in range(len(words)))
                and tuple(t.lower for t in reading.tokens[at : at + len(words)]) == words
            ),
            None,
        )
        at = _office(reading, at, *match) if match else at + 1


@lru_cache(maxsize=2)
def _office_patterns(kb: KnowledgeBase) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Offices by the first word of their pattern, longest first; words parted as the parser parts them."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in kb.offices:
        words = tuple(" ".join(row.words).replace("'", " '").split())
        found.setdefault(words[0], []).append((words, row.office))
    return {first: sorted(rows, key=lambda r: -len(r[0])) for first, rows in found.items()}


def _office(reading: Reading, at: int, width: int, code: str) -> int:
    tokens, first = reading.tokens, at
    last = _right_edge(reading, at + width)
    while first > reading.sentence.first and reading.free(first - 1) and _qualifies(tokens[first - 1]):
        first -= 1
    before = reading.ending(first)
    country = before.country if before and before.schema in ("State", "IGO") else None
    country = country or _owner(reading, first) or _of_state(reading, last)
    top = tokens[head_of(tokens, first, last)]
    if tokens[first].pos == "VERB" or (top.dep in ("amod", "compound") and not capital(tokens[top.head])):
        return at + width
    draft = Draft(first, last, "office", "Person", office=code, country=country)
    draft.reach = _phrase_end(reading, last)
    reading.add(draft)
    return last


def _qualifies(token: Token) -> bool:
    return token.lower in PORTFOLIO or token.lower in RANKS or token.text == "-"


def _phrase_end(reading: Reading, at: int) -> int:
    """Where the phrase that an office opens ends: before the next comma, verb or full stop."""
    while at < reading.sentence.last and reading.tokens[at].pos not in ("VERB", "AUX", "PUNCT", "SCONJ"):
        at += 1
    return at


# ---- names that only their capitals show ----------------------------------------------------------------------------


def read_names(reading: Reading) -> None:
    """Runs of capitalised words that nothing else took: persons, and organisations nobody listed."""
    at = reading.sentence.first
    while at < reading.sentence.last:
        last = _run_end(reading, at)
        if last > at and (draft := _name(reading, at, last)):
            reading.add(draft)
        at = max(last, at + 1)


def _run_end(reading: Reading, at: int) -> int:
    if not _name_word(reading, at):
        return at
    last = at + 1
    while last < reading.sentence.last:
        particles = 0
        while last + particles < reading.sentence.last and reading.tokens[last + particles].lower in PARTICLES:
            particles += 1
        hyphen = reading.tokens[last].text in ("-", "–") and reading.tokens[last].start == reading.tokens[last - 1].end
        if _name_word(reading, last):
            last += 1
        elif particles and _name_word(reading, last + particles):
            last += particles + 1
        elif hyphen and last + 1 < reading.sentence.last and reading.free(last + 1):
            last += 2
        else:
            break
    return last


def _name_word(reading: Reading, at: int) -> bool:
    if not reading.free(at):
        return False
    token = reading.tokens[at]
    if not capital(token) or not token.text[0].isalpha():
        return False
    return token.pos == "PROPN" or (at > reading.sentence.first and token.pos not in FUNCTION)


def _name(reading: Reading, first: int, last: int) -> Draft | None:
    tokens = reading.tokens
    words = [t.text for t in tokens[first:last]]
    office = _office_beside(reading, first, last)
    if office or (last - first > 1 and _person_like(reading, words)):
        return Draft(first, last, "name", "Person")
    if last - first == 1 and reading.kb.persons(words[0]):
        return Draft(first, last, "name", "Person", office="surname")
    if reading.kb.places(" ".join(words)) or _is_place(reading, first, last):
        return None
    head = tokens[head_of(tokens, first, last)]
    if last - first > 1:
        return Draft(
            first, last, "name", "Person" if head.dep in ("nsubj", "nsubjpass", "appos", "pobj", "conj") else None
        )
    if head.pos == "PROPN" and head.dep in ("nsubj", "nsubjpass", "poss", "pobj", "dobj", "conj", "appos"):
        return Draft(first, last, "name", None)
    return None


def _person_like(reading: Reading, words: list[str]) -> bool:
    return any(reading.kb.persons(w) for w in (words[-1], words[0]))


def _office_beside(reading: Reading, first: int, last: int) -> bool:
    before = reading.ending(first)
    if before and before.kind == "office":
        return True
    tokens = reading.tokens
    after = last + 1 < reading.sentence.last and tokens[last].text == ","
    return bool(after and _opening_office(reading, last + 1))


def _opening_office(reading: Reading, at: int) -> Draft | None:
    """The office that a phrase after a comma opens with: ", the Brazilian minister of Energy"."""
    for start in range(at, min(at + 4, reading.sentence.last)):
        draft = reading.starting(start)
        if draft and draft.kind == "office":
            return draft
        if reading.tokens[start].pos in ("VERB", "AUX", "PUNCT"):
            return None
    return None


# ---- offices and names side by side ---------------------------------------------------------------------------------


def join_offices(reading: Reading) -> None:
    """Tie each office to the name that it stands beside, and give the name its office and country."""
    names = [d for d in reading.found if d.schema == "Person" and d.kind in ("name", "acronym")]
    for office in [d for d in reading.found if d.kind == "office"]:
        name = next((n for n in names if _beside(reading, office, n)), None)
        if name:
            office.joined = name
            _inherit(name, office)


def _beside(reading: Reading, office: Draft, name: Draft) -> bool:
    if office.last == name.first:
        return True
    tokens = reading.tokens
    if name.first == office.reach + 1 and tokens[office.reach].text == "," and office.last <= office.reach:
        return True
    opened = name.last < reading.sentence.last and tokens[name.last].text == ","
    return opened and _opening_office(reading, name.last + 1) is office


def _inherit(name: Draft, office: Draft) -> None:
    if name.office in (None, "surname"):
        name.office = office.office
    name.country = name.country or office.country


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


def read_acronyms(reading: Reading) -> None:
    """An acronym in brackets after a name is that name's, whatever else it may stand for."""
    tokens = reading.tokens
    for name in list(reading.found):
        at = name.last + 1
        if at + 1 >= reading.sentence.last or tokens[name.last].text != "(" or tokens[at + 1].text != ")":
            continue
        if name.schema not in ("State", "Person") and tokens[at].text.isupper():
            reading.found = [d for d in reading.found if d.first != at]
            reading.add(Draft(at, at + 1, "acronym", name.schema, joined=name))


def read_pronouns(reading: Reading) -> None:
    """Pronouns that a person named before may stand behind."""
    for token in reading.doc.sentence_tokens(reading.sentence):
        if token.lower in ("he", "she") and token.dep in ("nsubj", "nsubjpass"):
            reading.found.append(Draft(token.i, token.i + 1, "pronoun", "Person"))
        elif token.lower == "it" and token.dep == "nsubj":
            reading.found.append(Draft(token.i, token.i + 1, "pronoun"))


PASSES: tuple[Callable[[Reading], None], ...] = (
    read_pairs, read_bodies, read_known, read_governments, read_offices, read_names, read_acronyms, join_offices,
    read_descriptors, read_pronouns,
)  # fmt: skip
