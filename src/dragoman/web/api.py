"""The same answers as JSON, under /api/v1; records are as the contract has them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel
from starlette.responses import PlainTextResponse, Response

from dragoman.app import Entry, dyad_of
from dragoman.errors import UnknownRecord, UsageError
from dragoman.records import KINDS, Model
from dragoman.web.rendering import library_of
from dragoman.web.seeing import whole

routes = APIRouter(prefix="/api/v1", tags=["records"])
Number = Annotated[int, Query(alias="page", ge=1, le=1_000_000)]
Size = Annotated[int, Query(ge=1, le=500)]
Day = Annotated[str | None, Query(description="2024, 2024-03 or 2024-03-05")]


class Part(BaseModel):
    """One page of a list; `total` counts the whole."""

    total: int
    page: int
    size: int
    items: list[dict[str, Any]]


class Answer(BaseModel):
    """One record with the kind it is of."""

    kind: str
    record: dict[str, Any]


def _part(items: list[Any], page: int, size: int, shape: Any) -> Part:
    some = items[(page - 1) * size : page * size]
    return Part(total=len(items), page=page, size=size, items=[whole(shape(item)) for item in some])


def _dumped(record: Model) -> dict[str, Any]:
    return record.model_dump(mode="json", by_alias=True)


@routes.get("/pairs")
def pairs(request: Request, page: Number = 1, size: Size = 50) -> Part:
    """Pairs of states with dealings, those with most events first."""

    def shape(pair: Any) -> dict[str, Any]:
        last = pair.last.isoformat() if pair.last else None
        return {
            "a": pair.a.code,
            "b": pair.b.code,
            "names": [pair.a.name, pair.b.name],
            "events": pair.events,
            "last": last,
        }

    return _part(library_of(request).pairs, page, size, shape)


@routes.get("/records/{kind}")
def records(
    request: Request,
    kind: str,
    document: str | None = None,
    actor: str | None = None,
    page: Number = 1,
    size: Size = 50,
) -> Part:
    """The records of a kind (events, agreements, …), by id; of one document or one actor if you name it."""
    library = library_of(request)
    if kind not in KINDS:
        raise UsageError(f"there is no kind {kind[:40]!r} of record", mend=f"choose one of {', '.join(KINDS)}")
    found = library.records(kind)
    if actor is not None:
        mine = {r.id for r in library.actor(actor).records}  # type: ignore[attr-defined]
        found = [record for record in found if getattr(record, "id", None) in mine]
    if document is not None:
        found = [r for r in found if document in (getattr(r, "document_id", None), getattr(r, "id", None))]
    return _part(found, page, size, _dumped)


@routes.get("/record/{record_id:path}")
def record(request: Request, record_id: str) -> Answer:
    """One record, actor or document by its id."""
    library = library_of(request)
    held = library.holdings
    apart: dict[str, tuple[str, Model]] = {}
    if record_id in held.documents:
        apart[record_id] = ("documents", held.documents[record_id])
    elif record_id in held.actors:
        apart[record_id] = ("actors", held.actors[record_id])
    kind, found = apart.get(record_id) or library.kind_and_record(record_id)
    return Answer(kind=kind, record=whole(_dumped(found)))


@routes.get("/documents/{document_id}/text", response_class=PlainTextResponse)
def text(request: Request, document_id: str) -> Response:
    """The raw text of a document, to which all offsets point (in Unicode code points)."""
    texts = library_of(request).holdings.texts
    if document_id not in texts:
        raise UnknownRecord(f"there is no document {document_id[:80]!r}", mend="ids stand in /api/v1/records/documents")
    return PlainTextResponse(texts[document_id].encode(errors="surrogatepass"))


@routes.get("/dyads/{a}/{b}/timeline")
def timeline(
    request: Request, a: str, b: str, since: Day = None, until: Day = None, page: Number = 1, size: Size = 50
) -> Part:
    """The events between two states, earliest first, undated last."""
    view = library_of(request).dyad(dyad_of(a, b, since, until))

    def shape(entry: Entry) -> dict[str, Any]:
        return {
            "ids": list(entry.ids), "date": str(entry.date) if entry.date else None, "type": entry.type,
            "modality": entry.modality, "source": entry.source, "target": entry.target, "words": entry.words,
            "place": entry.place, "teller": entry.teller, "documents": entry.documents, "origins": entry.origins,
        }  # fmt: skip

    return _part(view.entries, page, size, shape)


@routes.get("/dyads/{a}/{b}/brief", response_class=PlainTextResponse)
def brief(request: Request, a: str, b: str, since: Day = None, until: Day = None) -> Response:
    """The brief on two states, in Markdown."""
    text = library_of(request).brief(dyad_of(a, b, since, until))
    return PlainTextResponse(text.encode(errors="replace"), media_type="text/markdown")


@routes.get("/actors/{actor_id:path}/brief", response_class=PlainTextResponse)
def actor_brief(request: Request, actor_id: str) -> Response:
    """The brief on one actor, in Markdown."""
    text = library_of(request).actor_brief(actor_id)
    return PlainTextResponse(text.encode(errors="replace"), media_type="text/markdown")


@routes.get("/search")
def search(
    request: Request, q: Annotated[str, Query(max_length=200)], limit: Annotated[int, Query(ge=1, le=200)] = 20
) -> Part:
    """Paragraphs that hold all these words, best first, with the ids of the records that rest on them."""
    found = request.app.state.desk.archive.search(q, limit=limit)

    def shape(passage: Any) -> dict[str, Any]:
        ids = [record.id for record in passage.records]
        return {"document": passage.document.id, "start": passage.start, "text": passage.text, "records": ids}

    return _part(found, 1, limit, shape)


@routes.get("/queue")
def queue(
    request: Request, page: Number = 1, size: Size = 50, why: Literal["conflict", "differs", "doubtful"] | None = None
) -> Part:
    """What waits for a person to decide, most pressing first."""
    tasks = [task for task in library_of(request).queue if why in (None, task.why)]
    return _part(tasks, page, size, lambda task: {"why": task.why, "about": task.about, "words": task.words})
