"""Damage texts and read what is left, from text to records: no exception, exact evidence, the same twice, no delay.

    python scripts/fuzz_text.py [--minutes 10] [--seed 1] [--keep DIR]

Texts are cut off anywhere, shuffled, glued, and strung together from the words of the packaged patterns. A text that
breaks a property is made as short as it can be and written to DIR. Exit code 1 where there is one.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import random
import re
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, process_time
from types import FrameType

from dragoman import pipeline
from dragoman.document import Document, Outcome
from dragoman.readers.encodings import whole
from dragoman.records import Model, Span, dumps

ROOT = Path(__file__).parents[1]
DATA = ROOT / "src" / "dragoman"
CORPUS = ROOT / "tests" / "trust" / "corpus"
# Processor seconds that a text may take: a part for each text, a part for each of its characters.
SECONDS, SECONDS_A_CHARACTER = 2.0, 0.004
HANGS = 60  # processor seconds
_SIGNS = (
    *"“”\"'‘’«»()[]—–-,.;:!?%$€£\n\t/&@#*…\u00b7\u00a0\u200b\u202e\ufeff\x00",
    "\r\n", "\n\n", "...", "--", "''",
)  # fmt: skip
_MARKED = re.compile(r"^(?:#|[a-z] |[a-z]+:)")


class _Hung(BaseException):
    """Above Exception, so that nothing takes it for an error of its own."""


def trouble(text: str, *, twice: bool = False) -> str | None:
    """What is wrong with the reading of a text, in words that are the same for the same fault; None where all is well.

    `twice`: also whether a second reading gives the same bytes.
    """
    start = process_time()
    try:
        outcome = _read(text)
        second = _read(text) if twice else outcome
    except _Hung:
        return "hangs"
    except Exception as error:  # noqa: BLE001 - any exception is what is looked for
        frame = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} in {Path(frame.filename).name}:{frame.name}"
    taken = (process_time() - start) / (1 + twice)
    wrong = next((s for s in _spans(outcome) if text[s.start : s.end] != s.text), None)
    if wrong is not None:
        return "evidence that does not quote"
    if written(outcome) != written(second):
        return "two readings that differ"
    return "too slow" if taken > SECONDS + SECONDS_A_CHARACTER * len(text) else None


def _read(text: str) -> Outcome:
    key = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    signal.signal(signal.SIGPROF, _hung)  # by processor time: a busy machine is no hang
    signal.setitimer(signal.ITIMER_PROF, HANGS)
    try:
        return pipeline.run(Document(id=key, source="fuzz", text=text))
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _hung(_number: int, _frame: FrameType | None) -> None:
    raise _Hung


def written(outcome: Outcome) -> list[str]:
    """An outcome as lines."""
    return [dumps(r) for r in (outcome.document, *outcome.actors, *outcome.records, *outcome.issues)]


def _spans(value: object) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, Outcome):
        yield from _spans((value.document, value.actors, value.records))
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            yield from _spans(getattr(value, name))
    elif isinstance(value, tuple):
        for each in value:
            yield from _spans(each)


def seeds() -> list[str]:
    """Whole texts to begin with: the examples, the plain lines of the training text, what was found before."""
    found = [p.read_text(encoding="utf-8") for p in sorted((ROOT / "examples").glob("*.txt"))]
    found += [whole(p.read_bytes().decode("utf-8", "surrogatepass")) for p in sorted(CORPUS.glob("*.txt"))]
    for path in sorted((ROOT / "training" / "text").glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        found.append("\n\n".join(line for line in lines if line and not _MARKED.match(line)))
    return found


def words() -> list[str]:
    """Words of the packaged patterns, and numbers: what sets rules going."""
    found = {"1", "12", "2024", "31", "1,200", "3.5", "$5bn", "US$", "Feb 30", "the", "of", "a", "to", "and", "said"}
    for path in sorted(DATA.rglob("data/*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = [row[0] for row in csv.reader(file) if row and 0 < len(row[0]) < 30]
        found.update(rows[:: max(1, len(rows) // 150)])
    return sorted(found)


class Damage:
    """Makes damaged texts; the same seed makes the same ones."""

    def __init__(self, seed: int, texts: list[str], vocabulary: list[str]) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - damage, no secrets
        self._texts, self._words = texts, vocabulary

    def text(self) -> str:
        """One more damaged text, of some hundreds of characters."""
        makers: tuple[Callable[[], str], ...] = (self._cut, self._cut, self._strung, self._patched, self._glued)
        made = self._chance.choice(makers)()
        for _ in range(self._chance.choice((0, 0, 1, 2, 5))):
            made = self._bent(made)
        return made[:2000]

    def _piece(self, most: int) -> str:
        text = self._chance.choice(self._texts)
        at = self._chance.randrange(len(text))
        return text[at : at + self._chance.randint(1, most)]

    def _cut(self) -> str:
        """A text that breaks off anywhere; one in two begins where a sentence does."""
        piece = self._piece(240)
        return piece.partition(". ")[2] or piece if self._chance.random() < 0.5 else piece

    def _strung(self) -> str:
        drawn = [self._chance.choice(self._words) for _ in range(self._chance.randint(1, 40))]
        return "".join(word + self._chance.choice((" ", " ", " ", ", ", ". ", " “", "” ")) for word in drawn)

    def _patched(self) -> str:
        return " ".join(self._piece(60) for _ in range(self._chance.randint(2, 8)))

    def _glued(self) -> str:
        return self._piece(200).replace(" ", "", self._chance.randint(1, 9))

    def _bent(self, text: str) -> str:
        chance = self._chance
        at = chance.randrange(len(text) + 1)
        end = min(len(text), at + chance.randint(1, 30))
        piece = chance.choice((
            "", chance.choice(_SIGNS), chance.choice(_SIGNS) * chance.randint(2, 40), chance.choice(self._words),
            text[at:end] * 2, text[at:end].upper(), text[at:end].lower(), chr(chance.randrange(32, 0x2FFF)),
            str(chance.randrange(10 ** chance.randint(1, 20))),
        ))  # fmt: skip
        return text[:at] + piece + text[end:]


def shortest(text: str, fault: str, seconds: float = 60) -> str:
    """The text with all taken out that the fault does not need, as far as the time allows."""
    until, size = monotonic() + seconds, len(text) // 2
    while size and monotonic() < until:
        at = 0
        while at < len(text) and monotonic() < until:
            less = text[:at] + text[at + size :]
            if less and trouble(less, twice=fault == "two readings that differ") == fault:
                text = less
            else:
                at += size
        size //= 2
    return text


def main() -> int:
    """Fuzz for some minutes, print what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for the texts that break a property")
    options = parser.parse_args()
    _read("Chile and Peru signed an agreement in Lima.")  # what is loaded once is not what is measured
    damage, until = Damage(options.seed, seeds(), words()), monotonic() + 60 * options.minutes
    faults: dict[str, str] = {}
    count = characters = 0
    while monotonic() < until:
        text = damage.text()
        count, characters = count + 1, characters + len(text)
        fault = trouble(text, twice=count % 20 == 0)
        if fault and fault not in faults:
            faults[fault] = shortest(text, fault)
            print(f"text {count}: {fault}: {faults[fault]!r}", flush=True)
            if options.keep:
                name = hashlib.sha256(faults[fault].encode("utf-8", "surrogatepass")).hexdigest()[:12]
                (options.keep / f"{name}.txt").write_bytes(faults[fault].encode("utf-8", "surrogatepass"))
    print(f"{count} texts, {characters:,} characters, seed {options.seed}: {len(faults)} kinds of fault")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
