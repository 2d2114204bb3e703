"""What the store must hold, measured: each measure prints what it did, what it found, and whether that is the aim.

    python scripts/measure_store.py kills [--times 100] [--store sqlite|postgresql]
    python scripts/measure_store.py readers [--seconds 60] [--store …]
    python scripts/measure_store.py disk [--store …]          needs root: it mounts a small tmpfs
    python scripts/measure_store.py search [--documents 100000] [--filled FILE] [--store …]

On made articles, and on either database (PostgreSQL: Debian's server, started for the purpose). What needs the real
pipeline stands in measure_review.py. Exit code 1 where an aim is missed.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import multiprocessing
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "support"))

import made  # noqa: E402
import psutil  # noqa: E402
import servers  # noqa: E402
from sqlalchemy import Connection, insert, text  # noqa: E402

import dragoman.app  # noqa: E402
from dragoman.app.reading import Tools  # noqa: E402
from dragoman.errors import DragomanError  # noqa: E402
from dragoman.records import DocumentRecord, Published, dumps  # noqa: E402
from dragoman.store import open_store  # noqa: E402
from dragoman.store.schema import metadata  # noqa: E402
from dragoman.store.writing import put_passages  # noqa: E402

SEED = 11
FORK = multiprocessing.get_context("fork")
_AT_ONCE = 2000
_RECORD = dumps(DocumentRecord(id="KEY", source="SOURCE", published=Published(), status="accepted"))


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
        for number in range(options.times * 6):
            (articles / f"{number:05d}.txt").write_text(made.article(number), encoding="utf-8")
        lost = faults = landed = 0
        for _ in range(options.times):
            told = _killed_reading(place, articles, chance.uniform(0.0, 0.12))
            with dragoman.app.open(place) as archive:
                counts = made.Look(archive._store).counts()  # noqa: SLF001
                faults += len(archive.check())
            lost += max(0, told - counts["documents"])
            landed += told > 0
        with dragoman.app.open(place, tools=made.tools()) as archive:
            archive.read(articles)
            counts = made.Look(archive._store).counts()  # noqa: SLF001
            faults += len(archive.check())
        doubled = counts["readings"] - counts["documents"]
        whole = str(Path(folder) / "whole.db")
        with dragoman.app.open(whole, tools=made.tools()) as archive:
            archive.read(articles)
        same = exported(place, Path(folder) / "one") == exported(whole, Path(folder) / "two")
    held = not lost and not faults and not doubled and same
    return report(
        "nothing lost, nothing doubled", held=held, store=options.store, kills=options.times, lost=lost, faults=faults,
        doubled=doubled, same_as_uninterrupted=same, documents=counts["documents"], kills_after_a_document=landed,
    )  # fmt: skip


def _killed_reading(place: str, articles: Path, after: float) -> int:
    """Read in a process of its own, killed a moment after its first document; how many it said to have written."""
    told = FORK.Value("i", 0)

    def work() -> None:
        tools = made.tools()

        def read(item: Any, limits: Any) -> Any:
            document = tools.read(item, limits)
            with dragoman.app.open(place) as archive:
                told.value = made.Look(archive._store).counts()["documents"]  # noqa: SLF001
            return document

        with dragoman.app.open(place, tools=Tools(read, tools.run, tools.versions)) as archive:
            archive.read(articles)

    process = FORK.Process(target=work)
    process.start()
    started = time.monotonic()
    while told.value == 0 and process.is_alive() and time.monotonic() - started < 10:
        time.sleep(0.001)
    time.sleep(after)
    if process.pid is not None and process.is_alive():
        os.kill(process.pid, signal.SIGKILL)
    process.join()
    return int(told.value)


# readers


def readers(options: argparse.Namespace) -> int:
    """One writer, two readers, side by side."""
    with tempfile.TemporaryDirectory() as folder, a_place(options.store, Path(folder)) as place:
        with dragoman.app.open(place, tools=made.tools("0")) as archive:
            _write_articles(Path(folder) / "articles", 40)
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


def _write_articles(folder: Path, count: int) -> None:
    folder.mkdir(exist_ok=True)
    for number in range(count):
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


# search


def search(options: argparse.Namespace) -> int:
    """Search over many documents of made words, whose frequencies fall as those of a language do."""
    chance = random.Random(SEED)  # noqa: S311 - the same words each time
    if options.filled:
        if not Path(options.filled).exists():
            _fill(options.filled, options.documents, chance)
        return _timed(options.filled, options, random.Random(SEED), seconds=0)  # noqa: S311
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder, a_place(options.store, Path(folder)) as place:
        started = time.monotonic()
        _fill(place, options.documents, chance)
        return _timed(place, options, chance, seconds=time.monotonic() - started)


def _timed(place: str, options: argparse.Namespace, chance: random.Random, *, seconds: float) -> int:
    with dragoman.app.open(place, create=False) as archive:
        queries, documents = _queries(archive, chance)
        times, hits, spent = [], 0, _processor(archive)
        for query in queries:
            began = time.monotonic()
            hits += bool(archive.search(query, limit=20))
            times.append((time.monotonic() - began) * 1000)
        spent = (_processor(archive) - spent) * 1000 / len(queries)
    median, late = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    return report(
        "under 50 ms at the median", held=median < 50 and hits == len(queries), store=options.store,
        documents=documents, queries=len(queries), with_hits=hits, median_ms=round(median, 1),
        percentile_95_ms=round(late, 1), slowest_ms=round(max(times), 1), mean_processor_ms=round(spent, 1),
        filled_in_seconds=round(seconds),
    )  # fmt: skip


def _processor(archive: dragoman.app.Archive) -> float:
    """The processor seconds that this process has taken, and the server's with which it talks: no neighbour counts."""
    with archive._store.view() as view:  # noqa: SLF001
        if view.connection.dialect.name != "postgresql":
            return time.process_time()
        server = psutil.Process(view.connection.execute(text("SELECT pg_backend_pid()")).scalar_one()).cpu_times()
    return time.process_time() + server.user + server.system


