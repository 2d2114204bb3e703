"""Persons and tenures for build_kb.py: what may ship, who is the same, how names are printed, which dates are known."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dragoman.kb.folding import key
from dragoman.records import Edtf

Row = dict[str, str]
Cells = tuple[str, ...]

UNSHIPPED = ("CountryInfo", "REIGN", "open-data-archive", "metro-power-rankings")
LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ' .,’\-0-9()/\"&+ʻ‘]+")
RANKS = re.compile(
    r"^(?:(?:Sir|Dame|Dr\.?|Lord|Baroness|Sheikh|Shaykh|Gen\.|General|Prince|Princess|Crown|King|Queen|Amir|Maj\."
    r"|Col\.|Lt\.|Capt\.?|Sr\.|Adm\.|Brig\.|Foreign Minister|Minister|Ambassador|Professor|Prof\.|Hon\."
    r"|(?:Co-)?Vice President|President|Prime Minister|Gov\.) )+"
)
TITLES = re.compile(
    r"^(?:Ambassador|(?:Foreign|Prime) Minister|Minister|(?:Vice )?President|Gen\.|General|Col\.|Lt\.) "
)
# Given before the name that a person is called by: "Mian Nawaz Sharif" is Nawaz Sharif.
FIRST_TITLE = re.compile(r"^(?:Mian|Muhammad|Mohammad|Mohammed|Mohamed|Sheikh|Sayyid|Syed|Alhaji|Datuk) (?=\S+ \S)")
# The apostrophe of a soft sign, which the press leaves out: "Yel'tsin".
SOFT = re.compile(r"(?<=[a-z])['’](?=[a-z])")
SUFFIX = re.compile(r",? (?:Jr|Sr|Jnr)\.?$|, .*$")
BRACKETS = re.compile(r"\s*(?:\([^)]*\)|\"[^\"]*\")")
# A first name that so many bear does not make two names the same person's.
COMMON_NAME = 12
SAME_ERA = 15


@dataclass(frozen=True)
class People:
    """The packed rows of persons and tenures, and the persons' names as text prints them."""

    persons: list[Cells]
    tenures: list[Cells]
    forms: dict[str, list[str]]
    short: dict[str, list[str]]


