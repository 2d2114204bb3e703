"""What resolution adds: which actor each mention is, which days each expression means, when the document appeared."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.document.language import Annotated, Mention
from dragoman.records import Actor, Edtf, Issue, Origin, Place, Published, Span


@dataclass(frozen=True, slots=True)
class TimeValue:
    """The days that a time expression (by its index) means, and how that was worked out.

    `after` holds the index of the token whose event this one follows, for expressions anchored on another event.
    `timeml` is what no date can hold, in TimeML's notation: a length (P5Y), a clock time (T15:00), a repetition.
    """

    timex: int
    value: Edtf | None
    basis: str
    after: int | None = None
    timeml: str | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """An annotated document with its actors, dates and origins.

    `links` gives, for each mention index, the id of its actor, or None where it stays open. `news` is the time that
    dates what the opening tells as done: the day of the news, where the opening says it. `occasions` gives the days of
    summits that are named with their place, by the token of the word.
    """

    annotated: Annotated
    published: Published
    actors: dict[str, Actor] = field(default_factory=dict)
    links: tuple[str | None, ...] = ()
    times: tuple[TimeValue, ...] = ()
    places: dict[int, Place] = field(default_factory=dict)
    origins: tuple[Origin, ...] = ()
    authors: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()
    news: TimeValue | None = None
    occasions: dict[int, Edtf] = field(default_factory=dict)

    def actor_of(self, mention: Mention) -> Actor | None:
        """The actor that a mention was resolved to."""
        linked = self.links[mention.i]
        return self.actors.get(linked) if linked else None

    def mention_at(self, token: int) -> Mention | None:
        """The mention whose head is this token, else the shortest that covers it."""
        covering = [m for m in self.annotated.mentions if m.first <= token < m.last]
        return min(covering, key=lambda m: (m.head != token, m.last - m.first), default=None)

    def span(self, first: int, last: int) -> Span:
        """The raw span of tokens first:last."""
        return self.annotated.span(first, last)
