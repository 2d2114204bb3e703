"""Mentions to actors: states, then persons, then bodies, then what only points back at one of them."""

from __future__ import annotations

from dragoman.document import Annotated
from dragoman.kb import KnowledgeBase
from dragoman.records import Actor, Edtf, Issue
from dragoman.resolve import bodies, coreference, holders, home, origins, people, states
from dragoman.resolve.nodes import Cast


def resolve(
    doc: Annotated, kb: KnowledgeBase, when: Edtf | None
) -> tuple[dict[str, Actor], tuple[str | None, ...], tuple[Issue, ...]]:
    """Actors by id, the actor id of each mention (None where open), and an issue for each open epithet.

    `when` is the document's date as far as it is known; tenures are asked on it.
    """
    cast = Cast(doc)
    states.link_named(cast, kb, when)
    origins.link_credits(cast, kb)
    people.link_names(cast, kb, when)
    people.link_bare_names(cast, kb, when)
    states.link_represented(cast, kb)
    bodies.link_bodies(cast, kb)
    bodies.link_figures(cast, kb)
    states.link_governments(cast, kb)
    states.link_pairs(cast, kb)
    holders.link_offices(cast, kb, when)
    coreference.link_pronouns(cast)
    coreference.link_counterparts(cast, kb, when)
    coreference.link_compatriots(cast)
    coreference.link_hosts(cast)
    home.give_countries(cast, kb)
    actors = {node.id: node.record(doc) for node in cast.nodes.values()}
    links = tuple(cast.links.get(m.i) for m in doc.mentions)
    return dict(sorted(actors.items())), links, tuple(_open(doc, links))


def _open(doc: Annotated, links: tuple[str | None, ...]) -> list[Issue]:
    issues = []
    for m in doc.mentions:
        if links[m.i] is None and len(m.candidates) > 1:
            span = doc.span(m.first, m.last)
            issues.append(
                Issue(
                    document_id=doc.clean.document.id,
                    stage="resolve",
                    code="ambiguous-actor",
                    message=f"{m.text!r} may be {', '.join(m.candidates)}; left open",
                    start=span.start,
                    end=span.end,
                )
            )
    return issues
