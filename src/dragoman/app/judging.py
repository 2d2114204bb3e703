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
from dragoman.app.looking_up import Lookup, state_id
from dragoman.errors import UsageError
from dragoman.export import Holdings, gather
from dragoman.records import (
    KINDS,
    Accept,
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
from dragoman.review import Dispute, Task, edited, in_force, record_by_hand, waiting
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

    def __init__(self, store: Store, who: str, known: Holdings | None = None) -> None:
        if not who.strip():
            raise UsageError("a reviewer needs a name", mend="say who you are with --who")
        self._store, self.who, self._known = store, who.strip(), known

    def accept(self, record: str, *, why: str | None = None) -> Judgement:
        """The record is right."""
        return self._judge(Accept(target=self._anchor(record)), why)

    def reject(self, record: str, *, why: str | None = None) -> Judgement:
        """The record is wrong: no view shows it."""
        return self._judge(Reject(target=self._anchor(record)), why)

    def edit(self, record: str, field: str, value: Any, *, why: str | None = None) -> Judgement:
        """A field has another value: JSON as the contract has it; states may be given by name or code."""
        lookup = Lookup(self._store, self._known)
        found = lookup.record(record)
        if isinstance(found, Cluster):
            raise UsageError("a cluster has no field to edit", mend="merge or split its records")
        said = _with_actors({field: value})[field]
        try:
            changed = edited(found, field, said)
        except ValueError as error:
            what = f"{kind_of(found)} take no {field} {value!r}: {plainly(error)}"
            raise UsageError(what, mend=_fields(found)) from None
        was, now = (r.model_dump(mode="json", by_alias=True)[field] for r in (found, changed))
        return self._judge(Edit(target=lookup.anchored(found), field=field, value=now, was=was), why)

    def add(
        self, kind: str, document: str, start: int, end: int, fields: Mapping[str, Any], *, why: str | None = None
    ) -> Judgement:
        """A record that a reading missed, on the raw characters start:end of a document."""
        return self._add(kind, (Lookup(self._store, self._known).span(document, start, end),), fields, why)

    def add_line(
        self, kind: str, document: str, words: str, fields: Mapping[str, Any], *, why: str | None = None
    ) -> Judgement:
        """The same on the first place where the document has these words."""
        key, text = Lookup(self._store, self._known).document(document)
        pattern = r"\s+".join(re.escape(word) for word in words.split())
        found = re.search(pattern, text) if pattern else None
        if found is None:
            raise UsageError(f"the document does not say {words!r}", mend="quote it as it is printed")
        span = Span(document_id=key, start=found.start(), end=found.end(), text=found[0])
        return self._add(kind, (span,), fields, why)

    def _add(self, kind: str, evidence: tuple[Span, ...], fields: Mapping[str, Any], why: str | None) -> Judgement:
        try:
            record = record_by_hand(kind, evidence, _with_actors(fields), extractor=f"person:{self.who}")
        except ValueError as error:
            raise UsageError(
                f"this makes no record of {kind}: {plainly(error)}", mend="name the fields as exports do"
            ) from None
        return self._judge(Add(kind=kind, record=record.model_dump(mode="json", by_alias=True)), why)

    def merge_actors(self, actors: Sequence[str], *, into: str | None = None, why: str | None = None) -> Judgement:
        """These are one; `into` is the id that stands for all, the first where it is not given."""
        lookup = Lookup(self._store, self._known)
        found = [lookup.actor(actor) for actor in (*actors, *([into] if into else []))]
        unique = {one.actor: one for one in found}
        if len(unique) < 2:
            raise UsageError("one actor alone cannot be merged", mend="name two or more")
        lead = found[-1] if into else found[0]
        return self._judge(MergeActors(actors=tuple(unique.values()), into=lead.actor), why)

    def split_actor(
        self, actor: str, documents: Sequence[str], *, into: str | None = None, why: str | None = None
    ) -> Judgement:
        """In these documents it is somebody else; `into` names the id there, a new one where it is not given."""
        lookup = Lookup(self._store, self._known)
        found = lookup.actor(actor)
        keys = tuple(lookup.document(document)[0] for document in documents)
        if not keys:
            raise UsageError("nothing says where it is somebody else", mend="name a document")
        return self._judge(SplitActor(actor=found, in_documents=keys, into=into or lookup.fresh_id(found)), why)

    def merge_records(self, records: Sequence[str], *, why: str | None = None) -> Judgement:
        """These records tell of one thing."""
        return self._judge(MergeRecords(targets=self._several(records)), why)

    def split_records(self, records: Sequence[str], *, why: str | None = None) -> Judgement:
        """No two of these records tell of one thing."""
        return self._judge(SplitRecords(targets=self._several(records)), why)

    def mark_origin(self, document: str, *, copy_of: str | None = None, why: str | None = None) -> Judgement:
        """The document is a copy of another one; or, where none is named, nobody's copy."""
        lookup = Lookup(self._store, self._known)
        key = lookup.document(document)[0]
        origin = lookup.document(copy_of)[0] if copy_of else None
        if origin == key:
            raise UsageError("a document is no copy of itself", mend="name another one, or none")
        return self._judge(MarkOrigin(document_id=key, copy_of=origin), why)

    def close_gap(self, gap: str, by: tuple[str, int, int] | None = None, *, why: str | None = None) -> Judgement:
        """The question is answered; `by` is the document and the raw characters that answer it, where one does."""
        lookup = Lookup(self._store, self._known)
        found = lookup.record(gap)
        if not isinstance(found, Gap):
            raise UsageError(f"{gap} is no gap", mend="only an open question can be closed")
        spans = (lookup.span(*by),) if by else ()
        return self._judge(CloseGap(target=lookup.anchored(found), by=spans), why)

    def resolve_conflict(self, conflict: str, *, holds: str | None = None, why: str | None = None) -> Judgement:
        """Which of the records at odds holds; where none is named, there is no contradiction."""
        lookup = Lookup(self._store, self._known)
        found = lookup.record(conflict)
        if not isinstance(found, Conflict):
            raise UsageError(f"{conflict} is no conflict", mend="conflicts stand in the brief and in exports")
        kept = lookup.record(holds) if holds else None
        if kept is not None and kept.id not in found.records:
            raise UsageError(f"{kept.id} is not at odds there", mend=f"choose one of {', '.join(found.records)}")
        held = lookup.anchored(kept) if kept else None
        return self._judge(ResolveConflict(target=lookup.anchored(found), holds=held), why)

    def alias(self, actor: str, name: str, *, why: str | None = None) -> Judgement:
        """The actor also goes by this name: readings from now on know it."""
        if not name.strip():
            raise UsageError("a name needs letters", mend="write the name")
        return self._judge(Alias(actor=Lookup(self._store, self._known).actor(actor), name=name.strip()), why)

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
        found = Lookup(self._store, self._known).actor(actor)
        return self._judge(Tenure(actor=found, office=office, country=code, **days), why)

    def note(self, record: str, text: str, *, why: str | None = None) -> Judgement:
        """Words for whoever comes after; they change nothing."""
        if not text.strip():
            raise UsageError("a note needs words", mend="write some")
        return self._judge(Note(target=self._anchor(record), text=text), why)

    def undo(self, judgement: str, *, why: str | None = None) -> Judgement:
        """A judgement of one's own does not count from now on; it stays on record.

        Raises UsageError for somebody else's: who thinks otherwise says so, and both are shown.
        """
        found = Lookup(self._store, self._known).judgement(judgement)
        if found.who != self.who:
            raise UsageError(f"{found.id} is by {found.who}", mend="decide otherwise yourself: both are then shown")
        return self._judge(Undo(judgement=found.id), why)

    def _anchor(self, record: str) -> Anchor:
        lookup = Lookup(self._store, self._known)
        return lookup.anchored(lookup.record(record))

    def _several(self, records: Sequence[str]) -> tuple[Anchor, ...]:
        lookup = Lookup(self._store, self._known)
        found = {record.id: record for record in map(lookup.record, records)}
        if len(found) < 2 or len({type(record) for record in found.values()}) > 1:
            raise UsageError("only two or more records of one kind can be one thing", mend="name such records")
        return tuple(lookup.anchored(record) for record in found.values())

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
                    f"{file}, line {number} is no judgement: {plainly(error)}", mend="nothing was taken in"
                ) from None
    return store.put_judgements(found)


def _with_actors(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields with states, where they are given by name or code, under the ids that records carry."""
    said = dict(fields)
    for name in said.keys() & _ACTOR_FIELDS.keys():
        value = said[name]
        if value is None:
            continue
        several = [value] if isinstance(value, str) else list(value)
        ids = [actor if ":" in actor else state_id(actor) or actor for actor in several]
        said[name] = ids if _ACTOR_FIELDS[name] else ids[0] if ids else None
    return said


def plainly(error: ValueError) -> str:
    """What a validation complains of, in one line."""
    if not isinstance(error, ValidationError):
        return str(error)
    return "; ".join(f"{'.'.join(map(str, e['loc'])) or 'it'}: {e['msg']}" for e in error.errors()[:3])


def _fields(record: Evident) -> str:
    return f"fields: {', '.join(name for name in KINDS[kind_of(record)].model_fields)}"
