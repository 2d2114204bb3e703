"""What a store holds on two states, worked out when it is asked for and kept for whoever asks again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import RLock
from typing import TYPE_CHECKING

from dragoman.app.keeping import kept
from dragoman.app.ties import Pair, Summary, summary_of
from dragoman.app.voices import Forecast, Framed, Listing, forecasts, framing
from dragoman.export import Dyad, DyadView, Holdings
from dragoman.export.ledger import Ledger

if TYPE_CHECKING:
    from dragoman.app.shares import Shares


class Dyads:
    """Parts of the holdings, with what was made of them, and summaries of pairs of states."""

    def __init__(self, shares: Shares) -> None:
        self._shares = shares
        self._known: OrderedDict[frozenset[str], OnBoth] = OrderedDict()
        self._summaries: dict[frozenset[str], Summary] = {}
        self._lock = RLock()

    def on(self, dyad: Dyad) -> OnBoth:
        """What there is on two states."""
        with self._lock:
            return kept(self._known, dyad.codes, lambda: OnBoth(self._shares.of(dyad.codes)))

    def summary(self, pair: Pair) -> Summary:
        """What a list of pairs says of one of them."""
        dyad = Dyad(pair.a, pair.b)
        with self._lock:
            if dyad.codes not in self._summaries:
                self._summaries[dyad.codes] = summary_of(self.on(dyad).view(dyad))
            return self._summaries[dyad.codes]

    def go_on_from(self, before: Dyads, dyad: Dyad) -> None:
        """Take what an earlier moment made of a pair, if nothing has changed there since."""
        then, summary = before._known.get(dyad.codes), before._summaries.get(dyad.codes)
        if then is not None and summary is not None and then.holds_what(self.on(dyad).part):
            with self._lock:
                self._known[dyad.codes], self._summaries[dyad.codes] = then, summary


class OnBoth:
    """The `part` of the holdings in whose documents two states appear, and what was made of it."""

    def __init__(self, part: Holdings) -> None:
        self.part = part
        self._views: OrderedDict[Dyad, DyadView] = OrderedDict()
        self._ledgers: OrderedDict[Dyad, Ledger] = OrderedDict()
        self._forecasts: OrderedDict[Dyad, Listing[Forecast]] = OrderedDict()
        self._framing: OrderedDict[Dyad, Listing[Framed]] = OrderedDict()
        self._lock = RLock()

    def holds_what(self, part: Holdings) -> bool:
        """Whether a part of later holdings is what this one is, down to what its documents are compared by."""
        mine = self.part
        same = (mine.records, mine.clusters, mine.documents) == (part.records, part.clusters, part.documents)
        return same and mine.actors == part.actors and _told_of(mine) == _told_of(part)

    def view(self, dyad: Dyad) -> DyadView:
        """What concerns two states, within the days of the dyad."""
        with self._lock:
            return kept(self._views, dyad, lambda: DyadView(self.part, dyad))

    def ledger(self, dyad: Dyad) -> Ledger:
        """What they agreed, owe and run together, and what they promised."""
        with self._lock:
            return kept(self._ledgers, dyad, lambda: Ledger(self.part, dyad))

    def forecasts(self, dyad: Dyad) -> Listing[Forecast]:
        """What is foretold or promised of them, and what is known of how it came out."""
        with self._lock:
            return kept(self._forecasts, dyad, lambda: forecasts(self.part, dyad))

    def framing(self, dyad: Dyad) -> Listing[Framed]:
        """The loaded and figurative words in articles on them, outlet by outlet."""
        with self._lock:
            return kept(self._framing, dyad, lambda: framing(self.part, dyad))


def _told_of(part: Holdings) -> list[Hashable]:
    """What is known of the documents of a part beside their records: their settings, and what people said of them."""
    told: list[Hashable] = [j.id for j in part.judgements if not part.documents.keys().isdisjoint(j.documents)]
    for key in part.documents:
        told += [part.setting.facts(key), frozenset(part.setting.beside(key)) & part.documents.keys()]
    return told
