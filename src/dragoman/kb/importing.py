"""Facts of others as a layer: Wikidata's entity JSON, FollowTheMoney entities (OpenSanctions), CSV.

What a row does not say stays empty; an entity of a kind that acts for nobody (a ship, an address) is passed over and
counted. Formats: https://www.mediawiki.org/wiki/Wikibase/DataModel/JSON, https://followthemoney.tech.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from dragoman.errors import UsageError
from dragoman.kb.base import KnowledgeBase
from dragoman.kb.layer import Layer, OwnActor, OwnTenure, own_actor
from dragoman.kb.packed import hand_written
from dragoman.records import Edtf

Entity = Mapping[str, Any]
_OTHER: Final = "official"
_WORD: Final = re.compile(r"[^\W_]+")
_DATE: Final = re.compile(r"[+-]?(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True)
class Imported:
    """The layer of a file, and how many of its entities were passed over."""

    layer: Layer
    passed_over: int


def read_import(text: str, source: str, known: KnowledgeBase) -> Imported:
    """The facts of a file, whichever of the three it is. Raises UsageError where it is none of them."""
    if not text.lstrip()[:1] or text.lstrip()[0] not in "{[":
        return _csv(text, source, known)
    entities = list(_entities(text))
    if all("schema" in e and "properties" in e for e in entities):
        return _followthemoney(entities, source, known)
    if all("claims" in e or "labels" in e for e in entities):
        return _wikidata(entities, source, known)
    raise UsageError(
        "the JSON holds neither Wikidata nor FollowTheMoney entities", mend="see dragoman kb import --help"
    )


def _entities(text: str) -> Iterator[Entity]:
    """The objects of a JSON document, list, Wikidata answer, or of JSON Lines."""
    try:
        found = json.loads(text)
    except ValueError:
        try:
            found = [json.loads(line.rstrip(",")) for line in text.splitlines() if line.strip() not in ("", "[", "]")]
        except ValueError as error:
            raise UsageError(f"the file is no JSON: {error}", mend="give JSON, JSON Lines or CSV") from error
    if isinstance(found, dict):
        inner = found.get("entities")
        found = list(inner.values()) if isinstance(inner, dict) else [found]
    yield from (entity for entity in found if isinstance(entity, dict))


@lru_cache(maxsize=2)
def _schemas(scheme: str) -> dict[str, str]:
    return {row["value"]: row["schema"] for row in hand_written("imports.csv") if row["scheme"] == scheme}


def office_code(title: str, known: KnowledgeBase) -> str:
    """The code of the longest office whose words a title holds; `official` where it holds none."""
    words = " ".join(["", *_WORD.findall(title.lower()), ""])
    fitting = [o for o in known.offices if f" {' '.join(o.words)} " in words]
    return max(fitting, key=lambda o: len(o.words)).office if fitting else _OTHER


def date_text(text: str) -> str:
    """A date of another format as EDTF: as precise as it is, empty where it is none."""
    found = _DATE.match(text or "")
    parts = [part for part in found.groups() if part and part != "00"] if found else []
    try:
        return str(Edtf.parse("-".join(parts))) if parts else ""
    except ValueError:
        return ""


# --- CSV ------------------------------------------------------------------------------------------------------------


def _csv(text: str, source: str, known: KnowledgeBase) -> Imported:
    reader = csv.DictReader(io.StringIO(text))
    if "name" not in (reader.fieldnames or ()):
        columns = "name, schema, country, aliases, wikidata, title, office, organisation, start, end, source"
        raise UsageError("the sheet has no column name", mend=f"columns: {columns}")
    actors: list[OwnActor] = []
    tenures: list[OwnTenure] = []
    rows = [{k: (v or "").strip() for k, v in row.items() if isinstance(k, str)} for row in reader]
    for row in (row for row in rows if row["name"]):
        country = _country(row.get("country", ""), known)
        aliases = row.get("aliases", "").split("|")
        own = row.get("source") or source
        actor = own_actor(row["name"], row.get("schema") or "Person", country, aliases, row.get("wikidata", ""), own)
        actors.append(actor)
        title = row.get("title", "")
        if title or row.get("office"):
            office = row.get("office") or office_code(title, known)
            start, end = date_text(row.get("start", "")), row.get("end", "")
            last = end if end == ".." else date_text(end)
            tenures.append(OwnTenure(actor.id, office, title, country, row.get("organisation", ""), start, last, own))
    return Imported(Layer().joined(Layer(tuple(actors), tuple(tenures))), len(rows) - len(actors))


def _country(text: str, known: KnowledgeBase) -> str:
    """The code of a country given by code or name; empty where none is given."""
    return known.find_state(text).iso3 if text else ""


# --- FollowTheMoney -------------------------------------------------------------------------------------------------


def _followthemoney(entities: list[Entity], source: str, known: KnowledgeBase) -> Imported:
    posts = {e["id"]: e for e in entities if e["schema"] == "Position"}
    actors: dict[str, OwnActor] = {}
    tenures: list[OwnTenure] = []
    for entity in entities:
        schema, names = _schemas("ftm").get(entity["schema"]), _values(entity, "name")
        if not schema or not names:
            continue
        aliases = [*names[1:], *_values(entity, "alias"), *_values(entity, "weakAlias")]
        wikidata = next(iter(_values(entity, "wikidataId")), "")
        actor = own_actor(names[0], schema, _first_country(entity, known), aliases, wikidata, source)
        actors[str(entity.get("id"))] = actor
        tenures += [
            OwnTenure(actor.id, office_code(title, known), title, actor.country, "", "", "", source)
            for title in _values(entity, "position")
        ]
    for entity in (e for e in entities if e["schema"] == "Occupancy"):
        holder = actors.get(next(iter(_values(entity, "holder")), ""))
        post = posts.get(next(iter(_values(entity, "post")), ""))
        if holder and post:
            tenures.append(_occupancy(entity, post, holder, source, known))
    counted = len(actors) + sum(e["schema"] in ("Position", "Occupancy") for e in entities)
    return Imported(Layer().joined(Layer(tuple(actors.values()), tuple(tenures))), len(entities) - counted)


def _occupancy(entity: Entity, post: Entity, holder: OwnActor, source: str, known: KnowledgeBase) -> OwnTenure:
    title = next(iter(_values(post, "name")), "")
    country = _first_country(post, known) or holder.country
    dates = [date_text(next(iter(_values(entity, name)), "")) for name in ("startDate", "endDate")]
    still = ".." if not dates[1] and "current" in _values(entity, "status") else dates[1]
    return OwnTenure(holder.id, office_code(title, known), title, country, "", dates[0], still, source)


def _values(entity: Entity, name: str) -> list[str]:
    found = entity["properties"].get(name, []) if isinstance(entity["properties"], dict) else []
    return [str(value) for value in (found if isinstance(found, list) else [found]) if value]


def _first_country(entity: Entity, known: KnowledgeBase) -> str:
    """The first ISO 3166-1 alpha-2 code of an entity that is a state's, as alpha-3."""
    codes = {state.iso2.lower(): iso3 for iso3, state in known.states.items() if state.iso2}
    given = [*_values(entity, "country"), *_values(entity, "nationality"), *_values(entity, "jurisdiction")]
    return next((codes[code.lower()] for code in given if code.lower() in codes), "")


