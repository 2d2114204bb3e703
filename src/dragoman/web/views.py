"""The network and the map, each with a table that says the same; and why an event was coded."""

from __future__ import annotations

from collections import Counter
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from dragoman.app import explain_event, find_state
from dragoman.errors import UsageError
from dragoman.records import Event
from dragoman.web.atlas import atlas
from dragoman.web.network import Of, drawn, ties_of
from dragoman.web.pages import Page, sliced
from dragoman.web.rendering import asked, library_of, page

routes = APIRouter(include_in_schema=False)
ALL: Final = ""
LONGEST: Final = 60_000  # characters of an article that is read again for a page


@routes.get("/network")
def network_page(request: Request, of: Of = "states", page_number: Page = 1) -> Response:
    """Who deals with whom, states or actors."""
    library = library_of(request)
    ties = ties_of(library, of)
    some, pager = sliced(ties, page_number)
    return page(
        request, "network.html", library=library, of=of, drawing=drawn(library, of), ties=some, pager=pager,
        ask=lambda **changes: asked(request, **changes),
    )  # fmt: skip


@routes.get("/records/{record_id:path}/why")
def why_page(request: Request, record_id: str) -> Response:
    """An event's sentence read again: each word that may stand for an act, what was coded, what lost and why."""
    library = library_of(request)
    shown = library.record(record_id)
    event = shown.record
    if not isinstance(event, Event):
        raise UsageError("only events are explained so", mend="look at the record itself")
    key = event.verb.document_id
    told, silent = None, "The text has no such sentence any more."
    if len(shown.texts[key]) > LONGEST:
        silent = "The article is too long to be read again while you wait: dragoman explain takes the sentence alone."
    else:
        told = explain_event(event, shown.documents[key], shown.texts[key])
    return page(request, "why.html", library=library, record=event, told=told, silent=silent)


@routes.get("/map")
def map_page(request: Request, state: str = ALL) -> Response:
    """How much each country deals with others, or with one; and where."""
    library = library_of(request)
    chosen = find_state(state) if state.strip() else None
    dealings: Counter[str] = Counter()
    for tie in library.ties:
        if chosen is None or chosen.code in (tie.a, tie.b):
            dealings.update({end: tie.count for end in (tie.a, tie.b) if chosen is None or end != chosen.code})
    if chosen is None:
        events = [r for r in library.holdings.records if isinstance(r, Event)]
    else:
        events = library.of_state(chosen.code)
    return page(
        request, "map.html", library=library, chosen=chosen, drawing=atlas(dealings, events),
        ranked=sorted(dealings.items(), key=lambda item: (-item[1], item[0])),
    )  # fmt: skip
