"""The records of one document in; the same, joined: who reports an event, what a gap is about, one act told twice.

It joins what extractors found apart and invents nothing: a link is drawn where evidence overlaps or stands together.
"""

from dragoman.compose.joining import compose

__all__ = ["compose"]
