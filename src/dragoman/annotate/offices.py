"""Offices, and the names that they stand beside: "Interior Minister", "minister of Mines and Energy of Brazil, X"."""

from __future__ import annotations

from typing import cast

from dragoman.annotate.bodies import right_edge
from dragoman.annotate.countries import of_state, owner, state_at
from dragoman.annotate.office_words import office_at, office_patterns
from dragoman.annotate.reading import Draft, Reading
from dragoman.annotate.words import by_word, capital, head_of, listed
from dragoman.document import Standing, Token

PORTFOLIO, RANKS, PLURALS = listed("portfolio"), listed("rank"), listed("plural-office")
RELATIONAL, HOSTING, VISITING = listed("relational"), listed("hosting"), listed("visiting")
WITH_PORTFOLIO, WIDER = listed("with-portfolio"), listed("portfolio-in-capitals")
STANDINGS = by_word("standings.csv")
LEADING = ("head_of_state", "head_of_government", "deputy_head_of_government", "minister")
KIN, KINSHIP = listed("kin"), 5  # words before an office in which it is said whose kin: "the son of Chad's late"
REGIONAL = 3  # words in a region's name
LISTING = 6  # tokens within which "and" closes a list of portfolios


def read_offices(reading: Reading) -> None:
    """Offices with what they are of: "Interior Minister", "minister of Mines and Energy of Brazil"."""
    at = reading.sentence.first
    while at < reading.sentence.last:
        match = office_at(reading, at)
        at = _office(reading, at, *match) if match else at + 1


def _office(reading: Reading, at: int, width: int, code: str) -> int:
    tokens, first = reading.tokens, at
    last = _more_portfolios(reading, at, _past_designate(reading, at + width))
    last = _before_a_name(reading, last, right_edge(reading, last))
    while first > reading.sentence.first and reading.free(first - 1) and _qualifies(tokens[first - 1]):
        first -= 1
    before = reading.ending(first)
    country = before.country if before and before.schema in ("State", "IGO") else None
    country = country or owner(reading, first) or of_state(reading, last)
    top = tokens[head_of(tokens, first, last)]
    modifies = top.dep in ("amod", "compound") and not _before_name(reading, top.head, last)
    if tokens[at].pos == "VERB" or modifies or _plain(tokens, at, first, last, width):
        return at + width
    held = None if _of_owner(reading, last) else _of_a_region(reading, first, last, code)
    beside = before.first - 1 if before and before.schema == "State" else first - 1
    qualified = tokens[max(beside, reading.sentence.first) : beside + 1] + tokens[first:last]
    draft = Draft(first, last, "office", "Person", office=held, country=country, standing=_standing(qualified))
    draft.reach = _phrase_end(reading, last)
    reading.add(draft)
    return last


def _past_designate(reading: Reading, last: int) -> int:
    """Past "-designate" and "elect" after an office."""
    tokens, end = reading.tokens, reading.sentence.last
    at = last + (last < end and tokens[last].text in ("-", "–"))
    designated = at < end and reading.free(at) and STANDINGS.get(tokens[at].lower, {}).get("standing") == "designate"
    return at + 1 if designated else last


def _standing(tokens: tuple[Token, ...]) -> Standing | None:
    """How an office is held, where its own words say it: the first word that tells."""
    told = (cast("Standing", STANDINGS[t.lower]["standing"]) for t in tokens if t.lower in STANDINGS)
    return next((standing for standing in told if standing), None)


def _of_owner(reading: Reading, last: int) -> bool:
    """Whether what follows "of" only owns what the office is of: "president of Kenya's parliament"."""
    tokens, at = reading.tokens, last + 1
    if at >= reading.sentence.last or tokens[last].lower != "of":
        return False
    found = reading.known(at + (tokens[at].lower == "the"))
    end = at + (tokens[at].lower == "the") + found[0] if found else at
    return found is not None and end < reading.sentence.last and tokens[end].tag == "POS"


