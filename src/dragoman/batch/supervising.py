"""A worker as its supervisor sees it: what it says, how long it is silent, and what to do when it dies.

A document at which a worker hangs, runs out of memory or dies twice is refused with that reason; the rest of its shard
is read again by a new worker. Nothing that one document does ends a batch.
"""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
from collections import Counter
from dataclasses import asdict
from time import monotonic
from typing import Any, Final

from dragoman.batch.manifest import Recipe, Shard, line, shard_row
from dragoman.batch.results import Mark, mark_from
from dragoman.batch.rulings import OUT_OF_MEMORY, Phase, Ruling
from dragoman.errors import BrokenSystem

# A worker has one thread: the others have cores of their own.
_ONE_THREAD: Final = dict.fromkeys(
    ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "TOKENIZERS_PARALLELISM"), "1"
)
_LOADING: Final = 300  # seconds that a worker may take to begin
_CHUNK: Final = 65_536
_DEATHS_OF_ONE: Final = 2  # killed once, a document may have been near somebody else's fault
_DEATHS: Final = 8
_STARTS: Final = 3


class ShardError(Exception):
    """A shard could not be read this time; another time it may."""


class _Silent(Exception):  # noqa: N818 - what happened, told to the next lines
    """The worker has said nothing for as long as it may."""


class Hand:
    """One worker process, started when it is needed and again when it died."""

    def __init__(self, recipe: Recipe, folder: str) -> None:
        self._recipe, self._folder = recipe, folder
        self._process: subprocess.Popen[bytes] | None = None
        self._buffer = b""
        self._at: tuple[int, Phase] = (0, "open")
        self._closed = False

    def read(self, shard: Shard) -> Mark:
        """Read a shard, whatever its documents do. Raises ShardError, and BrokenSystem where nothing can go on."""
        rulings: dict[int, Ruling] = {}
        deaths: Counter[int] = Counter()
        while True:
            try:
                return self._try(shard, rulings)
            except _Silent:
                self.stop()
                reason = f"expected to be read within {self._recipe.seconds} s, found no end; its worker was ended"
                self._rule(rulings, "too-slow", reason)
            except EOFError:
                self._bury(rulings, deaths)

    def _rule(self, rulings: dict[int, Ruling], code: str, message: str) -> None:
        number, phase = self._at
        if number in rulings:
            raise ShardError(f"item {number} {message} though it was left out")
        rulings[number] = Ruling(phase, code, message)

    def _bury(self, rulings: dict[int, Ruling], deaths: Counter[int]) -> None:
        """Find out why the worker is dead. Raises ShardError where that cannot be laid to a document."""
        code = self._process.wait() if self._process else 0
        self.stop()
        if code == OUT_OF_MEMORY:
            self._rule(rulings, "memory", f"reading it takes more than {self._recipe.megabytes:,} MB")
            return
        deaths[self._at[0]] += 1
        if deaths.total() > _DEATHS:
            raise ShardError(f"its workers died {deaths.total()} times, last with exit code {code}")
        if deaths[self._at[0]] >= _DEATHS_OF_ONE:
            self._rule(rulings, "killed", f"reading it ended its worker twice, last with exit code {code}")

    def _try(self, shard: Shard, rulings: dict[int, Ruling]) -> Mark:
        """One attempt. Raises _Silent, EOFError where the worker died, ShardError and BrokenSystem as it says."""
        self._at = (0, "open")
        self._start()
        self._tell(shard_row(shard) | {"rulings": {at: asdict(ruling) for at, ruling in rulings.items()}})
        while True:
            told = self._hear(self._recipe.seconds)
            if "at" in told:
                self._at = (told["at"], told["phase"])
            elif "done" in told:
                return mark_from(told["done"])
            elif "failed" in told:
                raise ShardError(told["failed"])
            else:
                raise BrokenSystem(str(told.get("broken", told)))

    def _start(self) -> None:
        """A worker that is ready, the one there is or a new one. Raises ShardError, and BrokenSystem as it says."""
        if self._process is not None and self._process.poll() is None:
            return
        for _ in range(_STARTS):
            self.stop()
            if self._closed:
                raise ShardError("the batch was stopped")
            self._launch()
            try:
                self._tell({"recipe": asdict(self._recipe), "folder": self._folder})
                told = self._hear(_LOADING)
            except (_Silent, EOFError):
                continue
            if "broken" in told:
                raise BrokenSystem(told["broken"])
            return
        self.stop()
        raise ShardError(f"no worker started in {_STARTS} attempts; dragoman doctor may say why")

    def _launch(self) -> None:
        paths = os.pathsep.join(path for path in sys.path if path)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "dragoman.batch.hand"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **_ONE_THREAD, "PYTHONUTF8": "1", "PYTHONPATH": paths},
        )

    def _tell(self, row: dict[str, Any]) -> None:
        try:
            if self._process is not None and self._process.stdin is not None:
                self._process.stdin.write(line(row).encode())
                self._process.stdin.flush()
        except BrokenPipeError:
            raise EOFError from None

    def _hear(self, seconds: float) -> dict[str, Any]:
        """The next thing that the worker says. Raises _Silent, EOFError."""
        until = monotonic() + seconds  # never the time of day, which may jump
        while b"\n" not in self._buffer:
            self._buffer += self._more(until - monotonic())
        said, _, self._buffer = self._buffer.partition(b"\n")
        told: dict[str, Any] = json.loads(said)
        return told

    def _more(self, seconds: float) -> bytes:
        if self._process is None or self._process.stdout is None:
            raise EOFError
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._process.stdout, selectors.EVENT_READ)
            if not waiting.select(max(0.0, seconds)):
                raise _Silent
        data = os.read(self._process.stdout.fileno(), _CHUNK)
        if not data:
            raise EOFError
        return data

    def close(self) -> None:
        """Start no more workers, and end the one there is: whichever thread listens to it will notice."""
        self._closed, process = True, self._process
        if process is not None:
            process.kill()

    def stop(self) -> None:
        """End the worker, whatever it does, and clear up after it."""
        process, self._process, self._buffer = self._process, None, b""
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue
