"""The readers that come with the package; they use the same door as those that are installed beside it."""

from __future__ import annotations

from typing import Final

from dragoman.readers.archives import Compressed, Tar, Zip
from dragoman.readers.docx import Docx
from dragoman.readers.feed import Feed
from dragoman.readers.html import Html
from dragoman.readers.json_files import Json
from dragoman.readers.mhtml import Mhtml
from dragoman.readers.pdf import Pdf
from dragoman.readers.plain import PlainText
from dragoman.readers.tables import Csv, Excel
from dragoman.readers.warc import Warc

FORMATS: Final = (Pdf, Docx, Mhtml, Html, PlainText)
CONTAINERS: Final = (Warc, Excel, Tar, Feed, Json, Csv, Zip, Compressed)
