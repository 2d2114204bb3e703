"""FollowTheMoney entities, as Aleph and OpenSanctions read them: one JSON object a line.

A state is a Territory; what acts for it is its government, a PublicBody, since events, debts and projects name legal
entities. Documents are Articles, and every mention in them is kept. What FollowTheMoney has no schema for (claims,
gaps, relations, contradictions) stands beside as in the contract. Source: the FollowTheMoney model, version 4.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from dragoman import kb
from dragoman.export.brief.names import country_of
from dragoman.export.holdings import Holdings
from dragoman.export.jsonl import json_lines, write_kinds
from dragoman.kb.ontology import plover
from dragoman.records import (
    Actor,
    Agreement,
    Amount,
    DocumentRecord,
    Edtf,
    Event,
    Evident,
    Programme,
    Role,
)

FILE: Final = "entities.ftm.json"
BESIDE: Final = ("claims", "gaps", "relations", "conflicts")
_SCHEMAS: Final = {
    "Person": "Person", "PublicBody": "PublicBody", "Company": "Company", "Organization": "Organization",
    "IGO": "Organization",
}  # fmt: skip
Properties = dict[str, Iterable[str | None]]


def write(holdings: Holdings, folder: Path, *, fulltext: bool) -> dict[str, int]:
    """The entities, and beside them what has no schema there; how many of each schema and kind."""
    counts: dict[str, int] = {}
    seen: set[str] = set()
    with (folder / FILE).open("w", encoding="utf-8", newline="", errors="backslashreplace") as out:
        for entity in _entities(holdings, fulltext=fulltext):
            if entity["id"] not in seen:
                seen.add(entity["id"])
                counts[entity["schema"]] = counts.get(entity["schema"], 0) + 1
                out.write(json.dumps(entity, ensure_ascii=False, separators=(",", ":")) + "\n")
    return counts | write_kinds(holdings, folder, "jsonl", json_lines, BESIDE)


def _entities(holdings: Holdings, *, fulltext: bool) -> Iterator[dict[str, Any]]:
    for key in sorted(holdings.documents):
        yield _article(holdings.documents[key], holdings.texts[key] if fulltext else None)
    for key in sorted(holdings.actors):
        actor = holdings.actors[key]
        yield from _actor(actor, holdings)
        yield from _mentions(actor)
    told = _Told(holdings)
    for record in sorted(holdings.records, key=lambda r: r.id):
        yield from told.entities(record)


def _article(document: DocumentRecord, text: str | None) -> dict[str, Any]:
    published = document.published.edtf
    return _entity("Article", _document(document.id), {
        "title": [document.title], "name": [document.title or document.source], "bodyText": [text],
        "author": document.authors, "publisher": [document.publisher], "sourceUrl": [_address(document)],
        "fileName": [document.source], "language": [_language(document)], "publishedAt": [_date(published)],
        "date": [_date(published)],
    })  # fmt: skip


def _address(document: DocumentRecord) -> str | None:
    given = document.url or document.source
    return given if given.startswith(("https://", "http://")) else None


_LANGUAGES: Final = {"en": "eng", "fr": "fra", "es": "spa", "de": "deu", "ru": "rus", "ar": "ara", "zh": "zho",
                     "pt": "por", "tr": "tur"}  # fmt: skip


def _language(document: DocumentRecord) -> str | None:
    return _LANGUAGES.get(document.language or "")


def _actor(actor: Actor, holdings: Holdings) -> Iterator[dict[str, Any]]:
    if actor.schema_ == "State":
        yield from _state(actor.id.removeprefix("state:"), actor, holdings)
        return
    country = _country(country_of(actor.id, holdings.actors))
    yield _entity(_SCHEMAS[actor.schema_], _party(actor.id), {
        "name": [actor.name], "alias": actor.aliases, "country": [country], "wikidataId": [actor.wikidata],
        "weakAlias": sorted(actor.printed_as), "topics": ["gov.igo"] if actor.schema_ == "IGO" else [],
    })  # fmt: skip
    if actor.schema_ == "Person":
        for role in actor.roles:
            yield from _occupancy(actor, role)


def _state(code: str, actor: Actor | None, holdings: Holdings) -> Iterator[dict[str, Any]]:
    """The territory, and the government that acts for it."""
    known = actor or holdings.actors.get(f"state:{code}")
    name = known.name if known else code
    country = _country(code)
    yield _entity("Territory", _id("territory", code), {
        "name": [name], "alias": known.aliases if known else (), "country": [country], "territoryCode": [country],
        "wikidataId": [known.wikidata if known else None],
    })  # fmt: skip
    yield _entity("PublicBody", _party(f"state:{code}"), {
        "name": [f"Government of {name}"], "country": [country], "jurisdiction": [country],
        "weakAlias": sorted(known.printed_as) if known else (), "topics": ["gov.national"],
    })  # fmt: skip


def _occupancy(actor: Actor, role: Role) -> Iterator[dict[str, Any]]:
    """An office, and that somebody held it."""
    post = _id("position", role.office, role.country or "", role.organisation or "")
    where = [_country(role.country)]
    yield _entity("Position", post, {"name": [role.office], "country": where})
    key = _id("occupancy", actor.id, post, str(role.start), str(role.end), role.standing or "")
    yield _entity("Occupancy", key, {
        "holder": [_party(actor.id)], "post": [post], "startDate": [_date(role.start)], "endDate": [_date(role.end)],
        "status": [role.standing], "summary": [role.basis],
    })  # fmt: skip


def _mentions(actor: Actor) -> Iterator[dict[str, Any]]:
    for span in actor.mentions:
        yield _entity("Mention", _id("mention", actor.id, span.document_id, str(span.start), str(span.end)), {
            "document": [_document(span.document_id)], "resolved": [_party(actor.id)], "name": [span.text],
        })  # fmt: skip


class _Told:
    """The entities that tell a record."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings

    def entities(self, record: Evident) -> Iterator[dict[str, Any]]:
        """None for the kinds that FollowTheMoney has no schema for."""
        if isinstance(record, Event):
            yield from self._named([*record.source, *record.target])
            yield self._event(record)
        elif isinstance(record, Agreement):
            yield from self._named(record.parties)
            yield self._agreement(record)
        elif isinstance(record, Amount) and record.kind in ("debt", "loan") and (record.payer or record.payee):
            yield from self._named(actor for actor in (record.payer, record.payee) if actor)
            yield self._debt(record)
        elif isinstance(record, Programme):
            yield from self._named(record.partners)
            yield from self._project(record)

    def _named(self, actors: Iterable[str]) -> Iterator[dict[str, Any]]:
        """The actors that a record names and that are not told of otherwise: no entity may point into the void."""
        for actor in actors:
            if actor in self._holdings.actors:
                continue
            if actor.startswith("state:"):
                yield from _state(actor.removeprefix("state:"), None, self._holdings)
            else:
                yield _entity("LegalEntity", _party(actor), {"name": [actor.split(":")[1].replace("-", " ")]})

    def _event(self, event: Event) -> dict[str, Any]:
        return _entity("Event", _id(event.id), {
            "name": [_line(event)], "organizer": map(_party, event.source), "involved": map(_party, event.target),
            "location": [event.place.name if event.place else None],
            "country": [_country(event.place.country) if event.place else None],
            "keywords": [event.type, event.mode, event.modality, *event.contexts],
            "description": [plover()[event.type].meaning], **self._common(event), **_days(event.date or event.due),
        })  # fmt: skip

    def _agreement(self, agreement: Agreement) -> dict[str, Any]:
        return _entity("Event", _id(agreement.id), {
            "name": [agreement.title or agreement.subject or _line(agreement)],
            "involved": map(_party, agreement.parties),
            "keywords": ["agreement", agreement.kind, agreement.status, *agreement.sectors],
            "description": [agreement.subject], **self._common(agreement), **_days(agreement.date),
        })  # fmt: skip

    def _debt(self, amount: Amount) -> dict[str, Any]:
        """Who owes is who pays a debt back; of a loan it is who is lent to."""
        owes, is_owed = (amount.payer, amount.payee) if amount.kind == "debt" else (amount.payee, amount.payer)
        is_money = len(amount.unit) == 3 and amount.unit.isupper()
        said = " ".join(word for word in (amount.kind, amount.qualifier, amount.basis, amount.security) if word)
        return _entity("Debt", _id(amount.id), {
            "debtor": [_party(owes) if owes else None], "creditor": [_party(is_owed) if is_owed else None],
            "amount": [amount.value or amount.low or amount.high], "currency": [amount.unit if is_money else None],
            "amountUsd": [amount.usd.value if amount.usd else None], "description": [said],
            **self._common(amount), **_days(amount.as_of or amount.date),
        })  # fmt: skip

    def _project(self, programme: Programme) -> Iterator[dict[str, Any]]:
        key = _id(programme.id)
        ends = [_date(day) for day in programme.target_dates]
        yield _entity("Project", key, {
            "name": [programme.name], "status": [programme.status], "goal": [programme.sector], "endDate": ends,
            **self._common(programme),
        })  # fmt: skip
        for partner in programme.partners:
            yield _entity("ProjectParticipant", _id("participant", programme.id, partner), {
                "project": [key], "participant": [_party(partner)], "recordId": [programme.id],
            })  # fmt: skip

    def _common(self, record: Evident) -> Properties:
        documents = list(dict.fromkeys(span.document_id for span in record.evidence))
        return {
            "summary": [span.text for span in record.evidence], "recordId": [record.id],
            "proof": [_document(key) for key in documents],
            "publisher": [self._holdings.documents[key].publisher for key in documents],
        }  # fmt: skip


