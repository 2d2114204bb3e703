"""What people decided, laid over what was read: anchors found again, positions weighed, records as they then stand.

In: records of some documents and the judgements of some people. Out: the records as people left them, disagreements,
what could not be anchored, what waits for review. Never: a stored record changed; one person's word over another's.
"""

from dragoman.review.anchors import actor_anchor, anchor, find
from dragoman.review.applying import Dispute, Judged, judged
from dragoman.review.by_hand import KINDS_BY_HAND, record_by_hand
from dragoman.review.knowledge import knowledge_rows
from dragoman.review.placing import edited
from dragoman.review.positions import Position, in_force
from dragoman.review.waiting import IMPORTED, Task, waiting

__all__ = [
    "IMPORTED",
    "KINDS_BY_HAND",
    "Dispute",
    "Judged",
    "Position",
    "Task",
    "actor_anchor",
    "anchor",
    "edited",
    "find",
    "in_force",
    "judged",
    "knowledge_rows",
    "record_by_hand",
    "waiting",
]
