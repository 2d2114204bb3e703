"""Read all training text, and name every label that does not hold: `python -m training.check [FILE…]`."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from training.labels import LabelError, blocks

TEXT = Path(__file__).parent / "text"


def main(names: list[str]) -> int:
    """Print the faults with file and line, then what there is; 1 if anything is at fault."""
    files = [Path(name) for name in names] or sorted(TEXT.glob("*.txt"))
    count: Counter[str] = Counter()
    faults = 0
    for path in files:
        for block in blocks(path.read_text(encoding="utf-8")):
            try:
                sentence = block.labelled()
            except LabelError as error:
                faults += 1
                print(f"{path.name}:{error.line}: {error}")
                continue
            count["sentences"] += 1
            count["in articles"] += block.article is not None
            count["without a dealing"] += not sentence.events
            count.update(f"event {event.type}" for event in sentence.events)
            count.update(f"name {mention.kind}" for mention in sentence.mentions)
            count.update(f"span {span.kind}" for span in sentence.spans)
            count["attributions"] += len(sentence.attributions)
    print(*(f"{number:6} {what}" for what, number in sorted(count.items())), sep="\n")
    print(f"{faults} at fault" if faults else "all hold")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
