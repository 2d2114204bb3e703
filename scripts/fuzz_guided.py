"""Fuzzing that is led by what the code does with a text, from text to records, by atheris.

    pip install atheris
    python scripts/fuzz_guided.py [--minutes 10] [--keep DIR]

Texts are bred from the seeds of fuzz_text.py towards lines of dragoman that none has reached; what must hold of each
reading is what fuzz_text.py says. A text that breaks it is written to DIR, and ends the run with exit code 77.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["dragoman"]):
    import fuzz_text

MOST = 1500  # characters of a text


def try_one(data: bytes) -> None:
    """Read one text. Raises AssertionError with what is wrong with its reading."""
    text = data.decode("utf-8", "replace")
    fault = fuzz_text.trouble(text)
    if fault:
        raise AssertionError(f"{fault}: {text!r}")


def main() -> None:
    """Breed texts for some minutes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--keep", type=Path, default=Path.cwd(), help="a folder for the text that breaks a property")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(fuzz_text.seeds()):
            (Path(folder) / f"{number:04d}").write_bytes(text[:MOST].encode("utf-8", "replace"))
        led = [f"-max_total_time={round(60 * options.minutes)}", f"-max_len={MOST}", "-timeout=120", "-rss_limit_mb=0"]
        atheris.Setup([sys.argv[0], *led, f"-artifact_prefix={options.keep}/", folder], try_one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
