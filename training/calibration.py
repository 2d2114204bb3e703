"""How far the shipped reader's probabilities can be taken at their word: `python -m training.calibration`.

Over the unread fold: of the triggers proposed with a probability in each band, the share that the label gives with that
type; and the mean distance between probability and share, weighted by band (expected calibration error).
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from dragoman.annotate.learned.model import load, softmax
from dragoman.annotate.learned.scheme import TRIGGERS
from training.check import TEXT
from training.train import folds

BANDS: Final = (0.25, 0.4, 0.55, 0.7, 0.85, 0.95, 1.01)


def proposals() -> list[tuple[float, bool]]:
    """The probability of each proposed trigger's type, and whether the label agrees."""
    _, unread = folds(TEXT)
    found = []
    for sentence, read in zip(unread, load().read([s.text for s in unread]), strict=True):
        labelled = {event.trigger.start: event.type for event in sentence.events}
        for (start, end), row in zip(read.pieces.spans, softmax(read.triggers), strict=True):
            best = int(row[1:].argmax()) + 1
            first = end > start and (start == 0 or not sentence.text[start - 1].isalnum())
            if first and row[best] >= BANDS[0]:
                found.append((float(row[best]), labelled.get(start) == TRIGGERS[best]))
    return found


def main() -> None:
    """Print the table."""
    bands: dict[float, list[tuple[float, bool]]] = defaultdict(list)
    found = proposals()
    for probability, right in found:
        bands[max(band for band in BANDS if probability >= band)].append((probability, right))
    print(f"{'from':>6}{'said':>8}{'right':>8}{'of':>6}")
    error = 0.0
    for band, some in sorted(bands.items()):
        said, right = sum(p for p, _ in some) / len(some), sum(r for _, r in some) / len(some)
        error += abs(said - right) * len(some) / len(found)
        print(f"{band:6.2f}{said:8.2f}{right:8.2f}{len(some):6}")
    print(f"expected calibration error {error:.3f}")


if __name__ == "__main__":
    main()
