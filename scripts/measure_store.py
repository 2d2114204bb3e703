"""What the store must hold, measured: each measure prints what it did, what it found, and whether that is the aim.

    python scripts/measure_store.py kills [--times 100] [--store sqlite|postgresql]
    python scripts/measure_store.py readers [--seconds 60] [--store …]
    python scripts/measure_store.py disk [--store …]          needs root: it mounts a small tmpfs

On made articles, and on either database (PostgreSQL: Debian's server, started for the purpose). measure_search.py
measures the search; what needs the real pipeline stands in measure_review.py. Exit code 1 where an aim is missed.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import multiprocessing
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "support"))

import made  # noqa: E402
import servers  # noqa: E402

import dragoman.app  # noqa: E402
from dragoman.errors import DragomanError  # noqa: E402

SEED = 11
FORK = multiprocessing.get_context("fork")
_PORTION = 6  # articles to read until the next kill


@contextlib.contextmanager
def a_place(kind: str, folder: Path) -> Iterator[str]:
    """Somewhere for a store: a file, or a database on a server of its own."""
    if kind == "sqlite":
        yield str(folder / "made.db")
        return
    with servers.running() as url:
        yield servers.new_database(url)


def report(aim: str, *, held: bool, **found: object) -> int:
    """Print a measure as one line of JSON; 0 where the aim holds."""
    print(json.dumps({"aim": aim, "held": held, **found}, ensure_ascii=False))
    return 0 if held else 1


def exported(place: str, folder: Path) -> dict[str, bytes]:
    """Every file of an export."""
    with dragoman.app.open(place, tools=made.tools()) as archive:
        archive.export(folder)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


# kills


def kills(options: argparse.Namespace) -> int:
    """Kill a reading at random points, again and again, and let it go on each time."""
    chance = random.Random(SEED)  # noqa: S311 - the same points each time
    with tempfile.TemporaryDirectory() as folder, a_place(options.store, Path(folder)) as place:
        articles = Path(folder) / "articles"
        articles.mkdir()
        lost = faults = landed = 0
        for turn in range(options.times):
            portion = articles / f"{turn:04d}"
            _write_articles(portion, range(turn * _PORTION, (turn + 1) * _PORTION))
            told, killed = _killed_reading(place, portion, chance.randint(0, _PORTION - 1), chance.uniform(0.0, 0.02))
            with dragoman.app.open(place) as archive:
                counts = made.Look(archive._store).counts()  # noqa: SLF001
                faults += len(archive.check())
            lost += max(0, told - counts["documents"])
            landed += killed
        with dragoman.app.open(place, tools=made.tools()) as archive:
            archive.read(articles)
            counts = made.Look(archive._store).counts()  # noqa: SLF001
            faults += len(archive.check())
        doubled = counts["readings"] - counts["documents"]
        whole = str(Path(folder) / "whole.db")
        with dragoman.app.open(whole, tools=made.tools()) as archive:
            archive.read(articles)
        same = exported(place, Path(folder) / "one") == exported(whole, Path(folder) / "two")
    held = not lost and not faults and not doubled and same and landed >= options.times / 2
    return report(
        "nothing lost, nothing doubled", held=held, store=options.store, kills=options.times, lost=lost, faults=faults,
        doubled=doubled, same_as_uninterrupted=same, documents=counts["documents"], kills_while_reading=landed,
    )  # fmt: skip


def _killed_reading(place: str, articles: Path, after: int, later: float) -> tuple[int, bool]:
    """Read in a process of its own, killed some seconds later than it has so many documents more.

    How many the store had by its own word, and whether the kill came in time.
    """
    told, more = FORK.Value("i", 0), FORK.Value("i", 0)

    def work() -> None:
        tools = made.tools()

        def read(item: Any, limits: Any) -> Any:
            with dragoman.app.open(place) as archive:
                told.value = made.Look(archive._store).counts()["documents"]  # noqa: SLF001
            more.value += 1
            return tools.read(item, limits)

        with dragoman.app.open(place, tools=replace(tools, read=read)) as archive:
            archive.read(articles)

    process = FORK.Process(target=work)
    process.start()
    while more.value <= after and process.is_alive():
        time.sleep(0.001)
    time.sleep(later)
    process.kill()
    process.join()
    return int(told.value), process.exitcode == -signal.SIGKILL


# readers


def readers(options: argparse.Namespace) -> int:
    """One writer, two readers, side by side."""
    with tempfile.TemporaryDirectory() as folder, a_place(options.store, Path(folder)) as place:
        with dragoman.app.open(place, tools=made.tools("0")) as archive:
            _write_articles(Path(folder) / "articles", range(40))
            archive.read(Path(folder) / "articles")
        end = time.monotonic() + options.seconds
        queue = FORK.Queue()
        workers = [FORK.Process(target=_keep_writing, args=(place, Path(folder) / "articles", end, queue))]
        workers += [FORK.Process(target=_keep_reading, args=(place, end, queue)) for _ in range(2)]
        for worker in workers:
            worker.start()
        found = [queue.get() for _ in workers]
        for worker in workers:
            worker.join()
    errors = [error for one in found for error in one["errors"]]
    reads = sum(one.get("reads", 0) for one in found)
    writes = sum(one.get("writes", 0) for one in found)
    return report(
        "no error, no inconsistent read", held=not errors and reads > 0 and writes > 0, store=options.store,
        seconds=options.seconds, reads=reads, writes=writes, errors=errors[:3],
        slowest_read=round(max(one.get("slowest", 0) for one in found), 2),
    )  # fmt: skip


def _write_articles(folder: Path, numbers: range) -> None:
    folder.mkdir(exist_ok=True)
    for number in numbers:
        (folder / f"{number:05d}.txt").write_text(made.article(number), encoding="utf-8")


def _keep_writing(place: str, articles: Path, end: float, queue: Any) -> None:
    errors, writes, version = [], 0, 0
    while time.monotonic() < end:
        version += 1
        try:
            with dragoman.app.open(place, tools=made.tools(str(version))) as archive:
                writes += archive.read(articles).statuses.total()
        except Exception as error:  # noqa: BLE001 - what went wrong is what is measured
            errors.append(f"writer: {error!r}")
            break
    queue.put({"errors": errors, "writes": writes})


def _keep_reading(place: str, end: float, queue: Any) -> None:
    errors, reads, slowest = [], 0, 0.0
    with dragoman.app.open(place) as archive:
        while time.monotonic() < end:
            started = time.monotonic()
            try:
                holdings = archive.holdings()
                told = {key: [r for r in holdings.records if r.document_id == key] for key in holdings.documents}
                if any(len(records) != 2 for records in told.values()):
                    errors.append("a document without its two records")
                known = set(holdings.by_id)
                if any(not set(cluster.members) <= known for cluster in holdings.clusters):
                    errors.append("a cluster of records that are not there")
                archive.brief("CHL", "PER")
                archive.search("Lima")
            except Exception as error:  # noqa: BLE001 - what went wrong is what is measured
                errors.append(f"reader: {error!r}")
                break
            reads += 1
            slowest = max(slowest, time.monotonic() - started)
    queue.put({"errors": errors, "reads": reads, "slowest": slowest})


# disk


def disk(options: argparse.Namespace) -> int:
    """A disk that fills up while a reading goes on, then one that may not be written to."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # the server's user has to get there
        mount = Path(folder) / "small"
        mount.mkdir()
        size = "2m" if options.store == "sqlite" else "120m"
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size},mode=777", "tmpfs", str(mount)], check=True)  # noqa: S603, S607
        try:
            return _on_sqlite(mount, Path(folder)) if options.store == "sqlite" else _on_server(mount, Path(folder))
        finally:
            subprocess.run(["umount", "-l", str(mount)], check=False)  # noqa: S603, S607


