"""The brief on two states or one actor: what the press says that they did, agreed, owe and claim, and what nobody says.

In: holdings and a pair of states, or an actor. Out: Markdown in which each statement has footnotes that quote its
evidence; a timeline as values. Never: a statement without its source, text of an article taken as markup.
"""

from dragoman.export.brief.choose import Dyad, Party, Subject
from dragoman.export.brief.dealings import Entry
from dragoman.export.brief.page import actor_brief, brief, records_on, timeline

__all__ = ["Dyad", "Entry", "Party", "Subject", "actor_brief", "brief", "records_on", "timeline"]