def _of_a_region(reading: Reading, first: int, last: int, code: str) -> str:
    """The office, a governor's for who leads a part of a state: "the Bavarian premier", "Catalonia's president"."""
    if code not in LEADING:
        return code
    owned = reading.tokens[first - 1].tag == "POS" if first > reading.sentence.first else False
    starts = [first - k - owned for k in range(1, REGIONAL + 1)]
    before = any((found := reading.region(at)) and at + found[0] == first - owned for at in starts)
    end = min(last + 1, reading.sentence.last)
    led = [t.i + 1 for t in reading.tokens[first:end] if t.lower == "of" and t.i + 1 < reading.sentence.last]
    return "governor" if before or any(reading.region(at) and not state_at(reading, at) for at in led) else code


def _more_portfolios(reading: Reading, first: int, last: int) -> int:
    """Past ", Energy and International Cooperation" in "Minister of Trade, Energy and International Cooperation"."""
    tokens = reading.tokens
    held = any(t.lower in ("of", "for") for t in tokens[first:last])
    while held and reading.free(last + 1) and _portfolio(tokens[last + 1]):
        listing = tokens[last].text == "," and any(t.lower in ("and", "&") for t in tokens[last + 2 : last + LISTING])
        if not listing and tokens[last].lower not in ("and", "&"):
            break
        last += 2
        while reading.free(last) and _portfolio(tokens[last]):
            last += 1
    return last


def _portfolio(token: Token) -> bool:
    return token.lower in PORTFOLIO or (capital(token) and token.lower in WIDER)


def _before_a_name(reading: Reading, first: int, last: int) -> int:
    """Where a portfolio ends that a name follows at once: "Minister of Planning and Trade NAME"."""
    tokens = reading.tokens
    for at in range(first + 1, last - 1):
        rest = {t.lower for t in tokens[at + 1 : last]}
        if _portfolio(tokens[at]) and not rest & (PORTFOLIO | WIDER | {"and", "of"}):
            return at + 1
    return last


def _plain(tokens: tuple[Token, ...], at: int, first: int, last: int, width: int) -> bool:
    """Whether a word that is an office only with what it is of ("secretary of Energy") stands alone."""
    return width == 1 and tokens[at].lower in WITH_PORTFOLIO and first == at and last == at + 1


def _before_name(reading: Reading, head: int, last: int) -> bool:
    """Whether what an office qualifies is a name: "Vice Minister Tran", unlike "executive order"."""
    following = reading.tokens[last] if last < reading.sentence.last else None
    return capital(reading.tokens[head]) or (following is not None and capital(following))


def _qualifies(token: Token) -> bool:
    return token.lower in PORTFOLIO or token.lower in RANKS or token.text == "-"


def _phrase_end(reading: Reading, at: int) -> int:
    """Where the phrase that an office opens ends: before the next comma, verb or full stop."""
    while at < reading.sentence.last and reading.tokens[at].pos not in ("VERB", "AUX", "PUNCT", "SCONJ"):
        at += 1
    return at


def opening_office(reading: Reading, at: int) -> Draft | None:
    """The office that a phrase after a comma opens with: ", the Brazilian minister of Energy"."""
    for start in range(at, min(at + 4, reading.sentence.last)):
        draft = reading.starting(start)
        if draft and draft.kind == "office":
            return draft
        if reading.tokens[start].pos in ("VERB", "AUX", "PUNCT", "CCONJ"):
            return None
    return None


def join_offices(reading: Reading) -> None:
    """Tie each office to the name that it stands beside, and give the name its office and country."""
    names = [d for d in reading.found if d.schema == "Person" and d.kind in ("name", "acronym")]
    for office in [d for d in reading.found if d.kind == "office"]:
        titled = next((n for n in names if n.first == office.last), None)  # "near Ica, Energy Minister Ana Ruiz"
        name = titled or next((n for n in names if _beside(reading, office, n)), None)
        if name:
            office.joined = name
            _inherit(name, office)


