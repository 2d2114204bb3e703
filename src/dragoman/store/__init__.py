"""The store: SQLite through SQLAlchemy Core, one transaction a document, full-text search.

In: the outcome of one document at a time. Out: documents, actors, records and passages as they went in. Never: a change
to what a record says; SQL outside this room.
"""

from dragoman.store.reading import Held
from dragoman.store.search import Passage
from dragoman.store.store import Store, open_store

__all__ = ["Held", "Passage", "Store", "open_store"]