def _on_sqlite(mount: Path, folder: Path) -> int:
    place = str(mount / "made.db")
    written, said = _until_full(place, folder)
    with dragoman.app.open(place) as archive:
        kept, faults = len(archive.records("documents")), len(archive.check())
    subprocess.run(["mount", "-o", "remount,ro", str(mount)], check=True)  # noqa: S603, S607
    read_only = _refusal(lambda: _read_one(place, folder))
    with dragoman.app.open(place, create=False) as archive:
        still = len(archive.records("documents"))
    held = kept >= written and not faults and still == kept and _one_line(said) and _one_line(read_only)
    return report(
        "one line, nothing lost", held=held, store="sqlite", written=written, kept=kept, faults=faults, full=said,
        read_only=read_only, readable_when_read_only=still,
    )  # fmt: skip


def _on_server(mount: Path, folder: Path) -> int:
    """The data of one database on the small disk, as a tablespace; the server's journal elsewhere."""
    import psycopg  # noqa: PLC0415

    with servers.running() as url:
        space = mount / "space"
        space.mkdir(mode=0o700)
        if user := servers.owner():
            subprocess.run(["chown", user, str(space)], check=True)  # noqa: S603, S607
        with psycopg.connect(url.replace("+psycopg", "").format("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE TABLESPACE small LOCATION '{space}'")  # type: ignore[arg-type]
            connection.execute("CREATE DATABASE small TABLESPACE small")
        place = url.format("small")
        (mount / "ballast").write_bytes(b"\0" * (100 << 20))
        written, said = _until_full(place, folder)
        with dragoman.app.open(place) as archive:
            kept, faults = len(archive.records("documents")), len(archive.check())
        (mount / "ballast").unlink()
        with psycopg.connect(url.replace("+psycopg", "").format("postgres"), autocommit=True) as connection:
            connection.execute("ALTER DATABASE small SET default_transaction_read_only = on")
        read_only = _refusal(lambda: _read_one(place, folder))
        with dragoman.app.open(place, create=False) as archive:
            still = len(archive.records("documents"))
    held = kept >= written and not faults and still == kept and _one_line(said) and _one_line(read_only)
    return report(
        "one line, nothing lost", held=held, store="postgresql", written=written, kept=kept, faults=faults, full=said,
        read_only=read_only, readable_when_read_only=still,
    )  # fmt: skip


def _until_full(place: str, folder: Path) -> tuple[int, str]:
    """Read ever more until the disk is full; how many documents were written, and what was said."""
    articles = folder / "articles"
    articles.mkdir()
    for number in range(3000):
        (articles / f"{number:05d}.txt").write_text(made.article(number) + "words " * 400, encoding="utf-8")
    done = 0

    def count(at: int, *_: object) -> None:
        nonlocal done
        done = at

    def read() -> None:
        with dragoman.app.open(place, tools=made.tools()) as archive:
            archive.read(articles, progress=count)

    said = _refusal(read)
    return done, said


def _read_one(place: str, folder: Path) -> None:
    (folder / "one.txt").write_text(made.article(99_999), encoding="utf-8")
    with dragoman.app.open(place, tools=made.tools()) as archive:
        archive.read(folder / "one.txt")


def _refusal(work: Callable[[], None]) -> str:
    try:
        work()
    except DragomanError as error:
        return str(error)
    return ""


def _one_line(said: str) -> bool:
    return bool(said) and "\n" not in said


MEASURES = {"kills": kills, "readers": readers, "disk": disk}


def main() -> int:
    """Take the measure that is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("measure", choices=sorted(MEASURES))
    parser.add_argument("--store", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()
    return MEASURES[options.measure](options)


if __name__ == "__main__":
    sys.exit(main())
