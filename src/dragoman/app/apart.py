"""A process apart that opens files: what hangs there is ended, what breaks there breaks nothing here.

A deadline inside a process can only be kept between two steps of Python, and only in its main thread; a library that
loops over hostile bytes knows neither. So whoever serves others has files opened here.
"""

from __future__ import annotations

import io
import signal
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from threading import Lock
from typing import Any, Final, TypeVar

from dragoman.document import Document
from dragoman.errors import DocumentError
from dragoman.readers import How, Item, Limits, Refused, Skipped, unpack

_START: Final = 120.0  # seconds for a process to load its libraries on a busy machine
_GRACE: Final = 5.0  # what the deadline inside, which can say more, has before its process is ended
Answer = TypeVar("Answer")


class Apart:
    """One process, started when it is first needed and again after it was ended; asked by one thread at a time."""

    def __init__(self, grace: float = _GRACE) -> None:
        self._grace, self._lock = grace, Lock()
        self._process: BaseProcess | None = None
        self._line: Connection | None = None

    def unpack(self, name: str, data: bytes, how: How) -> list[Item | Refused | Skipped]:
        """What a file holds; that it is refused, where it takes longer than a document may or breaks the process."""
        try:
            return self.run(name, how.limits.max_seconds, _held, name, data, how)
        except DocumentError as error:
            return [Refused(name, error.code, error.message)]

    def reader(self, read: Callable[[Item, Limits], Document]) -> Callable[[Item, Limits], Document]:
        """The same reading, done there."""
        return lambda item, limits: self.run(item.name, limits.max_seconds, read, item, limits)

    def run(self, source: str, seconds: float, function: Callable[..., Answer], *arguments: Any) -> Answer:
        """What a function of some module says there. Raises DocumentError, also where it takes too long or breaks."""
        with self._lock:
            line = self._open_line()
            try:
                line.send((function, arguments))
                said = line.recv() if line.poll(seconds + self._grace) else None
            except (OSError, EOFError):
                self._end()
                raise DocumentError("crash", f"{source}: expected a file, found one that breaks its reader") from None
            if said is None:
                self._end()
                raise DocumentError("too-slow", f"{source}: expected to be read within {seconds} s, found no end")
        answered, told = said
        if answered == "answer":
            return told  # type: ignore[no-any-return]
        raise DocumentError(*told) if answered == "refused" else RuntimeError(told)

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _open_line(self) -> Connection:
        if self._line is None or self._process is None or not self._process.is_alive():
            self._end()
            context = get_context("spawn")
            self._line, theirs = context.Pipe()
            self._process = context.Process(target=_answer, args=(theirs,), daemon=True)
            self._process.start()
            theirs.close()
            if not self._line.poll(_START):
                self._end()
                raise DocumentError("too-slow", "expected a process to open files in, found none that starts")
            self._line.recv()
        return self._line

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._line is not None:
            self._line.close()
        self._process = self._line = None


def _held(name: str, data: bytes, how: How) -> list[Item | Refused | Skipped]:
    return list(unpack(name, io.BytesIO(data), how))


def _answer(line: Connection) -> None:
    """What the process does: answer until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the desk, which ends this process itself
    line.send("ready")
    while True:
        try:
            function, arguments = line.recv()
        except (EOFError, OSError):
            return
        line.send(_told(function, arguments))


def _told(function: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[str, Any]:
    try:
        return "answer", function(*arguments)
    except DocumentError as error:
        return "refused", (error.code, error.message)
    except Exception as error:  # noqa: BLE001 - whatever a reader raises is told to whoever asked
        return "failed", f"{type(error).__name__}: {error}"
