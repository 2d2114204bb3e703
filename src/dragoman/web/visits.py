"""When somebody last looked, kept in a cookie of their browser: what came since is new to them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

COOKIE: Final = "dragoman-visits"
PAUSE: Final = timedelta(minutes=30)  # without a look, after which the next one is another visit
_YEAR: Final = 31_536_000
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00")


@dataclass(frozen=True, slots=True)
class Visit:
    """`before`: when the visit before this one ended, in UTC as the store writes it; None on the first one."""

    before: str | None
    now: str

    def keep(self, answer: Response) -> None:
        """Let the browser remember."""
        value = f"{self.before or ''}|{self.now}"
        answer.set_cookie(COOKIE, value, max_age=_YEAR, httponly=True, samesite="strict")


def visit_of(request: Request, now: datetime | None = None) -> Visit:
    """The visit that a request belongs to. A cookie that is none is a first visit."""
    moment = (now or datetime.now(UTC)).astimezone(UTC)
    text = moment.isoformat(timespec="microseconds")
    before, _, last = request.cookies.get(COOKIE, "").strip('"').partition("|")
    if not _MOMENT.fullmatch(last):
        return Visit(None, text)
    if moment - datetime.fromisoformat(last) > PAUSE:
        return Visit(last, text)
    return Visit(before if _MOMENT.fullmatch(before) else None, text)
