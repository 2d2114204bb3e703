"""Names that nothing lists: what is none (rivers, storms, annexes, platforms), and what acts enough to be one."""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.annotate.offices import opening_office
from dragoman.annotate.reading import Draft, Reading
from dragoman.annotate.words import by_word, head_of, listed, table
from dragoman.records import Schema

NO_ACTOR, REGIONS, FEATURES = listed("no-actor"), listed("region"), listed("feature")
COUNTERPARTS, CURBS = listed("counterpart"), listed("curb")
PLATFORMS, CHANNELS, POSTED = listed("platform"), listed("channel"), listed("posted")
ACTS, SUFFERS, TRADES = listed("acts"), listed("suffers"), listed("trade")

THINGS = listed("thing-acronym")
PLURAL_OFFICES = listed("plural-office")
DEALS, TRANSFERS, OPENING = listed("deal"), listed("transfer"), listed("group-first")
SEVERAL = re.compile(r"[A-Z]{2,}s")  # "MEPs", "NGOs"
PARTNERED = {
    "by": ACTS | SUFFERS, "with": ACTS | SUFFERS | DEALS, "between": DEALS | ACTS,
    "to": TRANSFERS, "from": TRANSFERS, "for": listed("speaking-for"),
}  # fmt: skip
ORGANISED: dict[str, Schema] = {
    **dict.fromkeys(listed("company-word"), "Company"),
    **dict.fromkeys(listed("body-word"), "PublicBody"),
    **dict.fromkeys(listed("group-word"), "Organization")
}  # fmt: skip


def feature(word: str) -> bool:
    """Whether a word names a piece of land, water, weather, building or text."""
    return word.lower() in FEATURES


def no_actor(words: list[str]) -> bool:
    """Whether a run of capitals is known to be no actor by its words: "Lake X", "X Valley", "Annex B", "March"."""
    lower = [w.lower() for w in words]
    if len(words) == 1 and SEVERAL.fullmatch(words[0]):
        return True
    if lower[-1] in NO_ACTOR or set(lower) <= REGIONS or feature(lower[-1]):
        return True
    return (len(words) > 1 and feature(lower[0])) or (len(words) == 1 and lower[0] in _measures() | THINGS)


@lru_cache(maxsize=1)
def _measures() -> frozenset[str]:
    """Units, months and days of the week."""
    calendar = {row["word"] for row in table("timex_words.csv") if row["class"] in ("MONTH", "WEEKDAY")}
    return frozenset(calendar | {row["form"].lower() for row in table("units.csv")})


def channel(reading: Reading, first: int, last: int) -> bool:
    """Whether a platform only carries what somebody says: "wrote on X", "a Telegram post"; unlike "fined X"."""
    tokens = reading.tokens
    if " ".join(t.lower for t in tokens[first:last]) not in PLATFORMS:
        return False
    if last < reading.sentence.last and tokens[last].lower in POSTED:
        return True
    before = tokens[first - 1] if first > reading.sentence.first else None
    if before is None or before.lower not in CHANNELS:
        return False
    above = [tokens[before.head], *(tokens[i] for i in reading.doc.ancestors(before.head))]
    if above[0].lower in POSTED:
        return True
    verb = next((n for n, t in enumerate(above) if t.pos in ("VERB", "AUX")), None)
    curbed = any(t.lower in CURBS for t in above[:verb])
    return verb is not None and not curbed and above[verb].lemma.lower() in _telling()


@lru_cache(maxsize=1)
def _telling() -> frozenset[str]:
    return frozenset(row["lemma"] for row in table("quotes_cues.csv")) | listed("posting")


def office_beside(reading: Reading, first: int, last: int) -> bool:
    """Whether an office stands right before a name, or opens what follows its comma."""
    before = reading.ending(first)
    if before and (before.kind == "office" or _of_office(reading, before)):
        return True
    tokens = reading.tokens
    if last + 1 < reading.sentence.last and tokens[last].text == "," and opening_office(reading, last + 1):
        return True
    if first > reading.sentence.first and tokens[first - 1].lower in PLURAL_OFFICES:
        return True
    start = first - (tokens[first - 1].text == ",")
    if start > reading.sentence.first and tokens[start - 1].lower in COUNTERPARTS:
        return True
    return start < first and any(d.kind == "office" and d.reach == start for d in reading.found)


def _of_office(reading: Reading, state: Draft) -> bool:
    """Whether a state is what an office before it is of: "Minister of Trade of Peru NAME"."""
    at = state.first - 1 - (reading.tokens[state.first - 1].lower == "the")
    office = reading.ending(at) if reading.tokens[at].lower in ("of", "for") else None
    return state.schema == "State" and office is not None and office.kind == "office"


def organised(words: list[str]) -> bool:
    """Whether the last or first word of a name says what it is: "Tarva Minerals", "Radio Zarvel"."""
    return len(words) > 1 and (words[-1].lower() in ORGANISED or words[0].lower() in OPENING)


def unlisted(reading: Reading, first: int, last: int) -> Draft | None:
    """A name that nothing lists: a person where it has two words and acts, else an organisation; weak by default."""
    tokens = reading.tokens
    head = tokens[head_of(tokens, first, last)]
    traded = _traded(reading, first, last)
    strong = traded or acts(reading, head.i)
    if organised([t.text for t in tokens[first:last]]):
        schema = ORGANISED.get(tokens[last - 1].lower, "Organization")
        return Draft(first, last, "name", schema, weak=not strong)
    if last - first > 1:
        person = strong and not traded
        return Draft(first, last, "name", "Person" if person else None, weak=not strong)
    return Draft(first, last, "name", None, weak=not strong) if traded or head.pos == "PROPN" else None


def acts(reading: Reading, at: int) -> bool:
    """Whether a name does or suffers what only an actor can: says, signs, is arrested, is met."""
    tokens = reading.tokens
    token, above = tokens[at], tokens[tokens[at].head]
    if token.dep == "conj" and token.head != at:
        return acts(reading, token.head)
    if token.dep == "nsubj":
        return above.lemma.lower() in ACTS
    if token.dep in ("nsubjpass", "dobj"):
        return above.lemma.lower() in SUFFERS
    if token.dep == "pobj" and (prepositions := PARTNERED.get(above.lower)):
        return tokens[above.head].lemma.lower() in prepositions
    return token.dep == "appos" and above.lower in by_word("bodies.csv")


def _traded(reading: Reading, first: int, last: int) -> bool:
    """Whether a word of trade stands before or after a name: "mining giant Tarva Gold", "Sahel FM radio"."""
    tokens, sentence = reading.tokens, reading.sentence
    before = first > sentence.first and tokens[first - 1].lower in TRADES
    return before or (last < sentence.last and tokens[last].lower in TRADES)


def borne_out(drafts: list[Draft], texts: dict[int, str], places: set[str]) -> list[Draft]:
    """The drafts without the weak ones that no strong one shares a word with, or that are places elsewhere.

    `texts` gives the words of each draft by its identity.
    """
    firm = {w for d in drafts if not d.weak and d.schema != "State" for w in texts[id(d)].split() if capital_word(w)}
    unsure = [d for d in drafts if d.kind == "name" and not d.candidates and d.office is None]
    gone = {id(d) for d in unsure if texts[id(d)] in places and d.schema in (None, "Person")}
    gone |= {id(d) for d in drafts if d.weak and not firm & set(texts[id(d)].split())}
    return [d for d in drafts if id(d) not in gone and (d.joined is None or id(d.joined) not in gone)]


def capital_word(word: str) -> bool:
    """Whether a word opens with a capital."""
    return word[:1].isupper()
