"""What every record shares: spans that quote their source to the letter, ids that any machine computes alike."""

from __future__ import annotations

import hashlib
import json
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

SCHEMA_VERSION = "1"
OTHERWISE = "; the reader says "  # how an extractor goes on where the learned reader sees another type

Confidence = Literal["high", "medium", "low"]
Review = Literal["accepted", "edited", "added", "disputed"]
ActorId = Annotated[str, Field(pattern=r"^(state:[A-Z]{3}|qid:Q\d+|name:.+:([A-Z]{3}|xx))$")]


class Model(BaseModel):
    """Frozen, and closed to fields that the contract does not name."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="null")


class Span(Model):
    """Characters of a document's raw text: half-open, in Unicode code points; `text` is exactly that slice.

    `clean` stands beside it where the repaired text reads otherwise.
    """

    document_id: str
    start: Annotated[int, Field(ge=0)]
    end: int
    text: Annotated[str, Field(min_length=1)]
    clean: str | None = None

    @model_validator(mode="after")
    def _lengths_agree(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError(f"span {self.start}:{self.end} is {self.end - self.start} long, its text {len(self.text)}")
        return self


class Evident(Model):
    """A record that rests on text: it cannot be built without evidence.

    `review` is what people made of it: null where nobody looked, disputed where two of them disagree.
    """

    id: str
    document_id: str | None
    evidence: Annotated[tuple[Span, ...], Field(min_length=1)]
    confidence: Confidence
    score: Annotated[float, Field(ge=0, le=1)]
    extractor: str
    attributed_to: str | None = None
    cluster: str | None = None
    review: Review | None = None

    @model_validator(mode="after")
    def _own_document(self) -> Self:
        if self.document_id and any(span.document_id != self.document_id for span in self.evidence):
            raise ValueError(f"{self.id}: evidence lies in another document than {self.document_id}")
        return self

    @property
    def second_reading(self) -> str | None:
        """What the learned reader takes the record for, where the rule that gave it says otherwise."""
        return self.extractor.partition(OTHERWISE)[2] or None


def record_id(kind: str, document_id: str, evidence: tuple[Span, ...], *arguments: Any) -> str:
    """A stable id: kind and 16 hex digits of a hash of document, kind, evidence and normalised arguments."""
    where = sorted((s.start, s.end) for s in evidence)
    body = json.dumps([document_id, kind, where, arguments], ensure_ascii=False, sort_keys=True, default=str)
    return f"{kind}:{hashlib.sha256(body.encode()).hexdigest()[:16]}"
