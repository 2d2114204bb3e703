"""Sport: in a report on games the name of a state is its team's, which acts for nobody."""

from __future__ import annotations

from functools import lru_cache

from dragoman.document import Annotated, Mention
from dragoman.kb.rows import rows

LEAST_WORDS = 3  # different words of sport that a report on games has at the least
LEAST_SHARE = 0.25  # and the share of its sentences that hold one


@lru_cache(maxsize=4)
def _words(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in rows("resolve", "sport.csv") if row["kind"] == kind)


def is_report_on_games(doc: Annotated) -> bool:
    """Whether a document tells of games throughout, or opens with one ("CRICKET - …"); others may name a cup."""
    game = _words("game")
    opening = [t.lower for t in doc.tokens[:2]]
    if opening[:1] and opening[0] in game and opening[1:] in (["-"], ["–"], ["—"], [":"]):
        return True
    told = [{t.lower for t in doc.sentence_tokens(s)} & game for s in doc.sentences]
    different = set().union(*told)
    return len(different) >= LEAST_WORDS and sum(map(bool, told)) >= LEAST_SHARE * len(told)


def is_team(doc: Annotated, mention: Mention) -> bool:
    """Whether the name of a state stands for its team in a report on games.

    Not where it says where or whence: "in X", "(X)" after a player, "Town, X", "the X striker" for a demonym.
    """
    tokens, first, last = doc.tokens, mention.first, mention.last
    before = tokens[first - 1] if first and tokens[first - 1].sentence == tokens[first].sentence else None
    if before and before.lower == "the" and first > 1:
        before = tokens[first - 2]
    if before and (before.text == "(" or before.lower in _words("where")):
        return False
    if before and before.text == "," and tokens[first - 2].text[:1].isupper():
        return False
    following = tokens[last].lower if last < len(tokens) else ""
    if mention.kind == "demonym":
        return following in _words("team") or tokens[mention.head].dep in ("nsubj", "nsubjpass")
    return mention.kind in ("name", "acronym") and mention.office is None
