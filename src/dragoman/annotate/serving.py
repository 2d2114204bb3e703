"""Whom a person serves: the state in the words around a name, where the office beside it gives none."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dragoman.annotate.countries import of_state, owner, state_at
from dragoman.annotate.reading import Draft, Reading
from dragoman.annotate.words import listed
from dragoman.kb import PlaceRow

COUNTERPARTS, RANKS, PORTFOLIO = listed("counterpart"), listed("rank"), listed("portfolio")
CROWNS = listed("crown")
AMONG, LEADING = listed("among"), listed("leading")
LOCAL = frozenset({"mayor", "governor"})
SERVED = frozenset({"of", "at", "to", "for", "from", "with"})
REACH = 10  # "the second deputy head of the legal department of the ministry"


def read_countries(reading: Reading) -> None:
    """Give persons without a country the one that their counterpart's word, their body or their group states."""
    for name in [d for d in reading.found if d.schema == "Person" and d.kind == "name" and d.country is None]:
        office = next((d for d in reading.found if d.joined is name and d.kind == "office"), None)
        for find in FINDERS:
            if code := find(reading, name, office):
                name.country = code
                if office:
                    office.country = office.country or code
                break


def _start(name: Draft, office: Draft | None) -> int:
    return office.first if office and office.last <= name.first else name.first


def _after_name(reading: Reading, name: Draft, office: Draft | None) -> str | None:
    """The state in "Vice President NAME of Ecuador"; a bare name may be of a family or a place."""
    crowned = reading.tokens[name.first].lower in CROWNS or reading.tokens[name.first - 1].lower in CROWNS
    return of_state(reading, name.last) if office or crowned else None


def _directly(reading: Reading, name: Draft, office: Draft | None) -> str | None:
    """The state right before: "the Kazakh NAME", "Chile's NAME"."""
    before = reading.ending(_start(name, office))
    return (before.country if before and before.kind == "demonym" else None) or owner(reading, _start(name, office))


def _counterpart(reading: Reading, name: Draft, _: Draft | None) -> str | None:
    """The state in "his Chilean counterpart, NAME", "her counterpart from Chile NAME"."""
    at = name.first - 1 - (reading.tokens[name.first - 1].text == ",")
    for word in range(at, max(at - 4, reading.sentence.first), -1):
        if reading.tokens[word].lower in COUNTERPARTS:
            start = word
            while reading.tokens[start - 1].lower in RANKS | PORTFOLIO:
                start -= 1
            before = reading.ending(start)
            named = before.country if before and before.schema == "State" else None
            return named or owner(reading, start) or _prepositional(reading, word + 1)
    return None


def _prepositional(reading: Reading, at: int) -> str | None:
    tokens = reading.tokens
    if at + 1 < reading.sentence.last and tokens[at].lower in ("of", "from", "in"):
        return state_at(reading, at + 1 + (tokens[at + 1].lower == "the"))
    return None


def _served(reading: Reading, name: Draft, office: Draft | None) -> str | None:
    """The state of the body or leader: "NAME, head of the Central Bank of Chile", "adviser to Peru's king"."""
    for first, last in _phrases(reading, name, office):
        for d in sorted(reading.found, key=lambda d: d.first):
            if first <= d.first < last and d.country and d.schema in ("PublicBody", "State") and d.kind != "pronoun":
                link = d.first - 1 - (reading.tokens[d.first - 1].pos == "DET")
                if reading.tokens[link].lower in SERVED and (d.schema == "PublicBody" or _led(reading, d, last)):
                    return d.country
    return None


def _led(reading: Reading, state: Draft, last: int) -> bool:
    """Whether a state only says whose leader is meant: "to Ethiopia's prime minister", "of the Peruvian president"."""
    return any(d.kind == "office" and state.last <= d.first <= state.last + 1 and d.first < last for d in reading.found)


def _phrases(reading: Reading, name: Draft, office: Draft | None) -> Iterator[tuple[int, int]]:
    """The words between an office and its name, and those of the phrase in apposition after the name."""
    tokens, end = reading.tokens, reading.sentence.last
    if office and office.last <= name.first:
        yield office.last, name.first
    if name.last + 1 < end and tokens[name.last].text == ",":
        at = name.last + 1
        while at < min(end, name.last + REACH) and tokens[at].pos not in ("VERB", "AUX", "PUNCT", "SCONJ", "PRON"):
            at += 1
        yield name.last + 1, at


def _body_before(reading: Reading, name: Draft, office: Draft | None) -> str | None:
    """The state of the body before an office: "Central Bank of Chile governor NAME"."""
    before = reading.ending(office.first) if office and office.last <= name.first else None
    return before.country if before and before.schema == "PublicBody" else None


def _group(reading: Reading, name: Draft, office: Draft | None) -> str | None:
    """The state of the group that a name is one of: "six Indian envoys, NAME among them", "Peruvians led by NAME"."""
    tokens, start = reading.tokens, _start(name, office)
    start -= tokens[start - 1].pos == "DET"
    before = tuple(t.lower for t in tokens[max(start - 2, reading.sentence.first) : start])
    led = " ".join(before) in LEADING or (bool(before) and before[-1] in LEADING)
    among = name.last + 1 < reading.sentence.last and tokens[name.last].lower in AMONG
    if not (led or among):
        return None
    near = [d for d in reading.found if d.kind == "demonym" and start - REACH <= d.first < start]
    return near[-1].country if near else None


def _own(reading: Reading, name: Draft, office: Draft | None) -> str | None:
    """The only state of the sentence, where "its" or "their" stands before the office: "its governor NAME"."""
    first = _start(name, office)
    if office is None or reading.tokens[first - 1].lower not in ("its", "their"):
        return None
    states = {d.country for d in reading.found if d.schema == "State" and d.country and d.first < first}
    return states.pop() if len(states) == 1 else None


def _local(reading: Reading, _: Draft, office: Draft | None) -> str | None:
    """The state of the town or province that a mayor or governor is of, where all places of that name lie in one."""
    if office is None or office.office not in LOCAL:
        return None
    at = next((t.i for t in reading.tokens[office.first : office.last + 1] if t.lower == "of"), None)
    words = reading.doc.text(at + 1, max(office.last, office.reach)) if at and at + 1 < office.reach else ""
    rows: tuple[PlaceRow, ...] = reading.kb.places(words) if words else ()
    codes = {row.country for row in rows}
    return codes.pop() if len(codes) == 1 else None


FINDERS: tuple[Callable[[Reading, Draft, Draft | None], str | None], ...] = (
    _after_name, _counterpart, _directly, _body_before, _served, _group, _own, _local,
)  # fmt: skip
