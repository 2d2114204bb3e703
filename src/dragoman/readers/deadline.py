"""What hostile bytes may do to a library: hang it, break it. Neither holds up a batch; both become a DocumentError."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from dragoman.errors import DocumentError, DragomanError


class _TooSlow(BaseException):
    """Above Exception, so that no library takes it for an error of its own."""


@contextmanager
def deadline(source: str, seconds: int) -> Iterator[None]:
    """Raise DocumentError where the block takes longer. Only a main thread on a system with timers can be stopped."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    except _TooSlow:
        reason = f"{source}: expected to be read within {seconds} s, found no end"
        raise DocumentError("too-slow", reason, mend="raise the limit seconds, or save the article as text") from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def sound(source: str) -> Iterator[None]:
    """Turn what a library raises on broken bytes into DocumentError."""
    try:
        yield
    except DragomanError:
        raise
    except Exception as error:
        found = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
        reason = f"{source}: expected a well-formed file, found {found}"
        raise DocumentError("malformed", reason, mend="save the article as text") from error


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise _TooSlow
