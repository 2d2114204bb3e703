"""Mutate good files of every format and read what comes of it: no exception, no hang, memory that stays bounded.

    python scripts/fuzz_readers.py [--bytes 1000000] [--seed 1]

Prints how many files and bytes were read, the verdicts, the slowest file and the most memory. Exit code 1 for a fault.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import resource
import sys
import traceback
from collections import Counter
from time import perf_counter

from dragoman.evaluate import hostile_files as made
from dragoman.evaluate.hostile import verdict

SLOW = 10.0
MAGIC = (
    b"\x00",
    b"\xff\xfe",
    b"<",
    b"&#x0;",
    b"]]>",
    b"%PDF-",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b'"',
    b"{",
    b"\r\n",
    b"\xed\xa0\x80",
)


def seeds() -> dict[str, bytes]:
    """A small good file of every format."""
    prose = made.PROSE
    page = made.page(f"<h1>Ports agree</h1><p>{prose}</p><h2>More</h2><p>{prose}</p>", "<title>Ports agree</title>")
    rows = [["title", "text", "date"], ["Ports", prose, "2024-03-05"], ["More", prose[:90], "soon"]]
    workbook = made.zipped({"xl/workbook.xml": b"<workbook/>", "[Content_Types].xml": b"<Types/>"})
    return {
        "a.txt": f"Ports agree\n\n{prose}\n".encode(),
        "b.txt": f"{prose} “Señor”".encode("cp1252"),
        "c.txt": f"\ufeff{prose}".encode("utf-16"),
        "a.html": page,
        "a.mhtml": made.mhtml(page),
        "a.pdf": made.pdf(2),
        "a.docx": made.docx(f"<w:p><w:r><w:t>{prose}</w:t></w:r></w:p>"),
        "a.csv": made.table(rows),
        "a.xlsx": workbook,
        "a.json": json.dumps([{"title": "Ports", "text": prose}] * 2).encode(),
        "a.jsonl": "\n".join([json.dumps({"title": "Ports", "text": prose})] * 2).encode(),
        "a.xml": made.feed(prose),
        "a.warc": made.warc(page),
        "a.warc.gz": gzip.compress(made.warc(page)),
        "a.zip": made.zipped({"a.txt": prose.encode(), "b.html": page}),
        "a.tar": made.tarred({"a.txt": prose.encode()}),
        "a.tgz": made.tarred({"a.txt": prose.encode()}, mode="w:gz"),
        "a.gz": gzip.compress(prose.encode()),
    }


def mutated(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """The bytes with one to eight changes."""
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data) + 1)
        end = min(len(data), at + chance.randint(1, 40))
        other = chance.choice(others)
        start = chance.randrange(len(other))
        piece = chance.choice(
            (
                chance.randbytes(chance.randint(1, 8)),
                b"",
                data[at:end] * chance.randint(2, 30),
                chance.choice(MAGIC),
                other[start : start + chance.randint(1, 200)],
                bytes(b ^ 1 << chance.randrange(8) for b in data[at:end]),
            )
        )
        data = data[:at] + piece + data[end:]
    return data[: chance.randrange(1, len(data) + 1)] if chance.random() < 0.1 else data


def fuzz(total: int, seed: int) -> tuple[Counter[str], int, float, str, list[str]]:
    """Read so many bytes of mutated files: verdicts, files, the slowest's seconds and name, faults."""
    chance = random.Random(seed)  # noqa: S311 - mutations, no secrets
    good = seeds()
    verdicts: Counter[str] = Counter()
    faults: list[str] = []
    read = count = 0
    slowest, which = 0.0, ""
    while read < total:
        name = chance.choice(list(good))
        data = mutated(good[name], list(good.values()), chance)
        start = perf_counter()
        try:
            verdicts.update(verdict(name, data).split("+"))
        except Exception:  # noqa: BLE001 - any exception is the fault that is looked for
            faults.append(f"{name}, file {count} of seed {seed}:\n{traceback.format_exc()}")
        took = perf_counter() - start
        if took > slowest:
            slowest, which = took, f"{name}, file {count}"
        read, count = read + len(data), count + 1
    return verdicts, count, slowest, which, faults


def main() -> int:
    """Fuzz, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--bytes", type=int, default=1_000_000, help="how many bytes of mutated files are read")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    verdicts, count, slowest, which, faults = fuzz(options.bytes, options.seed)
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
    print(f"{count} files, {options.bytes:,} bytes; slowest {slowest:.2f} s ({which}); peak {peak:.0f} MB")
    print(", ".join(f"{name} {number}" for name, number in verdicts.most_common()))
    for fault in faults[:5]:
        print(fault)
    print(f"faults: {len(faults)}" + ("; too slow" if slowest > SLOW else ""))
    return 1 if faults or slowest > SLOW else 0


if __name__ == "__main__":
    sys.exit(main())
