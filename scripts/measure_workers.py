"""How much faster two workers of a batch are than one; for a machine that does nothing else.

    python scripts/measure_workers.py [--documents 400] [--workers 1 2]

Prints articles a second for each number of workers, the ratio to the first, processor seconds an article, the most
memory of a worker and the bytes written an article; and the ratio for processes that do nothing but count, which is as
much as the machine gives. A worker's start, which loads the models, is left out.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import tempfile
from pathlib import Path
from time import monotonic

import soak

from dragoman import batch

_A_SHARD = 10  # small, so that no worker waits long for the other at the end


def measure(folder: Path, workers: int) -> dict[str, float]:
    """Read the articles in a folder by so many workers; the figures of it."""
    job = str(folder.with_name(f"job-{workers}"))
    batch.plan(job, [str(folder)], batch.recipe(), size=_A_SHARD)
    first: list[tuple[float, int]] = []

    def tell(progress: batch.Progress) -> None:
        if progress.summary.done >= workers and not first:  # every worker has loaded what it needs
            first.append((monotonic(), progress.summary.items))

    before = os.times()
    found = batch.run(job, workers=workers, tell=tell)
    after = os.times()
    start, items = first[0]
    return {
        "rate": (found.items - items) / (monotonic() - start),
        "seconds": (after.children_user + after.children_system - before.children_user - before.children_system)
        / found.items,
        "megabytes": found.megabytes,
        "bytes": found.bytes_written / found.items,
    }


def _count() -> None:
    """A few seconds of work in the processor's own cache."""
    total = 0
    for number in range(30_000_000):
        total += number & 7


def counting(workers: int) -> float:
    """How often so many processes count to the end in a second."""
    processes = [multiprocessing.Process(target=_count) for _ in range(workers)]
    start = monotonic()
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return workers / (monotonic() - start)


def main() -> int:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    options = parser.parse_args()
    print(f"load before: {os.getloadavg()[0]:.1f}; {batch.cores()} cores")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "in"
        soak.make(folder, options.documents, 0)
        alone, counted = None, counting(options.workers[0])
        for workers in options.workers:
            found = measure(folder, workers)
            alone = alone or found["rate"]
            print(
                f"{workers} workers: {found['rate']:.1f} articles/s ({found['rate'] / alone:.2f} times, "
                f"counting alone {counting(workers) / counted:.2f}), "
                f"{found['seconds']:.3f} processor s an article, {found['megabytes']:.0f} MB, "
                f"{found['bytes']:,.0f} bytes an article",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
