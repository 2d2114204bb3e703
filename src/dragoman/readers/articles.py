"""The last step of every format: extracted text to a document, with its language, its walls, and its limits kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.document import Document, Zone
from dragoman.errors import DocumentError
from dragoman.readers.language import Guess, guess
from dragoman.readers.meta import NOTHING, Meta
from dragoman.readers.sources import Limits
from dragoman.readers.walls import paywall, stub
from dragoman.records import Issue, Status

# Issues that say that the article is not all there, or not read.
PARTIAL = frozenset({"paywall", "cookie-wall", "language", "stub", "cut-off"})


@dataclass(frozen=True, slots=True)
class Extract:
    """What a format found in its bytes: the article's text, what the file says of it, what is odd about it.

    `notes` are (code, message) pairs; `hints` are the parts that the markup names, in characters of the text;
    `around` is the text of the page beside the article, where walls and stubs show.
    """

    text: str
    meta: Meta = NOTHING
    notes: tuple[tuple[str, str], ...] = ()
    hints: tuple[Zone, ...] = ()
    around: str = ""


def article(source: str, data: bytes, found: Extract, limits: Limits) -> Document:
    """The document of an extract. Raises DocumentError where there is no text, or more than the limits allow."""
    _check(source, found.text, limits)
    identifier = hashlib.sha256(data).hexdigest()
    tongue = _tongue(found)
    issues = tuple(_issues(identifier, found, tongue))
    status: Status = "partial" if any(issue.code in PARTIAL for issue in issues) else "accepted"
    document = Document(identifier, source, found.text, status=status, issues=issues, hints=found.hints)
    return Meta(language=tongue.language).over(found.meta).of(document)


def _tongue(found: Extract) -> Guess:
    """The language of the text; what the file says counts only where the text does not show it."""
    told = guess(found.text)
    if told.language or told.reason or found.meta.language in (None, "en"):
        return told
    reason = f"expected English, found a text marked {found.meta.language}: stored, not yet read"
    return Guess(found.meta.language, reason)


def _check(source: str, text: str, limits: Limits) -> None:
    if not text.strip():
        raise DocumentError("empty", f"{source}: expected text, found nothing but white space")
    if "\x00" in text:
        raise DocumentError("binary", f"{source}: expected text, found NUL characters", mend="save the article as text")
    if len(text) > limits.max_bytes:
        reason = f"{source}: expected at most {limits.max_bytes:,} characters of text, found {len(text):,}"
        raise DocumentError("too-large", reason, mend="split the file, one article each")
    longest = max(map(len, text.splitlines()), default=0)
    if longest > limits.max_line:
        reason = f"{source}: expected lines, found one of {longest:,} characters"
        raise DocumentError("line-too-long", reason, mend="save the article with a line for each paragraph")


def _issues(identifier: str, found: Extract, tongue: Guess) -> Iterator[Issue]:
    for code, message in found.notes:
        yield _issue(identifier, code, message)
    wall = paywall(found.text)
    if wall is not None:
        start, end = wall
        yield _issue(identifier, "paywall", f"cut off by a pay-wall: {found.text[start:end]!r}", (start, end))
    elif reason := stub(found.text, found.around):
        yield _issue(identifier, *reason)
    if tongue.reason:
        yield _issue(identifier, "language", tongue.reason)


def _issue(identifier: str, code: str, message: str, where: tuple[int, int] | None = None) -> Issue:
    start, end = where or (None, None)
    return Issue(document_id=identifier, stage="readers", code=code, message=message, start=start, end=end)
