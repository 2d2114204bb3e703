"""Ministries, parliaments, armies, banks, companies: a head word with the capitals or the state around it."""

from __future__ import annotations

from dragoman.annotate.countries import country_inside, of_state, owner, seat, state_at
from dragoman.annotate.office_words import office_at
from dragoman.annotate.reading import Draft, Reading
from dragoman.annotate.words import by_word, capital, listed
from dragoman.kb import Term
from dragoman.records import Schema

PORTFOLIO, SCOPE = listed("portfolio"), listed("scope")
SEATED = ("police", "parliament", "ministry", "outlet")  # unlike an embassy, which sits in another state than its own
BEARING = ("bank", "central-bank", "party", "institute", "association", "company", "fund")  # "Bank of X" in full
CAPITALISED = ("company", "bank", "institute", "association", "outlet", "fund", "igo", "commission", "agency")
OPPOSED = "opposition"
PORTED = ("agency", "company")
LONGEST_OFFICE = 5
UNDETERMINED = ("police", "outlet")


def read_bodies(reading: Reading) -> None:
    """Ministries, parliaments, armies, banks, companies: a head word with the capitals or the state around it."""
    heads = by_word("bodies.csv")
    at = reading.sentence.first
    while at < reading.sentence.last:
        pair = " ".join(t.lower for t in reading.tokens[at : at + 2])
        width = 2 if " " in pair and pair in heads else 1
        row = heads.get(pair) or heads.get(reading.tokens[at].lower)
        readable = row and reading.free(at) and not (_of_its_chief(reading, at, row) or _opposed(reading, at, row))
        draft = _staff(reading, at) or _body(reading, at, width, row) if row and readable else None
        if draft:
            reading.add(draft)
        at = draft.last if draft else at + 1


def _of_its_chief(reading: Reading, at: int, row: dict[str, str]) -> bool:
    """Whether a force only says whose officer is meant: "the Kenyan army chief", "an opposition leader"."""
    office = office_at(reading, at) if row["kind"] in ("armed-forces", "police", OPPOSED) else None
    return office is not None and office[0] > 1


def _opposed(reading: Reading, at: int, row: dict[str, str]) -> bool:
    """Whether opposition is what somebody has to something, and no body: "Malian opposition to the plan"."""
    return row["kind"] == OPPOSED and at + 1 < reading.sentence.last and reading.tokens[at + 1].lower == "to"


def _staff(reading: Reading, at: int) -> Draft | None:
    """The office of somebody in office: "the Kenyan president's office", "the prime minister's office in Lima"."""
    tokens = reading.tokens
    if tokens[at].lower != "office" or tokens[at - 1].tag != "POS":
        return None
    for first in range(max(reading.sentence.first, at - LONGEST_OFFICE - 1), at - 1):
        office = office_at(reading, first)
        if office and first + office[0] == at - 1:
            country = owner(reading, first) or of_state(reading, at + 1) or seat(reading, at + 1)
            beside = None if country or first == reading.sentence.first else state_at(reading, first - 1)
            start = first - (beside is not None)
            return Draft(start, at + 1, "name", "PublicBody", office="agency", country=country or beside)
    return None


def _body(reading: Reading, at: int, width: int, row: dict[str, str]) -> Draft | None:
    tokens = reading.tokens
    width, row = _longer_head(reading, at, width, row)
    first, last, schema = (
        left_edge(reading, at),
        right_edge(reading, at + width, lower=row["kind"] == "ministry"),
        _schema(row),
    )
    named = any(capital(t) and t.pos != "DET" for t in tokens[first:last] if t.i != reading.sentence.first)
    country = country_inside(reading, first, last) or owner(reading, first) or of_state(reading, last)
    if row["kind"] == "outlet" and not capital(tokens[at]):
        first = next((i for i in range(first, at) if not state_at(reading, i)), at)
    known = reading.known(first)
    longer = known and first + known[0] > last and known[1][0].schema != "State"
    no_body = known and known[0] == last - first and all(_no_body(t) for t in known[1])
    described = row["kind"] == "outlet" and not capital(tokens[at]) and _names_next(reading, at + width)
    described = described or (known is not None and first + known[0] == at and _is_called(tokens[at].text, known[1]))
    bank = _bank_of_a_state(reading, at) if row["kind"] == "bank" else None
    if longer or no_body or described or bank:
        return bank
    if known and known[0] == last - first and all(t.kind in ("name", "acronym") for t in known[1]):
        if not country or country in {t.country for t in known[1]}:
            own = known[1][0].country if len(known[1]) == 1 else None
            return Draft(first, last, "name", schema, tuple(t.id for t in known[1]), country=country or own)
        named = True
    country = country or _parent(reading, at + width, last) or (seat(reading, last) if row["kind"] in SEATED else None)
    specific = last - first > width or country
    ported = row["kind"] in PORTED and any(t.lower in PORTFOLIO for t in tokens[first:at])
    determined = tokens[first - 1].lower in ("the", "its", "their") or tokens[first - 1].tag == "POS" or bool(country)
    if row["kind"] in CAPITALISED:
        named = named and capital(tokens[at]) and (last - first > width or (width > 1 and bool(country)))
    if named and specific and (capital(tokens[at]) or country or row["kind"] == "ministry"):
        if row["kind"] in BEARING and not country_inside(reading, first, last):
            last = _with_its_state(reading, at, last)
        return Draft(first, last, "name", schema, office=row["kind"], country=country)
    if specific and (row["common"] == "yes" or (ported and determined)) and (country or last - first > width):
        return Draft(first, last, "name", schema, office=row["kind"], country=country)
    bare = row["common"] == "yes" or (capital(tokens[at]) and width == last - first)
    if bare and (determined or row["kind"] in UNDETERMINED) and tokens[at + width - 1].dep != "compound":
        return Draft(first, last, "common", schema, office=row["kind"])
    return None


