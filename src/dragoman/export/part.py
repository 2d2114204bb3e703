"""A part of the holdings as holdings of their own: what a view shows, ready for any export."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from dragoman.crossdoc import actor_ids
from dragoman.export.holdings import Holdings
from dragoman.records import Actor, Evident


def part(holdings: Holdings, records: Collection[Evident], documents: Collection[str] = ()) -> Holdings:
    """Some records, with the documents that they rest on, the actors in both, and the clusters that hold two of them.

    `documents` are kept though no record rests on them.
    """
    chosen = {record.id for record in records}
    quoted = (span for record in records for span in (*record.evidence, *getattr(record, "closed_by", ())))
    keys = {span.document_id for span in quoted} | set(documents)
    named = {actor for record in records for actor in actor_ids(record)}
    actors = (_within(actor, keys) for actor in holdings.actors.values())
    clusters = tuple(c for c in holdings.clusters if len(chosen.intersection(c.members)) > 1)
    return replace(
        holdings,
        documents={key: document for key, document in holdings.documents.items() if key in keys},
        texts={key: text for key, text in holdings.texts.items() if key in keys},
        actors={actor.id: actor for actor in actors if actor.mentions or actor.id in named},
        records=tuple(record for record in holdings.records if record.id in chosen),
        clusters=clusters,
        issues=tuple(issue for issue in holdings.issues if issue.document_id in keys),
        judgements=tuple(j for j in holdings.judgements if keys.intersection(j.documents)),
    )


def _within(actor: Actor, documents: Collection[str]) -> Actor:
    """The actor with its mentions in these documents alone."""
    mentions = tuple(span for span in actor.mentions if span.document_id in documents)
    return actor.model_copy(update={"mentions": mentions})
