"""What goes out: files of every kind of record, and the brief on two states.

In: a store. Out: JSON Lines, CSV, Markdown; the same bytes for the same articles. Never: a half-written export;
text of an article taken as markup or as a formula.
"""

from dragoman.export.brief import Dyad, Entry, Party, brief, records_on, timeline
from dragoman.export.dyad import DyadView, Told, Voice, countries_of
from dragoman.export.folder import FORMATS, export
from dragoman.export.holdings import Holdings, gather

__all__ = [
    "FORMATS", "Dyad", "DyadView", "Entry", "Holdings", "Party", "Told", "Voice", "brief", "countries_of", "export",
    "gather", "records_on", "timeline",
]  # fmt: skip
