"""People's decisions: made by one reviewer at a time, kept for ever, laid over what was read.

    with dragoman.open("dragoman.db") as archive:
        ana = archive.reviewer("Ana")
        ana.accept("event:3f0a…", why="the communiqué says so")
        for task in archive.queue(): ...

The terminal and the desk both work through this.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from dragoman import kb
from dragoman.errors import UnknownRecord, UsageError
from dragoman.export import Holdings, gather
from dragoman.kb.folding import key as folded_key
from dragoman.records import (
    KINDS,
    Accept,
    ActorAnchor,
    Add,
    Alias,
    Anchor,
    CloseGap,
    Cluster,
    Conflict,
    Decision,
    Edit,
    Edtf,
    Evident,
    Gap,
    Judgement,
    MarkOrigin,
    MergeActors,
    MergeRecords,
    Note,
    Reject,
    ResolveConflict,
    Span,
    SplitActor,
    SplitRecords,
    Tenure,
    Undo,
    dumps,
    kind_of,
)  # fmt: skip
from dragoman.review import Dispute, Task, actor_anchor, anchor, edited, in_force, record_by_hand, waiting
from dragoman.store import Store

__all__ = ["Judgement", "Reviewer", "Standing", "Task"]
_ACTOR_FIELDS: Final = {
    "source": True, "target": True, "parties": True, "signatories": True, "payer": False, "payee": False,
    "estimated_by": False, "speaker": False, "withheld_by": True, "asserted_by": True, "pair": True,
    "declared_by": True, "partners": True,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of the judgements: those in force, those undone, those that found nothing, where people differ."""

    in_force: tuple[Judgement, ...]
    undone: tuple[Judgement, ...]
    lost: tuple[Judgement, ...]
    disputes: tuple[Dispute, ...]


