"""What the learned reader tells apart: the classes of its heads, in the order of its outputs.

Spans are marked begin, inside, outside; a trigger is a single word. Shared with the recipe in `training/`.
"""

from __future__ import annotations

from typing import Final

NAME_KINDS: Final = ("person", "state", "place", "body", "company", "igo", "org")
TYPES: Final = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
MEANT: Final = ("actual", "planned", "negated", "hypothetical")
ROLES: Final = ("source", "target")


def _marked(*kinds: str) -> tuple[str, ...]:
    return ("O", *(f"{mark}-{kind}" for kind in kinds for mark in "BI"))


NAMES: Final = _marked(*NAME_KINDS)
TRIGGERS: Final = ("O", *TYPES)
ATTRIBUTION: Final = _marked("source", "cue", "content")
CUES: Final = _marked("hedge", "gap")
THINGS: Final = _marked("agreement", "amount")
PAIRS: Final = ("NONE", *TYPES)

GRID: Final = 64  # width of the role grid's vectors
PAIR: Final = 128  # width of a pair's share
