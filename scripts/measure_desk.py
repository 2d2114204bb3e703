"""How fast the desk answers, measured on a generated store.

    python scripts/measure_desk.py [--documents 20000] [--asked 40] [--store sqlite|postgresql|PLACE] [--filled FILE]

Prints, as one line of JSON each, how long the first joining takes and what memory it needs, and the median and 95th
percentile of each kind of page in milliseconds, with its weight; then the same of some pages while the store is joined
anew after a decision, and after one more article. The aim: 200 ms at the median, 500 ms at the 95th percentile, 300 KB
for the first page with its style and script. Exit code 1 where it is missed; times of the processor stand beside, for a
machine that others share (of PostgreSQL's server they are not counted). `scripts/crowd.py` says how the store is made;
`--filled` is a SQLite store that it made before, of which a copy is taken. A PLACE (a file, or postgresql+psycopg://…)
is kept, and filled where it holds nothing.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import crowd
import soak

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "support"))

import servers  # noqa: E402
from desks import visitor  # noqa: E402

import dragoman.app  # noqa: E402
from dragoman.app import Archive, Library  # noqa: E402

SEED = 12
MEDIAN_AIM, TAIL_AIM, WEIGHT_AIM = 200, 500, 300_000
FIRST = ("/", "/static/desk.css", "/static/desk.js")  # what the first page brings


def asked(archive: Archive, times: int) -> int:
    """Ask each kind of page for different things, and print how long it took; 0 where the aims hold."""
    chance = random.Random(SEED)  # noqa: S311 - the same pages each time
    began, busy = time.perf_counter(), time.process_time()
    with visitor(archive) as desk:
        while desk.get("/").status_code == 503:
            time.sleep(1)
        joined, worked = time.perf_counter() - began, time.process_time() - busy
        weight = sum(len(desk.get(path).content) for path in FIRST)
        library = desk.app.state.desk.library()
        told(documents=len(library.holdings.documents), records=len(library.holdings.records),
             seconds_until_first_page=round(joined, 1), cpu_seconds=round(worked, 1), first_page_bytes=weight,
             megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)  # fmt: skip
        pages = pages_of(library)
        slow = [kind for kind, paths in pages.items() if timed(desk, kind, chance.choices(paths, k=times))]
        slow += after_writes(desk, archive, pages, chance)
    return int(bool(slow) or weight > WEIGHT_AIM)


def pages_of(library: Library) -> dict[str, list[str]]:
    """Addresses of each kind of page."""
    pairs = [f"/dyads/{pair.a.code}/{pair.b.code}" for pair in library.pairs]
    events = [key for key, record in library.holdings.by_id.items() if record.id.startswith("event")]
    sections = ("events", "claims", "ledger", "commitments", "forecasts", "framing", "conflicts", "sources")
    return {
        "home": ["/", "/?page=2", "/?page=9"],
        "pair, one of the ten largest": pairs[:10],
        "pair": pairs,
        "pair filtered": [f"{pair}?since=2013&quad=verbal-conflict&quad=other" for pair in pairs],
        "section of the largest": [f"{pair}/{section}" for pair in pairs[:4] for section in sections],
        "section": [f"{pair}/{section}" for pair in pairs for section in sections],
        "brief": [f"{pair}/brief.html" for pair in pairs],
        "actor": [f"/actors/{key}" for key in library.holdings.actors],
        "state": [f"/actors/{key}" for key in library.holdings.actors if key.startswith("state:")],
        "actors": ["/actors", "/actors?q=minister", "/actors?page=7"],
        "record": [f"/records/{key}" for key in library.holdings.by_id],
        "document": [f"/documents/{key}" for key in library.holdings.documents],
        "documents": [f"/documents?page={page}" for page in range(1, 50)],
        "search": ["/search?q=talks", "/search?q=agreement minister", "/search?q=debt newspaper", "/search?q=said"],
        "review": [f"/review?at={place}" for place in range(100)],
        "network": ["/network", "/network?of=actors"],
        "map": ["/map", *(f"/map?state={pair.a.code}" for pair in library.pairs[:100])],
        "edit": [f"/edit?record={key}" for key in events],
        "api": [f"/api/v1/records/events?page={page}" for page in range(1, 50)],
    }


def after_writes(desk: Any, archive: Archive, pages: Mapping[str, Sequence[str]], chance: random.Random) -> list[str]:
    """Accept a record, ask for pages while what it touches is joined anew, print how long it takes until that shows;
    then the same with one more article.
    """
    record = pages["edit"][0].partition("=")[2]
    archive.reviewer("measure").accept(record, why="to see how long it takes")
    slow = _until_shown(desk, pages, chance, "a decision", f"/records/{record}", "by <bdi>measure")
    (late,) = archive.read_bytes("late.txt", soak.article(documents := 10**6).encode()).documents
    return slow + _until_shown(desk, pages, chance, "an article", f"/documents/{late}", f"round {documents}")


def _until_shown(
    desk: Any, pages: Mapping[str, Sequence[str]], chance: random.Random, what: str, path: str, words: str
) -> list[str]:
    began, busy = time.perf_counter(), time.process_time()
    kinds = ("home", "pair", "record", "document", "review")
    slow = [kind for kind in kinds if timed(desk, f"{kind} after {what}", chance.choices(pages[kind], k=20))]
    while words not in desk.get(path).text:
        time.sleep(0.5)
    seconds, worked = time.perf_counter() - began, time.process_time() - busy
    told(written=what, seconds_until_it_shows=round(seconds, 1), cpu_seconds_with_pages=round(worked, 1))
    return slow


def timed(desk: Any, kind: str, paths: Sequence[str]) -> bool:
    """Ask for these, print how long it took; whether it took too long."""
    took, worked, heaviest, slowest = [], [], 0, ""
    for path in paths:
        began, busy = time.perf_counter(), time.process_time()
        answer = desk.get(path)
        took.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - busy) * 1000)
        assert answer.status_code == 200, path
        heaviest = max(heaviest, len(answer.content))
        slowest = path if took[-1] == max(took) else slowest
    median, tail = statistics.median(took), statistics.quantiles(took, n=20)[-1]
    held = median <= MEDIAN_AIM and tail <= TAIL_AIM
    told(page=kind, median_ms=round(median), p95_ms=round(tail), slowest_ms=round(max(took)), slowest=slowest,
         median_cpu_ms=round(statistics.median(worked)), p95_cpu_ms=round(statistics.quantiles(worked, n=20)[-1]),
         heaviest_bytes=heaviest, held=held)  # fmt: skip
    return not held


def told(**values: object) -> None:
    """A line of JSON."""
    print(json.dumps(values), flush=True)


def main() -> int:
    """Parse, fill, ask."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--asked", type=int, default=40, help="how often each kind of page is asked for")
    parser.add_argument("--store", default="sqlite", help="sqlite, postgresql, or a place that is kept")
    parser.add_argument("--filled", type=Path, help="a SQLite store that scripts/crowd.py filled")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, a_place(options.store, Path(folder)) as place:
        with dragoman.app.open(place) as archive:
            empty = not any(archive.stamp())
            if empty and options.filled:
                archive.restore(options.filled)
        if empty and not options.filled:
            crowd.fill(place, options.documents)
        with dragoman.app.open(place) as archive:
            return asked(archive, options.asked)


@contextmanager
def a_place(store: str, folder: Path) -> Iterator[str]:
    """Where the store is: in a file, on a server of its own, or where somebody keeps it."""
    if store == "postgresql":
        with servers.running() as url:
            yield servers.new_database(url)
    else:
        yield str(folder / "generated.db") if store == "sqlite" else store


if __name__ == "__main__":
    sys.exit(main())
