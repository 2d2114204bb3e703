"""The application: routes, the guard around them, and what is said when something fails."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.staticfiles import StaticFiles

from dragoman import __version__
from dragoman.app import Archive
from dragoman.errors import BrokenSystem, DragomanError, UnknownRecord, UnknownState, UsageError
from dragoman.web import api, giving, login, pages, review, views, writing
from dragoman.web.desk import Desk, StillJoining
from dragoman.web.guard import HEADERS, Doors, Guard, TooMuch
from dragoman.web.rendering import HOME, page
from dragoman.web.settings import Settings

_log: Final = logging.getLogger("dragoman.web")


def make_application(archive: Archive, settings: Settings | None = None) -> FastAPI:
    """The desk on an archive, which stays open as long as it is served."""
    desk, doors = Desk(archive), Doors(settings or Settings())

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        desk.begin()
        yield
        desk.close()

    application = FastAPI(
        title="Dragoman", version=__version__, docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json",
        lifespan=lifespan,
    )  # fmt: skip
    application.state.desk, application.state.doors = desk, doors
    for routes in (api.routes, views.routes, pages.routes, giving.routes, review.routes, writing.routes, login.routes):
        application.include_router(routes)
    application.mount("/static", StaticFiles(directory=HOME / "static"))
    application.add_middleware(Guard, doors=doors)
    for kind in (DragomanError, HTTPException, RequestValidationError, TooMuch):
        application.add_exception_handler(kind, _said)
    application.add_exception_handler(Exception, _said)
    return application


async def _said(request: Request, error: Exception) -> Response:
    """What went wrong, in a line; what a programmer needs goes to the log, never to the page."""
    status, message, mend = _words(error)
    if status == 500:
        _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    headers = {**HEADERS, "Cache-Control": "no-store"}
    if isinstance(error, StillJoining):
        headers |= {"Retry-After": "2", "Refresh": "2"}
    if request.url.path.startswith("/api/"):
        return JSONResponse({"error": message, "mend": mend}, status, headers=headers)
    if isinstance(error, StillJoining):
        answer = page(request, "joining.html", status, seconds=error.seconds)
    else:
        answer = page(request, "error.html", status, code=status, message=message, mend=mend)
    answer.headers.update(headers)
    return answer


_STATUS: Final[dict[type[DragomanError], int]] = {
    UnknownRecord: 404, UnknownState: 404, UsageError: 400, BrokenSystem: 503, StillJoining: 503,
}  # fmt: skip


def _words(error: Exception) -> tuple[int, str, str]:
    if isinstance(error, DragomanError):
        status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 500)
        return status, error.message, error.mend
    if isinstance(error, TooMuch):
        return 413, "more was sent than is taken at once", "send fewer or smaller files"
    if isinstance(error, RequestValidationError):
        first = error.errors()[0]
        return 422, f"{first['loc'][-1]}: {first['msg']}", "look at the address"
    if isinstance(error, HTTPException):
        return error.status_code, str(error.detail), ""
    return 500, "something went wrong here", "the desk's own log says what"
