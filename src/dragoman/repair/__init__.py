"""Repair: damaged copy made readable, every mend recorded, with a map that leads back to each raw character.

In: a Document. Out: a Clean, its paragraphs tiled by zones. Never: a change that is no edit, a fact, a guess.
"""

from dragoman.repair.mend import mend

__all__ = ["mend"]
