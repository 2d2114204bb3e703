"""Readers: bytes become documents; the only room that knows file formats.

In: paths, or a name and bytes. Out: a Document with the text as it stands in the file, or a DocumentError with why.
Never: a change to the text, a guess at a date, a fetch from the network.
"""

from dragoman.readers.finding import STANDARD_INPUT, find
from dragoman.readers.plugins import Format, formats
from dragoman.readers.reading import read
from dragoman.readers.sources import Limits, Skipped, Source

__all__ = ["STANDARD_INPUT", "Format", "Limits", "Skipped", "Source", "find", "formats", "read"]
