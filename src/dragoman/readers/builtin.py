"""The readers that come with the package; they use the same door as those that are installed beside it."""

from __future__ import annotations

from typing import Final

from dragoman.readers.html import Html
from dragoman.readers.plain import PlainText

FORMATS: Final = (Html, PlainText)
CONTAINERS: Final[tuple[type, ...]] = ()