class Reviewer:
    """One person who judges. Each method writes one judgement and returns it; ids may be given by their first letters.

    Raises UnknownRecord for an id that is not in view, UsageError for what cannot be decided so.
    """

    def __init__(self, store: Store, who: str) -> None:
        if not who.strip():
            raise UsageError("a reviewer needs a name", mend="say who you are with --who")
        self._store, self.who = store, who.strip()

    def accept(self, record: str, *, why: str | None = None) -> Judgement:
        """The record is right."""
        return self._judge(Accept(target=self._anchor(record)), why)

    def reject(self, record: str, *, why: str | None = None) -> Judgement:
        """The record is wrong: no view shows it."""
        return self._judge(Reject(target=self._anchor(record)), why)

    def edit(self, record: str, field: str, value: Any, *, why: str | None = None) -> Judgement:
        """A field has another value: JSON as the contract has it; states may be given by name or code."""
        holdings = gather(self._store)
        found = _record(holdings, record)
        if isinstance(found, Cluster):
            raise UsageError("a cluster has no field to edit", mend="merge or split its records")
        said = _with_actors({field: value})[field]
        try:
            changed = edited(found, field, said)
        except ValueError as error:
            raise UsageError(
                f"{kind_of(found)} take no {field} {value!r}: {_plainly(error)}", mend=_fields(found)
            ) from None
        was = found.model_dump(mode="json", by_alias=True)[field]
        now = changed.model_dump(mode="json", by_alias=True)[field]
        return self._judge(Edit(target=_anchored(found, holdings), field=field, value=now, was=was), why)

    def add(
        self, kind: str, document: str, start: int, end: int, fields: Mapping[str, Any], *, why: str | None = None
    ) -> Judgement:
        """A record that a reading missed, on the raw characters start:end of a document."""
        holdings = gather(self._store)
        key = _document(holdings, document)
        text = holdings.texts[key][start:end]
        if start < 0 or not text.strip() or len(text) != end - start:
            raise UsageError(f"characters {start} to {end} are not in the document", mend="select some of its text")
        span = Span(document_id=key, start=start, end=end, text=text)
        return self._add(kind, (span,), fields, why)

    def add_line(
        self, kind: str, document: str, words: str, fields: Mapping[str, Any], *, why: str | None = None
    ) -> Judgement:
        """The same on the first place where the document has these words."""
        holdings = gather(self._store)
        key = _document(holdings, document)
        found = (
            re.search(r"\s+".join(re.escape(word) for word in words.split()), holdings.texts[key])
            if words.split()
            else None
        )
        if found is None:
            raise UsageError(f"the document does not say {words!r}", mend="quote it as it is printed")
        span = Span(document_id=key, start=found.start(), end=found.end(), text=found[0])
        return self._add(kind, (span,), fields, why)

    def _add(self, kind: str, evidence: tuple[Span, ...], fields: Mapping[str, Any], why: str | None) -> Judgement:
        try:
            record = record_by_hand(kind, evidence, _with_actors(fields), extractor=f"person:{self.who}")
        except ValueError as error:
            raise UsageError(
                f"this makes no record of {kind}: {_plainly(error)}", mend="name the fields as exports do"
            ) from None
        return self._judge(Add(kind=kind, record=record.model_dump(mode="json", by_alias=True)), why)

    def merge_actors(self, actors: Sequence[str], *, into: str | None = None, why: str | None = None) -> Judgement:
        """These are one; `into` is the id that stands for all, the first where it is not given."""
        holdings = gather(self._store)
        found = [_actor(holdings, actor) for actor in actors]
        lead = _actor(holdings, into).actor if into else found[0].actor if found else ""
        unique = {one.actor: one for one in (*found, *([_actor(holdings, into)] if into else []))}
        if len(unique) < 2:
            raise UsageError("one actor alone cannot be merged", mend="name two or more")
        return self._judge(MergeActors(actors=tuple(unique.values()), into=lead), why)

    def split_actor(
        self, actor: str, documents: Sequence[str], *, into: str | None = None, why: str | None = None
    ) -> Judgement:
        """In these documents it is somebody else; `into` names the id there, a new one where it is not given."""
        holdings = gather(self._store)
        found = _actor(holdings, actor)
        keys = tuple(_document(holdings, document) for document in documents)
        if not keys:
            raise UsageError("nothing says where it is somebody else", mend="name a document")
        return self._judge(SplitActor(actor=found, in_documents=keys, into=into or _fresh_id(holdings, found)), why)

    def merge_records(self, records: Sequence[str], *, why: str | None = None) -> Judgement:
        """These records tell of one thing."""
        return self._judge(MergeRecords(targets=self._several(records)), why)

    def split_records(self, records: Sequence[str], *, why: str | None = None) -> Judgement:
        """No two of these records tell of one thing."""
        return self._judge(SplitRecords(targets=self._several(records)), why)

    def mark_origin(self, document: str, *, copy_of: str | None = None, why: str | None = None) -> Judgement:
        """The document is a copy of another one; or, where none is named, nobody's copy."""
        holdings = gather(self._store)
        key = _document(holdings, document)
        origin = _document(holdings, copy_of) if copy_of else None
        if origin == key:
            raise UsageError("a document is no copy of itself", mend="name another one, or none")
        return self._judge(MarkOrigin(document_id=key, copy_of=origin), why)

    def close_gap(self, gap: str, by: tuple[str, int, int] | None = None, *, why: str | None = None) -> Judgement:
        """The question is answered; `by` is the document and the raw characters that answer it, where one does."""
        holdings = gather(self._store)
        found = _record(holdings, gap)
        if not isinstance(found, Gap):
            raise UsageError(f"{gap} is no gap", mend="only an open question can be closed")
        spans: tuple[Span, ...] = ()
        if by is not None:
            key = _document(holdings, by[0])
            text = holdings.texts[key][by[1] : by[2]]
            if not text or len(text) != by[2] - by[1]:
                raise UsageError(
                    f"characters {by[1]} to {by[2]} are not in the document", mend="select some of its text"
                )
            spans = (Span(document_id=key, start=by[1], end=by[2], text=text),)
        return self._judge(CloseGap(target=_anchored(found, holdings), by=spans), why)

    def resolve_conflict(self, conflict: str, *, holds: str | None = None, why: str | None = None) -> Judgement:
        """Which of the records at odds holds; where none is named, there is no contradiction."""
        holdings = gather(self._store)
        found = _record(holdings, conflict)
        if not isinstance(found, Conflict):
            raise UsageError(f"{conflict} is no conflict", mend="conflicts stand in the brief and in exports")
        kept = _record(holdings, holds) if holds else None
        if kept is not None and kept.id not in found.records:
            raise UsageError(f"{kept.id} is not at odds there", mend=f"choose one of {', '.join(found.records)}")
        return self._judge(
            ResolveConflict(target=_anchored(found, holdings), holds=_anchored(kept, holdings) if kept else None), why
        )

    def alias(self, actor: str, name: str, *, why: str | None = None) -> Judgement:
        """The actor also goes by this name: readings from now on know it."""
        if not name.strip():
            raise UsageError("a name needs letters", mend="write the name")
        return self._judge(Alias(actor=_actor(gather(self._store), actor), name=name.strip()), why)

    def tenure(
        self, actor: str, office: str, country: str, *, start: str | None = None, end: str | None = None,
        why: str | None = None,
    ) -> Judgement:  # fmt: skip
        """The actor held an office of a country, between days in EDTF: readings from now on know it."""
        code = kb.load().find_state(country).iso3
        try:
            days = {name: Edtf.parse(day) if day else None for name, day in (("start", start), ("end", end))}
        except ValueError as error:
            raise UsageError(str(error), mend="write 2024, 2024-03 or 2024-03-05") from None
        found = _actor(gather(self._store), actor)
        return self._judge(Tenure(actor=found, office=office, country=code, **days), why)

    def note(self, record: str, text: str, *, why: str | None = None) -> Judgement:
        """Words for whoever comes after; they change nothing."""
        if not text.strip():
            raise UsageError("a note needs words", mend="write some")
        return self._judge(Note(target=self._anchor(record), text=text), why)

    def undo(self, judgement: str, *, why: str | None = None) -> Judgement:
        """Another judgement, anybody's, does not count from now on. It stays on record."""
        with self._store.view() as view:
            found = [j.id for j in view.judgements() if j.id.startswith(judgement)] if judgement else []
        if len(found) != 1:
            what = "more than one judgement has" if found else "no judgement has"
            raise UnknownRecord(f"{what} the id {judgement!r}", mend="see them with: dragoman judgements list")
        return self._judge(Undo(judgement=found[0]), why)

    def _anchor(self, record: str) -> Anchor:
        holdings = gather(self._store)
        return _anchored(_record(holdings, record), holdings)

    def _several(self, records: Sequence[str]) -> tuple[Anchor, ...]:
        holdings = gather(self._store)
        found = {record.id: record for record in (_record(holdings, key) for key in records)}
        if len(found) < 2 or len({type(record) for record in found.values()}) > 1:
            raise UsageError("only two or more records of one kind can be one thing", mend="name such records")
        return tuple(_anchored(record, holdings) for record in found.values())

    def _judge(self, decision: Decision, why: str | None) -> Judgement:
        judgement = Judgement.made(decision, who=self.who, when=self._store.now(), why=why)
        self._store.put_judgements([judgement])
        return judgement


