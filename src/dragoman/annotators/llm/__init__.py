"""A language model behind an OpenAI-compatible endpoint, asked for the dealings in a text.

In: a parsed document. Out: acts whose every word stands in the text to the letter. Never: an instruction
taken from an article.
"""

from dragoman.annotators.llm.asked import NAME, Asked

__all__ = ["NAME", "Asked"]
