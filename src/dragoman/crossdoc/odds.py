"""A conflict as a record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from dragoman.records import Conflict, Evident, record_id

EXTRACTOR: Final = "crossdoc.conflicts/3"
SURE, UNSURE = 0.5, 0.3
Kind = Literal["value", "horizon", "count", "polarity", "status"]


def conflict(
    records: Sequence[Evident],
    values: tuple[str, ...],
    field: str,
    kind: Kind,
    *,
    comparable: bool | None = None,
    sure: bool = True,
) -> Conflict:
    """These records are at odds over a field; comparable where they have one basis, if nothing else is said.

    `sure`: the words say that one thing is meant; else each text merely tells of one such thing alone.
    """
    evidence = tuple(record.evidence[0] for record in records)
    ids = tuple(record.id for record in records)
    bases = {getattr(record, "basis", None) for record in records}
    return Conflict(
        id=record_id("conflicts", "", evidence, field, *ids),
        document_id=None,
        evidence=evidence,
        confidence="medium" if sure else "low",
        score=SURE if sure else UNSURE,
        extractor=EXTRACTOR,
        records=ids,
        field=field,
        values=values,
        kind=kind,
        comparable=len(bases) == 1 if comparable is None else comparable,
    )
