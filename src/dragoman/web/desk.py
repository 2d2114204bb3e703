"""What all requests share: the archive, what it holds joined in memory, and readings that are under way."""

from __future__ import annotations

import gc
import secrets
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import Final

from dragoman.app import Apart, Archive, Library, Reading, Reviewer
from dragoman.errors import DragomanError, UsageError
from dragoman.web.network import drawn

PATIENCE: Final = 2.0  # seconds that a page waits for what was just written; then it shows what was there before
FIRST_PATIENCE: Final = 10.0  # the same where there is nothing yet to show
LONG: Final = 10.0  # seconds; where the last joining took longer, no page waits for the next
MOST_WAITING: Final = 20  # uploads that wait stay in memory
_JOBS_KEPT: Final = 50


@contextmanager
def _held_for_long() -> Iterator[None]:
    """What is made here is not looked through for rings, of which it has none: every page would wait for that."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


class StillJoining(DragomanError):  # noqa: N818 - it says what is the case
    """The store is being joined for the first time; `seconds` is how long it has taken so far."""

    def __init__(self, seconds: float) -> None:
        super().__init__("what was read is still being put together", mend="ask again in a moment")
        self.seconds = round(seconds)


@dataclass
class Job:
    """Texts that somebody handed over, and how far they are read."""

    names: tuple[str, ...]
    done: int = 0
    readings: list[tuple[str, Reading]] = field(default_factory=list)
    failed: str | None = None
    finished: bool = False

    @property
    def now(self) -> str:
        """The name of the text that is being read; empty where none is."""
        return "" if self.finished or self.done >= len(self.names) else self.names[self.done]


class Desk:
    """The archive, joined once and again whenever something was written; one thread joins, one reads."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.judged: set[str] = set()  # what was decided here, for the queue until it is joined anew
        self._library: Library | None = None
        self._joining: Future[Library] | None = None
        self._begun, self._took = 0.0, 0.0  # when the last joining began, how long the one before took, in seconds
        self._lock = Lock()
        self._joiner, self._reader = ThreadPoolExecutor(1), ThreadPoolExecutor(1)
        self._apart = Apart()
        self._jobs: OrderedDict[str, Job] = OrderedDict()

    def begin(self) -> None:
        """Join what the store holds before anybody asks."""
        with self._lock:
            self._join_anew()

    def close(self) -> None:
        """Let readings and joinings end, and begin no more."""
        self._reader.shutdown(cancel_futures=True)
        self._joiner.shutdown(cancel_futures=True)
        self._apart.close()

    def library(self) -> Library:
        """What the store holds, as of now; as of a little earlier where joining takes long.

        Raises StoreError; StillJoining where there is nothing earlier.
        """
        stamp = self.archive.stamp()
        with self._lock:
            known = self._library
            if known is not None and known.stamp == stamp:
                return known
            joining, waited = self._join_anew(), monotonic() - self._begun
        try:
            return joining.result(max(0.0, self._patience(known) - waited))
        except TimeoutError:
            if known is None:
                raise StillJoining(monotonic() - self._begun) from None
            return known

    def reviewer(self, who: str) -> Reviewer:
        """Somebody who judges what the desk shows: nobody waits for a joining to decide."""
        return self.archive.reviewer(who, self._library)

    def _join_anew(self) -> Future[Library]:
        """The joining that is under way, begun where none is."""
        if self._joining is None or self._joining.done():
            self._joining, self._begun = self._joiner.submit(self._join), monotonic()
        return self._joining

    def _patience(self, known: Library | None) -> float:
        """How long a page waits for a joining, from its beginning: not at all where the last one took long."""
        if known is None:
            return FIRST_PATIENCE
        return PATIENCE if self._took < LONG else 0.0

    @property
    def is_behind(self) -> bool:
        """Whether what was written last is still being joined."""
        joining = self._joining
        return joining is not None and not joining.done()

    def _join(self) -> Library:
        began = monotonic()
        with _held_for_long():
            library = self.archive.library()
            library.prepare(self._library)
            _ = drawn(library, "states"), drawn(library, "actors")
        self._library, self._took = library, monotonic() - began
        return library

    def take_in(self, texts: Sequence[tuple[str, bytes]], published: str | None) -> str:
        """Begin to read texts that somebody handed over; the number under which to ask how far it is.

        Raises UsageError where so much waits that no more is taken.
        """
        if sum(not job.finished for job in self._jobs.values()) >= MOST_WAITING:
            raise UsageError("too much waits to be read", mend="send this again in a few minutes")
        key, job = secrets.token_urlsafe(9), Job(tuple(name for name, _ in texts))
        self._jobs[key] = job
        while len(self._jobs) > _JOBS_KEPT:
            self._jobs.popitem(last=False)
        self._reader.submit(self._read, job, texts, published)
        return key

    def job(self, key: str) -> Job | None:
        """A reading that was begun here."""
        return self._jobs.get(key)

    def _read(self, job: Job, texts: Sequence[tuple[str, bytes]], published: str | None) -> None:
        try:
            for name, data in texts:
                job.readings.append((name, self.archive.read_bytes(name, data, published=published, apart=self._apart)))
                job.done += 1
        except DragomanError as error:
            job.failed = str(error)
        finally:
            job.finished = True
