"""Answers to questions about single records, actors and passages."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.errors import UnknownRecord, UsageError
from dragoman.export import Holdings, gather
from dragoman.records import Actor, Cluster, DocumentRecord, Evident, Issue, Model
from dragoman.store import Store


@dataclass(frozen=True, slots=True)
class Shown:
    """A record with what is needed to judge it. `texts` and `documents` are those in which its evidence stands."""

    record: Model
    documents: dict[str, DocumentRecord]
    texts: dict[str, str]
    actors: dict[str, Actor]
    told_by: Model | None = None
    pointing: tuple[Model, ...] = ()
    cluster: Cluster | None = None
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class ActorView:
    """An actor with every record in which it takes part, earliest first."""

    actor: Actor
    records: tuple[Model, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that a search found: its document, raw offset and text, and the records that rest on it."""

    document: DocumentRecord
    start: int
    text: str
    records: tuple[Model, ...]


def show(store: Store, start: str) -> Shown:
    """The record or document whose id begins so. Raises UnknownRecord where none does, or more than one."""
    found = store.ids_like(start) if start else []
    exact = [pair for pair in found if pair[1] == start]
    candidates = exact or found
    if len(candidates) > 1:
        some = ", ".join(key for _, key in candidates[:3])
        raise UnknownRecord(f"more than one id begins with {start!r}", mend=f"write more of it: {some}")
    holdings = gather(store)
    if not candidates:
        return _joined(holdings, start)
    kind, key = candidates[0]
    if kind == "documents":
        record = holdings.documents[key]
        issues = tuple(issue for issue in holdings.issues if issue.document_id == key)
        texts = {key: holdings.texts[key]}
        standing = tuple(r for r in holdings.records if r.document_id == key)
        return Shown(record, {key: record}, texts, holdings.actors, pointing=standing, issues=issues)
    return _shown(holdings.by_id[key], holdings)


def _joined(holdings: Holdings, start: str) -> Shown:
    """A record that is only made across documents: a cluster or a conflict."""
    across: list[Evident | Cluster] = [*holdings.clusters, *(r for r in holdings.records if r.document_id is None)]
    found = [record for record in across if start and record.id.startswith(start)]
    if len(found) != 1:
        raise UnknownRecord(
            f"no record has the id {start!r}", mend="ids stand in exports and after 'dragoman timeline'"
        )
    return _shown(found[0], holdings)


def _shown(record: Evident | Cluster, holdings: Holdings) -> Shown:
    keys = {span.document_id for span in record.evidence}
    cluster = next((c for c in holdings.clusters if record.id in c.members), None)
    told_by = holdings.by_id.get(record.attributed_to or "") if isinstance(record, Evident) else None
    return Shown(
        record=record,
        documents={key: holdings.documents[key] for key in sorted(keys)},
        texts={key: holdings.texts[key] for key in sorted(keys)},
        actors=holdings.actors,
        told_by=told_by,
        pointing=tuple(r for r in holdings.records if r.id != record.id and record.id in _pointed(r)),
        cluster=cluster,
    )


def _pointed(record: Evident) -> set[str]:
    about = (*getattr(record, "about", ()), *getattr(record, "records", ()))
    return {key for key in (*about, getattr(record, "part_of", None), record.attributed_to) if key}


def actor(store: Store, name: str) -> list[ActorView]:
    """The actors of that name or id: the same name first, else those whose name contains it.

    Raises UsageError with the nearest name where there is none.
    """
    holdings, wanted = gather(store), folded(name)
    actors = holdings.actors.values()
    named = {a.id: ({a.id.casefold()} | {folded(form) for form in (a.name, *a.aliases)}, a) for a in actors}
    same = [a for forms, a in named.values() if wanted in forms or name.casefold() in forms]
    near = same or [a for forms, a in named.values() if any(wanted in form for form in forms)]
    if not near or not wanted:
        raise _unknown_actor(name, [form for forms, _ in named.values() for form in forms])
    return [ActorView(a, tuple(_records_of(store, holdings, a.id))) for a in near]


def _records_of(store: Store, holdings: Holdings, actor_id: str) -> Iterator[Model]:
    """The records of an actor under each id that it has in some document, those of its own first."""
    renaming = holdings.renaming
    for name in sorted(renaming.names_for(actor_id), key=lambda name: (name != actor_id, name)):
        for record in store.records_of_actor(name):
            if isinstance(record, Evident) and renaming.name_in(record.document_id, name) == actor_id:
                yield holdings.by_id.get(record.id, record)


def _unknown_actor(name: str, forms: list[str]) -> UsageError:
    nearest = difflib.get_close_matches(folded(name), sorted(forms), n=1)
    mend = f"did you mean {nearest[0]!r}?" if nearest else "look for the word with: dragoman search"
    return UsageError(f"no actor is called {name!r}", mend=mend)


def folded(text: str) -> str:
    """Letters without accents and case, for comparing names."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def search(store: Store, words: str, limit: int) -> list[Found]:
    """The paragraphs that hold all these words, with the records that rest on them."""
    passages = store.search(words, limit)
    documents = {record.id: record for record, _ in store.documents({p.document_id for p in passages})}
    return [
        Found(
            documents[p.document_id],
            p.start,
            p.text,
            tuple(store.records_between(p.document_id, p.start, p.start + len(p.text))),
        )
        for p in passages
    ]
