"""What goes out: files of every kind of record, and the brief on two states.

In: a store. Out: files in the formats that `formats` lists, and briefs; the same bytes for the same articles. Never: a
half-written export; text of an article taken as markup, as a formula or as a path.
"""

from dragoman.export.brief import Dyad, Entry, Party, Subject, actor_brief, brief, records_on, timeline
from dragoman.export.brief.files import BRIEF_FORMS, form_of, write_brief
from dragoman.export.citing import STYLES, cite
from dragoman.export.dyad import DyadView, Told, Voice, countries_of
from dragoman.export.folder import export
from dragoman.export.form import Format
from dragoman.export.holdings import Holdings, Memory, gather
from dragoman.export.kinds import KIND_LINES
from dragoman.export.packing import pack
from dragoman.export.part import part
from dragoman.export.registry import BUILT_IN, formats

__all__ = [
    "BRIEF_FORMS", "BUILT_IN", "KIND_LINES", "STYLES", "Dyad", "DyadView", "Entry", "Format", "Holdings", "Memory",
    "Party", "Subject", "Told", "Voice", "actor_brief", "brief", "cite", "countries_of", "export", "form_of", "formats",
    "gather", "pack", "part", "records_on", "timeline", "write_brief",
]  # fmt: skip
