"""Readers: bytes become documents; the only room that knows file formats.

In: paths, or a name and bytes. Out: a Document with the text as it stands in the file, or a DocumentError with why.
Never: a change to the text, a guess at a date, a fetch from the network that was not asked for.
"""

from dragoman.readers.finding import STANDARD_INPUT, find
from dragoman.readers.items import Item, Refused
from dragoman.readers.manifest import manifest
from dragoman.readers.meta import Meta
from dragoman.readers.parts import Part, parts, unpack_part
from dragoman.readers.plugins import Container, Format, containers, formats
from dragoman.readers.reading import read, read_item, unpack
from dragoman.readers.sources import Fetched, How, Limits, Skipped, Source

__all__ = [
    "STANDARD_INPUT", "Container", "Fetched", "Format", "How", "Item", "Limits", "Meta", "Part", "Refused", "Skipped",
    "Source", "containers", "find", "formats", "manifest", "parts", "read", "read_item", "unpack", "unpack_part",
]  # fmt: skip
