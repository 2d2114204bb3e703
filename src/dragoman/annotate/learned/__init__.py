"""The learned reader: one small encoder, run once a sentence; several heads propose, and rules decide.

In: tokens and sentences. Out: proposals with their probabilities. Never: a record, or a word that is not in the text.
"""

from dragoman.annotate.learned.reading import between, names_in, read

__all__ = ["between", "names_in", "read"]
