"""Two values for one thing inside one document: both stay, and a conflict joins them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations

from dragoman.document import Resolved
from dragoman.kb.rows import rows
from dragoman.records import Amount, Claim, Conflict, Evident, record_id


def conflicts(told: Iterable[Evident], claims: Sequence[Claim], doc: Resolved) -> list[Conflict]:
    """Horizons of one undertaking that cannot both hold; debts between the same parties that differ."""
    found = []
    for a, b in combinations([c for c in claims if c.horizon and _completes(c)], 2):
        if not a.horizon or not b.horizon or a.horizon.touches(b.horizon) or not _one_undertaking(a, b, doc):
            continue
        found.append(_conflict(a, b, "horizon", (str(a.horizon), str(b.horizon))))
    debts = [r for r in told if isinstance(r, Amount) and r.kind == "debt" and r.value]
    for one, other in combinations(debts, 2):
        same = (one.payer, one.payee, one.unit) == (other.payer, other.payee, other.unit) and one.payer and one.payee
        if same and one.value != other.value and _one_time(one, other):
            values = (str(one.value), str(other.value))
            found.append(_conflict(one, other, "value", values, comparable=one.basis == other.basis))
    return found


def _one_time(a: Amount, b: Amount) -> bool:
    """Whether two stocks are of one time: both undated, or on days that may be the same."""
    one, other = a.as_of or a.date, b.as_of or b.date
    return one.touches(other) if one and other else one is other


@lru_cache(maxsize=4)
def _words(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in rows("compose", "completion.csv") if row["kind"] == kind)


def _completes(claim: Claim) -> bool:
    """Whether a forecast says when something shall be built, ready, open: a date that another can contradict."""
    return bool({w.strip("“”\"'.,;:()").lower() for w in claim.content.text.split()} & _words("completion"))


SHARED_WORDS = 2


def _one_undertaking(a: Claim, b: Claim, doc: Resolved) -> bool:
    """Whether two forecasts speak of one undertaking: their sentences share words that are no everyday ones."""
    return len(_keywords(a, doc) & _keywords(b, doc)) >= SHARED_WORDS


def _keywords(claim: Claim, doc: Resolved) -> set[str]:
    annotated = doc.annotated
    start = annotated.clean.offsets.to_clean(claim.content.start)
    token = next((t for t in annotated.tokens if t.end > start), None)
    if token is None:
        return set()
    sentence = annotated.sentence_tokens(annotated.sentence_of(token.i))
    return {
        t.lemma.lower() for t in sentence if len(t.text) > 4 and t.pos in ("NOUN", "PROPN", "ADJ", "VERB")
    } - _words("common")


def _conflict(a: Evident, b: Evident, kind: str, values: tuple[str, ...], *, comparable: bool = True) -> Conflict:
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
        field=kind,
        values=values,
        kind=kind,
        comparable=comparable,
    )
