"""CAMEO triples: date, source, code, target, tab separated, by the codes that frames themselves carry.

No code is drawn from a PLOVER type, which is coarser: an act that no frame tells has none and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dragoman.export.acts import acts, words
from dragoman.export.holdings import Holdings
from dragoman.kb.cameo import UNKNOWN

FILE: Final = "cameo.tsv"
HEADER: Final = ("id", "date", "source", "code", "target", "text")


def lines(holdings: Holdings) -> Iterator[str]:
    """A header, then one line for each pair of a source and a target, sorted by event."""
    yield "\t".join(HEADER)
    for act in acts(holdings):
        event = act.event
        if event.cameo is None:
            continue
        day = str(event.date) if event.date else ""
        for source in act.source:
            for code in [target.code for target in act.target] or [UNKNOWN]:
                yield "\t".join((event.id, day, source.code, event.cameo, code, words(event)))
