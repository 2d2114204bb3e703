"""How fast the desk answers, measured on a generated store.

    python scripts/measure_desk.py [--documents 2000] [--asked 40] [--store FILE]

Prints, as one line of JSON each, how long joining takes and what memory it needs, and the median and 95th percentile of
each kind of page in milliseconds, with its weight. The aim: 200 ms at the median, 500 ms at the 95th percentile, 300 KB
for the first page with its style and script. Exit code 1 where it is missed.
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
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "support"))

import made  # noqa: E402
from desks import visitor  # noqa: E402

import dragoman.app  # noqa: E402
from dragoman.app import Archive  # noqa: E402

SEED = 12
STATES = ("CHL", "PER", "BRA", "KEN", "TUR", "CHN", "IND", "FRA", "EGY", "VNM", "MEX", "IDN")
WORDS = tuple(
    a + b + c for a in ("ka", "lo", "mi", "re", "su", "to") for b in "bdfgklmnprstv" for c in ("ado", "ine", "us")
)
TYPES = ("CONSULT", "AGREE", "COOPERATE", "AID", "ACCUSE", "REJECT", "SANCTION", "REQUEST planned", "AGREE planned")
MEDIAN_AIM, TAIL_AIM, WEIGHT_AIM = 200, 500, 300_000


def article(number: int, chance: random.Random) -> str:
    """A made article with about ten records on two of twelve states; some pairs come far more often than others."""
    first, second = sorted(chance.sample(range(len(STATES)), 2), key=lambda n: n + chance.random() * 4)
    a, b = f"state:{STATES[first]}", f"state:{STATES[second]}"
    day = f"20{chance.randint(21, 25)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
    lines = [f"Article {number} on {a} and {b}", f"Published {day}"]
    for turn in range(5):
        kind = chance.choice(TYPES)
        lines.append(f"{day} {kind} {a} {b} | Envoys spoke in round {turn} of talks {number} about roads and ports.")
    lines += [
        f"{day} DEBT {chance.randint(1, 999)} USD {a} {b} | The debt of talks {number} was told to a newspaper.",
        f"{day} SIGNED {chance.randint(1, 9)} ports {a} {b} | Papers on ports were signed in talks {number}.",
        f"- SAYS it name:minister-{number % 40}:{STATES[first]} {b} | The minister said talks {number} went well.",
        f"- OPEN who pays round {number} {a} {b} | Nobody said who pays for talks {number}.",
        *(f"Lunch: {' '.join(chance.choices(WORDS, k=70))}." for _ in range(4)),
    ]
    return "\n".join(lines)


def filled(place: Path, documents: int) -> None:
    """A store of made articles."""
    chance = random.Random(SEED)  # noqa: S311 - the same store each time
    with tempfile.TemporaryDirectory() as folder, dragoman.app.open(place, tools=made.tools()) as archive:
        for number in range(documents):
            (Path(folder) / f"{number:06d}.txt").write_text(article(number, chance), encoding="utf-8")
        archive.read(folder)


def asked(archive: Archive, times: int) -> int:
    """Ask each kind of page for different things, and print how long it took; 0 where the aims hold."""
    chance = random.Random(SEED)  # noqa: S311
    began = time.perf_counter()
    with visitor(archive) as desk:
        desk.get("/")
        joined = time.perf_counter() - began
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        weight = sum(len(desk.get(path).content) for path in ("/", "/static/desk.css", "/static/desk.js"))
        library = desk.app.state.desk.library()
        print(json.dumps({"documents": len(library.holdings.documents), "records": len(library.holdings.records),
                          "seconds_until_first_page": round(joined, 1), "megabytes": memory,
                          "first_page_bytes": weight}), flush=True)  # fmt: skip
        pages = {
            "home": ["/"],
            "pair": [f"/dyads/{p.a.code}/{p.b.code}" for p in library.pairs],
            "pair filtered": [f"/dyads/{p.a.code}/{p.b.code}?since=2023&quad=other" for p in library.pairs],
            "section": [f"/dyads/{p.a.code}/{p.b.code}/claims" for p in library.pairs],
            "actor": [f"/actors/{key}" for key in library.holdings.actors],
            "actors": ["/actors", "/actors?q=minister"],
            "record": [f"/records/{key}" for key in library.holdings.by_id],
            "document": [f"/documents/{key}" for key in library.holdings.documents],
            "search": ["/search?q=talks", "/search?q=lunch kabado", "/search?q=debt newspaper"],
            "review": [f"/review?at={n}" for n in range(100)],
            "network": ["/network", "/network?of=actors"],
            "map": ["/map", *(f"/map?state={code}" for code in STATES)],
            "edit": [f"/edit?record={key}" for key, r in library.holdings.by_id.items() if r.id.startswith("event")],
            "api": [f"/api/v1/records/events?page={n}" for n in range(1, 50)],
        }
        slow = [kind for kind, paths in pages.items() if _timed(desk, kind, chance.choices(paths, k=times))]
    return int(bool(slow) or weight > WEIGHT_AIM)


def _timed(desk: object, kind: str, paths: list[str]) -> bool:
    took, heaviest = [], 0
    for path in paths:
        began = time.perf_counter()
        answer = desk.get(path)  # type: ignore[attr-defined]
        took.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, path
        heaviest = max(heaviest, len(answer.content))
    median, tail = statistics.median(took), statistics.quantiles(took, n=20)[-1]
    held = median <= MEDIAN_AIM and tail <= TAIL_AIM
    print(json.dumps({"page": kind, "median_ms": round(median), "p95_ms": round(tail), "slowest_ms": round(max(took)),
                      "heaviest_bytes": heaviest, "held": held}), flush=True)  # fmt: skip
    return not held


def main() -> int:
    """Parse, fill, ask."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--asked", type=int, default=40, help="how often each kind of page is asked for")
    parser.add_argument("--store", type=Path, help="use this store, filled where it is not there, and keep it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = options.store or Path(folder) / "generated.db"
        if not place.exists():
            filled(place, options.documents)
        with dragoman.app.open(place, tools=made.tools()) as archive:
            return asked(archive, options.asked)


if __name__ == "__main__":
    sys.exit(main())
