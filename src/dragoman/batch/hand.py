"""A worker: a process that reads shards one after the other, and dies alone.

It is told what to do and tells where it stands in lines of JSON, on its standard input and output; it loads the model
once. Start it with `python -m dragoman.batch.hand`.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from contextlib import suppress
from dataclasses import asdict
from time import monotonic
from typing import Any, BinaryIO, Final

from dragoman.batch.coding import Coder
from dragoman.batch.manifest import Recipe, Shard, line, recipe_of, shard_of
from dragoman.batch.places import Folder
from dragoman.batch.results import Mark, Tally, row_of, write
from dragoman.batch.rulings import OUT_OF_MEMORY, Phase, Ruling
from dragoman.errors import BrokenSystem, DragomanError

_MEGABYTE: Final = 1_000_000


class Voice:
    """Tells the supervisor where the worker stands."""

    def __init__(self, out: BinaryIO) -> None:
        self._out, self.number = out, 0

    def say(self, **told: Any) -> None:
        """Say one thing. Raises OSError where nobody listens any more."""
        self._out.write(line(told).encode())
        self._out.flush()

    def beat(self, number: int, phase: Phase) -> None:
        """Say which item is in hand."""
        self.number = number
        self.say(at=number, phase=phase)


def main() -> int:
    """Work until there is no more to do."""
    tasks, voice = _connected()
    orders = json.loads(tasks.readline() or b"null")
    if orders is None:
        return 0
    recipe = recipe_of(orders["recipe"])
    try:
        coder = Coder(recipe)
    except DragomanError as error:
        voice.say(broken=str(error))
        return 0
    bound_memory(recipe.megabytes)
    voice.say(ready=True)
    for task in tasks:
        _one(json.loads(task), recipe, coder, Folder(orders["folder"]), voice)
    return 0


def _connected() -> tuple[BinaryIO, Voice]:
    """The two ends of the talk; whatever a library prints goes to standard error instead."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return sys.stdin.buffer, Voice(out)


def _one(task: dict[str, Any], recipe: Recipe, coder: Coder, folder: Folder, voice: Voice) -> None:
    shard, rulings = shard_of(task), {int(at): Ruling(**told) for at, told in task["rulings"].items()}
    try:
        voice.say(done=asdict(code(shard, recipe, coder, folder, rulings, voice)))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except BrokenSystem as error:
        voice.say(broken=str(error))
    except OSError as error:
        voice.say(failed=f"{type(error).__name__}: {' '.join(str(error).split())[:300]}")


def code(shard: Shard, recipe: Recipe, coder: Coder, folder: Folder, rulings: dict[int, Ruling], voice: Voice) -> Mark:
    """Read a shard, write its file and its mark."""
    start, rows, tally = monotonic(), [], Tally()
    for found in coder.items(shard, rulings, voice.beat):
        rows.append(line(row_of(found)))
        tally.add(found)
    return write(folder, shard, recipe, rows, tally, seconds=round(monotonic() - start, 3), megabytes=peak())


def bound_memory(megabytes: int) -> None:
    """Let this process have so much memory at most; where the system cannot hold it to that, nothing is bound."""
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (megabytes * _MEGABYTE, megabytes * _MEGABYTE))


def peak() -> float:
    """The most memory that this process has had, in megabytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / _MEGABYTE, 1)


if __name__ == "__main__":
    with suppress(BrokenPipeError, KeyboardInterrupt):  # the supervisor is gone: nobody needs the rest
        sys.exit(main())
