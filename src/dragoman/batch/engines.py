"""Who does the work: processes on this machine, or the workers of a Dask cluster. Both hand out marks as they come."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib import import_module
from itertools import islice
from queue import Empty, SimpleQueue
from threading import Lock
from typing import Any, Final, Protocol

from dragoman.batch.manifest import Recipe, Shard, recipe_of, shard_of, shard_row
from dragoman.batch.results import Mark, mark_from
from dragoman.batch.supervising import Hand, ShardError
from dragoman.errors import BrokenSystem

_AHEAD: Final = 1_000  # shards that a cluster is given at a time


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a shard could not be read this time."""

    reason: str


class Engine(Protocol):
    """Reads shards in any order."""

    def read(self, shards: Iterable[Shard]) -> Iterator[tuple[Shard, Mark | Failure]]:
        """Each shard with what came of it. Raises BrokenSystem where nothing can go on."""

    def close(self) -> None:
        """Let go of the workers."""


class Hands:
    """The workers of one process, lent to one thread at a time."""

    def __init__(self, recipe: Recipe, folder: str) -> None:
        self._recipe, self._folder = recipe, folder
        self._idle: SimpleQueue[Hand] = SimpleQueue()
        self._all: list[Hand] = []
        self._lock, self._closed = Lock(), False

    def read(self, shard: Shard) -> Mark | Failure:
        """Read a shard by whichever worker is free. Raises BrokenSystem."""
        hand = self._borrow()
        try:
            return hand.read(shard)
        except ShardError as error:
            return Failure(str(error))
        finally:
            self._idle.put(hand)

    def _borrow(self) -> Hand:
        try:
            return self._idle.get_nowait()
        except Empty:
            with self._lock:
                if self._closed:
                    raise BrokenSystem("the batch was stopped") from None
                self._all.append(Hand(self._recipe, self._folder))
                return self._all[-1]

    def close(self) -> None:
        """End all workers, those at work, too."""
        with self._lock:
            self._closed = True
            for hand in self._all:
                hand.close()

    def clear(self) -> None:
        """Clear up after workers that were ended, when no thread uses them any more."""
        for hand in self._all:
            hand.stop()


class Local:
    """Processes on this machine."""

    def __init__(self, recipe: Recipe, folder: str, workers: int) -> None:
        self._hands, self._threads = Hands(recipe, folder), ThreadPoolExecutor(workers)
        self._workers = workers

    def read(self, shards: Iterable[Shard]) -> Iterator[tuple[Shard, Mark | Failure]]:
        """Each shard with what came of it."""
        left = iter(shards)
        running = {self._threads.submit(self._hands.read, shard): shard for shard in islice(left, self._workers)}
        while running:
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                shard = running.pop(future)
                yield shard, future.result()
                for following in islice(left, 1):
                    running[self._threads.submit(self._hands.read, following)] = following

    def close(self) -> None:
        """End the workers."""
        self._hands.close()
        self._threads.shutdown(cancel_futures=True)
        self._hands.clear()


class Dask:
    """The workers of a cluster: each of them keeps worker processes of its own, as this machine would."""

    def __init__(self, recipe: Recipe, folder: str, scheduler: str) -> None:
        try:
            self._library: Any = import_module("distributed")
        except ImportError as error:
            raise BrokenSystem(
                "a cluster needs dask.distributed", mend="pip install 'dragoman-news[cluster]'"
            ) from error
        self._orders = json.dumps({"recipe": asdict(recipe), "folder": folder})
        try:
            self._client: Any = self._library.Client(scheduler, set_as_default=False)
        except (OSError, ValueError) as error:
            raise BrokenSystem(
                f"the scheduler {scheduler} cannot be reached", mend="start it: dask scheduler; dask worker ADDRESS"
            ) from error

    def read(self, shards: Iterable[Shard]) -> Iterator[tuple[Shard, Mark | Failure]]:
        """Each shard with what came of it; a shard whose worker is lost is given to another.

        Raises BrokenSystem where the scheduler is lost.
        """
        left = iter(shards)
        known: dict[Any, Shard] = {}
        done = self._library.as_completed(loop=self._client.loop)
        for shard in islice(left, _AHEAD):
            done.add(self._given(shard, known))
        for future in done:
            yield known.pop(future), _result_of(future)
            for shard in islice(left, 1):
                done.add(self._given(shard, known))

    def _given(self, shard: Shard, known: dict[Any, Shard]) -> Any:
        future = self._client.submit(read_on_cluster, self._orders, json.dumps(shard_row(shard)), pure=False)
        known[future] = shard
        return future

    def close(self) -> None:
        """Leave the cluster; what it was given is cancelled."""
        self._client.close()


def _result_of(future: Any) -> Mark | Failure:
    """What a task came to. Raises BrokenSystem where nothing can go on: its worker says so, or no scheduler is left."""
    if future.status == "error":
        error = future.exception()
        return Failure(f"{type(error).__name__}: {error}"[:300])
    if future.status != "finished":  # only a scheduler that went away cancels what it was given
        mend = "start it and its workers again, then run the batch again: what is done stays"
        raise BrokenSystem("the scheduler was lost", mend=mend)
    told = json.loads(future.result())
    if "broken" in told:
        raise BrokenSystem(told["broken"])
    return Failure(told["failed"]) if "failed" in told else mark_from(told["done"])


def read_on_cluster(orders: str, shard: str) -> str:
    """Read a shard on a worker of a cluster, with the processes that this worker keeps; all in JSON."""
    try:
        found = _hands_here(orders).read(shard_of(json.loads(shard)))
    except BrokenSystem as error:
        return json.dumps({"broken": str(error)})
    return json.dumps({"failed": found.reason} if isinstance(found, Failure) else {"done": asdict(found)})


@lru_cache(maxsize=1)
def _hands_here(orders: str) -> Hands:
    told = json.loads(orders)
    return Hands(recipe_of(told["recipe"]), told["folder"])
