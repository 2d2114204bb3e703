"""The record types: frozen, validated, serialisable; with spans, EDTF dates, ids, JSON Lines and JSON Schema.

In: values that a stage has worked out. Out: records that keep the contract. Never: text read, files opened, guesses.
"""

from dragoman.records.base import SCHEMA_VERSION, ActorId, Evident, Model, Span, record_id
from dragoman.records.codec import KINDS, dumps, json_schema, kind_of, lines, loads, published_schema, sort_key
from dragoman.records.edtf import Edtf
from dragoman.records.facts import (
    Agreement, Amount, Claim, Cluster, Conflict, Event, EventType, Fact, Gap, Milestone, Modality, Participant, Place,
    Programme, Quad, Relation, Step, Support, UsdValue,
)  # fmt: skip
from dragoman.records.sources import (
    Actor, DocumentRecord, EditKind, EditRecord, Issue, Origin, Published, Reason, Role, Schema, Status, ZoneKind,
    ZoneRecord,
)  # fmt: skip

__all__ = [
    "KINDS", "SCHEMA_VERSION", "Actor", "ActorId", "Agreement", "Amount", "Claim", "Cluster", "Conflict",
    "DocumentRecord", "EditKind", "EditRecord", "Edtf", "Event", "EventType", "Evident", "Fact", "Gap", "Issue",
    "Milestone", "Modality", "Model", "Origin", "Participant", "Place", "Programme", "Published", "Quad", "Reason",
    "Relation", "Role", "Schema", "Span", "Status", "Step", "Support", "UsdValue", "ZoneKind", "ZoneRecord", "dumps",
    "json_schema", "kind_of", "lines", "loads", "published_schema", "record_id", "sort_key",
]  # fmt: skip
