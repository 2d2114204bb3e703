"""Gaps that no words tell: a package of agreements that was signed, of which the text names not one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from dragoman.document import Resolved
from dragoman.records import Agreement, Evident, Gap, record_id

DONE: Final = frozenset({"signed", "ratified", "in-force"})
MOST_PARTIES: Final = 3  # a pact of many is known by its name


def implied(told: Iterable[Evident], gaps: Sequence[Gap], doc: Resolved) -> list[Gap]:
    """One gap for each package that was concluded without a word on what is in it, in a document read in full.

    Of a single agreement the subject is more often missed by reading than left out by the text, so it asks nothing.
    The silence of a part of a document says nothing, and where a gap in words asks about it already there is none.
    """
    if doc.annotated.clean.document.status != "accepted":
        return []
    asked = {key for gap in gaps for key in gap.about}
    bare = [r for r in told if isinstance(r, Agreement) and _says_nothing(r) and r.id not in asked]
    return [_gap(agreement, doc) for agreement in bare]


def _says_nothing(agreement: Agreement) -> bool:
    package = agreement.count is not None and agreement.count > 1
    told = (agreement.subject, agreement.title, agreement.sectors, agreement.children, agreement.renews)
    return package and agreement.status in DONE and 1 < len(agreement.parties) <= MOST_PARTIES and not any(told)


def _gap(agreement: Agreement, doc: Resolved) -> Gap:
    names = [doc.actors[a].name if a in doc.actors else a.rpartition(":")[2] for a in agreement.parties]
    question = f"what the {agreement.count} agreements of {' and '.join(names)} contain"
    evidence = agreement.evidence[:1]
    return Gap(
        id=record_id("gap", evidence[0].document_id, evidence, question, "implied"),
        document_id=evidence[0].document_id,
        evidence=evidence,
        confidence="low",
        score=0.4,
        extractor="rules:implied@0.1.0",
        implied=True,
        question=question,
        about=(agreement.id,),
    )
