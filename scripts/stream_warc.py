"""Make a web archive of any size and read it, record by record; print the pages, the time and the most memory.

    python scripts/stream_warc.py [--megabytes 100] [--read]

The archive is written by a process of its own, so that only reading counts. Memory is taken at a tenth of the archive
and at its end: it must not grow with it. `--read` turns each page into a document too, which takes minutes.
"""

from __future__ import annotations

import argparse
import io
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from dragoman import readers

PAGE = "<html><head><title>Page {0}</title></head><body><article>{1}</article></body></html>"
PARAGRAPH = "<p>Port {0} and its neighbour agreed on ferry {1} in round {0}, an official said on Monday at noon.</p>"
BLOCK = 50_000


def make(path: Path, megabytes: int) -> None:
    """Write an uncompressed archive of pages of fifty kilobytes, each different."""
    from warcio.statusandheaders import StatusAndHeaders  # noqa: PLC0415 - only the process that writes needs them
    from warcio.warcwriter import WARCWriter  # noqa: PLC0415

    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=False)
        number = 0
        while file.tell() < megabytes * 1_000_000:
            number += 1
            body = "".join(PARAGRAPH.format(number, each) for each in range(BLOCK // len(PARAGRAPH)))
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.0")
            payload = io.BytesIO(PAGE.format(number, body).encode())
            address = f"https://lake.example/{number}"
            record = writer.create_warc_record(address, "response", payload=payload, http_headers=headers)
            writer.write_record(record)


def peak() -> float:
    """The most memory that this process has taken so far, in megabytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def stream(path: Path, *, read: bool) -> tuple[int, float, float]:
    """Read an archive: its pages, and the most memory after a tenth of it and at its end."""
    pages, size, early = 0, path.stat().st_size, 0.0
    with path.open("rb") as file:
        for found in readers.unpack(path.name, file):
            if isinstance(found, readers.Item):
                pages += 1
                if read:
                    readers.read_item(found)
            if not early and file.tell() > size / 10:
                early = peak()
    return pages, early, peak()


def main() -> int:
    """Make, read, print. Exit code 1 where memory grew by more than a tenth of the archive."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--read", action="store_true", help="turn each page into a document as well")
    parser.add_argument("--make", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.make:
        make(options.make, options.megabytes)
        return 0
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "pages.warc"
        command = [sys.executable, __file__, "--make", str(path), "--megabytes", str(options.megabytes)]
        subprocess.run(command, check=True)  # noqa: S603 - this script itself
        start = perf_counter()
        pages, early, end = stream(path, read=options.read)
        took = perf_counter() - start
    print(f"{pages} pages of {options.megabytes} MB in {took:.1f} s")
    print(f"peak {early:.0f} MB at a tenth, {end:.0f} MB at the end")
    return 1 if end - early > options.megabytes / 10 else 0


if __name__ == "__main__":
    sys.exit(main())
