"""Whether this installation is sound: what is there, by which hashes, what is missing or slow, and how to mend it."""

from __future__ import annotations

import base64
import csv
import hashlib
import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.resources import files
from pathlib import Path
from time import process_time
from typing import Final, Literal

from packaging.requirements import Requirement

from dragoman import __version__, kb
from dragoman.app.plugins import plugins
from dragoman.app.version import PARSER, versions
from dragoman.errors import DragomanError
from dragoman.store import open_store

State = Literal["good", "note", "bad"]
PACKAGE: Final = "dragoman-news"
EXTRAS: Final = {
    "psycopg": ("stores on PostgreSQL", "postgres"),
    "distributed": ("batches on a cluster", "cluster"),
    "pyarrow": ("batches in Parquet", "parquet"),
}
WORKER_MEGABYTES: Final = 700  # the most that a reading process may need, held by scripts/bench.py
SLOW: Final = 300  # words a processor second; an idle core of 2020 reads three to five times as many
_FREE: Final = 500_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: how it stands, and what to do where it is not good."""

    topic: str
    state: State
    said: str
    mend: str = ""


def examine(store: str | None = None) -> Iterator[Finding]:
    """Look at everything, quickest first; `store` is looked at where it is there. Nothing is changed, none raised."""
    looks: tuple[tuple[str, Callable[[], Iterator[Finding]]], ...] = (
        ("system", _system),
        ("packages", _packages),
        ("files", _files),
        ("knowledge", _knowledge),
        ("plug-ins", _plugins),
        ("extras", _extras),
        ("store", lambda: _store(store)),
        ("parser", _parser),
        ("reader", _reader),
        ("speed", _speed),
    )
    for topic, look in looks:
        try:
            yield from look()
        except DragomanError as error:
            yield Finding(topic, "bad", error.message, error.mend)
        except Exception as error:  # noqa: BLE001 - whatever is broken is what is asked for
            said = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
            yield Finding(topic, "bad", said, "install dragoman-news anew")


def _system() -> Iterator[Finding]:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    where = f"{platform.system()} {platform.machine()}, {cores} cores"
    yield Finding("system", "good", f"Python {platform.python_version()}, {where}")
    free = _free_megabytes()
    if free is not None and free < WORKER_MEGABYTES:
        mend = "close something, or read with one worker"
        yield Finding("memory", "note", f"{free:,} MB free; a reading takes up to {WORKER_MEGABYTES}", mend)


def _free_megabytes() -> int | None:
    """The memory that can be had, where the system tells."""
    try:
        rows = dict(line.split(":", 1) for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines())
        return int(rows["MemAvailable"].split()[0]) // 1000
    except (OSError, KeyError, ValueError):
        return None


def required(name: str = PACKAGE) -> list[Requirement]:
    """What a package needs to run, without its extras. Raises PackageNotFoundError."""
    needed = [Requirement(line) for line in distribution(name).requires or ()]
    return [each for each in needed if each.marker is None or each.marker.evaluate({"extra": ""})]


def _packages() -> Iterator[Finding]:
    yield Finding("dragoman", "good", f"{__version__}, core {versions()['core']}")
    try:
        needed = required()
    except PackageNotFoundError:
        yield Finding("packages", "note", "run from its sources; what it needs is not checked", "pip install .")
        return
    wrong = [each for each in needed if not _fits(each)]
    for each in wrong:
        found = _version(each.name) or "nothing"
        yield Finding("packages", "bad", f"expected {each}, found {found}", f"pip install '{each}'")
    if not wrong:
        yield Finding("packages", "good", f"all {len(needed)} that it needs, in the versions that it needs")
    for name in PARSER:
        yield Finding("package", "good", f"{name} {_version(name)}")


def _version(name: str) -> str | None:
    try:
        return distribution(name).version
    except PackageNotFoundError:
        return None


def _fits(requirement: Requirement) -> bool:
    found = _version(requirement.name)
    return found is not None and requirement.specifier.contains(found, prereleases=True)


def _files() -> Iterator[Finding]:
    """The files of the packages that decide results, against the hashes that were noted when they were installed."""
    checked = 0
    for name in (PACKAGE, *PARSER):
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue
        count, changed = _compared(found)
        checked += count
        if changed:
            mend = f"pip install --force-reinstall {name}"
            yield Finding("files", "bad", f"{len(changed)} files of {name} changed: {changed[0]}", mend)
    yield Finding("files", "good", f"{checked:,} files of what decides results were compared with their hashes")


def _compared(found: Distribution) -> tuple[int, list[str]]:
    """How many files a distribution noted a hash of, and those that have another one now, or are gone.

    RECORD is read here, since `Distribution.files` passes over what is gone, in some versions.
    """
    count, changed = 0, []
    rows = csv.reader((found.read_text("RECORD") or "").splitlines())
    for name, noted, *_ in filter(None, rows):
        kind, _, wanted = noted.partition("=")
        if kind != "sha256" or name.endswith(".pyc"):
            continue
        count += 1
        try:
            digest = hashlib.sha256(Path(str(found.locate_file(name))).read_bytes()).digest()
        except OSError:
            changed.append(name)
            continue
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != wanted:
            changed.append(name)
    return count, changed


def _knowledge() -> Iterator[Finding]:
    known, own = kb.KnowledgeBase(kb.layer()), kb.layer()
    states = len(known.states)
    capital = known.places("Lima")
    if not states or not capital:
        yield Finding("knowledge", "bad", "the packaged facts are not all there", "install dragoman-news anew")
        return
    digest = hashlib.sha256()
    folder = files("dragoman.kb") / "data"
    for place in sorted((*folder.iterdir(), *(folder / "packed").iterdir()), key=lambda place: place.name):
        if place.is_file():
            digest.update(place.read_bytes())
    said = f"{states} states and territories; data {digest.hexdigest()[:12]}"
    mine = f"; {len(own.actors)} actors and {len(own.tenures)} tenures of your own" if own.actors or own.tenures else ""
    yield Finding("knowledge", "good", said + mine)


def _plugins() -> Iterator[Finding]:
    found = plugins()
    yield Finding("plug-ins", "good", ", ".join(f"{k} ({v})" for k, v in found.items()) or "none")


def _extras() -> Iterator[Finding]:
    for name, (purpose, extra) in EXTRAS.items():
        found = _version(name)
        if found:
            yield Finding("extra", "good", f"{name} {found}: {purpose}")
        else:
            yield Finding(
                "extra", "note", f"{name} is not installed: no {purpose}", f"pip install '{PACKAGE}[{extra}]'"
            )


def _store(place: str | None) -> Iterator[Finding]:
    if place is None or ("://" not in place and not Path(place).expanduser().exists()):
        yield Finding("store", "note", f"none at {place}" if place else "none named", "dragoman read FOLDER")
        return
    with open_store(place, create=False) as opened:
        faults = list(opened.check())
        with opened.view() as view:
            counts, held = view.counts(), [run.versions for run in view.runs()]
    if faults:
        said = f"{len(faults)} faults, first {faults[0].where}: {faults[0].what}"
        yield Finding("store", "bad", said, "dragoman store check names all; restore a backup")
    else:
        said = f"{counts['documents']:,} documents, {counts['records']:,} records, {counts['judgements']:,} judgements"
        yield Finding("store", "good", f"{opened.place}: {said}; sound")
    if held and dict(held[-1]) != versions():
        yield Finding("store", "note", "it was last read into by another version", "dragoman read --again FOLDER")
    yield from _room(place)


def _room(place: str) -> Iterator[Finding]:
    if "://" in place:
        return
    path = Path(place).expanduser()
    free = shutil.disk_usage(path.resolve().parent).free
    if free < _FREE:
        yield Finding("disk", "note", f"{free / 1e6:,.0f} MB free beside the store", "free some space")
    if not os.access(path, os.W_OK) or not os.access(path.resolve().parent, os.W_OK):
        yield Finding("store", "note", "it may be read, not written to", "change its rights to add to it")


def _parser() -> Iterator[Finding]:
    from dragoman.annotate import parser  # noqa: PLC0415 - loads slowly

    loaded = parser.load()
    yield Finding(
        "parser", "good", f"{loaded.meta['lang']}_{loaded.meta['name']} {loaded.meta['version']}, hashes right"
    )


def _reader() -> Iterator[Finding]:
    from dragoman.annotate.learned import model  # noqa: PLC0415 - loads slowly

    card = model.card()
    model.load()
    hashes = ", ".join(f"{name} {value[:12]}" for name, value in sorted(card["sha256"].items()))
    yield Finding("reader", "good", f"{card['name']}, on {card['base']}; hashes right: {hashes}")


def _speed() -> Iterator[Finding]:
    from dragoman.app.texts import read_text  # noqa: PLC0415 - loads slowly

    text = (files("dragoman.app") / "data" / "trial.txt").read_text(encoding="utf-8")
    read_text(text)  # what is loaded once is not what is measured
    start = process_time()
    found = read_text(f"{text}\n")
    rate = len(text.split()) / max(process_time() - start, 1e-9)
    if not found.records:
        yield Finding("speed", "bad", "a trial text gave no record", "install dragoman-news anew")
    elif rate < SLOW:
        mend = "look for other programs, power saving, or a processor that is emulated"
        yield Finding("speed", "note", f"{rate:,.0f} words a processor second, which is slow", mend)
    else:
        yield Finding("speed", "good", f"{rate:,.0f} words a processor second on {sys.implementation.name}")
