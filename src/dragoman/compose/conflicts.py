"""Two values for one thing inside one document: both stay, and a conflict joins them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from dragoman.records import Amount, Claim, Conflict, Evident, record_id


def conflicts(told: Iterable[Evident], claims: Sequence[Claim]) -> list[Conflict]:
    """Horizons of one undertaking that cannot both hold; debts between the same parties that differ."""
    found = []
    for a, b in combinations([c for c in claims if c.horizon], 2):
        if not a.horizon or not b.horizon or a.horizon.touches(b.horizon) or not _same_subject(a, b):
            continue
        found.append(_conflict(a, b, "horizon", "horizon", (str(a.horizon), str(b.horizon))))
    debts = [r for r in told if isinstance(r, Amount) and r.kind == "debt" and r.value]
    for one, other in combinations(debts, 2):
        same = (one.payer, one.payee, one.unit) == (other.payer, other.payee, other.unit) and one.payer and one.payee
        if same and one.value != other.value:
            values = (str(one.value), str(other.value))
            found.append(_conflict(one, other, "value", "value", values, comparable=one.basis == other.basis))
    return found


def _same_subject(a: Claim, b: Claim) -> bool:
    """Whether two forecasts speak of one undertaking: a rare word that both contents hold."""
    return bool(_keywords(a) & _keywords(b))


def _keywords(claim: Claim) -> set[str]:
    return {w.strip("“”\"'.,;:()").lower()[:5] for w in claim.content.text.split() if len(w) > 4} - COMMON


COMMON = frozenset(
    [
        "about",
        "years",
        "would",
        "could",
        "their",
        "which",
        "there",
        "other",
        "after",
        "before",
        "where",
        "these",
        "those",
        "being",
        "project",
    ]
)


def _conflict(
    a: Evident, b: Evident, kind: str, field: str, values: tuple[str, ...], *, comparable: bool = True
) -> Conflict:
    first, second = sorted((a, b), key=lambda r: r.evidence[0].start)
    evidence = (first.evidence[0], second.evidence[0])
    return Conflict(
        id=record_id("conflict", evidence[0].document_id, evidence, kind, *sorted((a.id, b.id))),
        document_id=evidence[0].document_id,
        evidence=evidence,
        confidence="medium",
        score=0.6,
        extractor="rules:conflicts@0.1.0",
        records=tuple(sorted((a.id, b.id))),
        field=field,
        values=values,
        kind=kind,  # type: ignore[arg-type]
        comparable=comparable,
    )
