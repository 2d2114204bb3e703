"""Answers to questions about single records, actors and passages."""

from __future__ import annotations

import difflib
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache

from dragoman.app.states import find_state
from dragoman.app.ties import Pair
from dragoman.crossdoc import actor_ids
from dragoman.errors import UnknownRecord, UnknownState, UsageError
from dragoman.export import Holdings, Subject, gather
from dragoman.records import Actor, Cluster, Conflict, DocumentRecord, Edtf, Evident, Issue, Judgement, Model
from dragoman.review import judged
from dragoman.store import NOW, AsOf, Store


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
    judgements: tuple[Judgement, ...] = ()
    rejected: bool = False


@dataclass(frozen=True, slots=True)
class ActorView:
    """An actor with every record in which it takes part, earliest first."""

    actor: Actor
    records: tuple[Model, ...]
    judgements: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that a search found: its document, raw offset and text, and the records that rest on it."""

    document: DocumentRecord
    start: int
    text: str
    records: tuple[Model, ...]


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What some documents brought: how many records, between which states, and contradictions."""

    documents: list[DocumentRecord]
    records: int
    pairs: list[Pair]
    conflicts: list[Conflict]


def show(store: Store, start: str, as_of: AsOf = NOW) -> Shown:
    """The record or document whose id begins so. Raises UnknownRecord where none does, or more than one."""
    holdings = gather(store, as_of=as_of)
    record = named(holdings, start)
    if isinstance(record, DocumentRecord):
        key = record.id
        issues = tuple(issue for issue in holdings.issues if issue.document_id == key)
        standing = tuple(r for r in holdings.records if r.document_id == key)
        told = tuple(holdings.judged.about(key))
        texts = {key: holdings.texts[key]}
        return Shown(record, {key: record}, texts, holdings.actors, pointing=standing, issues=issues, judgements=told)
    return _shown(record, holdings)


def named(holdings: Holdings, start: str) -> DocumentRecord | Evident | Cluster:
    """The record, cluster or document whose id begins so. Raises UnknownRecord where none does, or more than one."""
    everything = _by_id(holdings)
    found = [key for key in everything if start and key.startswith(start)]
    candidates = [start] if start in everything else sorted(found)
    if not candidates:
        raise UnknownRecord(
            f"no record has the id {start!r}", mend="ids stand in exports and after 'dragoman timeline'"
        )
    if len(candidates) > 1:
        raise UnknownRecord(
            f"more than one id begins with {start!r}", mend=f"write more of it: {', '.join(candidates[:3])}"
        )
    return everything[candidates[0]]


def _by_id(holdings: Holdings) -> dict[str, DocumentRecord | Evident | Cluster]:
    """Everything that can be shown: what people took out as well, so that they can look at it again."""
    return {
        **holdings.documents,
        **holdings.judged.rejected,
        **holdings.by_id,
        **{cluster.id: cluster for cluster in holdings.clusters},
    }


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
        judgements=tuple(holdings.judged.about(record.id)),
        rejected=record.id in holdings.judged.rejected,
    )


def _pointed(record: Evident) -> set[str]:
    about = (*getattr(record, "about", ()), *getattr(record, "records", ()))
    return {key for key in (*about, getattr(record, "part_of", None), record.attributed_to) if key}


def actor(store: Store, name: str, as_of: AsOf = NOW) -> list[ActorView]:
    """The actors of that name or id: the same name first, else those whose name contains it.

    Raises UsageError with the nearest name where there is none.
    """
    holdings = gather(store, as_of=as_of)
    near = _called(holdings, name)
    return [ActorView(a, tuple(_records_of(holdings, a.id)), tuple(holdings.judged.about(a.id))) for a in near]


def subject(store: Store, name: str, as_of: AsOf = NOW) -> tuple[Subject, Holdings]:
    """One state or other actor to tell about, with the documents that may. Raises UsageError where several fit."""
    try:
        state = find_state(name)
    except UnknownState:
        holdings = gather(store, as_of=as_of)
        near = _called(holdings, name)
        if len(near) > 1:
            shown = ", ".join(f"{a.id} ({a.name})" for a in near[:5])
            raise UsageError(f"{name!r} may be {len(near)} actors", mend=f"name one by its id: {shown}") from None
        return Subject(near[0].id, near[0].name), holdings
    return Subject(f"state:{state.code}", state.name), gather(store, between=[state.code], as_of=as_of)


def _called(holdings: Holdings, name: str) -> list[Actor]:
    wanted, actors = folded(name), holdings.actors.values()
    named = {a.id: ({a.id.casefold()} | {folded(form) for form in (a.name, *a.aliases)}, a) for a in actors}
    same = [a for forms, a in named.values() if wanted in forms or name.casefold() in forms]
    near = same or [a for forms, a in named.values() if any(wanted in form for form in forms)]
    if not near or not wanted:
        raise _unknown_actor(name, [form for forms, _ in named.values() for form in forms])
    return near


def _records_of(holdings: Holdings, actor_id: str) -> list[Evident]:
    """The records that name an actor, earliest first, undated last."""
    mine = [record for record in holdings.records if actor_id in actor_ids(record)]
    return sorted(mine, key=first_day)


def first_day(record: Evident) -> tuple[bool, date, str]:
    """A sort key: the earliest first, those without a date last."""
    known: Edtf | None = getattr(record, "date") if _is_dated(type(record)) else None  # noqa: B009 - of several kinds
    first = known.earliest if known else None
    return (first is None, first or date.max, record.id)


@cache
def _is_dated(kind: type[Evident]) -> bool:
    return "date" in kind.model_fields


def _unknown_actor(name: str, forms: list[str]) -> UsageError:
    nearest = difflib.get_close_matches(folded(name), sorted(forms), n=1)
    mend = f"did you mean {nearest[0]!r}?" if nearest else "look for the word with: dragoman search"
    return UsageError(f"no actor is called {name!r}", mend=mend)


def folded(text: str) -> str:
    """Letters without accents and case, for comparing names."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def search(store: Store, words: str, limit: int, as_of: AsOf = NOW) -> list[Found]:
    """The paragraphs that hold all these words, with the records that rest on them, as people left them."""
    with store.view(as_of) as view:
        passages, documents = view.search(words, limit)
        read = [r for r in view.records(documents=documents) if isinstance(r, Evident)]
        told = view.judgements(documents) if documents else []
    people = judged(told, read, {key: text for key, (_, text) in documents.items()})
    return [
        Found(
            documents[p.document_id][0],
            p.start,
            p.text,
            tuple(r for r in people.records if _touches(r, p.document_id, p.start, p.start + len(p.text))),
        )
        for p in passages
    ]


def _touches(record: Evident, document_id: str, start: int, end: int) -> bool:
    return any(s.document_id == document_id and s.start < end and s.end > start for s in record.evidence)
