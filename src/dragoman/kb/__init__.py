"""What is known beforehand: states, offices and their holders by date, organisations, places, names as printed.

In come names, words and dates; out go facts with their source. It never reads a document, a clock or a store.
"""

from dragoman.kb.base import KnowledgeBase, layer, load, use
from dragoman.kb.model import Entity, OfficePattern, Person, PlaceRow, State, Tenure, Term

__all__ = [
    "Entity",
    "KnowledgeBase",
    "OfficePattern",
    "Person",
    "PlaceRow",
    "State",
    "Tenure",
    "Term",
    "layer",
    "load",
    "use",
]
