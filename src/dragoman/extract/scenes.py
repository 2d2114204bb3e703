"""Where an act took place: a place that its own clause sets it in, not one that its words only mention."""

from __future__ import annotations

from dragoman.document import Annotated, Resolved
from dragoman.extract.ground import predicate_above, predicate_of
from dragoman.records import Place

AT = frozenset(["in", "at", "near", "outside", "inside", "around", "across"])
LEADING = AT | {"of", "into"}
JOURNEYS = frozenset(["arrival", "deployment", "dispatch", "journey", "return", "tour", "travel", "trip", "visit"])
MOVES = JOURNEYS | {"arrive", "come", "deploy", "fly", "go", "invite", "sail", "send"}
ARGUMENTS = frozenset(["dobj", "nsubj", "nsubjpass", "attr"])
POSTED = frozenset(["ambassador", "ambassadors", "attaché", "consul", "consuls", "envoy", "envoys"])
CALLING = frozenset(["call", "expel", "recall", "summon", "withdraw"])


def scene(doc: Resolved, at: int) -> Place | None:
    """The nearest place that a trigger's clause, or one of its arguments, is said to be in or to go to."""
    own = predicate_of(doc.annotated, at)
    here = [
        i
        for i in doc.annotated.subtree(at)
        if i in doc.places and predicate_above(doc.annotated, i) == own and _sets(doc.annotated, i, at, own)
    ]
    return doc.places[min(here, key=lambda i: (abs(i - at), i))] if here else None


def _sets(doc: Annotated, place: int, at: int, own: int) -> bool:
    """Whether the preposition over a place locates the act; in "a plan for plants in Oslo" it locates the plants."""
    above = _preposition(doc, place)
    if above is None:
        return False
    over = doc.tokens[above].head
    if doc.tokens[above].lower == "to":
        return doc.tokens[over].lemma.lower() in MOVES
    if doc.tokens[above].lower not in AT:
        return False
    while doc.tokens[over].dep == "pobj" and doc.tokens[doc.tokens[over].head].lower in LEADING:
        over = doc.tokens[doc.tokens[over].head].head
    argument = doc.tokens[over].dep in ARGUMENTS and doc.tokens[over].head in (at, own)
    return over in (at, own) or (argument and not _posted(doc, over, at))


def _preposition(doc: Annotated, place: int) -> int | None:
    """The word that a place hangs from, past "the city of" and the places named beside it."""
    return next((i for i in doc.ancestors(place) if doc.tokens[i].dep == "prep" and doc.tokens[i].lower != "of"), None)


def _posted(doc: Annotated, whom: int, at: int) -> bool:
    """Whether a place tells where an envoy serves whom the act calls away: "withdrew its ambassador in Oslo"."""
    return doc.tokens[whom].lower in POSTED and doc.tokens[at].lemma.lower() in CALLING
