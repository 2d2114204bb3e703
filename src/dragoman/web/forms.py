"""What a form brings, once it is certain that one of the desk's own pages sent it."""

from __future__ import annotations

from fastapi import HTTPException, Request
from starlette.datastructures import FormData

from dragoman.web.guard import Doors, Visitor


async def sent(request: Request, files: int = 0) -> FormData:
    """The fields of a form of a reviewer. Raises HTTPException where the word of the page is missing or wrong."""
    doors: Doors = request.app.state.doors
    visitor: Visitor = request.state.visitor
    if visitor.role != "reviewer":
        raise HTTPException(403, "this token may read, not change")
    form = await request.form(max_files=files, max_fields=50, max_part_size=doors.settings.max_upload)
    if not doors.is_word(visitor, str(form.get("word", ""))):
        raise HTTPException(403, "this form is from before a restart, or from elsewhere: load its page again")
    return form