def standing(store: Store) -> Standing:
    """What became of every judgement."""
    holdings = gather(store)
    force = in_force(holdings.judgements)
    counted = {j.id for j in force}
    return Standing(
        in_force=tuple(force),
        undone=tuple(j for j in holdings.judgements if j.id not in counted and j.decision.action != "undo"),
        lost=tuple(holdings.judged.lost),
        disputes=tuple(holdings.judged.disputes),
    )


def queue(store: Store, limit: int | None = None) -> list[Task]:
    """What waits for a person, most pressing first."""
    holdings = gather(store)
    return waiting(holdings.judged, holdings.records, holdings.identities, holdings.actors)[:limit]


def write_judgements(store: Store, file: Path) -> int:
    """Every judgement, undone ones and undoings too, as JSON Lines, oldest first; how many."""
    with store.view() as view:
        told = view.judgements()
    try:
        file.write_text("".join(dumps(judgement) + "\n" for judgement in told), encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"{file} cannot be written: {error.strerror}", mend="choose another file") from error
    return len(told)


def read_judgements(store: Store, file: Path) -> int:
    """Take in judgements from JSON Lines, all or none; how many were new. What is here already stays as it is.

    Raises UsageError with the line that cannot be read.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} cannot be read: {error}", mend="name a file of judgements") from error
    found = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                found.append(Judgement.model_validate_json(line))
            except ValidationError as error:
                raise UsageError(
                    f"{file}, line {number} is no judgement: {_plainly(error)}", mend="nothing was taken in"
                ) from None
    return store.put_judgements(found)


def document_id(store: Store, given: str) -> str:
    """The id of the document of that id or name. Raises UnknownRecord."""
    return _document(gather(store), given)


def _record(holdings: Holdings, start: str) -> Evident | Cluster:
    """The record that is meant, those that people took out too: they can be judged anew."""
    known: dict[str, Evident | Cluster] = {**holdings.judged.rejected, **holdings.by_id}
    known |= {cluster.id: cluster for cluster in holdings.clusters}
    found = [start] if start in known else [key for key in known if start and key.startswith(start)]
    if len(found) != 1:
        some = f"write more of it: {', '.join(sorted(found)[:3])}" if found else "ids stand in exports and timelines"
        raise UnknownRecord(f"{'more than one' if found else 'no'} record has the id {start!r}", mend=some)
    return known[found[0]]


def _anchored(record: Evident | Cluster, holdings: Holdings) -> Anchor:
    return anchor(record, {**holdings.judged.rejected, **holdings.by_id})


def _document(holdings: Holdings, given: str) -> str:
    """The document of that id, or met under that name."""
    found = [key for key, d in holdings.documents.items() if given and (key.startswith(given) or d.source == given)]
    found = found or [key for key, d in holdings.documents.items() if given and Path(d.source).name == given]
    if len(found) != 1:
        raise UnknownRecord(
            f"{'more than one' if found else 'no'} document is {given!r}", mend="give its id or its file's name"
        )
    return found[0]


def _actor(holdings: Holdings, given: str) -> ActorAnchor:
    """The actor of that id; a state also by name."""
    if given in holdings.actors:
        return actor_anchor(holdings.actors[given])
    entity = kb.load().entity(given) or kb.load().entity(_state_id(given) or "")
    if entity is None:
        raise UnknownRecord(f"no actor has the id {given!r}", mend="find it with: dragoman actor NAME")
    known = holdings.actors.get(entity.id)
    return actor_anchor(known) if known else ActorAnchor(actor=entity.id, name=entity.name)


def _state_id(name: str) -> str | None:
    try:
        return kb.load().find_state(name).id
    except UsageError:
        return None


def _with_actors(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields with states, where they are given by name or code, under the ids that records carry."""
    said = dict(fields)
    for name in said.keys() & _ACTOR_FIELDS.keys():
        value = said[name]
        if value is None:
            continue
        several = [value] if isinstance(value, str) else list(value)
        ids = [actor if ":" in actor else _state_id(actor) or actor for actor in several]
        said[name] = ids if _ACTOR_FIELDS[name] else ids[0] if ids else None
    return said


def _fresh_id(holdings: Holdings, actor: ActorAnchor) -> str:
    """An id that nobody has yet, from the name and country of the actor that was mistaken for another."""
    known = holdings.actors.get(actor.actor)
    slug = "-".join(folded_key(actor.name).split()) or "somebody"
    country = known.country if known and known.country else "xx"
    number = 2
    while f"name:{slug}-{number}:{country}" in holdings.actors:
        number += 1
    return f"name:{slug}-{number}:{country}"


def _plainly(error: ValueError) -> str:
    """What a validation complains of, in one line."""
    if not isinstance(error, ValidationError):
        return str(error)
    return "; ".join(f"{'.'.join(map(str, e['loc'])) or 'it'}: {e['msg']}" for e in error.errors()[:3])


def _fields(record: Evident) -> str:
    return f"fields: {', '.join(name for name in KINDS[kind_of(record)].model_fields)}"
