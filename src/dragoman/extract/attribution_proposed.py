"""Cues that the learned reader sees and no row of the data knows: it may say that a verb tells of saying, nothing more.

Who says it and what is said are left to the rules, and to the frames that leave no doubt where the content stands: a
clause, a quotation, an infinitive. What the data say of a verb stands, whatever the reader makes of it.
"""

from __future__ import annotations

from typing import Final

from dragoman.extract.clauses import Page
from dragoman.extract.cue_words import Cue, forms, lexicon

SURE: Final = 0.7  # least mean probability of a proposed cue
FRAMES: Final = frozenset({"p", "t", "q", "d"})
NOTHING: Final = ()


def proposed(page: Page, at: int) -> tuple[Cue, ...]:
    """What the reader makes of a verb that the data do not know; nothing where it is silent or was not asked."""
    token = page.tokens[at]
    known = any(form in lexicon() for form in forms(page, at))
    if page.doc.proposals is None or token.pos != "VERB" or token.dep in ("prep", "amod") or known:
        return NOTHING
    sure = any(
        one.first <= at < one.last for one in page.doc.proposals.spoken if one.kind == "cue" and one.probability >= SURE
    )
    return (Cue("statement", FRAMES, hedged=False, negated=False, particle=""),) if sure else NOTHING
