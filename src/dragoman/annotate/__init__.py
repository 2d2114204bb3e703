"""Repaired text in; tokens, parse, mentions, time expressions, quotations and figures out.

It reads what the words show and never decides who or when is meant: that is resolution's.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.annotate import mentions, parser, quantities, quotes, timexes
from dragoman.document import Annotated, Clean
from dragoman.kb import KnowledgeBase

__all__ = ["annotate"]


def annotate(clean: Clean, kb: KnowledgeBase) -> Annotated:
    """Everything that the words of a document show."""
    doc = parser.parse(clean)
    doc = replace(doc, timexes=timexes.find(doc), quotes=quotes.find(doc))
    doc = replace(doc, quantities=quantities.find(doc))
    return replace(doc, mentions=mentions.find(doc, kb))
