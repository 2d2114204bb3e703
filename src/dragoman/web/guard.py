"""What every request passes: the name by which it calls, where it comes from, how much it brings, who sends it."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections import OrderedDict
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Any, Final
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.web.keys import Attempts, Role
from dragoman.web.settings import Settings, may_be_called

COOKIE: Final = "dragoman-desk"
SAFE: Final = frozenset({"GET", "HEAD"})
SESSION: Final = 12 * 3600.0  # seconds after which a token has to be shown again
_MOST_SESSIONS: Final = 1000
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: what they may do, their session, and the word that their forms have to bring."""

    role: Role
    session: str
    word: str


class Doors:
    """The sessions of those who showed a token, and the secret from which the words of forms are made."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = monotonic) -> None:
        self.settings, self.attempts = settings, Attempts(clock)
        self._secret, self._clock, self._lock = secrets.token_bytes(32), clock, Lock()
        self._sessions: OrderedDict[str, tuple[Role, float]] = OrderedDict()

    def visitor(self, session: str | None) -> Visitor | None:
        """Who has this session. Where no token is asked for, everybody of this computer may come in."""
        if self.settings.keys is None:
            known = session or secrets.token_urlsafe(24)
            return Visitor("reviewer", known, self._word(known))
        with self._lock:
            role, since = self._sessions.get(session or "", (None, 0.0))
        if role is None or self._clock() - since >= SESSION:
            return None
        return Visitor(role, session or "", self._word(session or ""))

    def enter(self, role: Role) -> str:
        """A new session."""
        session = secrets.token_urlsafe(24)
        with self._lock:
            self._sessions[session] = (role, self._clock())
            while len(self._sessions) > _MOST_SESSIONS:
                self._sessions.popitem(last=False)
        return session

    def leave(self, session: str) -> None:
        """End a session."""
        with self._lock:
            self._sessions.pop(session, None)

    def is_word(self, visitor: Visitor, given: str) -> bool:
        """Whether a form brings the word that this visitor's pages have."""
        return bool(visitor.word) and hmac.compare_digest(visitor.word.encode(), given.encode(errors="replace"))

    def _word(self, session: str) -> str:
        return hmac.new(self._secret, session.encode(errors="replace"), hashlib.sha256).hexdigest()


class Guard:
    """The ASGI layer around the desk. Puts the visitor into the request's state."""

    def __init__(self, app: ASGIApp, doors: Doors) -> None:
        self._app, self._doors = app, doors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on with limits and with the headers that keep a browser strict."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # no page of the desk opens a socket
            await send({"type": "websocket.close", "code": 1008})
            return
        headers = Headers(scope=scope)
        refused = self._refusal(scope["method"], headers)
        visitor = None
        if refused is None:
            visitor, refused = await self._who(scope, headers)
        if visitor is not None:
            scope.setdefault("state", {})["visitor"] = visitor
        answer = refused or self._app
        most = self._doors.settings.max_upload
        fresh = visitor is not None and bool(visitor.session) and _session(headers) != visitor.session
        await answer(scope, _limited(receive, most), _with_headers(send, scope, visitor if fresh else None))

    def _refusal(self, method: str, headers: Headers) -> Response | None:
        if not may_be_called(headers.get("host", ""), self._doors.settings):
            return PlainTextResponse("This desk does not go by that name: see --name.", 421)
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdecimal()) or int(length) > self._doors.settings.max_upload:
            return PlainTextResponse(f"At most {self._doors.settings.max_upload:,} bytes are taken at once.", 413)
        if method not in SAFE and not _own(headers):
            return PlainTextResponse("Only the desk's own pages may send something to it.", 403)
        return None

    async def _who(self, scope: Scope, headers: Headers) -> tuple[Visitor | None, Response | None]:
        path = scope["path"]
        if path.startswith("/static/"):
            return None, None
        kind, _, token = headers.get("authorization", "").partition(" ")
        if self._doors.settings.keys is not None and kind.lower() == "bearer":
            return await self._by_token(scope, token.strip())
        visitor = self._doors.visitor(_session(headers))
        if visitor is not None or path == "/login":
            return visitor, None
        if path.startswith("/api/"):
            return None, PlainTextResponse("Show a token: Authorization: Bearer TOKEN", 401)
        return None, RedirectResponse(f"/login?then={quote(path)}", 303)

    async def _by_token(self, scope: Scope, token: str) -> tuple[Visitor | None, Response | None]:
        role, refused = await self._shown(address_of(scope), token)
        if role is None:
            return None, refused
        if scope["method"] not in SAFE:
            return None, PlainTextResponse("A token with the request looks; changes are made on the pages.", 405)
        return Visitor(role, "", ""), None

    async def _shown(self, address: str, token: str) -> tuple[Role | None, Response | None]:
        """The role of a token. One that was right before is no try: programs may ask many things at once."""
        keys, attempts = self._doors.settings.keys, self._doors.attempts
        role = keys.seen(token) if keys else None
        if role is None and keys:
            wait = attempts.begin(address)
            if wait:
                return None, too_many(wait)
            role = await run_in_threadpool(keys.role, token)
            if role is None:
                return None, PlainTextResponse("That token opens nothing here.", 401)
            attempts.right(address)
        return role, None


def address_of(scope: MutableMapping[str, Any]) -> str:
    """The address from which a request comes."""
    client = scope.get("client")
    return str(client[0]) if client else "unknown"


def too_many(wait: int) -> Response:
    """The refusal of somebody who tries tokens."""
    return PlainTextResponse(f"Too many wrong tokens: wait {wait} seconds.", 429, headers={"Retry-After": str(wait)})


def _own(headers: Headers) -> bool:
    """Whether what is sent comes from a page of the same origin, by what the browser itself says."""
    origin = headers.get("origin") or headers.get("referer") or ""
    return bool(origin) and urlsplit(origin).netloc.lower() == headers.get("host", "").lower()


def _session(headers: Headers) -> str | None:
    """The session's cookie; what other programs of the same host set beside it may be as odd as it likes."""
    return cookie_parser(headers.get("cookie", "")).get(COOKIE) or None


class TooMuch(Exception):  # noqa: N818 - it says what there is
    """More bytes came than are taken."""


def _limited(receive: Receive, most: int) -> Receive:
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise TooMuch
        return message

    return counted


def _with_headers(send: Send, scope: Scope, visitor: Visitor | None) -> Send:
    """Adds the headers; for a visitor who is new, the session's cookie as well."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("Cache-Control", "no-store")
            if visitor is not None and COOKIE not in headers.get("set-cookie", ""):
                headers.append("Set-Cookie", cookie(visitor.session, scope))
        await send(message)

    return sent


def cookie(session: str, scope: MutableMapping[str, Any]) -> str:
    """The cookie of a session: no script reads it, no other site sends it."""
    secure = "; Secure" if scope.get("scheme") == "https" else ""
    return f"{COOKIE}={session}; Path=/; HttpOnly; SameSite=Strict{secure}"
