"""One source's bytes to one document, through whichever format claims them."""

from __future__ import annotations

from dragoman.document import Document
from dragoman.errors import DocumentError
from dragoman.readers.plugins import formats
from dragoman.readers.signatures import refusal
from dragoman.readers.sources import Limits


def read(source_name: str, data: bytes, limits: Limits | None = None) -> Document:
    """The document that these bytes hold; its id is their sha256.

    Raises DocumentError with a code (empty, too-large, binary, encoding, line-too-long) and a one-line reason.
    """
    limits = limits or Limits()
    if not data.strip():
        raise DocumentError("empty", f"{source_name}: expected text, found none in {len(data)} bytes")
    for each in formats():
        if each.claims(source_name, data):
            return each.read(source_name, data, limits)
    reason = refusal(data) or "no text"
    raise DocumentError(
        "binary", f"{source_name}: expected plain text, found {reason}", mend="save the article as text"
    )
