"""On whose word a cluster stands, and how well.

Outlets are no witnesses: what several of them report in one speaker's words has one origin, the speaker; a copy has
that of its original. The parts of a score say why it is what it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from dragoman.crossdoc.setting import Setting
from dragoman.records import Claim, Evident, Support

HALVED: Final = 0.5  # the doubt that each further origin leaves
INTERESTED, HEDGED, UNNAMED, DISPUTED = -0.2, -0.2, -0.1, -0.2  # each times the share of the members that are so
_UNNAMED: Final = frozenset({"anonymous", "vague"})


class Witnesses:
    """The independent origins of a group of records, and the support that they give."""

    def __init__(
        self, group: Sequence[Evident], claims: Mapping[str, Claim], disputed: set[str], setting: Setting
    ) -> None:
        self._group, self._setting = group, setting
        self._told = [
            record if isinstance(record, Claim) else claims.get(record.attributed_to or "") for record in group
        ]
        self._disputed = any(record.id in disputed for record in group)

    @property
    def origins(self) -> tuple[str, ...]:
        """Speakers by actor id, documents by theirs, sorted."""
        return tuple(sorted({self._origin(r, claim) for r, claim in zip(self._group, self._told, strict=True)}))

    def _origin(self, record: Evident, claim: Claim | None) -> str:
        if claim is not None and claim.speaker is not None:
            return claim.speaker
        return self._setting.handed_out_by(record.document_id) or self._setting.origin(record.document_id)

    @property
    def support(self) -> Support:
        """From 0 to 1: each origin halves the doubt that is left; then what speaks against."""
        parts = {
            "origins": 1 - HALVED ** len(self.origins),
            "interested": INTERESTED * self._share([c is not None and bool(c.interested) for c in self._told]),
            "hedged": HEDGED * self._share([c is not None and c.certainty == "hedged" for c in self._told]),
            "unnamed": UNNAMED * self._share([c is not None and c.speaker_class in _UNNAMED for c in self._told]),
            "disputed": DISPUTED if self._disputed else 0.0,
        }
        parts = {name: round(part, 2) for name, part in parts.items() if round(part, 2)}
        return Support(score=round(min(1.0, max(0.0, sum(parts.values()))), 2), parts=parts)

    @staticmethod
    def _share(flags: Sequence[bool]) -> float:
        return sum(flags) / len(flags)
