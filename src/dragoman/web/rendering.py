"""Templates: everything in them is escaped, and every hidden character shown."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Any, Final
from urllib.parse import unquote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from dragoman.app import Library, date_words, export_formats, sum_words
from dragoman.records import Amount, Model, kind_of
from dragoman.web.desk import Desk
from dragoman.web.fields import heading, path, title_of
from dragoman.web.guard import Visitor
from dragoman.web.seeing import finished

HOME: Final = Path(__file__).parent
_QUOTED_AT_MOST: Final = 320
environment = Environment(
    loader=FileSystemLoader(HOME / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    finalize=finished,
    trim_blocks=True,
    lstrip_blocks=True,
)


def short(text: str, limit: int = _QUOTED_AT_MOST) -> str:
    """Text on one line, cut between words where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[:limit].rpartition(" ")[0] + " …"


def figure(value: str, record: Model | None) -> str:
    """A value that is at odds as a person says it: the whole sum, where it is one."""
    return sum_words(record) if isinstance(record, Amount) and value in (record.value, record.low) else value


def many(count: int, word: str, plural: str | None = None) -> str:
    """`1 event`, `3 events`, `2 countries`."""
    return f"{count:,} {word if count == 1 else plural or word + 's'}"


environment.filters |= {
    "date": date_words, "short": short, "sum": sum_words, "heading": heading, "kind": kind_of, "path": path,
    "figure": figure, "file": lambda source: PurePath(source).name or source,
}  # fmt: skip
environment.globals |= {"many": many, "title_of": title_of, "export_formats": export_formats}


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """A page. `library` is None where the store cannot be asked (login, errors)."""
    visitor: Visitor | None = getattr(request.state, "visitor", None)
    desk: Desk = request.app.state.desk
    given: dict[str, Any] = {
        "library": None, "visitor": visitor, "who": unquote(request.cookies.get("who", "")), "path": request.url.path,
        "behind": desk.is_behind, "with_login": request.app.state.doors.settings.keys is not None,
    }  # fmt: skip
    text = environment.get_template(template).render({**given, **values})
    return HTMLResponse(text.encode(errors="replace"), status)


def library_of(request: Request) -> Library:
    """What the store holds."""
    desk: Desk = request.app.state.desk
    return desk.library()


def asked(request: Request, **changes: Any) -> str:
    """The request's own address with some of its questions changed; None takes one out."""
    kept = [(key, value) for key, value in request.query_params.multi_items() if key not in changes]
    return "?" + urlencode([*kept, *((key, value) for key, value in changes.items() if value is not None)])
