"""A planned batch carried out: what is not done yet is read, what fails is tried again, what still fails is listed."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Final

from dragoman.batch.engines import Dask, Engine, Failure, Local
from dragoman.batch.manifest import Manifest, Shard, line, read_manifest
from dragoman.batch.places import Folder
from dragoman.batch.results import Mark, check_form, file_of, is_whole, mark_of, marked, unmark
from dragoman.errors import UsageError

FAILED: Final = "failed.jsonl"


@dataclass
class Summary:
    """How a batch stands. `counts` are items by what became of them, `kinds` records by kind, `seconds` of workers.

    `failed` are shards with the reason of their last failure; `refused` name, code, message.
    """

    shards: int
    planned: int
    done: int = 0
    items: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    refused: list[tuple[str, str, str]] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    megabytes: float = 0.0
    bytes_read: int = 0
    bytes_planned: int = 0
    bytes_written: int = 0

    def add(self, shard: Shard, mark: Mark) -> None:
        """Count a shard that is done."""
        self.done += 1
        self.items += mark.items
        self.counts.update(mark.counts)
        self.kinds.update(mark.kinds)
        self.refused += mark.refused
        self.seconds += mark.seconds
        self.megabytes = max(self.megabytes, mark.megabytes)
        self.bytes_read += shard.bytes
        self.bytes_written += mark.bytes

    @property
    def is_complete(self) -> bool:
        """Whether every shard is done."""
        return self.done == self.shards


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come: the summary, documents a second in this run, seconds left (None: not known yet)."""

    summary: Summary
    rate: float
    left: float | None


Tell = Callable[[Progress], None]


def status(folder: str) -> Summary:
    """How a batch stands. Raises UsageError where there is no plan."""
    place = Folder(folder)
    return _stand(place, read_manifest(place))[0]


def _stand(place: Folder, manifest: Manifest) -> tuple[Summary, list[Shard]]:
    """How a batch stands, and the shards that are left to read."""
    shards = manifest.shards
    found = Summary(len(shards), sum(s.documents for s in shards), bytes_planned=sum(s.bytes for s in shards))
    known, left = marked(place), []
    for shard in shards:
        mark = mark_of(place, shard, manifest.recipe) if shard.name in known else None
        if mark:
            found.add(shard, mark)
        else:
            left.append(shard)
    return found, left


def run(
    folder: str,
    *,
    workers: int | None = None,
    scheduler: str | None = None,
    tries: int = 3,
    check: bool = False,
    tell: Tell | None = None,
) -> Summary:
    """Read what is not read yet; a shard that fails is tried so many times. `check`: also read anew what is damaged.

    Without `scheduler` by `workers` processes on this machine, as many as it has cores. Raises UsageError, and
    BrokenSystem where nothing can go on; what is done stays done.
    """
    if tries < 1 or (workers is not None and workers < 1):
        raise UsageError("expected at least one worker and one try")
    place = Folder(folder)
    manifest = read_manifest(place)
    check_form(manifest.recipe.form)
    if check:
        unmark_damaged(place, manifest)
    summary, pending = _stand(place, manifest)
    with _engine(manifest, folder, workers, scheduler) as engine:
        pace = _Pace(summary, tell)
        for _ in range(tries):
            pending = list(_round(engine, pending, summary, pace))
            if not pending:
                break
    rows = [{"shard": name, "reason": reason} for name, reason in sorted(summary.failed.items())]
    place.write(FAILED, "".join(map(line, rows)).encode())
    return summary


def _round(engine: Engine, shards: list[Shard], summary: Summary, pace: _Pace) -> Iterator[Shard]:
    """One try at each; the shards that failed."""
    for shard, found in engine.read(shards):
        if isinstance(found, Failure):
            summary.failed[shard.name] = found.reason
            yield shard
        else:
            summary.failed.pop(shard.name, None)
            summary.add(shard, found)
            pace.step()


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def unmark_damaged(place: Folder, manifest: Manifest) -> list[Shard]:
    """Take the mark from each shard whose file is not what was written; these shards."""
    found = []
    for shard in manifest.shards:
        mark = mark_of(place, shard, manifest.recipe)
        if mark and not is_whole(place.read(file_of(shard, manifest.recipe.form)), mark):
            unmark(place, shard)
            found.append(shard)
    return found


@contextmanager
def _engine(manifest: Manifest, folder: str, workers: int | None, scheduler: str | None) -> Iterator[Engine]:
    engine: Engine
    if scheduler:
        engine = Dask(manifest.recipe, folder, scheduler)
    else:
        engine = Local(manifest.recipe, folder, workers or cores())
    try:
        yield engine
    finally:
        engine.close()


class _Pace:
    """Measures this run alone: what was done before it tells nothing about its rate."""

    def __init__(self, summary: Summary, tell: Tell | None) -> None:
        self._summary, self._tell, self._start = summary, tell, monotonic()
        self._items, self._bytes = summary.items, summary.bytes_read
        self._say(0.0, None)

    def step(self) -> None:
        """Something was done."""
        taken = max(monotonic() - self._start, 1e-9)
        share = (self._summary.bytes_read - self._bytes) / max(1, self._summary.bytes_planned - self._bytes)
        self._say((self._summary.items - self._items) / taken, taken * (1 - share) / share if share > 0 else None)

    def _say(self, rate: float, left: float | None) -> None:
        if self._tell:
            self._tell(Progress(self._summary, rate, left))
