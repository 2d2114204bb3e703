"""Repaired text in; tokens, parse, mentions, time expressions, quotations and figures out.

It reads what the words show and never decides who or when is meant: that is resolution's.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.annotate import learned, mentions, parser, quantities, quotes, timexes
from dragoman.document import Annotated, Clean
from dragoman.kb import KnowledgeBase

__all__ = ["annotate"]


def annotate(clean: Clean, kb: KnowledgeBase, *, rules_only: bool = False) -> Annotated:
    """Everything that the words of a document show; `rules_only` leaves the learned reader out."""
    doc = parser.parse(clean)
    if not rules_only:
        doc = replace(doc, proposals=learned.read(doc))
    doc = replace(doc, timexes=timexes.find(doc), quotes=quotes.find(doc))
    doc = replace(doc, quantities=quantities.find(doc))
    return replace(doc, mentions=mentions.find(doc, kb))
