"""The door for those who come from other computers."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from dragoman.web.guard import Doors, address_of, cookie, too_many
from dragoman.web.rendering import page

routes = APIRouter(include_in_schema=False)


@routes.get("/login")
def ask(request: Request, then: str = "/") -> Response:
    """The form for the token."""
    return page(request, "login.html", then=_inside(then), wrong=False)


@routes.post("/login")
async def enter(request: Request) -> Response:
    """A session for who shows a token; who shows wrong ones has to wait."""
    doors: Doors = request.app.state.doors
    address = address_of(request.scope)
    form = await request.form(max_files=0, max_fields=5)
    wait = doors.attempts.begin(address)
    if wait:
        return too_many(wait)
    keys = doors.settings.keys
    role = await run_in_threadpool(keys.role, str(form.get("token", "")).strip()) if keys else None
    then = _inside(str(form.get("then", "/")))
    if role is None:
        return page(request, "login.html", 403, then=then, wrong=True)
    doors.attempts.right(address)
    answer = RedirectResponse(then, 303)
    answer.headers["Set-Cookie"] = cookie(doors.enter(role), request.scope)
    return answer


@routes.post("/logout")
async def leave(request: Request) -> Response:
    """End the session."""
    doors: Doors = request.app.state.doors
    doors.leave(request.state.visitor.session)
    return RedirectResponse("/login" if doors.settings.keys else "/", 303)


def _inside(then: str) -> str:
    """Only a page of this desk may come next."""
    is_path = then.startswith("/") and not then.startswith(("//", "/\\")) and then.isprintable()
    return then if is_path else "/"
