"""Events take the contexts of the agreements and sums that rest on their words: a pact on fishing, a loan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.extract.contexts import contexts_of, together
from dragoman.records import Agreement, Amount, Event, Evident

ABOUT_PAPERS = ("SUPPORT", "AGREE", "SANCTION")
ABOUT_MONEY = ("AGREE", "AID", "COOPERATE", "REQUEST", "SANCTION", "SUPPORT")


def with_contexts(events: Sequence[Event], records: Iterable[Evident]) -> list[Event]:
    """The events with their contexts filled up from what is told in the same words."""
    others = [r for r in records if isinstance(r, Agreement | Amount)]
    return [_filled(event, others) for event in events]


def _filled(event: Event, others: Iterable[Agreement | Amount]) -> Event:
    found = list(event.contexts)
    for record in others:
        if isinstance(record, Agreement):
            given = contexts_of("sector", record.sectors) if event.type in ABOUT_PAPERS else ()
        else:
            given = contexts_of("amount", (record.kind,)) if event.type in ABOUT_MONEY else ()
        if given and _rests_on(event, record):
            found += given
    filled = together(found)
    return event if filled == event.contexts else event.model_copy(update={"contexts": filled})


def _rests_on(event: Event, record: Evident) -> bool:
    """Whether a record's first words overlap those of the event's clause."""
    words = record.evidence[0]
    return any(words.start < e.end and e.start < words.end for e in event.evidence[:1])
