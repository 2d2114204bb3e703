"""Guard the variety of the training text: `python -m training.guard`.

Finds sentences that nearly repeat another one, sentences that share a template with more than four others, and
sentences that nearly stand in any development set or seed; those may not be trained on. Names every pair.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from training.labels import Block, blocks

HERE = Path(__file__).parent
SHARED = HERE.parent.parent / "shared"
LENGTH = 4  # words of a shingle
SHORT = 8  # words; anybody writes a shorter sentence
NEAR = 0.5  # share of a sentence's shingles found in another
MOST = 5  # sentences of one template
_WORD = re.compile(r"\w+")


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """All runs of four words, in lower case; none of a sentence too short to be anybody's."""
    words = _WORD.findall(text.lower())
    runs = len(words) - LENGTH + 1 if len(words) >= SHORT else 0
    return frozenset(tuple(words[i : i + LENGTH]) for i in range(runs))


def template(block: Block) -> str:
    """A sentence with its names and figures taken out."""
    text = block.text
    for mention in sorted(block.labelled().mentions, key=lambda m: -m.start):
        text = f"{text[: mention.start]}·{text[mention.end :]}"
    return re.sub(r"\d+", "0", text).lower()


def repeated(ours: list[Block]) -> Iterator[tuple[Block, Block]]:
    """Pairs of our sentences that are nearly the same."""
    at: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, block in enumerate(ours):
        own = shingles(block.text)
        shared: dict[int, int] = defaultdict(int)
        for shingle in own:
            for other in at[shingle]:
                shared[other] += 1
            at[shingle].append(n)
        yield from ((ours[other], block) for other, count in shared.items() if count / len(own) >= NEAR)


def development() -> Iterator[tuple[str, str]]:
    """Texts of all development sets that are present, with the name of each."""
    for folder, pattern in (
        ("seeds", "*.txt"),
        ("gold/dev/docs", "*.txt"),
        ("bench/attribution/polnear", "*/text/*.txt"),
        ("bench/time/wikiwars/in", "*.sgm"),
    ):
        for path in sorted((SHARED / folder).glob(pattern)):
            yield path.name, path.read_text(encoding="utf-8", errors="replace")
    plv = SHARED / "bench/events/plv_train_clean.tsv"
    if plv.exists():
        with plv.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield plv.name, row["sentence"]
    ner = SHARED / "bench/events/cameo_ner_train_clean.txt"
    if ner.exists():
        for sentence in ner.read_text(encoding="utf-8").split("\n\n"):
            yield ner.name, " ".join(line.split()[0] for line in sentence.splitlines() if line.split())
    for path in sorted(SHARED.glob("bench/linking/*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield path.name, json.loads(line)["text"]
    for path in sorted((HERE.parent / "eval").glob("*/docs/*.txt")):
        yield path.name, path.read_text(encoding="utf-8")


def copied(ours: list[Block]) -> Iterator[tuple[Block, str]]:
    """Our sentences of which half or more stands in one development text."""
    where: dict[tuple[str, ...], set[int]] = defaultdict(set)
    texts = list(development())
    for n, (_, text) in enumerate(texts):
        for shingle in shingles(text):
            where[shingle].add(n)
    for block in ours:
        own = shingles(block.text)
        shared: dict[int, int] = defaultdict(int)
        for shingle in own:
            for n in where.get(shingle, ()):
                shared[n] += 1
        yield from ((block, texts[n][0]) for n, count in shared.items() if count / len(own) >= NEAR)


def main() -> int:
    """Print what is found."""
    ours = [b for path in sorted((HERE / "text").glob("*.txt")) for b in blocks(path.read_text(encoding="utf-8"))]
    faults = [f"nearly the same: {a.batch}:{a.line} and {b.batch}:{b.line}: {b.text[:80]}" for a, b in repeated(ours)]
    faults += [f"stands in {name}: {block.batch}:{block.line}: {block.text[:80]}" for block, name in copied(ours)]
    shapes: dict[str, list[Block]] = defaultdict(list)
    for block in ours:
        shapes[template(block)].append(block)
    faults += [f"{len(same)} of one template: {shape[:80]}" for shape, same in shapes.items() if len(same) > MOST]
    print(*faults, f"{len(ours)} sentences, {len(faults)} faults", sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
