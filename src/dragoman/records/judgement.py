"""What a person decided about the record: who, when, why, and the words that the decision holds on to.

A judgement never changes what a reading found: it is laid over it each time that somebody looks. It names records by
id and by their evidence, so that it finds them again when a newer pipeline moves a span or computes another id. Undo is
one more judgement.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from dragoman.records.base import ActorId, Model, Span
from dragoman.records.edtf import Edtf
from dragoman.records.sources import Schema


class Anchor(Model):
    """A record as it stood when it was judged: what finds it again.

    `marks` are what tells it from others on the same words (type, figures, parties); `parts` are the records of a
    conflict or a cluster.
    """

    record: str
    kind: str
    document_id: str | None = None
    marks: tuple[str, ...] = ()
    evidence: Annotated[tuple[Span, ...], Field(min_length=1)]
    parts: tuple[Anchor, ...] = ()


class ActorAnchor(Model):
    """An actor as it stood when it was judged, with a mention in each of some documents; `sort` is its schema."""

    actor: ActorId
    name: str
    sort: Schema = "Organization"
    country: str | None = None
    mentions: tuple[Span, ...] = ()


class Add(Model):
    """A record that a reading missed. `record` is it, as JSON of its kind."""

    action: Literal["add"] = "add"
    kind: str
    record: dict[str, Any]


class Accept(Model):
    """The record is right."""

    action: Literal["accept"] = "accept"
    target: Anchor


class Reject(Model):
    """The record is wrong: no view shows it."""

    action: Literal["reject"] = "reject"
    target: Anchor


class Edit(Model):
    """One field of the record has another value: `value` and `was` as JSON."""

    action: Literal["edit"] = "edit"
    target: Anchor
    field: str
    value: Any
    was: Any = None


class MergeActors(Model):
    """These are one: `into` is the id that stands for all."""

    action: Literal["merge-actors"] = "merge-actors"
    actors: Annotated[tuple[ActorAnchor, ...], Field(min_length=2)]
    into: ActorId


class SplitActor(Model):
    """In these documents it is somebody else, who goes by `into` there."""

    action: Literal["split-actor"] = "split-actor"
    actor: ActorAnchor
    in_documents: Annotated[tuple[str, ...], Field(min_length=1)]
    into: ActorId


class MergeRecords(Model):
    """These records of different documents tell of one thing."""

    action: Literal["merge-records"] = "merge-records"
    targets: Annotated[tuple[Anchor, ...], Field(min_length=2)]


class SplitRecords(Model):
    """No two of these records tell of one thing."""

    action: Literal["split-records"] = "split-records"
    targets: Annotated[tuple[Anchor, ...], Field(min_length=2)]


class MarkOrigin(Model):
    """Whose copy a document is: that of another document, or (None) nobody's."""

    action: Literal["mark-origin"] = "mark-origin"
    document_id: str
    copy_of: str | None = None


class CloseGap(Model):
    """The question is answered, by these words where some document has them."""

    action: Literal["close-gap"] = "close-gap"
    target: Anchor
    by: tuple[Span, ...] = ()


class ResolveConflict(Model):
    """Which of the records at odds holds; None where both stand and there is no contradiction."""

    action: Literal["resolve-conflict"] = "resolve-conflict"
    target: Anchor
    holds: Anchor | None = None


class Alias(Model):
    """The actor also goes by this name; readings from now on know it."""

    action: Literal["alias"] = "alias"
    actor: ActorAnchor
    name: Annotated[str, Field(min_length=1)]


class Tenure(Model):
    """The actor held this office; readings from now on know it."""

    action: Literal["tenure"] = "tenure"
    actor: ActorAnchor
    office: Annotated[str, Field(min_length=1)]
    country: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    start: Edtf | None = None
    end: Edtf | None = None


class Note(Model):
    """Words for whoever comes after."""

    action: Literal["note"] = "note"
    target: Anchor
    text: Annotated[str, Field(min_length=1)]


class Undo(Model):
    """Another judgement does not count; to undo an undo lets it count again."""

    action: Literal["undo"] = "undo"
    judgement: str


Decision = Annotated[
    Add | Accept | Reject | Edit | MergeActors | SplitActor | MergeRecords | SplitRecords | MarkOrigin | CloseGap
    | ResolveConflict | Alias | Tenure | Note | Undo,
    Field(discriminator="action"),
]  # fmt: skip


class Judgement(Model):
    """A decision with who made it, when (UTC, ISO 8601) and why. Its id is a hash of all but why."""

    id: str
    who: Annotated[str, Field(min_length=1)]
    when: str
    why: str | None = None
    decision: Decision

    @classmethod
    def made(cls, decision: Decision, *, who: str, when: str, why: str | None = None) -> Self:
        """The judgement, under its id."""
        return cls(id=_judgement_id(decision, who, when), who=who, when=when, why=why or None, decision=decision)

    @model_validator(mode="after")
    def _own_id(self) -> Self:
        expected = _judgement_id(self.decision, self.who, self.when)
        if self.id != expected:
            raise ValueError(f"{self.id} is not the id of what it says, which is {expected}")
        return self

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that it names or quotes, sorted."""
        return tuple(sorted(set(_documents(self.decision.model_dump(mode="json")))))


def _judgement_id(decision: Decision, who: str, when: str) -> str:
    said = decision.model_dump(mode="json", exclude_defaults=True)  # so that a field added later changes no id
    body = json.dumps([decision.action, said, who, when], ensure_ascii=False, sort_keys=True)
    return f"judgement:{hashlib.sha256(body.encode()).hexdigest()[:16]}"


def _documents(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, part in value.items():
            if name in ("document_id", "copy_of") and part:
                yield part
            elif name == "in_documents":
                yield from part
            else:
                yield from _documents(part)
    elif isinstance(value, list):
        for part in value:
            yield from _documents(part)
