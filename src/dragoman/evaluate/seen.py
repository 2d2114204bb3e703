"""What the pipeline makes of one sentence: its records, and the resolution beneath them, worked out on first use."""

from __future__ import annotations

import hashlib
from functools import cached_property

from dragoman import app, kb
from dragoman.annotate import annotate
from dragoman.document import Document, Outcome, Resolved
from dragoman.errors import BrokenSystem
from dragoman.records import Actor, Edtf, Event, Model
from dragoman.repair import mend
from dragoman.resolve import resolve


def read_or_note(text: str, where: str, notes: list[str], *, published: str | None = None) -> Outcome | None:
    """The records of a text; None where reading it failed, with a note, so that one text does not end an evaluation."""
    try:
        return app.read_text(text, published=published)
    except BrokenSystem:
        raise
    except Exception as error:  # noqa: BLE001 - a reading refuses such a document; so does an evaluation, and says so
        notes.append(f"{where} was refused: {type(error).__name__}: {error}")
        return None


def resolve_text(text: str, published: str = "") -> Resolved:
    """A text with its mentions and time expressions resolved, which the learned reader has no say in."""
    document = Document(
        id=hashlib.sha256(text.encode()).hexdigest(),
        source="evaluation",
        text=text,
        published=Edtf.parse(published) if published else None,
    )
    known = kb.load()
    return resolve(annotate(mend(document, known), known, rules_only=True), known)


def read_times(resolved: Resolved) -> list[tuple[int, int, Edtf | None]]:
    """Each time expression: its raw characters and its value."""
    found = []
    for timed in resolved.times:
        timex = resolved.annotated.timexes[timed.timex]
        span = resolved.span(timex.first, timex.last)
        found.append((span.start, span.end, timed.value))
    return found


class Seen:
    """A sentence with the date of its article, and what is recorded of it."""

    def __init__(self, text: str, published: str) -> None:
        self.text, self.published = text, published

    @cached_property
    def outcome(self) -> Outcome:
        """The records."""
        return app.read_text(self.text, published=self.published or None)

    @cached_property
    def resolved(self) -> Resolved:
        """The sentence with its mentions and time expressions resolved."""
        return resolve_text(self.text, self.published)

    @cached_property
    def actors(self) -> dict[str, Actor]:
        """The actors by id."""
        return {actor.id: actor for actor in self.outcome.actors}

    def of(self, kind: type[Model]) -> list[Model]:
        """The records of one type."""
        return [record for record in self.outcome.records if isinstance(record, kind)]

    def events(self) -> list[Event]:
        """The events that PLOVER knows."""
        return [r for r in self.outcome.records if isinstance(r, Event) and r.type != "OTHER"]

    def country(self, actor_id: str) -> str | None:
        """The state that an actor is, or belongs to, as an alpha-3 code."""
        if actor_id.startswith("state:"):
            return actor_id.removeprefix("state:")
        actor = self.actors.get(actor_id)
        return actor.country if actor else None

    def name(self, actor_id: str | None) -> str:
        """The name of an actor; its id where it has none; empty for nobody."""
        actor = self.actors.get(actor_id or "")
        return actor.name if actor else actor_id or ""

    def where(self, words: str) -> tuple[int, int]:
        """The characters of these words in the sentence, whatever their case. Raises ValueError where absent."""
        start = self.text.lower().index(words.lower())
        return start, start + len(words)