# --- Wikidata -------------------------------------------------------------------------------------------------------


def _wikidata(entities: list[Entity], source: str, known: KnowledgeBase) -> Imported:
    labels = {str(e.get("id")): name for e in entities if (name := _label(e))}
    states = {state.qid: iso3 for iso3, state in known.states.items() if state.qid}
    actors: list[OwnActor] = []
    tenures: list[OwnTenure] = []
    for entity in entities:
        schema = next((_schemas("wikidata")[q] for q in _targets(entity, "P31") if q in _schemas("wikidata")), None)
        name = _label(entity)
        if schema is None or not name:
            continue
        countries = [states[q] for p in ("P27", "P17") for q in _targets(entity, p) if q in states]
        country = countries[0] if countries else ""
        actor = own_actor(name, schema, country, _aliases(entity), str(entity.get("id", "")), source)
        actors.append(actor)
        tenures += [_position(s, actor, labels, source, known) for s in _statements(entity, "P39")]
    kept = tuple(t for t in tenures if t.title)
    return Imported(Layer().joined(Layer(tuple(actors), kept)), len(entities) - len(actors))


def _label(entity: Entity) -> str:
    labels = entity.get("labels") or {}
    found = labels.get("en") or labels.get("mul") or next(iter(labels.values()), "")
    return str(found.get("value", "") if isinstance(found, dict) else found)


def _aliases(entity: Entity) -> list[str]:
    own = (entity.get("aliases") or {}).get("en", [])
    return [str(alias.get("value", "") if isinstance(alias, dict) else alias) for alias in own]


def _statements(entity: Entity, name: str) -> list[Entity]:
    found = (entity.get("claims") or {}).get(name, [])
    return [s for s in found if isinstance(s, dict) and s.get("rank") != "deprecated"]


def _targets(entity: Entity, name: str) -> Iterable[str]:
    return [q for s in _statements(entity, name) if (q := _target(s.get("mainsnak")))]


def _target(snak: Any) -> str:
    value = ((snak or {}).get("datavalue") or {}).get("value")
    return str(value.get("id", "")) if isinstance(value, dict) else ""


def _position(
    statement: Entity, actor: OwnActor, labels: Mapping[str, str], source: str, known: KnowledgeBase
) -> OwnTenure:
    """A position held; its title is the label that the same file gives it, empty where it gives none."""
    title = labels.get(_target(statement.get("mainsnak")), "")
    start, end = (_time(statement, name) for name in ("P580", "P582"))
    return OwnTenure(actor.id, office_code(title, known), title, actor.country, "", start, end, source)


def _time(statement: Entity, name: str) -> str:
    snaks = (statement.get("qualifiers") or {}).get(name) or [{}]
    value = ((snaks[0] or {}).get("datavalue") or {}).get("value")
    text = str(value.get("time", "")) if isinstance(value, dict) else ""
    precision = value.get("precision", 11) if isinstance(value, dict) else 11
    return date_text(text.lstrip("+")[: {9: 4, 10: 7}.get(precision, 10)])
