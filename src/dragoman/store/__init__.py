"""The store: SQLite or PostgreSQL through SQLAlchemy Core, one transaction a document, full-text search.

In: the outcome of one document at a time, and what people decided. Out: views of it as of now or of another day. Never:
a change to what a record says; a reading written over another; SQL outside this room.
"""

from dragoman.store.checking import Fault
from dragoman.store.search import Passage
from dragoman.store.store import Clock, Store, open_store
from dragoman.store.view import NOW, AsOf, Contents, Held, Run, Tombstone, View
from dragoman.store.writing import Entry

__all__ = [
    "NOW",
    "AsOf",
    "Clock",
    "Contents",
    "Entry",
    "Fault",
    "Held",
    "Passage",
    "Run",
    "Store",
    "Tombstone",
    "View",
    "open_store",
]
