"""The one place that knows the order: a document in, its outcome out. Pure: the same document gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dragoman import kb
from dragoman.annotate import Annotator, annotate
from dragoman.compose import compose
from dragoman.document import Annotated, Clean, Document, Outcome, Resolved
from dragoman.extract import agreements, claims, events, gaps, money, programmes, relations
from dragoman.records import Actor, DocumentRecord, EditRecord, Edtf, Event, Model, ZoneRecord, sort_key
from dragoman.repair import mend
from dragoman.resolve import resolve

EXTRACTORS = (
    events.extract,
    agreements.extract,
    money.extract,
    programmes.extract,
    claims.extract,
    gaps.extract,
    relations.extract,
)
# The languages whose patterns are there; None is a text too short or too mixed to tell.
READ = frozenset({"en", None})


def run(
    document: Document,
    *,
    published: Edtf | None = None,
    rules_only: bool = False,
    annotator: Annotator | None = None,
) -> Outcome:
    """Read one document. `published` is the user's word on when it appeared; it overrides what the file says.

    `rules_only` leaves the learned reader out; `annotator` is asked beside it.
    """
    if published is not None:
        document = replace(document, published=published, published_basis="stated")
    known = kb.load()
    clean = mend(document, known)
    if document.language not in READ:
        return _unread(clean, known)
    annotated = annotate(clean, known, rules_only=rules_only, annotator=annotator)
    resolved = resolve(annotated, known)
    found = [record for extract in EXTRACTORS for record in extract(resolved)]
    records = sorted(compose(found, resolved), key=sort_key)
    issues = (*document.issues, *clean.issues, *annotated.issues, *resolved.issues)
    actors = _with_states(resolved.actors, records, known)
    return Outcome(_document_record(clean, resolved), document.text, actors, tuple(records), issues)


def _unread(clean: Clean, known: kb.KnowledgeBase) -> Outcome:
    """A document in a language that is not read yet: kept with its text, zones and date, without records."""
    resolved = resolve(Annotated(clean, (), ()), known)
    record = _document_record(clean, resolved)
    return Outcome(record, clean.document.text, issues=(*clean.document.issues, *clean.issues, *resolved.issues))


def _with_states(actors: dict[str, Actor], records: Iterable[Model], known: kb.KnowledgeBase) -> tuple[Actor, ...]:
    """The actors, and the states on whose behalf some of them act though no word names those states."""
    behalves = {p.acts_for for r in records if isinstance(r, Event) for p in r.participants if p.acts_for}
    unnamed = {b: known.state(b.removeprefix("state:")) for b in behalves if b not in actors and b.startswith("state:")}
    states = {i: Actor(id=i, name=s.name, schema_="State", country=s.iso3, wikidata=s.qid) for i, s in unnamed.items()}
    return tuple(actor for _, actor in sorted({**actors, **states}.items()))


def _document_record(clean: Clean, resolved: Resolved) -> DocumentRecord:
    document = clean.document
    return DocumentRecord(
        id=document.id,
        source=document.source,
        url=document.url,
        title=document.title or _title(clean),
        publisher=document.publisher,
        authors=resolved.authors,
        language=document.language,
        retrieved=document.retrieved,
        published=resolved.published,
        zones=tuple(_zones(clean)),
        edits=tuple(
            EditRecord(kind=e.kind, start=e.start, end=e.end, before=e.before, after=e.after) for e in clean.edits
        ),
        origins=resolved.origins,
        status=document.status,
    )


def _zones(clean: Clean) -> list[ZoneRecord]:
    found = []
    for zone in clean.zones:
        start, end = clean.offsets.to_raw(zone.start, zone.end)
        found.append(ZoneRecord(kind=zone.kind, start=start, end=end, language=zone.language))
    return found


def _title(clean: Clean) -> str | None:
    return next((clean.text[z.start : z.end].strip() for z in clean.zones if z.kind == "title"), None)
