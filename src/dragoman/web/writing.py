"""Writing by hand: another value for a field, or a record that a reading missed, on words that somebody selects."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from dragoman.errors import UsageError
from dragoman.records import kind_of
from dragoman.web.desk import Desk
from dragoman.web.forms import sent
from dragoman.web.hand import KINDS, changed, fields_of, values_of
from dragoman.web.passages import quotes
from dragoman.web.rendering import library_of, page

routes = APIRouter(include_in_schema=False)
_LONGEST: Final = 4000  # characters of a selection
_YEAR: Final = 31_536_000


@routes.get("/edit")
def edit_page(request: Request, record: str) -> Response:
    """A record's fields to be written anew."""
    library = library_of(request)
    shown = library.record(record)
    return page(
        request, "edit.html", library=library, record=shown.record,
        fields=fields_of(kind_of(shown.record), shown.record),
        quotes=quotes(getattr(shown.record, "evidence", ()), shown.texts),
    )  # fmt: skip


@routes.post("/edit")
async def edit(request: Request) -> Response:
    """One judgement for each field that is said otherwise."""
    form = await sent(request)
    desk: Desk = request.app.state.desk
    about = str(form.get("about", ""))
    judged = await run_in_threadpool(_edited, request, desk, form)
    return _answered(f"/records/{quote(about, safe=':')}?done={judged}&action=edit", form)


def _edited(request: Request, desk: Desk, form: FormData) -> str:
    about, who, why = (str(form.get(name, "")).strip() for name in ("about", "who", "why"))
    reviewer = desk.reviewer(who)
    found = changed(library_of(request).record(about).record, _texts(form))
    if not found:
        raise UsageError("nothing was changed", mend="write another value, or go back")
    judgements = [reviewer.edit(about, field, value, why=why or None) for field, value in found.items()]
    desk.judged.add(about)
    return judgements[-1].id


@routes.get("/write")
def write_page(
    request: Request, document: str, kind: str = "events", words: str = "", start: int = -1, end: int = -1
) -> Response:
    """The fields of a record on words that were selected, or written as they are printed."""
    library = library_of(request)
    text = library.document(document).texts[document]
    place = (start, end) if 0 <= start < end <= len(text) else _found(text, words)
    if place is None or place[1] - place[0] > _LONGEST or not text[place[0] : place[1]].strip():
        raise UsageError("these words are not in the document", mend="select some of its text, or copy it as printed")
    return page(
        request, "write.html", library=library, document=document, start=place[0], end=place[1], kind=kind, kinds=KINDS,
        words=text[place[0] : place[1]], fields=fields_of(kind),
    )  # fmt: skip


def _found(text: str, words: str) -> tuple[int, int] | None:
    wanted = words.strip()
    at = text.find(wanted) if wanted else -1
    return (at, at + len(wanted)) if at >= 0 else None


@routes.post("/write")
async def write(request: Request) -> Response:
    """A record by hand."""
    form = await sent(request)
    desk: Desk = request.app.state.desk
    judged, record = await run_in_threadpool(_written, desk, form)
    return _answered(f"/records/{quote(record, safe=':')}?done={judged}&action=add", form)


def _written(desk: Desk, form: FormData) -> tuple[str, str]:
    kind, document, who, why = (str(form.get(name, "")).strip() for name in ("kind", "document", "who", "why"))
    start, end = (_number(form, name) for name in ("start", "end"))
    said = {name: value for name, value in values_of(kind, _texts(form)).items() if value not in (None, [])}
    judgement = desk.reviewer(who).add(kind, document, start, end, said, why=why or None)
    return judgement.id, str(getattr(judgement.decision, "record", {}).get("id", ""))


def _texts(form: FormData) -> dict[str, str]:
    """The fields of the contract that a form brings, under their names there."""
    return {name.removeprefix("field-"): str(value) for name, value in form.items() if name.startswith("field-")}


def _number(form: FormData, name: str) -> int:
    given = str(form.get(name, ""))
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 12 else -1


def _answered(where: str, form: FormData) -> Response:
    answer = RedirectResponse(where, 303)
    answer.set_cookie("who", quote(str(form.get("who", "")).strip()), max_age=_YEAR, httponly=True, samesite="strict")
    return answer
