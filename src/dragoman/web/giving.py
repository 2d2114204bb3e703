"""Documents in, files out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from mimetypes import guess_type
from pathlib import PurePosixPath
from tempfile import TemporaryFile
from typing import Annotated, BinaryIO, Final, Literal

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.datastructures import UploadFile
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse

from dragoman.app import dyad_of, export_to
from dragoman.errors import UsageError
from dragoman.export import Holdings, cite
from dragoman.records import KINDS, Edtf
from dragoman.web.desk import Desk
from dragoman.web.forms import sent
from dragoman.web.rendering import library_of, page

routes = APIRouter(include_in_schema=False)
Form = Literal["jsonl", "csv"]
Texts = Literal["yes", "no"]
_TYPES: Final = {"jsonl": "application/x-ndjson", "csv": "text/csv"}
_NO_NAME: Final = re.compile(r"[^A-Za-z0-9]+")
FOUND: Final = 30  # paragraphs that a search shows
_LONGEST_NAME, _LONGEST_ID = 120, 24
_MOST_FILES: Final = 1000


@routes.get("/add")
def add(request: Request) -> Response:
    """The form for documents."""
    most = request.app.state.doors.settings.max_upload
    return page(request, "add.html", library=library_of(request), most=most, most_files=_MOST_FILES, kinds=list(KINDS))


@routes.post("/add")
async def take(request: Request) -> Response:
    """Begin to read what was sent."""
    form = await sent(request, _MOST_FILES)
    desk: Desk = request.app.state.desk
    texts = [(_name(file.filename), await file.read()) for file in form.getlist("files")
             if isinstance(file, UploadFile) and file.filename and not _is_hidden(file.filename)]  # fmt: skip
    await form.close()
    pasted = str(form.get("text", ""))
    if pasted.strip():
        texts.append(("pasted.txt", pasted.encode(errors="backslashreplace")))
    if not texts:
        raise UsageError("there is nothing to read", mend="choose a file, or paste a text")
    published = str(form.get("published", "")).strip() or None
    _check(published)
    return RedirectResponse(f"/reading/{desk.take_in(texts, published)}", 303)


def _check(published: str | None) -> None:
    try:
        Edtf.parse(published or "2000")
    except ValueError:
        raise UsageError(f"{published!r} is no date", mend="write 2024, 2024-03 or 2024-03-05") from None


def _name(given: str | None) -> str:
    """A name to show and to know the format by: of a folder's file the way to it within, else no path."""
    path = PurePosixPath((given or "").replace("\\", "/"))
    inside = path.name and not path.is_absolute() and ".." not in path.parts and ":" not in str(path)
    bare = str(path) if inside else path.name
    shown = "".join(letter for letter in bare if letter.isprintable())
    return shown[-_LONGEST_NAME:] or "unnamed.txt"


def _is_hidden(given: str) -> bool:
    """Whether a folder brings a file that systems keep for themselves."""
    return PurePosixPath(given).name.startswith(".")


@routes.get("/reading/{key}")
def reading(request: Request, key: str) -> Response:
    """How far a reading is, and what came of it."""
    desk: Desk = request.app.state.desk
    job = desk.job(key)
    if job is None:
        raise HTTPException(404, "no such reading is known here; what was read is in the store")
    finished = job.finished  # asked before the store is: what is read after this is not shown yet
    library = library_of(request)
    answer = page(request, "reading.html", library=library, job=job, known=library.holdings.documents)
    if not finished or desk.is_behind:
        answer.headers["Refresh"] = "3" if finished else "1"
    return answer


@routes.get("/download/all")
def download_all(request: Request, form: str = "jsonl", texts: Texts = "yes") -> Response:
    """Everything, in any form of export; the same bytes for the same records."""
    return _exported(library_of(request).holdings, form, texts, "dragoman")


@routes.get("/download/dyad/{a}/{b}")
def download_dyad(
    request: Request, a: str, b: str, form: str = "jsonl", texts: Texts = "yes", since: str = "", until: str = ""
) -> Response:
    """What concerns two states."""
    dyad = dyad_of(a, b, since or None, until or None)
    return _exported(library_of(request).part_on(dyad), form, texts, f"dragoman-{dyad.a.code}-{dyad.b.code}")


@routes.get("/download/search")
def download_search(
    request: Request, q: Annotated[str, Query(max_length=200)], form: str = "jsonl", texts: Texts = "yes"
) -> Response:
    """The records that rest on what a search finds, with their documents."""
    library, found = library_of(request), request.app.state.desk.archive.search(q, limit=FOUND)
    ids = {record.id for passage in found for record in passage.records}
    documents = {passage.document.id for passage in found}
    return _exported(library.part_with(ids, documents), form, texts, "dragoman-search")


@routes.get("/download/citation")
def download_citation(request: Request, id_: Annotated[str, Query(alias="id")], style: str = "chicago") -> Response:
    """How to cite a document."""
    document = library_of(request).document(id_).documents[id_]
    return PlainTextResponse(cite([document], style).encode(errors="replace"))


def _exported(holdings: Holdings, form: str, texts: str, name: str) -> Response:
    """An export as a file, taken from the disk piece by piece."""
    out = TemporaryFile()  # noqa: SIM115 - the answer closes it
    try:
        suffix = export_to(out, holdings, form, fulltext=texts == "yes")
    except BaseException:
        out.close()
        raise
    out.seek(0)
    kind = guess_type(f"a{suffix}")[0] or "application/octet-stream"
    return StreamingResponse(_read(out), media_type=kind, headers=_saved_as(f"{name}-{form}{suffix}"))


def _read(out: BinaryIO) -> Iterator[bytes]:
    with out:
        while piece := out.read(1 << 16):
            yield piece


@routes.get("/download/{kind}.{form}")
def download(request: Request, kind: str, form: Form) -> Response:
    """All records of a kind as a file."""
    if kind not in KINDS:
        raise UsageError(f"there is no kind {kind[:40]!r} of record", mend=f"choose one of {', '.join(KINDS)}")
    lines = library_of(request).download(kind, form)
    body = (line.encode(errors="backslashreplace") for line in lines)
    return StreamingResponse(body, media_type=_TYPES[form], headers=_saved_as(f"{kind}.{form}"))


@routes.get("/download/{what}")
def download_part(
    request: Request,
    what: Literal["actor", "document", "record"],
    id_: Annotated[str, Query(alias="id")],
    form: str = "jsonl",
    texts: Texts = "yes",
) -> Response:
    """The records in which an actor takes part, those that rest on a document, or one with what tells the same."""
    library = library_of(request)
    parts = {"actor": library.part_of_actor, "document": library.part_of_document, "record": library.part_of_record}
    return _exported(parts[what](id_), form, texts, f"dragoman-{_NO_NAME.sub('-', id_)[:_LONGEST_ID]}")


def _saved_as(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
