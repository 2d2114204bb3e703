"""Repaired text in; tokens, parse, mentions, time expressions, quotations and figures out.

It reads what the words show and never decides who or when is meant: that is resolution's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dragoman.annotate import learned, mentions, parser, quantities, quotes, timexes
from dragoman.annotate.regraft import regraft
from dragoman.document import Annotated, Clean, Opinion, Proposals
from dragoman.kb import KnowledgeBase

__all__ = ["Annotator", "annotate"]

# Somebody else who is asked: parsed text in, proposals out, each at exact tokens.
Annotator = Callable[[Annotated], Opinion]


def annotate(
    clean: Clean, kb: KnowledgeBase, *, rules_only: bool = False, annotator: Annotator | None = None
) -> Annotated:
    """Everything that the words of a document show; `rules_only` leaves the learned reader out."""
    doc = parser.parse(clean)
    if not rules_only:
        doc = replace(doc, proposals=learned.read(doc))
    if annotator is not None:
        doc = _asked(doc, annotator)
    doc = regraft(replace(doc, timexes=timexes.find(doc)))
    doc = replace(doc, quotes=quotes.find(doc))
    doc = replace(doc, quantities=quantities.find(doc))
    return replace(doc, mentions=mentions.find(doc, kb))


def _asked(doc: Annotated, annotator: Annotator) -> Annotated:
    """The document with what an annotator proposes beside the learned reader's proposals, if there are any."""
    opinion = annotator(doc)
    known = doc.proposals or Proposals()
    return replace(doc, proposals=replace(known, acts=known.acts + opinion.acts), issues=opinion.issues)