def _queries(archive: dragoman.app.Archive, chance: random.Random) -> tuple[list[str], int]:
    """Two hundred queries of one to three words that stand together in some paragraph; how many documents there are."""
    with archive._store.view() as view:  # noqa: SLF001
        ids = sorted(view.document_ids())
        texts = [text for _, text in view.documents(chance.sample(ids, min(200, len(ids))))]
    paragraphs = [chance.choice(text.split("\n")).split() for text in texts]
    return [" ".join(chance.sample(words, chance.randint(1, 3))) for words in paragraphs], len(ids)


def _made_word(chance: random.Random) -> str:
    return "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiouáé") for _ in range(chance.randint(1, 4)))


def _fill(place: str, documents: int, chance: random.Random) -> None:
    """Rows of documents straight into the tables: what is measured is the search.

    Each has five paragraphs of 45 words, which makes an article of the length of those in docs/scale.md.
    """
    words = [_made_word(chance) for _ in range(30_000)]
    sampled = chance.choices(words, [1 / (rank + 2.7) for rank in range(len(words))], k=2_000_000)
    with open_store(place) as store:
        run = store.begin_run({"made": "1"})
        for first in range(1, documents + 1, _AT_ONCE):
            numbers = range(first, min(first + _AT_ONCE, documents + 1))
            starts = [[chance.randrange(len(sampled) - 45) for _ in range(5)] for _ in numbers]
            told = [[" ".join(sampled[at : at + 45]) for at in of_one] for of_one in starts]
            with store._writing() as connection:  # noqa: SLF001
                _put_rows(connection, dict(zip(numbers, told, strict=True)), run)
        with store._writing() as connection:  # noqa: SLF001 - a server does so by itself within minutes
            connection.execute(text("ANALYZE"))


def _put_rows(connection: Connection, told: dict[int, list[str]], run: int) -> None:
    """The rows that reading documents of these paragraphs would leave, by the numbers of their readings."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in ("documents", "texts", "readings", "sources")}
    passages: list[dict[str, Any]] = []
    for number, paragraphs in told.items():
        content = "\n".join(paragraphs).encode()
        key = hashlib.sha256(content).hexdigest()
        about = {"document_id": key}
        body = _RECORD.replace("KEY", key).replace("SOURCE", f"{number}.txt")
        rows["documents"].append({"id": key, "added": "2024", "reading_id": number})
        rows["texts"].append(about | {"digest": key, "content": content})
        rows["sources"].append(about | {"source": f"{number}.txt", "added": "2024"})
        rows["readings"].append(
            about | {"id": number, "run_id": run, "read_at": "2024", "status": "accepted", "pipeline": "1",
            "digest": key, "body": body}
        )  # fmt: skip
        at = 0
        for words in paragraphs:
            passages.append(about | {"start": at, "end": at + len(words), "body": words})
            at += len(words) + 1
    for name, some in rows.items():
        connection.execute(insert(metadata.tables[name]), some)
    put_passages(connection, passages)


MEASURES = {"kills": kills, "readers": readers, "disk": disk, "search": search}


def main() -> int:
    """Take the measure that is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("measure", choices=sorted(MEASURES))
    parser.add_argument("--store", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--filled", help="search in this file, filled first where it is not there", metavar="FILE")
    options = parser.parse_args()
    return MEASURES[options.measure](options)


if __name__ == "__main__":
    sys.exit(main())