def _beside(reading: Reading, office: Draft, name: Draft) -> bool:
    tokens = reading.tokens
    follows = tokens[office.last].lower if office.last < reading.sentence.last else ""
    if follows in ("of", "for") and (state := reading.ending(name.first)) and state.schema == "State":
        return state.first - 1 - (tokens[state.first - 1].lower == "the") == office.last
    if name.first == office.reach + 1 and tokens[office.reach].text == "," and office.last <= office.reach:
        return not _of_kin(tokens, office)
    opened = name.last < reading.sentence.last and tokens[name.last].text == ","
    return opened and opening_office(reading, name.last + 1) is office


def _of_kin(tokens: tuple[Token, ...], office: Draft) -> bool:
    """Whether an office only says whose kin or aide is named: "the daughter of the president", "his wife's brother"."""
    before = tokens[max(office.first - KINSHIP, 0) : office.first]
    return tokens[office.last].tag == "POS" or any(t.lower in KIN for t in before)


def _inherit(name: Draft, office: Draft) -> None:
    if name.office in (None, "surname"):
        name.office = office.office
    name.country = name.country or office.country


def share_titles(reading: Reading) -> None:
    """Give each of several names the office that a plural before them states: "Ministers NAME and NAME"."""
    names = sorted((d for d in reading.found if d.schema == "Person" and d.kind == "name"), key=lambda d: d.first)
    for at in range(reading.sentence.first, reading.sentence.last - 1):
        office = _plural_office(reading, at)
        if office is None:
            continue
        before, last = reading.ending(office[0]), at + 1
        for name in names:
            if name.first >= last and _in_list(reading, last, name.first):
                name.office = office[1] if name.office in (None, "surname") else name.office
                shared = before.country if before and before.schema == "State" else None
                name.country = name.country or of_state(reading, name.last) or shared
                last = name.last


def _plural_office(reading: Reading, at: int) -> tuple[int, str] | None:
    """The office whose plural ends at a token: where its words begin, and its code."""
    tokens = reading.tokens
    if tokens[at].lower not in PLURALS:
        return None
    single = tokens[at].lower.removesuffix("s") if not tokens[at].lower.endswith("ies") else tokens[at].lower[:-3] + "y"
    for first in range(max(reading.sentence.first, at - 2), at + 1):
        words = (*(t.lower for t in tokens[first:at]), single)
        code = next((c for spelled, c in office_patterns(reading.kb).get(words[0], ()) if spelled == words), None)
        if code:
            return first, code
    return None


def _in_list(reading: Reading, last: int, first: int) -> bool:
    """Whether only commas, "and" and the states of those named stand between."""
    between = reading.tokens[last:first]
    inside = {i for d in reading.found if d.schema == "State" for i in range(d.first, d.last)}
    linking = ("of", "from", "the", "and", ",", "with")
    return len(between) <= LISTING and all(t.lower in linking or t.i in inside for t in between)


def read_counterparts(reading: Reading) -> None:
    """Words for the other of two: "his Chilean counterpart", "X's host", "the guest"; with the name that may follow."""
    tokens = reading.tokens
    for at in range(reading.sentence.first, reading.sentence.last):
        word = tokens[at].lower
        if not reading.free(at) or tokens[at].tag != "NN":
            continue
        owner = next((t for t in reading.doc.children(at, "poss")), None)
        if owner is not None and (word in RELATIONAL or _opposite_number(tokens, at)):
            named = next((d for d in reading.found if d.first in (at + 1, at + 2) and d.schema == "Person"), None)
            own = owner.tag == "PRP$" and owner.i == at - 1
            first = at - _opposite_number(tokens, at)
            reading.add(Draft(owner.i if own else first, at + 1, "common", "Person", (), "counterpart", joined=named))
        elif at > reading.sentence.first and tokens[at - 1].lower == "the" and word in HOSTING | VISITING:
            reading.add(Draft(at, at + 1, "common", "Person", (), "host" if word in HOSTING else "guest"))


def _opposite_number(tokens: tuple[Token, ...], at: int) -> bool:
    return at > 0 and tokens[at].lower == "number" and tokens[at - 1].lower == "opposite"
