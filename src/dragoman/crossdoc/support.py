"""On whose word a cluster stands, and how well.

Outlets are no witnesses: what several of them report in one speaker's words has one origin, the speaker; an act done in
words has its doer; a passage that was taken over has the document from which it was taken; a party's release counts as
the party. The parts of a score say why it is what it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from dragoman.crossdoc.setting import Setting
from dragoman.crossdoc.words import plain
from dragoman.records import Claim, Event, Evident, Support

HALVED: Final = 0.5  # the doubt that each further origin leaves
INTERESTED, HEDGED, UNNAMED, DISPUTED = -0.2, -0.2, -0.1, -0.2  # each times the share of the members that are so
SPOKEN: Final = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE"})  # acts that words alone do
_UNNAMED: Final = frozenset({"anonymous", "vague"})
_NOBODY: Final = frozenset({"anonymous", "vague", "narrator"})


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
        """Speakers by actor id, or by their words where nothing else is known; documents by theirs. Sorted.

        Members that stand on one text are one telling: its copies may name the speaker otherwise, or not at all.
        """
        by_source: dict[str, list[tuple[Evident, Claim | None]]] = {}
        for record, claim in zip(self._group, self._told, strict=True):
            by_source.setdefault(self._setting.source(record.evidence[0]), []).append((record, claim))
        return tuple(sorted({origin for source, told in by_source.items() for origin in self._of(source, told)}))

    def _of(self, source: str, told: Sequence[tuple[Evident, Claim | None]]) -> tuple[str, ...]:
        """The origin of one text: whom it quotes, the original first; who did what words do; whose release it is."""
        ordered = sorted(told, key=lambda pair: (pair[0].document_id != source, pair[0].id))
        voices = [voice for _, claim in ordered if claim and (voice := _voice(claim))]
        doers = [doer for record, _ in ordered if (doer := _doers(record))]
        released = [self._setting.handed_out_by(key) for key in (source, *(r.document_id for r, _ in ordered))]
        return next(iter([*((v,) for v in voices), *doers, *((r,) for r in released if r)]), (source,))

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


def _voice(claim: Claim) -> str | None:
    """Whoever says it; None where the words name nobody who could be told from others."""
    named = claim.speaker_text if claim.speaker_class not in _NOBODY else None
    return claim.speaker or (plain(named) if named else None)


def _doers(record: Evident) -> tuple[str, ...]:
    """Whoever does an act that consists in words, where the narrator tells it."""
    return record.source if isinstance(record, Event) and record.type in SPOKEN else ()
