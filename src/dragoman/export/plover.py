"""PLOVER event data: one JSON object a line, one category an event, sectors filled, OTHER never."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from dragoman.export.acts import Act, acts, listed, words
from dragoman.export.holdings import Holdings

FILE: Final = "plover.jsonl"
HOSTS: Final = "043"  # CAMEO's source hosts a visit; PLOVER's source is who visits
_QUADS: Final = {"verbal-cooperation": 1, "material-cooperation": 2, "verbal-conflict": 3, "material-conflict": 4}


def lines(holdings: Holdings) -> Iterator[str]:
    """The lines of the file, sorted by id: the same holdings give the same bytes."""
    for act in acts(holdings):
        yield json.dumps(_row(act), ensure_ascii=False, separators=(",", ":"))


def _row(act: Act) -> dict[str, Any]:
    event, place = act.event, act.event.place
    actors, recipients = (act.target, act.source) if event.cameo == HOSTS else (act.source, act.target)
    return {
        "id": event.id,
        "date": str(event.date) if event.date else None,
        "event_type": event.type,
        "event_mode": event.mode,
        "event_context": list(event.contexts),
        "quad_code": _QUADS[event.quad] if event.quad else None,
        "actors": listed(actors),
        "recipients": listed(recipients),
        "place": place.model_dump(mode="json") if place else None,
        "event_text": words(event),
        "confidence": event.score,
        "document": event.document_id,
        "publisher": act.document.publisher,
        "published": str(act.document.published.edtf) if act.document.published.edtf else None,
        "url": act.document.url,
        "coder": event.extractor,
    }
