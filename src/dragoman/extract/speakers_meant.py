"""Whom a bare word means: "the ministry" after it was named, the issuer of "the letter"."""

from __future__ import annotations

from functools import lru_cache

from dragoman.document import Resolved
from dragoman.extract.clauses import Attribution, Page, Range, bare
from dragoman.extract.cue_words import source_nouns
from dragoman.extract.ground import actors_under, table

OTHER_RANKS = frozenset({"prime", "deputy", "vice", "former", "first", "assistant"})
ISSUING = frozenset(
    {"issue", "publish", "release", "send", "sign", "write", "address", "post", "circulate", "distribute"}
)


def meant_before(doc: Resolved, at: int, word: str) -> str | None:
    """Whom "the ministry", "the minister" or "the authorities" means: the last one told of with that word, else the
    state whose officials or bodies, or which itself, the text spoke of last before it.
    """
    earlier = [m for m in doc.annotated.mentions if m.last <= at and doc.links[m.i]]
    actors = [doc.actors[doc.links[m.i] or ""] for m in sorted(earlier, key=lambda m: -m.first)]
    for actor in actors:
        told = [r.office for r in actor.roles] if actor.schema_ == "Person" else [actor.name, *actor.aliases]
        if actor.schema_ != "State" and any(_called(word, t.lower().split()) for t in told):
            return actor.id
    if word not in _state_organs():
        return None
    paragraph = doc.annotated.sentence_of(at).paragraph
    near = [m for m in earlier if doc.annotated.sentence_of(m.first).paragraph >= paragraph - 1]
    told_of = [doc.actors[doc.links[m.i] or ""] for m in reversed(near)]
    officials = [a for a in told_of if a.schema_ == "PublicBody" or (a.schema_ == "Person" and a.roles)]
    states = [f"state:{a.country}" for a in (*officials, *told_of)]
    return next((s for s in states if s in doc.actors), None)


def _called(word: str, told: list[str]) -> bool:
    """Whether an office or name goes by a bare word; no deputy or prime minister is just "the minister"."""
    return any(t == word and (at == 0 or told[at - 1] not in OTHER_RANKS) for at, t in enumerate(told))


@lru_cache(maxsize=1)
def _state_organs() -> frozenset[str]:
    return frozenset(row["word"] for row in table("claims_organs.csv"))


def issuer(doc: Resolved, page: Page, found: Attribution, last: str | None) -> str | None:
    """Who issued a document that speaks: named with it, its senders, or the one that an earlier mention named."""
    assert found.head is not None and found.source is not None  # noqa: PT018
    for clause in page.doc.children(found.head, "relcl", "acl"):
        if bare(page, clause.i) in ISSUING:
            for who in page.doc.children(clause.i, "nsubj", "agent"):
                at = who.i if who.dep == "nsubj" else next((c.i for c in page.doc.children(who.i, "pobj")), who.i)
                if actors := actors_under(doc, at):
                    return actors[0]
                return meant_before(doc, at, bare(page, at))
    if actors := [*actors_under(doc, found.head), *_senders(doc, page, found.head)]:
        return actors[0]
    words = [t.lower for t in page.tokens[found.source[0] : found.source[1]]]
    if "joint" in words:
        return _subject_of(doc, page, found.hull)
    return None if words[0] in ("a", "an") or page.tokens[found.head].tag == "NNS" else last


def _senders(doc: Resolved, page: Page, head: int) -> list[str]:
    """Whose a document is, by the phrases below it: "the opening line of a statement by the ministry"."""
    below = [p.i for t in page.doc.children(head, "prep") for p in page.doc.children(t.i, "pobj")]
    sent = [
        p for t in page.doc.children(head, "prep") if t.lower in ("by", "from") for p in page.doc.children(t.i, "pobj")
    ]
    named = [a for p in sent for a in actors_under(doc, p.i)]
    papers = [p for p in below if source_nouns().get(bare(page, p)) == "document"]
    return named or [a for p in papers for a in _senders(doc, page, p)]


def _subject_of(doc: Resolved, page: Page, content: Range) -> str | None:
    for token in page.tokens[content[0] : content[1]]:
        if token.dep in ("nsubj", "nsubjpass"):
            return next(iter(actors_under(doc, token.i)), None)
    return None
