"""The two states that a document is about, and who acts for a state."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from dragoman.document import Resolved
from dragoman.extract.ground import table
from dragoman.records import Actor

GOVERNMENTS = frozenset({"government", "administration", "regime", "cabinet"})


def dyad(doc: Resolved) -> list[str]:
    """The two states of which the document speaks most, by themselves or through those who act for them."""
    counts: Counter[str] = Counter()
    for link in doc.links:
        actor = doc.actors.get(link or "")
        if actor and (state := state_of(actor)) in doc.actors:
            counts[state] += 1
    return [state for state, _ in sorted(counts.items(), key=lambda c: (-c[1], c[0]))[:2]]


def state_of(actor: Actor) -> str:
    """The id of the state that an actor is or acts for; empty where it acts for none."""
    if actor.schema_ == "State":
        return actor.id
    return f"state:{actor.country}" if actor.country and acts_for_state(actor) else ""


def acts_for_state(actor: Actor) -> bool:
    """Whether an actor speaks for a state: the state, its bodies, and persons in its offices."""
    if actor.schema_ in ("State", "PublicBody"):
        return True
    return actor.schema_ == "Person" and any(word in r.office.lower() for r in actor.roles for word in _offices())


@lru_cache(maxsize=1)
def _offices() -> tuple[str, ...]:
    return tuple(row["word"] for row in table("claims_offices.csv"))


def heads_government(doc: Resolved, actor: Actor) -> bool:
    """Whether the text names a government after a person ("the X government"), whatever office it leaves unsaid."""
    tokens = doc.annotated.tokens
    ends = [m.last for m in doc.annotated.mentions if doc.links[m.i] == actor.id]
    return actor.schema_ == "Person" and any(i < len(tokens) and tokens[i].lower in GOVERNMENTS for i in ends)
