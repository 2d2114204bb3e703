"""What is known of the documents that records come from: their days, whom they name, which of them copied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from dragoman.crossdoc.words import prefix
from dragoman.records import Actor, DocumentRecord

NEAR: Final = timedelta(days=10)  # between two documents that may report one event in the present
WIDEST: Final = timedelta(days=45)  # of the days left open for a document, for them to place what it reports
STORY: Final = 2  # actors in common, states aside, that make two documents of unknown days tell one story
_CAST: Final = 40
Days = tuple[date, date]
ALWAYS: Final[Days] = (date.min, date.max)


class Setting:
    """The documents behind some records. Without documents every day is unknown and nothing is a copy."""

    def __init__(
        self,
        documents: Iterable[DocumentRecord] = (),
        actors: Iterable[Actor] = (),
        copy_of: Mapping[str, str] | None = None,
    ) -> None:
        self._origin = dict(copy_of or {})
        self._copied = frozenset(self._origin.values())
        known = list(documents)
        self._days = self._windows(known)
        self._undated = any(self.days(document.id) is None for document in known)
        self._handouts = {d.id: actor for d in known if (actor := _handed_out_by(d))}
        self._cast: dict[str, set[str]] = defaultdict(set)
        self._states: dict[str, frozenset[str]] = {}
        self._named: dict[str, set[str]] = defaultdict(set)
        self._others: set[str] = set()
        self._know(actors)

    def _windows(self, documents: Iterable[DocumentRecord]) -> dict[str, Days]:
        """The days of each document, as narrow as any of its copies or its origin leaves them."""
        best: dict[str, Days] = {}
        for document in documents:
            days, key = _days(document), self.origin(document.id)
            if days and (key not in best or days[1] - days[0] < best[key][1] - best[key][0]):
                best[key] = days
        return best

    def _know(self, actors: Iterable[Actor]) -> None:
        prefixes: dict[str, set[str]] = defaultdict(set)
        for actor in actors:
            if actor.schema_ == "State":
                forms = (actor.name, *actor.aliases, *(span.text for span in actor.mentions if span.text[:1].isupper()))
                prefixes[actor.id] |= {prefix(form.removeprefix("the ")) for form in forms}
                for span in actor.mentions:
                    self._named[span.document_id].add(actor.id)
                continue
            if actor.schema_ != "Person":
                self._others.add(actor.id)
            for span in actor.mentions:
                self._cast[span.document_id].add(actor.id)
        self._states = {key: frozenset(found) for key, found in prefixes.items()}

    def origin(self, document: str | None) -> str:
        """The document that this one copies, or itself."""
        return self._origin.get(document or "", document or "")

    def copied(self, document: str | None) -> bool:
        """Whether a document is a copy, or has one."""
        return document in self._origin or document in self._copied

    def handed_out_by(self, document: str | None) -> str | None:
        """The party whose handout a document is, as far as it is known."""
        return self._handouts.get(document or "") or self._handouts.get(self.origin(document))

    def days(self, document: str | None) -> Days | None:
        """The days on which a document may have appeared, where they are few enough to place what it reports."""
        days = self._days.get(self.origin(document))
        return days if days and days[1] - days[0] <= WIDEST else None

    def near(self, a: str | None, b: str | None) -> bool:
        """Whether two documents are of the same days; where these are unknown, whether they tell of the same actors."""
        one, other = (self._days.get(self.origin(key), ALWAYS) for key in (a, b))
        if one[0] - other[1] > NEAR or other[0] - one[1] > NEAR:
            return False
        if self.days(a) and self.days(b):
            return True
        return len(self.cast(a) & self.cast(b)) >= STORY

    def story(self, document: str | None) -> list[str]:
        """The actors by which a document meets one of unknown days; none where all days are known."""
        return sorted(self.cast(document))[:_CAST] if self._undated else []

    def is_person(self, actor: str) -> bool:
        """Whether an actor is a person; one of whom nothing is known but that it is no state counts as one."""
        return not actor.startswith("state:") and actor not in self._others

    def cast(self, document: str | None) -> set[str]:
        """The actors that a document names, states aside."""
        return self._cast.get(document or "", set())

    def states(self, document: str | None) -> set[str]:
        """The states that a document names."""
        return self._named.get(document or "", set())

    def names(self, actors: Iterable[str]) -> frozenset[str]:
        """The prefixes of the names of these states."""
        return frozenset(form for actor in actors for form in self._states.get(actor, ()))


def _handed_out_by(document: DocumentRecord) -> str | None:
    return next((origin.actor for origin in document.origins if origin.kind == "handout" and origin.actor), None)


def _days(document: DocumentRecord) -> Days | None:
    published = document.published
    known = published.edtf
    first = known.earliest if known else published.earliest.earliest if published.earliest else None
    last = known.latest if known else published.latest.latest if published.latest else None
    days = (first or date.min, last or date.max)
    return days if days != ALWAYS and days[0] <= days[1] else None
