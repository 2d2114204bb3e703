"""The pages that are looked at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Final, Literal, TypeVar

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from dragoman.app import Dyad, DyadView, Library, dyad_of, find_state, form_of, write_brief
from dragoman.errors import UnknownRecord
from dragoman.records import Claim, Conflict, DocumentRecord, Event, Evident, kind_of
from dragoman.web.drawing import QUADS, Told, counts, newest_first, timeline
from dragoman.web.fields import lines_of, path
from dragoman.web.filters import Filters, around, outlets
from dragoman.web.giving import FOUND
from dragoman.web.hand import KINDS
from dragoman.web.passages import AT_ONCE, pieces, quotes
from dragoman.web.rendering import asked, library_of, page
from dragoman.web.visits import visit_of

routes = APIRouter(include_in_schema=False)
Item = TypeVar("Item")
Page = Annotated[int, Query(alias="page", ge=1, le=100_000)]
Some = Annotated[tuple[str, ...], Query()]
Types = Annotated[tuple[str, ...], Query(alias="type")]
SIZE: Final = 50
GLANCE: Final = 8
MODALITIES: Final = ("actual", "planned", "hypothetical", "negated")
SECTIONS: Final = {
    "events": "Events", "agreements": "Agreements", "money": "Money", "programmes": "Programmes",
    "questions": "Open questions", "conflicts": "Values at odds", "claims": "Who says what", "sources": "Sources",
    "ledger": "Money, added up", "commitments": "What they promised", "forecasts": "What is foretold",
    "framing": "Words that outlets use",
}  # fmt: skip
_NO_NAME: Final = re.compile(r"[^A-Za-z0-9]+")
BRIEFS: Final = {
    "md": "text/markdown", "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip


def sliced(items: list[Item], number: int, size: int = SIZE) -> tuple[list[Item], dict[str, int]]:
    """One page of a list, with what a pager needs."""
    pages = max(1, -(-len(items) // size))
    at = min(number, pages)
    return items[(at - 1) * size : at * size], {"page": at, "pages": pages, "total": len(items)}


@routes.get("/")
def home(request: Request, page_number: Page = 1) -> Response:
    """What came since the last visit, the pairs of states with what is known of them, what waits for a decision."""
    library, visit = library_of(request), visit_of(request)
    some, pager = sliced(library.pairs, page_number, 10)
    came = request.app.state.desk.archive.arrived(visit.before) if visit.before else []
    answer = page(
        request, "home.html", library=library, pairs=[(pair, library.summary(pair)) for pair in some], pager=pager,
        newest=library.newest[:8], tasks=library.queue[:5], since=visit.before, arrivals=library.arrivals(came),
        ask=lambda **changes: asked(request, **changes),
    )  # fmt: skip
    visit.keep(answer)
    return answer


@routes.get("/dyads")
def find_dyad(a: str = "", b: str = "") -> Response:
    """The page of two states given by any name; of one where only one is given."""
    if bool(a.strip()) != bool(b.strip()):
        return RedirectResponse(f"/actors/state:{find_state(a.strip() or b).code}", 303)
    dyad = dyad_of(a, b)
    return RedirectResponse(f"/dyads/{dyad.a.code}/{dyad.b.code}", 303)


@routes.get("/dyads/{a}/{b}")
def dyad_page(
    request: Request, a: str, b: str, since: str = "", until: str = "", type_: Types = (),
    modality: Some = (), quad: Some = (), outlet: str = "", origins: Annotated[int, Query(ge=1, le=99)] = 1,
) -> Response:  # fmt: skip
    """All on two states."""
    library = library_of(request)
    view = _view(library, a, b, since, until)
    told = _told(library, view)
    filters = Filters(type_, modality, quad, outlet, origins)
    chosen = filters.pass_on(told, library)
    drawing = timeline(chosen)
    return page(
        request, "dyad.html", library=library, view=view,
        told=newest_first(chosen, lambda one: one.entry.date)[:GLANCE],
        agreements=newest_first(view.agreements, lambda t: t.record.date)[:GLANCE],
        relations=newest_first(view.relations, lambda t: t.record.date)[:GLANCE],
        all_told=len(told), drawing=drawing, counts=counts(chosen),
        zooms=around(drawing) if drawing else {}, outlets=outlets(told, library),
        types=sorted({one.entry.type.partition("/")[0] for one in told}),
        modalities=MODALITIES, quads=[q for q in QUADS if any(one.quad == q for one in told)],
        glance=GLANCE, since=since, until=until, chosen=filters,
        days_open=_days_open(library),
        ask=lambda **changes: asked(request, **changes),
    )  # fmt: skip


@routes.get("/dyads/{a}/{b}/brief.{suffix}")
def brief_page(
    request: Request, a: str, b: str, suffix: Literal["md", "html", "docx"], since: str = "", until: str = ""
) -> Response:
    """The brief as a file: Markdown, a page that stands alone, or a Word document."""
    dyad = dyad_of(a, b, since or None, until or None)
    return _brief_file(library_of(request).brief(dyad), f"brief-{dyad.a.code}-{dyad.b.code}.{suffix}")


@routes.get("/actors/{actor_id:path}/brief.{suffix}")
def actor_brief_page(request: Request, actor_id: str, suffix: Literal["md", "html", "docx"]) -> Response:
    """The same on one actor."""
    return _brief_file(library_of(request).actor_brief(actor_id), f"brief-{_NO_NAME.sub('-', actor_id)}.{suffix}")


def _brief_file(text: str, name: str) -> Response:
    with TemporaryDirectory() as place:
        file = Path(place) / name
        write_brief(text, file, form_of(file))
        body = file.read_bytes()
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, media_type=BRIEFS[file.suffix[1:]], headers=headers)


@routes.get("/dyads/{a}/{b}/{section}")
def section_page(
    request: Request, a: str, b: str, section: str, since: str = "", until: str = "",
    page_number: Page = 1,
) -> Response:  # fmt: skip
    """One section of a dyad, whole, in pages."""
    if section not in SECTIONS:
        raise UnknownRecord(f"there is no section {section[:40]!r}", mend=f"choose {', '.join(SECTIONS)}")
    library = library_of(request)
    view = _view(library, a, b, since, until)
    counted = _counted(library, view.dyad, section)
    some, pager = sliced(_rows(library, view, section) if counted is None else list(counted), page_number)
    return page(
        request, "section.html", library=library, view=view, rows=some, pager=pager, section=section,
        totals=library.ledger(view.dyad).totals if section == "ledger" else None,
        title=SECTIONS[section], since=since, until=until,
        days_open=_days_open(library), ask=lambda **changes: asked(request, **changes),
    )  # fmt: skip


def _view(library: Library, a: str, b: str, since: str, until: str) -> DyadView:
    return library.dyad(dyad_of(a, b, since or None, until or None))


def _told(library: Library, view: DyadView) -> list[Told]:
    by_id = library.holdings.by_id
    found = []
    for entry in view.entries:
        event = by_id[entry.ids[0]]
        found.append(Told(entry, (event.quad or "other") if isinstance(event, Event) else "other"))
    return found


def _counted(library: Library, dyad: Dyad, section: str) -> Sequence[Any] | None:
    """The rows of the sections that are worked out when they are asked for; None for the others."""
    made: dict[str, Callable[[], Sequence[Any]]] = {
        "ledger": lambda: library.ledger(dyad).money, "commitments": lambda: library.ledger(dyad).commitments,
        "forecasts": lambda: library.forecasts(dyad).items, "framing": lambda: library.framing(dyad).items,
    }  # fmt: skip
    return made[section]() if section in made else None


def _rows(library: Library, view: DyadView, section: str) -> list[Any]:
    rows: dict[str, Any] = {
        "agreements": view.agreements, "money": view.sums, "programmes": view.programmes, "questions": view.questions,
        "conflicts": view.conflicts, "claims": view.voices, "sources": view.documents,
    }  # fmt: skip
    return list(rows[section]) if section in rows else list(_told(library, view))


def _days_open(library: Library) -> Any:
    """From the day of the asking article to that of the newest one."""
    newest = next((d.published.edtf for d in library.newest if d.published.edtf), None)

    def days(gap: Evident) -> int | None:
        asked_on = library.holdings.documents[gap.evidence[0].document_id].published.edtf
        if not (newest and newest.latest and asked_on and asked_on.is_day and asked_on.earliest):
            return None
        return (newest.latest - asked_on.earliest).days

    return days


@routes.get("/actors")
def actors_page(request: Request, q: str = "", page_number: Page = 1) -> Response:
    """Who acts, those with most records first."""
    library = library_of(request)
    found = library.called(q) if q.strip() else library.people
    some, pager = sliced(found, page_number)
    return page(
        request, "actors.html", library=library, views=some, pager=pager, q=q, ask=lambda **c: asked(request, **c)
    )


@routes.get("/actors/{actor_id:path}")
def actor_page(request: Request, actor_id: str, page_number: Page = 1, done: str = "") -> Response:
    """An actor: names, offices, dealings, claims."""
    library = library_of(request)
    view = library.actor(actor_id)
    claims = [r for r in view.records if isinstance(r, Claim) and r.speaker == actor_id]
    dealings = [r for r in view.records if isinstance(r, Evident) and not isinstance(r, Claim | Conflict)]
    dealings = newest_first(_each_once(dealings), lambda record: getattr(record, "date", None))
    some, pager = sliced(dealings, page_number)
    documents = sorted({span.document_id for span in view.actor.mentions})
    return page(
        request, "actor.html", library=library, view=view, dealings=some, pager=pager, claims=claims[:SIZE],
        all_claims=len(claims), documents=documents[:20], all_documents=len(documents),
        namesakes=library.namesakes(actor_id), done=done, ties=_ties(library, actor_id),
        taken=[one for one in library.holdings.identities if one.same_as == actor_id and one.actor != actor_id][:20],
        ask=lambda **changes: asked(request, **changes),
    )  # fmt: skip


def _each_once(records: Iterable[Evident]) -> list[Evident]:
    """What several documents tell once: of each cluster the first record."""
    found: dict[str, Evident] = {}
    for record in records:
        found.setdefault(record.cluster or record.id, record)
    return list(found.values())


def _ties(library: Library, actor_id: str) -> list[tuple[str, str, int]]:
    """With whom an actor deals most: address, name and how many events; of a state its pairs."""
    code = actor_id.removeprefix("state:") if actor_id.startswith("state:") else None
    found = []
    for pair in library.pairs if code else ():
        if code in (pair.a.code, pair.b.code) and pair.events:
            other = pair.b if pair.a.code == code else pair.a
            found.append((f"/dyads/{code}/{other.code}", other.name, pair.events))
    for tie in () if code else library.actor_ties:
        if actor_id in (tie.a, tie.b):
            key = tie.b if tie.a == actor_id else tie.a
            found.append((f"/actors/{path(key)}", library.name(key), tie.count))
    return found[:12]


@routes.get("/records/{record_id:path}")
def record_page(request: Request, record_id: str, done: str = "") -> Response:
    """A record: what it says, where, why, and what else speaks of it."""
    library = library_of(request)
    shown = library.record(record_id)
    record = shown.record
    members = [library.holdings.by_id[key] for key in getattr(shown.cluster or record, "members", ())
               if key in library.holdings.by_id and key != record_id]  # fmt: skip
    at_odds = [r for r in shown.pointing if isinstance(r, Conflict)]
    rivals = [library.holdings.by_id[key] for key in getattr(record, "records", ()) if key in library.holdings.by_id]
    return page(
        request, "record.html", library=library, shown=shown, record=record, lines=lines_of(record, library),
        quotes=quotes(getattr(record, "evidence", ()), shown.texts), members=members, at_odds=at_odds, rivals=rivals,
        done=done, alike=library.alike(record), same=len(library.identical(record)), editable=kind_of(record) in KINDS,
        explained=isinstance(record, Event) and not shown.rejected,
        pointing=[r for r in shown.pointing if not isinstance(r, Conflict)],
        is_cluster=kind_of(record) == "clusters",
    )  # fmt: skip


@routes.get("/documents")
def documents_page(request: Request, page_number: Page = 1) -> Response:
    """What was read, newest first."""
    library = library_of(request)
    some, pager = sliced(library.newest, page_number)
    return page(
        request, "documents.html", library=library, documents=some, pager=pager, ask=lambda **c: asked(request, **c)
    )


@routes.get("/documents/{document_id}")
def document_page(
    request: Request, document_id: str, text: Literal["raw", "repaired"] = "raw",
    part: Annotated[int, Query(ge=1, le=10_000)] = 1, kind: Some = (),
) -> Response:  # fmt: skip
    """A document's text with what rests on it."""
    library = library_of(request)
    shown = library.document(document_id)
    record, raw = shown.record, shown.texts[document_id]
    assert isinstance(record, DocumentRecord)
    records = [r for r in shown.pointing if isinstance(r, Evident)]
    parts = max(1, -(-len(raw) // AT_ONCE))
    at = min(part, parts)
    window = ((at - 1) * AT_ONCE, min(len(raw), at * AT_ONCE))
    kinds = [known for known in KINDS if any(kind_of(r) == known for r in records)]
    marked = [known for known in kinds if not kind or known in kind]
    rest = [r for r in records if kind_of(r) in marked]
    cut = pieces(raw, window, rest, record.zones, record.edits if text == "repaired" else ())
    return page(
        request, "document.html", library=library, shown=shown, document=record, pieces=cut, text=text, part=at,
        parts=parts, kinds=kinds, marked=marked, records=records[:200], all_records=len(records),
        first=window[0], by_hand=KINDS, speakers=_speakers(library, records),
        ask=lambda **changes: asked(request, **changes),
    )  # fmt: skip


def _speakers(library: Library, records: list[Evident]) -> list[tuple[str, str | None, tuple[str, ...], int]]:
    """Who speaks in a document: name, actor if known, through whom, and how often; most talkative first."""
    said: Counter[tuple[str, str | None, tuple[str, ...]]] = Counter()
    for claim in records:
        if isinstance(claim, Claim):
            name = library.name(claim.speaker) if claim.speaker else claim.speaker_text or claim.speaker_class
            said[name, claim.speaker, claim.via] += 1
    return [(*key, count) for key, count in sorted(said.items(), key=lambda kv: (-kv[1], kv[0][0]))]


@routes.get("/search")
def search_page(request: Request, q: str = "") -> Response:
    """Paragraphs that hold all words, and actors of that name."""
    library = library_of(request)
    words = q.strip()[:200]
    found = request.app.state.desk.archive.search(words, limit=FOUND) if words else []
    named = library.called(words) if words else []
    return page(request, "search.html", library=library, q=q, found=found, named=named[:10])
