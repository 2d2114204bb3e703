"""Documents in, files out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final, Literal

from fastapi import APIRouter, HTTPException, Request
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response, StreamingResponse

from dragoman.errors import UsageError
from dragoman.records import KINDS, Edtf
from dragoman.web.desk import Desk
from dragoman.web.forms import sent
from dragoman.web.rendering import library_of, page

routes = APIRouter(include_in_schema=False)
Form = Literal["jsonl", "csv"]
_TYPES: Final = {"jsonl": "application/x-ndjson", "csv": "text/csv"}
_LONGEST_NAME: Final = 120
_MOST_FILES: Final = 200


@routes.get("/add")
def add(request: Request) -> Response:
    """The form for documents."""
    most = request.app.state.doors.settings.max_upload
    return page(request, "add.html", library=library_of(request), most=most, kinds=list(KINDS))


@routes.post("/add")
async def take(request: Request) -> Response:
    """Begin to read what was sent."""
    form = await sent(request, _MOST_FILES)
    desk: Desk = request.app.state.desk
    texts = [(_name(file.filename), await file.read()) for file in form.getlist("files")
             if isinstance(file, UploadFile) and file.filename]  # fmt: skip
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
    """A name to show and to know the format by; no path, whatever was sent."""
    bare = PurePosixPath((given or "").replace("\\", "/")).name
    shown = "".join(letter for letter in bare if letter.isprintable())
    return shown[-_LONGEST_NAME:] or "unnamed.txt"


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
        answer.headers["Refresh"] = "1"
    return answer


@routes.get("/download/all-{form}.zip")
def download_all(request: Request, form: Form) -> Response:
    """All records of every kind in one archive, the same bytes for the same records."""
    library = library_of(request)

    def packed() -> Iterator[bytes]:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for kind in KINDS:
                body = "".join(library.download(kind, form)).encode(errors="backslashreplace")
                archive.writestr(zipfile.ZipInfo(f"{kind}.{form}"), body, zipfile.ZIP_DEFLATED)
        yield out.getvalue()

    return StreamingResponse(packed(), media_type="application/zip", headers=_saved_as(f"dragoman-{form}.zip"))


@routes.get("/download/{kind}.{form}")
def download(request: Request, kind: str, form: Form) -> Response:
    """All records of a kind as a file."""
    if kind not in KINDS:
        raise UsageError(f"there is no kind {kind[:40]!r} of record", mend=f"choose one of {', '.join(KINDS)}")
    lines = library_of(request).download(kind, form)
    body = (line.encode(errors="backslashreplace") for line in lines)
    return StreamingResponse(body, media_type=_TYPES[form], headers=_saved_as(f"{kind}.{form}"))


def _saved_as(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
