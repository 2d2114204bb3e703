"""What later documents tell of a forecast or promise: acts done or not done, and another day for the same thing.

Conservative, as with answers: a document of the same affair that surely appeared later, and a record there which shares
a cluster with what the forecast is about, or most of the forecast's own words. Whether the forecast came true is left
to whoever reads both; what is given is what was told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from dragoman.crossdoc.setting import Setting
from dragoman.crossdoc.words import fold_words
from dragoman.records import Agreement, Claim, Conflict, Event, Evident

Verdict = Literal["done", "not done", "another day"]
SHARED: Final = 3  # words of a forecast that are no chance
MOST: Final = 0.6  # of the forecast's words that the later telling holds
_DONE: Final = frozenset({"signed", "ratified", "in-force", "implemented"})
_ENDED: Final = frozenset({"suspended", "cancelled", "expired"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a record tells of something foretold."""

    verdict: Verdict
    record: Evident


def outcomes(
    forecasts: Iterable[Claim], records: Sequence[Evident], setting: Setting
) -> dict[str, tuple[Outcome, ...]]:
    """For each forecast that later records tell of, by id, those records: the earliest document's first."""
    settled: dict[str, list[tuple[Verdict, Evident]]] = defaultdict(list)
    for record in records:
        verdict = _verdict(record)
        if verdict:
            settled[record.document_id or ""].append((verdict, record))
    cluster_of = {record.id: record.cluster for record in records if record.cluster}
    at_odds = _beside([r for r in records if isinstance(r, Conflict) and r.kind == "horizon"])
    by_id = {record.id: record for record in records}
    found = {}
    for claim in forecasts:
        near = (one for key in _later(claim, settled.keys(), setting) for one in settled[key])
        told = [Outcome(v, r) for v, r in near if _same(claim, r, cluster_of, setting)]
        told += [Outcome("another day", by_id[key]) for key in at_odds[claim.id] if key in by_id]
        if told:
            found[claim.id] = tuple(sorted(told, key=lambda o: _order(o, setting)))
    return found


def _verdict(record: Evident) -> Verdict | None:
    if isinstance(record, Event):
        return {"actual": "done", "negated": "not done"}.get(record.modality)  # type: ignore[return-value]
    if isinstance(record, Agreement):
        return "done" if record.status in _DONE else "not done" if record.status in _ENDED else None
    return None


def _later(claim: Claim, documents: Collection[str], setting: Setting) -> list[str]:
    """Those of some documents that tell of the same affair and surely appeared later."""
    mine = setting.days(claim.document_id)
    near = sorted(key for key in setting.beside(claim.document_id or "") if key in documents) if mine else []
    after = (key for key in near if (theirs := setting.days(key)) and mine and theirs[0] > mine[1])
    return [key for key in after if setting.one_story(claim.document_id, key)]


def _same(claim: Claim, record: Evident, cluster_of: Mapping[str, str], setting: Setting) -> bool:
    """Whether a record tells of what was foretold."""
    if record.cluster and any(cluster_of.get(key) == record.cluster for key in claim.about):
        return True
    names = setting.names(setting.states(claim.document_id))
    words = fold_words((claim.content.text,), names)
    told = fold_words((setting.sentence(span) for span in record.evidence), names)
    return len(words & told) >= max(SHARED, MOST * len(words))


def _beside(conflicts: Iterable[Conflict]) -> defaultdict[str, list[str]]:
    """For each record the others in its conflicts."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in conflicts:
        for key in one.records:
            found[key] += [other for other in one.records if other != key]
    return found


def _order(one: Outcome, setting: Setting) -> tuple[bool, str, str]:
    days = setting.days(one.record.document_id)
    return days is None, days[0].isoformat() if days else "", one.record.id