def _line(record: Evident) -> str:
    words = " ".join(record.evidence[0].text.split())
    return words if len(words) <= 160 else words[:159] + "…"


def _entity(schema: str, key: str, properties: Properties) -> dict[str, Any]:
    """An entity with the properties that hold something, each value once."""
    filled = {name: [v for v in dict.fromkeys(values) if v and v.strip()] for name, values in properties.items()}
    return {"id": key, "schema": schema, "properties": {name: filled[name] for name in sorted(filled) if filled[name]}}


def _id(*parts: str) -> str:
    """An id that Aleph takes: letters, digits and stops."""
    return f"dragoman.{hashlib.sha256(chr(31).join(parts).encode(errors='replace')).hexdigest()[:24]}"


def _party(actor: str) -> str:
    """The legal entity behind an actor id; for a state its government."""
    return _id("party", actor)


def _document(key: str) -> str:
    return _id("document", key)


def _days(when: Edtf | None) -> Properties:
    """A day, month or year as such; what lies between two days as a start and an end."""
    if when is None or not when.periods:
        return {}
    if (one := _date(when)) is not None:
        return {"date": [one]}
    first, last = when.earliest, when.latest
    return {"startDate": [str(first) if first else None], "endDate": [str(last) if last else None]}


def _date(when: Edtf | None) -> str | None:
    """What FollowTheMoney takes as a date: a day, month or year; None for the rest of EDTF."""
    text = str(when or "").rstrip("~?%")
    parts = text.split("-")
    plain = all(part.isdecimal() for part in parts) and [len(part) for part in parts] in ([4], [4, 2], [4, 2, 2])
    return text if plain and (len(parts) == 1 or 1 <= int(parts[1]) <= 12) else None


def _country(code: str | None) -> str | None:
    """ISO alpha-2 in lower case, as FollowTheMoney has countries."""
    state = kb.load().states.get(code) if code else None
    return state.iso2.lower() if state and state.iso2 else None
