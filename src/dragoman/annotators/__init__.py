"""Annotators: other readers that somebody asks for by name; each proposes, none is believed on its word.

In: a parsed document. Out: proposals at exact tokens of it, and what could not be done. Never: a record; a proposal
whose words do not stand in the text to the letter.
"""

from dragoman.annotators.plugins import Maker, Named, annotator, names

__all__ = ["Maker", "Named", "annotator", "names"]
