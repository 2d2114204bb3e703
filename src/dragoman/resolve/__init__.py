"""An annotated document and the knowledge base in; which actor, which days, which place, whose copy out.

It reasons over what was found and leaves open what the text leaves open: never a guess, never today's date.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.document import Annotated, Resolved
from dragoman.kb import KnowledgeBase
from dragoman.records import Edtf, Issue, Published
from dragoman.resolve import actors, dating, newsday, origins, places, times
from dragoman.resolve.dating_events import occasions

__all__ = ["resolve"]


def resolve(doc: Annotated, kb: KnowledgeBase) -> Resolved:
    """Actors first without a date, then the date from what they held, then actors and expressions on that date."""
    given = doc.clean.document.published
    cast, links, _ = actors.resolve(doc, kb, given)
    published = dating.date(doc, kb, links, cast)
    cast, links, issues = actors.resolve(doc, kb, _window(published))
    states = {a.country for a in cast.values() if a.schema_ == "State" and a.country}
    sources = origins.origins(doc.clean, kb)
    when = times.resolve(doc, published)
    return Resolved(
        annotated=doc,
        published=published,
        actors=cast,
        links=links,
        times=when,
        places=places.find(doc, kb, states),
        origins=sources,
        authors=origins.authors(doc.clean, kb),
        issues=(*issues, *_doubts(doc, published), *origins.open_outlets(doc.clean, kb, sources)),
        news=newsday.news_day(doc, published, when),
        occasions=occasions(doc, published),
    )


def _doubts(doc: Annotated, published: Published) -> Iterator[Issue]:
    """What in the text contradicts its date: a copy dated anew, or a date misprinted."""
    for reason in published.reasons:
        if reason.rule.startswith("contradicts"):
            span = reason.span
            yield Issue(
                document_id=doc.clean.document.id,
                stage="resolve",
                code="date-contradicted",
                message=f"{reason.rule}: {reason.implies}",
                start=span.start if span else None,
                end=span.end if span else None,
            )


def _window(published: Published) -> Edtf | None:
    """The days on which the document may have appeared, as one value."""
    if published.edtf:
        return published.edtf
    if published.earliest or published.latest:
        low = published.earliest.earliest if published.earliest else None
        high = published.latest.latest if published.latest else None
        return Edtf.between(low, high)
    return None
