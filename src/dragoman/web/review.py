"""Deciding: accept, reject, note, undo. Each is a form, so that a keyboard and no script are enough."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from dragoman.app import Reviewer
from dragoman.errors import UsageError
from dragoman.web.desk import Desk
from dragoman.web.fields import lines_of
from dragoman.web.forms import sent
from dragoman.web.passages import quotes
from dragoman.web.rendering import library_of, page

routes = APIRouter(include_in_schema=False)
ACTIONS: Final = ("accept", "reject", "note", "undo")
_YEAR: Final = 31_536_000


@routes.get("/review")
def queue(request: Request, at: int = 0, done: str = "", action: str = "") -> Response:
    """What waits, one at a time."""
    desk: Desk = request.app.state.desk
    library = library_of(request)
    known = library.holdings.by_id
    tasks = [task for task in library.queue if task.about in known and task.about not in desk.judged]
    place = max(0, min(at, len(tasks) - 1))
    task = tasks[place] if tasks else None
    shown = library.record(task.about) if task else None
    rivals = [known[key] for key in getattr(shown.record, "records", ()) if key in known] if shown else []
    return page(
        request, "review.html", library=library, task=task, shown=shown, place=place, rivals=rivals,
        quotes=quotes(getattr(shown.record, "evidence", ()), shown.texts) if shown else [],
        total=len(tasks), elsewhere=len(library.queue) - len(tasks), done=done, action=action,
        lines=lines_of(shown.record, library) if shown else [], decided=len(library.holdings.judgements),
    )  # fmt: skip


@routes.post("/review")
async def decide(request: Request) -> Response:
    """Write one judgement, then go on to what waits next, or back to the record."""
    form = await sent(request)
    desk: Desk = request.app.state.desk
    action, about, who = (str(form.get(name, "")).strip() for name in ("action", "about", "who"))
    if action not in ACTIONS:
        raise UsageError(f"there is no decision {action[:20]!r}", mend=f"choose one of {', '.join(ACTIONS)}")
    judged = await run_in_threadpool(_judged, desk, (action, about, who), form)
    back = str(form.get("back", ""))
    told = urlencode({"done": judged, "action": action})
    where = (
        f"/records/{quote(about, safe=':')}?{told}"
        if back == "record" and about
        else f"/review?{told}&at={_place(form)}"
    )
    answer = RedirectResponse(where, 303)
    answer.set_cookie("who", quote(who), max_age=_YEAR, httponly=True, samesite="strict")
    return answer


def _judged(desk: Desk, told: tuple[str, str, str], form: FormData) -> str:
    action, about, who = told
    reviewer: Reviewer = desk.archive.reviewer(who)
    why = str(form.get("why", "")).strip() or None
    if action == "undo":
        desk.judged.clear()
        return reviewer.undo(str(form.get("judgement", "")), why=why).id
    if action == "note":
        return reviewer.note(about, why or "").id
    judgement = reviewer.accept(about, why=why) if action == "accept" else reviewer.reject(about, why=why)
    desk.judged.add(about)
    return judgement.id


def _place(form: FormData) -> int:
    given = str(form.get("at", "0"))
    return int(given) if given.isdecimal() and len(given) < 9 else 0
