"""The values that pass from stage to stage: Document, Clean, Annotated, Resolved, Outcome, the offset map.

In: what a stage worked out. Out: the same, frozen, with ways to walk it. Never: a decision about language.
"""

from dragoman.document.language import (
    READER,
    Annotated,
    Mention,
    MentionKind,
    Opinion,
    Proposal,
    Proposals,
    ProposedAct,
    Quantity,
    Quote,
    Sentence,
    Standing,
    Timex,
    TimexKind,
    Token,
)  # fmt: skip
from dragoman.document.outcome import Outcome
from dragoman.document.resolved import Resolved, TimeValue
from dragoman.document.source import Clean, Document, Edit, Flag, OffsetMap, Zone

__all__ = [
    "READER", "Annotated", "Clean", "Document", "Edit", "Flag", "Mention", "MentionKind", "OffsetMap", "Opinion",
    "Outcome", "Proposal", "Proposals", "ProposedAct", "Quantity", "Quote", "Resolved", "Sentence", "Standing",
    "TimeValue", "Timex", "TimexKind", "Token", "Zone",
]  # fmt: skip
