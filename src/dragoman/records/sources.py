"""Documents, actors and issues: what records are made from, and what could not be made of it."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

from dragoman.records.base import ActorId, Model, Span
from dragoman.records.edtf import Edtf

ZoneKind = Literal[
    "title", "body", "heading", "caption", "credit", "byline", "dateline", "pull-quote", "boilerplate", "related"
]
EditKind = Literal["missing-space", "case", "encoding", "duplicate", "punctuation", "whitespace"]
Schema = Literal["State", "Person", "PublicBody", "Company", "Organization", "IGO"]
Status = Literal["accepted", "partial", "refused"]
Basis = Literal["stated", "metadata", "dateline", "url", "inferred", "none"]


class Reason(Model):
    """One constraint on a document's date: the rule, the days that it leaves (EDTF), and the words it rests on."""

    rule: str
    implies: str
    span: Span | None = None


class Published(Model):
    """When a document appeared: a value with its basis, or the days left open and why."""

    edtf: Edtf | None = None
    basis: Basis = "none"
    earliest: Edtf | None = None
    latest: Edtf | None = None
    candidates: tuple[Edtf, ...] = ()
    reasons: tuple[Reason, ...] = ()


class ZoneRecord(Model):
    """A stretch of raw text and the part that it plays; its language, where that is not the document's."""

    kind: ZoneKind
    start: int
    end: int
    language: str | None = None


class EditRecord(Model):
    """A mend: raw span, what stood there, what it was read as."""

    kind: EditKind
    start: int
    end: int
    before: str
    after: str


class Origin(Model):
    """Whose copy a document is: an agency or outlet credited, or a handout."""

    name: str
    actor: ActorId | None = None
    kind: Literal["agency", "outlet", "handout"]
    basis: str


class DocumentRecord(Model):
    """A document as read: identity, date, zones, mends, origins. Its id is the sha256 of the raw bytes."""

    id: str
    source: str
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    retrieved: str | None = None
    published: Published
    zones: tuple[ZoneRecord, ...] = ()
    edits: tuple[EditRecord, ...] = ()
    origins: tuple[Origin, ...] = ()
    copy_of: str | None = None
    status: Status


class Role(Model):
    """An office or position: as known by date, or as a text prints it (`basis` says which).

    `standing` is how it is held where a text says more than that it is.
    """

    office: str
    country: str | None = None
    start: Edtf | None = None
    end: Edtf | None = None
    basis: str
    organisation: str | None = None
    standing: Literal["former", "acting", "designate", "shadow"] | None = None


class Actor(Model):
    """Whoever acts or speaks: one node across spellings and documents."""

    id: ActorId
    name: str
    schema_: Schema = Field(alias="schema")
    country: str | None = None
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None
    roles: tuple[Role, ...] = ()
    printed_as: dict[str, int] = Field(default_factory=dict)
    mentions: tuple[Span, ...] = ()

    model_config = ConfigDict(**Model.model_config, populate_by_name=True)


class Issue(Model):
    """Whatever could not be read, resolved or decided."""

    document_id: str | None
    stage: str
    code: str
    message: str
    start: int | None = None
    end: int | None = None