def listed(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def unique(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


def filed(names: Iterable[str]) -> str:
    """The keys of some names, the first name's first."""
    return "|".join(unique(key(name) for name in names))


def shipped(source: str) -> str:
    """The parts of a row's source that may ship, or nothing."""
    return " ; ".join(part for part in source.split(" ; ") if not any(name in part for name in UNSHIPPED))


def first_day(text: str) -> str:
    earliest = Edtf.parse(text).earliest if text else None
    return earliest.isoformat() if earliest else ""


def last_day(text: str) -> str:
    latest = Edtf.parse(text).latest if text else None
    return latest.isoformat() if latest else ""


def garbled(row: Row, names: set[str]) -> bool:
    """Whether the columns of a source ran together ("China Xi Jinping", "President of")."""
    person, title = row["person"], row["title"].rstrip()
    return bool(
        (title.endswith((" of", "(and Minister of")) and person.split()[0] in names)
        or re.search(r"[):]", BRACKETS.sub("", person))
        or not re.search(r"[A-Za-zÀ-ɏ]", person)
    )


def person_id(raw: str) -> str:
    if raw.startswith("Q"):
        return f"qid:{raw}"
    body, _, country = raw.partition(":")[2].partition(":")
    return f"name:{body}:{country if country not in ('', 'EUU') else 'xx'}"


def year(row: Row) -> int:
    return int(row["start"][:4])


def duplicates(held: dict[str, list[Row]]) -> dict[str, str]:
    """Persons without a QID who bear the full name of exactly one who has: of the same time, and of the same country,
    of no country (heads of organisations), or heads of state both (one crown, several realms).
    """
    by_name: dict[str, set[str]] = defaultdict(set)
    for actor, rows in held.items():
        if not actor.endswith(":xx"):
            for form in unique(form for row in rows for form in aliases_of(row)):
                by_name[key(form)].add(actor)
    same: dict[str, str] = {}
    for actor, rows in held.items():
        if actor.startswith("qid:"):
            continue
        name, family = rows[0]["person"], rows[0]["family_name"]
        short = shorter(name, family) if rows[0]["family_name_basis"] == "factbook" else []
        others = [FIRST_TITLE.sub("", form) for row in rows for form in aliases_of(row)]
        for form in unique([name, *short, *(form for form in others if " " in form)]):
            known = [o for o in sorted(by_name.get(key(form), ())) if o.startswith("qid:") or actor.endswith(":xx")]
            others = [other for other in known if alike(rows, held[other], whole=form == name)]
            if len(others) == 1:
                same.setdefault(actor, others[0])
    return same


def alike(rows: list[Row], others: list[Row], *, whole: bool) -> bool:
    """Whether two who share a name (`whole`) or the short form of one can be the same."""
    near = any(abs(year(a) - year(b)) <= SAME_ERA for a in rows for b in others)
    countries, theirs = ({r["country_iso3"] for r in side} for side in (rows, others))
    heads = all(any(r["office"] == "head_of_state" for r in side) for side in (rows, others))
    if not whole:
        return near and bool(countries & theirs) and bool(ranks(rows) & ranks(others))
    return near and (bool(countries & theirs) or "" in countries | theirs or heads)


def ranks(rows: list[Row]) -> set[str]:
    """The offices held, those at the head of the state taken as one."""
    return {"head" if row["office"].startswith("head_of_") else row["office"] for row in rows}


def crowns(held: dict[str, list[Row]]) -> dict[str, str]:
    """Heads of state of one name in several countries at once, none with a QID: one person."""
    same: dict[str, str] = {}
    first: dict[tuple[str, int], str] = {}
    for actor in sorted(held):
        row = held[actor][0]
        if actor.startswith("name:") and row["office"] == "head_of_state":
            keeper = first.setdefault((key(row["person"]), year(row)), actor)
            if keeper != actor:
                same[actor] = keeper
    return same


def tenure_cells(row: Row, source: str) -> Cells:
    """start, end, whether the end is known, certainty, whether both bound a date, last sight, source."""
    basis = row["end_basis"]
    still = row["end"] == ".."
    end = "" if still or basis == "REIGN end month" else last_day(row["end"])
    start = first_day(row["start"])
    ended = bool(end) and basis in ("", "from second source")
    bounds = row["certainty"].startswith("sourced") and (ended or (still and row["source_date"] >= "2026"))
    if end and end < start:
        end, bounds = "", False
    silent = re.search(r"last seen (?:in \S+ )?(\d{4}(?:-\d\d){0,2})", basis)
    seen = last_day(silent[1]) if silent and not end else ""
    return start, end, "1" if end or still else "0", row["certainty"], "1" if bounds else "0", seen, source


def name_forms(names: Iterable[str]) -> list[str]:
    """Full names as text prints them: without rank, nickname or suffix."""
    forms: list[str] = []
    for name in names:
        bare = SUFFIX.sub("", BRACKETS.sub("", name)).strip()
        plain = RANKS.sub("", bare)
        whole = name if LATIN.fullmatch(name) and "," not in name else bare
        forms += [whole, bare, plain, re.sub(r"\bAbd[- ](?:al|el|ul)[- ]", "Abdel ", plain), SOFT.sub("", plain)]
    return unique(forms)


def shorter(name: str, family: str) -> list[str]:
    """A name cut after its family name, and first name with family name; middle initials left out."""
    parts = name.split()
    forms = [f"{parts[0]} {parts[2]}"] if len(parts) == 3 and re.fullmatch(r"\w\.?", parts[1]) else []
    family_parts = family.split()
    keys = [key(part) for part in parts]
    wanted = [key(part) for part in family_parts]
    for at in range(1, len(parts) - len(wanted) + 1):
        if wanted and keys[at : at + len(wanted)] == wanted:
            last = " ".join(parts[at : at + len(wanted)])
            forms += [" ".join(parts[:at]) + f" {last}", f"{parts[0]} {last}" if keys[0] != wanted[0] else ""]
            break
    return forms


def common_names(held: dict[str, list[Row]]) -> set[str]:
    """First names that many office holders bear, and particles."""
    firsts = Counter(key(rows[0]["person"]).split()[0] for rows in held.values() if key(rows[0]["person"]))
    return {name for name, count in firsts.items() if count >= COMMON_NAME} | set(
        key("bin al de da van von la el").split()
    )


def related(name: str, alias: str, common: set[str]) -> bool:
    """Whether an alias has a telling part of the name in it: sources at times merge two holders of one line."""
    if re.search(r"[\[\]{}:]| and ", alias) or alias[0].islower():
        return False
    if not LATIN.fullmatch(alias):
        return True
    return bool((set(key(name).split()) & set(key(alias).split())) - common)


def person_cells(actor: str, rows: list[Row], own: Row, number: str) -> tuple[Cells, list[str], list[str]]:
    name, extra, wrong = (
        TITLES.sub("", best_name(rows)),
        listed(own.get("aliases", "")),
        {key(f) for f in listed(own.get("not_aliases", ""))},
    )
    family = next((r["family_name"] for r in rows if r["family_name_basis"] == "factbook"), "")
    kept = [
        RANKS.sub("", form)
        for form in unique(form for row in rows for form in aliases_of(row))
        if key(form) not in wrong
    ]
    forms = unique([*extra, *name_forms([name, *kept])])
    families = unique([family, SOFT.sub("", family)])
    short = unique(f for full in forms for one in families for f in shorter(full, one) if key(f) not in wrong)
    aliases = [form for form in unique([*kept, *forms, *short]) if form != name]
    countries = unique(sorted(row["country_iso3"] for row in rows))
    family = SOFT.sub("", family or rows[0]["family_name"])
    keys = filed([name, *aliases])
    cells = (actor, name, "|".join(aliases), family, "|".join(countries), keys, key(family), number)
    return cells, forms, short


def best_name(rows: list[Row]) -> str:
    """The name that Wikidata's labels give, else the first."""
    labels = Counter(row["person"] for row in rows if row["source"].startswith("github:every-politician"))
    return max(labels, key=lambda name: (labels[name], name)) if labels else rows[0]["person"]


def aliases_of(row: Row) -> list[str]:
    return [row["person"], *listed(row["aliases"])]


def gather(holders: list[Row], names: set[str]) -> dict[str, list[Row]]:
    """Rows of office holders that may ship, by person; the same person's together."""
    held: dict[str, list[Row]] = defaultdict(list)
    for row in holders:
        source = shipped(row["source"])
        if source and row["start"] and not garbled(row, names):
            country = "" if row["country_iso3"] == "EUU" else row["country_iso3"]
            held[person_id(row["person_id"])].append({**row, "source": source, "country_iso3": country})
    common = common_names(held)
    for rows in held.values():
        name = rows[0]["person"]
        for row in rows:
            kept = [form for form in listed(row["aliases"]) if related(name, form, common)]
            row["aliases"] = "|".join(
                form for form in kept if form.split()[0] not in names or name.startswith(form[:4])
            )
    return held


def merged(held: dict[str, list[Row]], mine: list[Row]) -> dict[str, list[Row]]:
    same = crowns(held) | duplicates(held) | {row["id"]: row["same_as"] for row in mine if row["same_as"]}
    joined: dict[str, list[Row]] = defaultdict(list)
    for actor in sorted(held, key=lambda a: (a in same, a)):
        target = actor
        while target in same:
            target = same[target]
        joined[target] += held[actor]
    return joined


def claim(actor: str, row: Row, contested: dict[Cells, str]) -> str:
    """What is said of an office that two claim: nothing, or `claimed` and the states that recognise this claimant."""
    place = (actor, row["country_iso3"], row["office"])
    if row.get("claimed") != "yes" and place not in contested:
        return ""
    return f"claimed:{contested.get(place, '') or row.get('recognised_by', '')}"


def people(
    holders: list[Row], mine: list[Row], names: set[str], sources: Callable[[str], str], contested: list[Row]
) -> People:
    """Every person with tenures that may ship. `mine` are our own rows: identities and aliases."""
    claims = {(row["person"], row["country"], row["office"]): row["recognised_by"] for row in contested}
    joined = merged(gather(holders, names), mine)
    own = {row["id"]: row for row in mine}
    for actor, row in own.items():
        if row["not_before"]:
            joined[actor] = [r for r in joined[actor] if year(r) >= int(row["not_before"])]
    result = People([], [], {}, {})
    for actor, rows in sorted(joined.items()):
        cells, result.forms[actor], result.short[actor] = person_cells(
            actor, rows, own.get(actor, {}), sources(rows[0]["source"])
        )
        result.persons.append(cells)
        for row in rows:
            office = (row["country_iso3"], row["office"], row["title"], row["counterpart"])
            told = tenure_cells(row, sources(row["source"]))
            result.tenures.append((actor, *office, *told[:-1], claim(actor, row, claims), told[-1]))
    result.tenures[:] = sorted(set(result.tenures), key=lambda r: (r[0], r[5], r[2], *r))
    return result
