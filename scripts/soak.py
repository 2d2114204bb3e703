"""A long batch: generated articles with hostile files among them, read, loaded, counted to the last.

    python scripts/soak.py [--documents 50000] [--hostile 2] [--sentences 6] [--workers 1] [--folder DIR]

Every article must be in the store once, as it was written; every hostile file accounted for; memory must be flat: no
worker may need a tenth more in the last quarter of its shards than in the second. Exit code 1 where that fails. Stop it
at any time: the same command, with --folder, goes on.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import random
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import monotonic

from dragoman import batch
from dragoman.evaluate.hostile_files import BUILDERS
from dragoman.store import open_store

ROOT = Path(__file__).parents[1]
STATES = (
    "Chile",
    "Peru",
    "Kenya",
    "Uganda",
    "Japan",
    "Norway",
    "Ghana",
    "Togo",
    "Türkiye",
    "Jordan",
    "Fiji",
    "Vietnam",
)
TOWNS = ("Lima", "Nairobi", "Oslo", "Accra", "Amman", "Suva", "Hanoi", "Ankara", "Lomé", "Kampala", "Tokyo", "Santiago")
THINGS = (
    "a ferry line",
    "a power cable",
    "fishing rights",
    "a railway",
    "vaccines",
    "a dam",
    "visas",
    "grain",
    "a port",
)
SOUNDS = ("ka", "lo", "mi", "ru", "ten", "sa", "vor", "ne", "bel", "da")
ACTS = (
    "{a} and {b} signed an agreement on {thing} in {town} on {day} March 2024, {a}'s foreign ministry said.",
    "{a} will lend {b} ${sum} million for {thing}, the finance minister, {person}, told reporters in {town}.",
    "{a} accused {b} of breaking its word on {thing}. {b} rejected this.",
    "{person}, an envoy of {a}, met officials of {b} in {town} to discuss {thing}.",
    "Neither {a} nor {b} would say who pays for {thing}, which is to cost {sum} million euros.",
    "“We shall not wait for {b},” {person} said in {town}. “{a} needs {thing} this year.”",
)
_A_FOLDER = 1000


def article(number: int, most: int = len(ACTS)) -> str:
    """A short article of three to `most` sentences (or of so many, where that is fewer), different for each number."""
    chance = random.Random(number)  # noqa: S311 - made texts, no secrets
    a, b = chance.sample(STATES, 2)
    said = {
        "a": a,
        "b": b,
        "thing": chance.choice(THINGS),
        "town": chance.choice(TOWNS),
        "day": chance.randint(1, 28),
        "sum": chance.randint(2, 900),
        "person": " ".join("".join(chance.choices(SOUNDS, k=chance.randint(2, 4))).title() for _ in range(2)),
    }
    sentences = [each.format(**said) for each in chance.sample(ACTS, chance.randint(min(3, most), most))]
    return f"{a} and {b}: round {number}\n\n{' '.join(sentences[:3])}\n\n{' '.join(sentences[3:])}".rstrip() + "\n"


def make(folder: Path, documents: int, hostile: int, sentences: int = len(ACTS)) -> None:
    """Write the articles, and after every hundred of them so many hostile files."""
    with (ROOT / "eval" / "hostile.csv").open(encoding="utf-8", newline="") as file:
        kinds = [(row["kind"], int(row["number"])) for row in csv.DictReader(file)]
    for number in range(documents):
        place = folder / f"{number // _A_FOLDER:04d}"
        place.mkdir(parents=True, exist_ok=True)
        if number % 100 < hostile:
            at = number // 100 * hostile + number % 100
            kind, which = kinds[at % len(kinds)]
            name, content = BUILDERS[kind](which)
            (place / f"{number:06d}-{Path(name).name}").write_bytes(content)
        else:
            (place / f"{number:06d}.txt").write_bytes(article(number, sentences).encode())


def faults(folder: Path, documents: int, hostile: int, sentences: int) -> list[str]:
    """What is not as it should be, after the batch was read and loaded."""
    found = batch.status(str(folder / "job"))
    written = (article(number, sentences) for number in range(documents) if number % 100 >= hostile)
    wanted = {hashlib.sha256(text.encode()).hexdigest() for text in written}
    with open_store(folder / "store.db", create=False) as store:
        with store.view() as view:
            held = {record.id: record for record, _ in view.documents()}
        unsound = list(store.check())
    said = [f"shard {name} failed: {reason}" for name, reason in found.failed.items()]
    said += [] if found.items == found.planned else [f"planned {found.planned} items, met {found.items}"]
    counted = sum(found.counts.values())
    said += [] if counted == found.items else [f"counts make {counted}, items are {found.items}"]
    lost = [key for key in wanted if key not in held or held[key].status != "accepted"]
    said += [f"{len(lost)} articles are not in the store, or not accepted"] if lost else []
    said += [f"the store: {fault.where}: {fault.what}" for fault in unsound[:5]]
    return said + growth(folder / "job")


def growth(job: Path) -> list[str]:
    """Whether workers needed more and more memory, by the marks in the order in which they were written."""
    marks = sorted((job / "shards").glob("*.done"), key=lambda path: path.stat().st_mtime_ns)
    peaks = [json.loads(path.read_bytes())["megabytes"] for path in marks]
    quarter = max(1, len(peaks) // 4)
    before, after = median(peaks[quarter : 2 * quarter] or peaks), median(peaks[-quarter:])
    print(f"most memory of a worker: {before:.0f} MB in the second quarter, {after:.0f} MB in the last")
    return [f"memory grew from {before:.0f} to {after:.0f} MB"] if after > 1.1 * before else []


def main() -> int:
    """Make, read, load, count."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=50_000)
    parser.add_argument("--hostile", type=int, default=2, help="hostile files in a hundred")
    parser.add_argument("--sentences", type=int, default=len(ACTS), choices=range(1, len(ACTS) + 1), help="at most")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where to work; a folder that goes away if none is named")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as usual:
        folder = options.folder or Path(usual)
        if not (folder / "job" / "manifest.jsonl").exists():
            make(folder / "in", options.documents, options.hostile, options.sentences)
            batch.plan(str(folder / "job"), [str(folder / "in")], batch.recipe(seconds=120))
        start = monotonic()
        done = batch.status(str(folder / "job")).items
        found = batch.run(str(folder / "job"), workers=options.workers)
        rate = (found.items - done) / (monotonic() - start)
        start = monotonic()
        batch.load(str(folder / "job"), str(folder / "store.db"))
        loading = found.items / (monotonic() - start)
        print(f"{found.items:,} items, {rate:.1f}/s read, {loading:.0f}/s loaded; {dict(sorted(found.counts.items()))}")
        wrong = faults(folder, options.documents, options.hostile, options.sentences)
        for each in wrong:
            print(each)
        print(f"faults: {len(wrong)}")
        return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
