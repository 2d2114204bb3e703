"""What a store holds on two states, worked out when it is asked for and kept for whoever asks again."""

from __future__ import annotations

from collections import OrderedDict
from threading import RLock

from dragoman.app.keeping import kept
from dragoman.app.shares import Shares
from dragoman.app.ties import Pair, Summary, summary_of
from dragoman.export import Dyad, DyadView, Holdings


class Dyads:
    """Parts of the holdings, views and summaries of pairs of states."""

    def __init__(self, shares: Shares) -> None:
        self._shares = shares
        self._parts: OrderedDict[frozenset[str], Holdings] = OrderedDict()
        self._views: OrderedDict[Dyad, DyadView] = OrderedDict()
        self._summaries: dict[frozenset[str], Summary] = {}
        self._lock = RLock()

    def part(self, dyad: Dyad) -> Holdings:
        """The part of the holdings in whose documents both states appear."""
        with self._lock:
            return kept(self._parts, dyad.codes, lambda: self._shares.of(dyad.codes))

    def view(self, dyad: Dyad) -> DyadView:
        """What concerns two states."""
        with self._lock:
            return kept(self._views, dyad, lambda: DyadView(self.part(dyad), dyad))

    def summary(self, pair: Pair, before: Dyads | None = None) -> Summary:
        """What a list of pairs says of one of them: what an earlier moment said, where nothing has changed since."""
        dyad = Dyad(pair.a, pair.b)
        with self._lock:
            if dyad.codes not in self._summaries:
                known = before.summary_of(self.part(dyad), dyad) if before else None
                self._summaries[dyad.codes] = known or summary_of(self.view(dyad))
            return self._summaries[dyad.codes]

    def summary_of(self, part: Holdings, dyad: Dyad) -> Summary | None:
        """What was said of a pair, if this part of later holdings is what there was then."""
        then = self._parts.get(dyad.codes)
        if then is None or (part.records, part.clusters) != (then.records, then.clusters):
            return None
        same = part.documents == then.documents and part.actors == then.actors
        return self._summaries.get(dyad.codes) if same else None
