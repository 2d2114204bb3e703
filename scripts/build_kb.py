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
from pathlib import Path

from kb_people import LATIN, Cells, People, Row, filed, listed, people, unique
from kb_terms import MINISTRY, Actor, Sources, Terms, bare, figure_terms, ordinary, person_terms, state_terms

from dragoman.kb.folding import fold, key
from dragoman.kb.sounds import sound

ROOT = Path(__file__).resolve().parents[1]
LEADING = ("head_of_state", "head_of_government", "effective_leader", "foreign_minister", "vice_president",
           "head_of_organisation", "defence_minister", "finance_minister")  # fmt: skip
# The columns of office_holders.csv that data/tenures.csv does without.
HOLDER = ("aliases", "family_name_basis", "counterpart", "end_basis", "source_date")
STATUS = {"observer/partly recognised": "partly-recognised"}
SCHEMAS = {"company": "Company", "agency": "Organization", "ngo": "Organization"}
KINDS = {
    "media": "outlet",
    "think_tank": "thinktank",
    "armed_group": "armed-group",
    "eu": "igo",
    "state_organ": "organ",
}
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


def read(folder: Path, name: str) -> list[Row]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as sheet:
        return list(csv.DictReader(sheet))


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


def state_rows(
    countries: dict[str, Row], own: dict[str, Row], capitals: dict[str, list[str]]
) -> Iterator[tuple[Row, tuple[str, ...]]]:
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
                "|".join(unique([*capitals.get(iso3, []), *listed(mine["seats"])])),
                row["wikidata_qid"],
                STATUS.get(row["status"], row["status"]),
                row["valid_from"],
                row["valid_to"],
            ),
        )


# --- organisations --------------------------------------------------------------------------------------------------


def slug(name: str) -> str:
    return re.sub(r"[^\w]+", "-", fold(name)).strip("-") or "x"


def spelled_out(name: str) -> list[str]:
    """The long form of a body's name that opens with an acronym of its state."""
    return [f"United States {name[3:]}"] if name.startswith("US ") else []


def organisation_kind(row: Row, name: str, own: dict[str, str]) -> tuple[str, str]:
    """Our kind and schema of an organisation; `own` holds those that the sheet files under too wide a heading."""
    kind = own.get(name) or row["kind"].partition(":")[0]
    if kind in SCHEMAS:
        return kind, SCHEMAS[kind]
    if kind == "media":
        return "outlet", "Organization"
    if kind in ("state_organ", "eu", "igo"):
        if kind != "state_organ":
            return "igo", "IGO"
        kind = CONTROLS.get(row["control"], "ministry" if MINISTRY.search(name) else "organ")
        schema = {"party": "Organization", "armed-group": "Organization", "bank": "Company"}.get(kind, "PublicBody")
        return kind, schema
    return KINDS.get(kind, kind), row["schema"]


def organisation_rows(
    sheet: list[Row], mine: list[Row], terms: Terms, states: set[str], sources: Sources
) -> list[tuple[str, ...]]:
    """The rows of organisations; their names become terms, a name of its own before an alias of another's."""
    own = {row["name"]: row["kind"] for row in mine if not row["schema"]}
    extra = {row["name"]: listed(row["aliases"]) for row in mine if not row["schema"]}
    rows: dict[str, tuple[str, ...]] = {}
    for row in sheet:
        if row["source"] != "curated":
            continue
        name, country = bare(row["name"]), row["country_iso3"] if row["country_iso3"] in states else ""
        qid = row["wikidata_qid"]
        actor = f"qid:{qid}" if qid else f"name:{slug(name)}:{country or 'xx'}"
        kind, schema = organisation_kind(row, name, own)
        aliases = "|".join(
            form
            for form in unique([row["acronym"], *listed(row["aliases"]), *extra.get(name, []), *spelled_out(name)])
            if form != name
        )
        cells = (actor, name, schema, country, qid, aliases, kind, row["control"], sources("curated"))
        rows.setdefault(actor, cells)
    for row in (row for row in mine if row["schema"]):
        actor = f"name:{slug(row['name'])}:{row['country'] or 'xx'}"
        aliases = "|".join(unique([row["acronym"], *listed(row["aliases"])]))
        rows[actor] = (
            actor,
            row["name"],
            row["schema"],
            row["country"],
            "",
            aliases,
            row["kind"],
            "state",
            sources("own"),
        )
    proper = {key(cells[1]) for cells in rows.values()}
    gone = {bare(row["name"]) for row in sheet if row["dissolved"]}
    for cells in sorted(rows.values(), key=lambda row: row[1] in gone):
        organisation_term(terms, cells[1], cells)
        for alias in listed(cells[5]):
            # An acronym of two bodies of states is told apart by the state that a text speaks of.
            told_apart = alias.isupper() and bool(cells[3])
            replaced = cells[1] in gone and terms.taken(alias) and not told_apart
            if (alias.isupper() or key(bare(alias)) not in proper) and not replaced:
                organisation_term(terms, alias, cells)
    return sorted(rows.values())


