"""Deciding: each decision is a form, so that a keyboard and no script are enough."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from dragoman.app import Judgement, Reviewer
from dragoman.app.library import UNSURE
from dragoman.errors import UsageError
from dragoman.web.desk import Desk
from dragoman.web.fields import lines_of
from dragoman.web.forms import sent
from dragoman.web.passages import quotes
from dragoman.web.rendering import library_of, page

routes = APIRouter(include_in_schema=False)
UNDO: Final = "undo"
IDENTICAL: Final = "accept-identical"  # a record, and those that say the same in the same words: nothing else at once
_YEAR: Final = 31_536_000


@routes.get("/review")
def queue(request: Request, at: int = 0, done: str = "", action: str = "") -> Response:
    """What waits, one at a time."""
    desk: Desk = request.app.state.desk
    library = library_of(request)
    known = library.holdings.by_id
    tasks = [task for task in library.decidable if task.about not in desk.judged]
    place = max(0, min(at, len(tasks) - 1))
    task = tasks[place] if tasks else None
    shown = library.record(task.about) if task else None
    rivals = [known[key] for key in getattr(shown.record, "records", ()) if key in known] if shown else []
    return page(
        request, "review.html", library=library, task=task, shown=shown, place=place, rivals=rivals,
        quotes=quotes(getattr(shown.record, "evidence", ()), shown.texts) if shown else [],
        same=len(library.identical(shown.record)) if shown else 0, total=len(tasks),
        elsewhere=len(library.queue) - len(tasks), done=done, action=action,
        lines=lines_of(shown.record, library) if shown else [], decided=len(library.holdings.judgements),
    )  # fmt: skip


@routes.post("/review")
async def decide(request: Request) -> Response:
    """Write one judgement, then go on to what waits next, or back to the record."""
    form = await sent(request)
    desk: Desk = request.app.state.desk
    action, about, who = (str(form.get(name, "")).strip() for name in ("action", "about", "who"))
    if action not in (*ACTIONS, UNDO):
        raise UsageError(f"there is no decision {action[:20]!r}", mend=f"choose one of {', '.join(ACTIONS)}, {UNDO}")
    judged = await run_in_threadpool(_judged, desk, (action, about, who), form)
    back = str(form.get("back", ""))
    told = urlencode({"done": judged, "action": action})
    rooms = {"record": "records", "actor": "actors"}
    if back in rooms and about:
        where = f"/{rooms[back]}/{quote(about, safe=':')}?{told}"
    else:
        where = f"/review?{told}&at={_place(form)}"
    answer = RedirectResponse(where, 303)
    answer.set_cookie("who", quote(who), max_age=_YEAR, httponly=True, samesite="strict")
    return answer


def _judged(desk: Desk, told: tuple[str, str, str], form: FormData) -> str:
    """Write the judgements; their ids with spaces between."""
    action, about, who = told
    why, reviewer = str(form.get("why", "")).strip() or None, desk.reviewer(who)
    if action == UNDO:
        judgements = [reviewer.undo(key, why=why) for key in str(form.get("judgement", "")).split() or [""]]
        desk.judged.clear()
    else:
        abouts = [about, *(_identical(desk, about) if action == IDENTICAL else ())]
        judgements = [ACTIONS[action](reviewer, one, form, why) for one in abouts]
        desk.judged.update(abouts if action in SETTLING else ())
    return " ".join(judgement.id for judgement in judgements)


def _identical(desk: Desk, about: str) -> list[str]:
    library = desk.library()
    return [record.id for record in library.identical(library.record(about).record)]


def _others(form: FormData) -> list[str]:
    """The further records, actors or documents that a form names."""
    return [part for value in form.getlist("other") for part in str(value).split()]


def _chosen(form: FormData) -> str:
    chosen = str(form.get("holds", "")).strip()
    if not chosen:
        raise UsageError("nothing says which of them holds", mend="choose one, or say that there is no contradiction")
    return chosen


def _unsure(me: Reviewer, about: str, why: str | None) -> Judgement:
    return me.note(about, f"{UNSURE}: {why}" if why else UNSURE)


ACTIONS: Final[dict[str, Callable[[Reviewer, str, FormData, str | None], Judgement]]] = {
    "accept": lambda me, about, _, why: me.accept(about, why=why),
    IDENTICAL: lambda me, about, _, why: me.accept(about, why=why),
    "reject": lambda me, about, _, why: me.reject(about, why=why),
    "note": lambda me, about, _, why: me.note(about, why or ""),
    UNSURE: lambda me, about, _, why: _unsure(me, about, why),
    "merge": lambda me, about, form, why: me.merge_records([about, *_others(form)], why=why),
    "split": lambda me, about, form, why: me.split_records([about, *_others(form)], why=why),
    "holds": lambda me, about, form, why: me.resolve_conflict(about, holds=_chosen(form), why=why),
    "no-conflict": lambda me, about, _, why: me.resolve_conflict(about, why=why),
    "answered": lambda me, about, _, why: me.close_gap(about, why=why),
    "merge-actors": lambda me, about, form, why: me.merge_actors([about, *_others(form)], into=about, why=why),
    "split-actor": lambda me, about, form, why: me.split_actor(about, _others(form), why=why),
}
SETTLING: Final = frozenset(ACTIONS) - {"note", "merge-actors", "split-actor"}


def _place(form: FormData) -> int:
    given = str(form.get("at", "0"))
    return int(given) if given.isdecimal() and len(given) < 9 else 0
