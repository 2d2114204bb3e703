"""What changed: between two runs over the same articles, and in what is known of two states since somebody looked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from dragoman.errors import UsageError
from dragoman.export import Dyad, Holdings, gather, records_on
from dragoman.records import Agreement, Claim, Conflict, Edtf, Event, Evident, Gap, Programme
from dragoman.review import anchor, find
from dragoman.store import AsOf, Store

_STEPS: Final = ("status", "legal", "delivery")
_APART: Final = frozenset(
    {"id", "evidence", "cluster", "about", "attributed_to", "part_of", "restates", "records", "score"}
)
NewsKind = Literal["record", "step", "answered", "conflict", "past due", "told again"]


@dataclass(frozen=True, slots=True)
class Changed:
    """A record that a newer run reads otherwise: both, and the fields that differ."""

    before: Evident
    after: Evident
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a newer run found beside an older one, over the documents that both know."""

    added: tuple[Evident, ...]
    gone: tuple[Evident, ...]
    changed: tuple[Changed, ...]
    new_documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class News:
    """One thing that is new: of what kind, the record, and in words what is new about it."""

    kind: NewsKind
    record: Evident
    words: str
    date: Edtf | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The news of two states since a moment (None: since ever), and when it was asked for."""

    since: str | None
    asked: str
    news: tuple[News, ...] = field(default=())


def difference(store: Store, older: int, newer: int) -> Difference:
    """What changed between the store as one run left it and as another did. Raises UsageError for an unknown run."""
    with store.view() as view:
        runs = {run.id for run in view.runs()}
    for run in (older, newer):
        if run not in runs:
            raise UsageError(f"there is no run {run}", mend="see them with: dragoman store runs")
    before, documents = _read_by(store, older)
    after, later = _read_by(store, newer)
    both = documents & later
    return _difference(
        {k: r for k, r in before.items() if r.document_id in both},
        {k: r for k, r in after.items() if r.document_id in both},
        both,
        tuple(sorted(later - documents)),
    )


def _read_by(store: Store, run: int) -> tuple[dict[str, Evident], set[str]]:
    with store.view(AsOf(run=run)) as view:
        records = {r.id: r for r in view.records() if isinstance(r, Evident)}
        return records, view.document_ids()


def _difference(
    before: Mapping[str, Evident], after: Mapping[str, Evident], documents: set[str], new: tuple[str, ...]
) -> Difference:
    moved = same_as(before, after, documents)
    pairs = [(before[old], after[now]) for old, now in sorted(moved.items())]
    changed = [Changed(a, b, fields) for a, b in pairs if (fields := _differing(a, b))]
    return Difference(
        added=tuple(after[key] for key in sorted(after.keys() - set(moved.values()))),
        gone=tuple(before[key] for key in sorted(before.keys() - moved.keys())),
        changed=tuple(changed),
        new_documents=new,
    )


def same_as(before: Mapping[str, Evident], after: Mapping[str, Evident], documents: Iterable[str]) -> dict[str, str]:
    """For each earlier record the later one that is the same: by id, else by kind, marks and overlapping words."""
    held = {key: key for key in before if key in after}
    left = [anchor(record) for key, record in before.items() if key not in held]
    free = [record for key, record in after.items() if key not in held]
    return held | dict(find(left, free, documents).now)


def _differing(a: Evident, b: Evident) -> tuple[str, ...]:
    one, other = (json.loads(record.model_dump_json()) for record in (a, b))
    fields = [name for name in one if name not in _APART and one[name] != other.get(name)]
    spans = [(s.start, s.end) for s in a.evidence] != [(s.start, s.end) for s in b.evidence]
    return (*fields, *(("evidence",) if spans else ()))


def news(store: Store, dyad: Dyad, since: str | None) -> Report:
    """What came on two states after `since` (UTC, ISO 8601), by the time at which the store had it.

    A newer reading of the same words is no news; what it finds beside is.
    """
    asked = store.now()
    now = gather(store, between=dyad.codes)
    then = gather(store, between=dyad.codes, as_of=AsOf(ingested=since)) if since else None
    seen = {r.id: r for r in records_on(now, dyad)}
    known = {r.id: r for r in records_on(then, dyad)} if then else {}
    same = same_as(known, seen, now.documents)
    found = _Finder(now, seen, known, {new: old for old, new in same.items()})
    today = date.fromisoformat(asked[:10])
    looked = date.fromisoformat(since[:10]) if since else None
    items = [*found.records(), *found.steps(), *found.answered(), *found.past_due(looked, today)]
    return Report(since, asked, tuple(sorted(items, key=lambda n: (_ORDER.index(n.kind), _day(n.date), n.record.id))))


_ORDER: Final = ("past due", "conflict", "step", "answered", "record", "told again")


def _day(when: Edtf | None) -> date:
    return (when.earliest if when else None) or date.max


@dataclass(frozen=True, slots=True)
class _Finder:
    """The records on a dyad now (`seen`) and then (`known`), with the earlier id of each that was there."""

    now: Holdings
    seen: Mapping[str, Evident]
    known: Mapping[str, Evident]
    earlier: Mapping[str, str]

    def records(self) -> list[News]:
        """Records that were not there, one a cluster; those that tell again what was known, as such."""
        found, told = [], set[str]()
        of_known = {r.cluster for key, r in self.seen.items() if r.cluster and key in self.earlier}
        for key, record in sorted(self.seen.items()):
            if key in self.earlier or (record.cluster and record.cluster in told):
                continue
            told |= {record.cluster} if record.cluster else set()
            if isinstance(record, Conflict):
                if not self._was_at_odds(record):
                    found.append(News("conflict", record, f"{record.field}: {' against '.join(record.values)}"))
            elif record.cluster in of_known:
                found.append(News("told again", record, "another document tells of it", _date(record)))
            else:
                found.append(News("record", record, "", _date(record)))
        return found

    def _was_at_odds(self, conflict: Conflict) -> bool:
        """Whether these records were at odds before, if under other ids."""
        members = {self.earlier.get(key, key) for key in conflict.records}
        before = (r for r in self.known.values() if isinstance(r, Conflict) and r.field == conflict.field)
        return any(members <= set(r.records) for r in before)

    def steps(self) -> list[News]:
        """Agreements that got further: another record of theirs, or the same, has a status that none had before."""
        had: dict[str, set[tuple[str, str]]] = {}
        for key, record in self.seen.items():
            if isinstance(record, Agreement) and key in self.earlier:
                before = self.known[self.earlier[key]]
                had.setdefault(record.cluster or key, set()).update(_stages(before))
        found = []
        for key, record in sorted(self.seen.items()):
            before_it = had.get(record.cluster or key)
            if isinstance(record, Agreement) and before_it is not None:
                for ladder, stage in sorted(_stages(record) - before_it):
                    before_it.add((ladder, stage))
                    found.append(News("step", record, f"{ladder}: {stage}", record.date))
        return found

    def answered(self) -> list[News]:
        """Questions that were open and are closed."""
        found = []
        for key, record in sorted(self.seen.items()):
            before = self.known.get(self.earlier.get(key, ""))
            if (
                isinstance(record, Gap)
                and isinstance(before, Gap)
                and (before.status, record.status) == ("open", "closed")
            ):
                found.append(News("answered", record, record.question))
        return found

    def past_due(self, looked: date | None, today: date) -> list[News]:
        """What was promised or planned for a day that passed since: nothing here says whether it was kept."""
        found = []
        for _, record in sorted(self.seen.items()):
            for due in _promised(record):
                last = due.latest
                if last is not None and last < today and (looked is None or last >= looked):
                    found.append(News("past due", record, f"due {due}", due))
                    break
        return found


def _stages(record: Evident) -> set[tuple[str, str]]:
    said = {(name, str(getattr(record, name))) for name in _STEPS if getattr(record, name, None)}
    return said | {(step.ladder, step.stage) for step in getattr(record, "history", ())}


def _date(record: Evident) -> Edtf | None:
    return getattr(record, "date", None)


def _promised(record: Evident) -> list[Edtf]:
    """The days for which something is promised, planned or aimed at."""
    if isinstance(record, Event):
        ahead = record.modality == "planned" or record.type in ("AGREE", "REQUEST", "THREATEN")
        return [when for when in (record.due, record.date if record.modality == "planned" else None) if when and ahead]
    if isinstance(record, Claim):
        return [record.horizon] if record.horizon and record.kind in ("promise", "forecast") else []
    return list(record.target_dates) if isinstance(record, Programme) and record.status != "completed" else []