def organisation_term(terms: Terms, text: str, cells: tuple[str, ...]) -> None:
    actor = Actor(cells[2], cells[0], cells[3])
    letters = re.sub(r"[^\w]", "", text)
    if text.islower() and " " in text and not text.startswith("al"):
        terms.add(text, "epithet", actor, "curated")
    elif letters.isupper() and " " not in text and len(letters) <= 8:
        terms.add(text, "acronym", actor, "curated", cased=len(letters) <= 3)
    else:
        cased = (" " not in text and ordinary(text)) or text.startswith(("The ", "the "))
        terms.add(text, "name", actor, "curated", cased=cased)


# --- places ---------------------------------------------------------------------------------------------------------


def place_rows(sheet: list[Row], states: list[tuple[Row, tuple[str, ...]]], sources: Sources) -> Iterator[Cells]:
    """Places of the sheet, then states as places, without coordinates; with the keys under which each is filed."""
    for row in sorted(sheet, key=lambda r: r["place_id"]):
        geonames = row["place_id"].removeprefix("gn:") if row["place_id"].startswith("gn:") else ""
        others = [form for form in listed(row["alternate_names_latin"]) if form[0].isupper()]
        where = (row["country_iso3"], row["lat"], row["lon"], geonames, row["population"], sources(row["source"]))
        yield row["name"], filed([row["name"], *others]), row["kind"], *where
    for head, cells in states:
        if cells[7] != "dissolved":
            names = [form for form in listed(cells[3]) if LATIN.fullmatch(form)]
            yield head["name"], filed([head["name"], *names]), "country", head["iso3"], "", "", "", "", sources("own")


def sound_rows(found: People) -> Iterator[tuple[str, str]]:
    """How the names of persons who led a state, its ministries or a body sound, where that is one person's alone."""
    leading = {cells[0] for cells in found.tenures if cells[2] in LEADING}
    heard: dict[str, set[str]] = defaultdict(set)
    for person in leading:
        for form in [*found.forms[person], *found.short[person]]:
            heard[sound(form)].add(person)
    yield from sorted((form, *persons) for form, persons in heard.items() if form and len(persons) == 1)


def build(source: Path, out: Path) -> None:
    packed = out / "packed"
    packed.mkdir(parents=True, exist_ok=True)
    sources = Sources()
    sources("own")
    countries = {row["iso3"]: row for row in read(source, "countries") if row["status"] != "supranational union"}
    own = {row["iso3"]: row for row in read(out, "states")}
    places = read(source, "places")
    states = list(state_rows(countries, own, capitals_of(places, countries)))
    cldr = sources(
        "npm:cldr-localenames-full@48.2.0; ISO 3166-1; Wikidata (ids); GeoNames (capitals); own (aliases, demonyms)"
    )
    write(
        packed,
        "states",
        "iso3 iso2 name names demonyms capitals qid status start end source",
        ((*cells, cldr) for _, cells in states),
    )
    terms = Terms(read(out, "terms"), sources)
    state_terms(terms, countries, own, states)
    figure_terms(
        terms,
        [*read(out, "metonyms"), *read(source, "metonyms")],
        read(source, "epithets"),
        read(out, "epithets"),
        places,
        set(countries),
    )
    sheet, mine = read(source, "organisations"), read(out, "organisations")
    organisations = organisation_rows(sheet, mine, terms, set(countries), sources)
    terms.settle()
    write(packed, "organisations", "id name schema country wikidata aliases kind control source", organisations)
    names = {head["name"] for head, _ in states} | {"Oil", "Zanzibar"}
    mine = [dict.fromkeys(HOLDER, "") | row for row in read(out, "tenures")]
    found = people(
        [*mine, *read(source, "office_holders")], read(out, "people"), names, sources, read(out, "contested")
    )
    person_terms(terms, found, sources)
    write(packed, "sounds", "sound id", sound_rows(found))
    write(packed, "persons", "id name aliases family countries keys family_key source", found.persons)
    heading = "person country office title counterpart start end end_known certainty bounds seen claim source"
    write(packed, "tenures", heading, found.tenures)
    write(packed, "terms", "key text kind schema id country cased organ source", terms.sorted())
    write(
        packed,
        "places",
        "name keys kind country lat lon geonames population source",
        place_rows(places, states, sources),
    )
    write(packed, "sources", "number source", ((str(number), text) for text, number in sources.numbers.items()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--source", type=Path, default=ROOT.parent / "shared" / "kb", help="the folder of sheets of facts"
    )
    out = ROOT / "src" / "dragoman" / "kb" / "data"
    parser.add_argument("--out", type=Path, default=out, help="where states.csv and the like are read, packed/ written")
    arguments = parser.parse_args()
    build(arguments.source, arguments.out)


if __name__ == "__main__":
    main()
