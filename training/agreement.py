"""How far two hands agree: sentences of `text/` labelled again in `second/`, by somebody who saw the guide alone.

`python -m training.agreement` prints, for each kind of label, how many either hand gave and their F1 (the share of one
hand's labels that the other gives, both ways). What two people do not agree on, no model can be taught.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from training.check import TEXT
from training.labels import Event, Labelled, Span, blocks

SECOND: Final = Path(__file__).parent / "second"
Key = tuple[object, ...]


def _at(span: Span) -> Key:
    return span.start, span.end


def _sides(event: Event) -> Iterator[Key]:
    for side, spans in (("source", event.source), ("target", event.target)):
        for span in spans:
            yield event.trigger.start, side, *_at(span)


KINDS: Final[dict[str, Callable[[Labelled], list[Key]]]] = {
    "names, exact": lambda s: [_at(m) for m in s.mentions],
    "names, with kind": lambda s: [(*_at(m), m.kind) for m in s.mentions],
    "triggers": lambda s: [_at(e.trigger) for e in s.events],
    "triggers, with type": lambda s: [(*_at(e.trigger), e.type) for e in s.events],
    "triggers, with type and modality": lambda s: [(*_at(e.trigger), e.type, e.modality) for e in s.events],
    "sides of common triggers": lambda s: [key for e in s.events for key in _sides(e)],
    "sentences with a dealing": lambda s: [("any",)] if s.events else [],
    "attribution: source": lambda s: [_at(a.source) for a in s.attributions if a.source],
    "attribution: cue": lambda s: [_at(a.cue) for a in s.attributions],
    "attribution: content": lambda s: [_at(c) for a in s.attributions for c in a.content],
    "hedges": lambda s: [_at(x) for x in s.spans if x.kind == "hedge"],
    "gaps": lambda s: [_at(x) for x in s.spans if x.kind == "gap"],
    "agreements": lambda s: [_at(x) for x in s.spans if x.kind == "agreement"],
    "amounts": lambda s: [_at(x) for x in s.spans if x.kind == "amount"],
}


def pairs() -> Iterator[tuple[Labelled, Labelled]]:
    """Each sentence as the first and as the second hand labelled it. Raises KeyError for one that `text/` lacks."""
    first = {b.text: b for path in TEXT.glob("*.txt") for b in blocks(path.read_text(encoding="utf-8"))}
    for path in sorted(SECOND.glob("*.txt")):
        for block in blocks(path.read_text(encoding="utf-8")):
            yield first[block.text].labelled(), block.labelled()


def _common(one: Labelled, two: Labelled) -> tuple[Labelled, Labelled]:
    """Both labellings with only the dealings that both saw: their sides can be compared."""
    both = {e.trigger.start for e in one.events} & {e.trigger.start for e in two.events}
    kept = ([e for e in each.events if e.trigger.start in both] for each in (one, two))
    return tuple(Labelled(one.text, events=events) for events in kept)


def main() -> int:
    """Print the table."""
    found = list(pairs())
    print(f"{len(found)} sentences, each labelled by two hands\n\n{'':34}first second  F1")
    for name, keys in KINDS.items():
        hands = [0, 0, 0]
        for one, two in found:
            compared = _common(one, two) if name.startswith("sides") else (one, two)
            left, right = (Counter(keys(each)) for each in compared)
            hands = [hands[0] + left.total(), hands[1] + right.total(), hands[2] + (left & right).total()]
        share = 2 * hands[2] / max(1, hands[0] + hands[1])
        print(f"{name:34}{hands[0]:5} {hands[1]:6}  {share:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