def _is_called(kind: str, terms: tuple[Term, ...]) -> bool:
    """Whether listed words are a name of their own, which a word in small letters only explains: "TASS news agency"."""
    return kind.islower() and all(t.schema in ("Company", "Organization", "IGO") for t in terms)


def _no_body(term: Term) -> bool:
    """Whether a listed name, though it holds a body's word, is a state or its seat: "Russian Federation"."""
    return term.kind == "metonym" or (term.schema == "State" and term.kind == "name")


def _bank_of_a_state(reading: Reading, at: int) -> Draft | None:
    """A bank that bears a state's name and that nothing lists as its central one: "Bank of Ireland"."""
    tokens = reading.tokens
    alone = capital(tokens[at]) and left_edge(reading, at) == at
    if not alone or at + 2 >= reading.sentence.last or tokens[at + 1].lower != "of":
        return None
    after = at + 2 + (tokens[at + 2].lower == "the")
    found, country = reading.known(after), state_at(reading, after)
    if reading.known(at) or not found or country is None or found[1][0].kind not in ("name", "acronym"):
        return None
    return Draft(at, after + found[0], "name", "Company", office="bank", country=country)


def _with_its_state(reading: Reading, at: int, last: int) -> int:
    """Past "of Greece" in "National Bank of Greece", whose name would say nothing without it."""
    owned = last < reading.sentence.last and reading.tokens[last].lower == "of" and capital(reading.tokens[at])
    after = reading.known(last + 1) if owned else None
    stately = after is not None and after[1][0].schema == "State" and after[1][0].kind in ("name", "acronym")
    return last + 1 + after[0] if after and stately else last


def _names_next(reading: Reading, at: int) -> bool:
    """Whether a name follows at once, which the words before it only describe: "state television RTX"."""
    return reading.free(at) and capital(reading.tokens[at])


def _longer_head(reading: Reading, at: int, width: int, row: dict[str, str]) -> tuple[int, dict[str, str]]:
    """Past head words that follow in capitals: "Red Cross Society"; the last one says what it is."""
    heads, tokens = by_word("bodies.csv"), reading.tokens
    while reading.free(at + width) and capital(tokens[at + width]) and tokens[at + width].lower in heads:
        row = heads[tokens[at + width].lower]
        width += 1
    return width, row


def _parent(reading: Reading, at: int, last: int) -> str | None:
    """The state of the listed body that a part is of: "the Standing Committee of the National People's Congress"."""
    if at + 1 >= last:
        return None
    found = reading.known(at + 1 + (reading.tokens[at + 1].lower == "the"))
    countries = {t.country for t in found[1] if t.schema == "PublicBody"} if found else set()
    return countries.pop() if len(countries) == 1 else None


def _schema(row: dict[str, str]) -> Schema:
    return row["schema"]  # type: ignore[return-value]


def left_edge(reading: Reading, at: int) -> int:
    """Where a body's name begins: past capitals, portfolios and joined names before its head word."""
    tokens, first = reading.tokens, at
    while first > reading.sentence.first and reading.free(first - 1):
        before = tokens[first - 1]
        joins = before.text == "-" and capital(tokens[first - 2]) and first - 2 >= reading.sentence.first
        words = before.lower in PORTFOLIO or before.lower in SCOPE
        if words or joins or (capital(before) and before.pos in ("PROPN", "ADJ", "NOUN")):
            first -= 1
        else:
            break
    return first


def right_edge(reading: Reading, last: int, *, lower: bool = False) -> int:
    """Past "of Science and Technology", "for Space Activities", and where `lower` "of foreign affairs".

    Never past "of Brazil" or "of the island state".
    """
    tokens, end = reading.tokens, reading.sentence.last
    if last + 1 >= end or tokens[last].lower not in ("of", "for"):
        return last
    at = last + 1 + (tokens[last + 1].lower == "the")
    if lower and at < end and tokens[at].lower in PORTFOLIO and tokens[at].text.islower():
        return _portfolio_end(reading, at)
    if at >= end or not capital(tokens[at]) or not reading.free(at) or state_at(reading, at):
        return last
    while at < end and reading.free(at) and (capital(tokens[at]) or _links(reading, at)):
        at += 1
    return at


def _portfolio_end(reading: Reading, at: int) -> int:
    """Past "foreign affairs and trade" in lower case."""
    tokens, end = reading.tokens, reading.sentence.last
    while at < end and reading.free(at) and tokens[at].lower in PORTFOLIO:
        at += 1
        at += at + 1 < end and tokens[at].lower in ("and", "&") and tokens[at + 1].lower in PORTFOLIO
    return at


def _links(reading: Reading, at: int) -> bool:
    tokens = reading.tokens
    following = at + 1 < reading.sentence.last and capital(tokens[at + 1]) and not state_at(reading, at + 1)
    another = tokens[at + 1 : at + 3]  # "Bank of X and Bank of Y" are two
    if len(another) > 1 and another[0].lower in by_word("bodies.csv") and another[1].lower == "of":
        return False
    if tokens[at].tag == "POS":
        return following
    return (tokens[at].lower in ("and", "&", ",", "of", "for") and following and tokens[at].text != ",") or (
        tokens[at].text == "," and following and any(t.lower == "and" for t in tokens[at + 1 : at + 4])
    )
