"""Outcomes made by hand, and a reader and pipeline that make them from marked text, to try store, export and app on.

A line such as `2024-03-05 CONSULT state:CHL state:PER | Envoys of both met in Lima.` yields an event; in the place of
the type, `DEBT 55 USD` gives an amount (`LOAN 55 USD drawn` with its basis), `SIGNED 9` and `DEAL suspended mine` an
agreement, `SAYS` a claim, `OPEN` a gap, `LEVEL` a relation.
"""

import hashlib
import re

from dragoman.app.reading import Tools
from dragoman.document import Document, Outcome
from dragoman.errors import DocumentError
from dragoman.records import (
    Actor,
    Agreement,
    Amount,
    Claim,
    DocumentRecord,
    Edtf,
    Event,
    Gap,
    Participant,
    Published,
    Relation,
    Role,
    Span,
    record_id,
)  # fmt: skip

NAMES = {"state:CHL": "Chile", "state:PER": "Peru", "state:BRA": "Brazil"}
LINE = re.compile(r"(?P<date>\S+) (?P<what>.+?) (?P<a>\S+:\S+) (?P<b>\S+:\S+) \| (?P<words>.+)")


def made_id(text):
    return hashlib.sha256(text.encode()).hexdigest()


def span(document_id, text, phrase, clean=None):
    start = text.index(phrase)
    return Span(document_id=document_id, start=start, end=start + len(phrase), text=phrase, clean=clean)


def fact(room, document_id, evidence, /, **fields):
    key = record_id(room, document_id, evidence, sorted((name, str(value)) for name, value in fields.items()))
    return {
        "id": key, "document_id": document_id, "evidence": evidence, "confidence": "medium", "score": 0.7,
        "extractor": "made/1", **fields,
    }  # fmt: skip


def records_of(document_id, text):
    for line in text.split("\n"):
        if found := LINE.fullmatch(line):
            yield _record(document_id, text, **found.groupdict())


def _record(document_id, text, date, what, a, b, words):  # noqa: PLR0911 - one line a kind
    evidence = (span(document_id, text, words),)
    when = None if date == "-" else Edtf.parse(date)
    kind, *rest = what.split()
    if kind in ("DEBT", "LOAN", "GRANT"):
        fields = {"value": rest[0], "unit": rest[1], "qualifier": "about", "kind": kind.lower(), "payer": a, "payee": b}
        fields |= {"basis": rest[2]} if rest[2:] else {}
        return Amount(**fact("amounts", document_id, evidence, **fields, as_of=when))
    if kind == "DEAL":
        fields = {"parties": (a, b), "kind": "contract", "status": rest[0], "date": when, "title": " ".join(rest[1:])}
        return Agreement(**fact("agreements", document_id, evidence, **fields))
    if kind == "SIGNED":
        fields = {"parties": (a, b), "count": int(rest[0]), "kind": "agreement", "status": "signed", "date": when}
        return Agreement(**fact("agreements", document_id, evidence, **fields, title=" ".join(rest[1:]) or None))
    if kind == "SAYS":
        fields = {"speaker": a, "speaker_class": "named", "form": "direct", "content": evidence[0], "kind": "statement"}
        return Claim(**fact("claims", document_id, evidence, **fields, polarity="positive", certainty="hedged"))
    if kind == "OPEN":
        return Gap(**fact("gaps", document_id, evidence, question=" ".join(rest), withheld_by=(a,)))
    if kind == "LEVEL":
        fields = {"pair": tuple(sorted((a, b))), "level": " ".join(rest), "printed_as": " ".join(rest), "date": when}
        return Relation(**fact("relations", document_id, evidence, **fields))
    modality = "planned" if rest else "actual"
    verb = span(document_id, text, words.split()[0])
    sides = ((a, "source"), (b, "target"))
    fields = {
        "type": kind, "source": (a,), "target": (b,), "verb": verb, "modality": modality, "date": when,
        "participants": tuple(Participant(actor=actor, side=side, acts_for=acts_for(actor)) for actor, side in sides),
    }  # fmt: skip
    return Event(**fact("events", document_id, evidence, **fields))


def acts_for(actor):
    return actor if actor.startswith("state:") else f"state:{actor[-3:]}"


def actors_of(document_id, text):
    for key in sorted(set(re.findall(r"(?:state|name):[\w:-]+", text))):
        name = NAMES.get(key) or key.split(":")[1].replace("-", " ").title()
        mentions = list(re.finditer(re.escape(name), text))
        spans = tuple(Span(document_id=document_id, start=m.start(), end=m.end(), text=m.group()) for m in mentions)
        schema = "State" if key.startswith("state:") else "Person"
        printed = {"regime": text.count("regime")} if "regime" in text and key == "state:PER" else {}
        role = (Role(office="minister", basis="text"),) if schema == "Person" else ()
        yield Actor(
            id=key,
            name=name,
            schema_=schema,
            country=acts_for(key)[-3:],
            mentions=spans,
            printed_as=printed,
            roles=role,
        )


def outcome_of(source, text, published=None, key=None):
    document_id = key or made_id(text)
    title = text.split("\n")[0] or None
    basis = "stated" if published else "none"
    record = DocumentRecord(
        id=document_id, source=source, title=title, published=Published(edtf=published, basis=basis), status="accepted"
    )
    records = tuple(records_of(document_id, text))
    return Outcome(document=record, text=text, actors=tuple(actors_of(document_id, text)), records=records)


def read(source, data):
    if not data.strip():
        raise DocumentError("empty", "the file is empty")
    return Document(id=hashlib.sha256(data).hexdigest(), source=source, text=data.decode())


def read_item(item, _limits):
    return item.meta.of(read(item.name, item.data))


def run(document, *, published=None):
    if "CRASH" in document.text:
        raise ValueError("a made crash")
    stated = re.search(r"^Published (\S+)$", document.text, re.MULTILINE)
    return outcome_of(
        document.source, document.text, published or (Edtf.parse(stated[1]) if stated else None), document.id
    )


def tools(version="1"):
    return Tools(read=read_item, run=run, versions={"made": version})


def article(number):
    """One of any number of small articles, each different."""
    day = 1 + number % 28
    return (
        f"Article {number}\nPublished 2024-03-{day:02d}\n"
        f"2024-03-{day:02d} CONSULT state:CHL state:PER | Envoys of Chile and Peru met in Lima for round {number}.\n"
        f"- OPEN who pays round {number} state:CHL state:PER | Nobody said who pays for round {number}.\n"
    )


class Look:
    """A store's views, one for each question."""

    def __init__(self, store):
        self._store = store

    def __getattr__(self, name):
        def asked(*arguments, **more):
            with self._store.view() as view:
                return getattr(view, name)(*arguments, **more)

        return asked
