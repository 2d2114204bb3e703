"""What the prefilter of batches loses and saves, on folders of texts.

    python scripts/measure_prefilter.py FOLDER... [--gold DIR]

For each folder: how many texts are left out, and how many records of dealings (events, agreements and sums between two
states, or a state and a world body) reading them would have given, of how many in all. With --gold, texts that have a
gold file NAME.json there are judged by it: a text with a gold event is lost where it is left out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from time import process_time

from dragoman import kb, pipeline
from dragoman.batch.prefilter import may_hold_dealings
from dragoman.document import Document, Outcome
from dragoman.records import Agreement, Amount, Event


def dealings(outcome: Outcome) -> int:
    """The records between parties of two states, or of a state and a world body."""
    home = {actor.id: actor.country or (actor.id if actor.schema_ == "IGO" else None) for actor in outcome.actors}
    sides = [(*each.source, *each.target) for each in outcome.records if isinstance(each, Event)]
    sides += [each.parties for each in outcome.records if isinstance(each, Agreement)]
    sides += [(each.payer, each.payee) for each in outcome.records if isinstance(each, Amount)]
    return sum(len({home.get(actor) for actor in parties if actor} - {None}) > 1 for parties in sides)


def measure(folder: Path, gold: Path | None) -> str:
    """One folder's figures, in a line."""
    known, kept, dropped, lost, whole, gold_lost = kb.load(), 0, 0, 0, 0, 0
    looking = reading = 0.0
    for path in sorted(folder.rglob("*.txt")):
        text = path.read_text(encoding="utf-8", errors="replace")
        start = process_time()
        keep = may_hold_dealings(text, known)
        looking += process_time() - start
        start = process_time()
        found = dealings(pipeline.run(Document(hashlib.sha256(text.encode()).hexdigest(), path.name, text)))
        reading += process_time() - start
        kept, dropped = kept + keep, dropped + (not keep)
        whole, lost = whole + found, lost + (0 if keep else found)
        told = gold / f"{path.stem}.json" if gold else None
        if told and told.exists() and not keep:
            gold_lost += bool(json.loads(told.read_text(encoding="utf-8")).get("events"))
    share = looking / max(reading, 1e-9)
    said = (
        f"{folder}: {kept} kept, {dropped} left out; {lost} of {whole} records lost; {share:.1%} of the time of reading"
    )
    return f"{said}; {gold_lost} texts with gold events lost" if gold else said


def main() -> int:
    """Measure each folder."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--gold", type=Path)
    options = parser.parse_args()
    for folder in options.folders:
        print(measure(folder, options.gold), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
