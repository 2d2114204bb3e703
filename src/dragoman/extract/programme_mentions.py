"""Where a document speaks of an undertaking: its name, and the states that the words tie to it.

In: a resolved document. Out: mentions with their partners. Never: a state that only stands in the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dragoman.document import Annotated, Resolved, Sentence, Token
from dragoman.extract.ground import actor_at, actors_at, coordinated, table, telling_sentences

_SMALL = ("of", "the", "for", "and", "on")
_TOGETHER = frozenset({"joint", "jointly", "together", "common", "bilateral", "binational", "cross-border"})
_PARTNER_PREPS = ("of", "with", "between", "by")
_HYPHENS = ("-", "–", "—")
_PAIR = 2
_WAY = ("from", "to", "between", "across", "under", "on")


@dataclass(frozen=True, slots=True)
class Mention:
    """An undertaking spoken of: tokens first:last of its name, its noun, its sector, the states tied to it."""

    head: int
    first: int
    last: int
    sector: str | None
    named: bool
    partners: tuple[str, ...]


def find_mentions(doc: Resolved) -> Iterator[Mention]:
    """Every phrase that names an undertaking, in order: one with a name, or one that its words tell from others."""
    for sentence in telling_sentences(doc.annotated):
        for token in doc.annotated.sentence_tokens(sentence):
            sector = _sector(doc.annotated, token)
            if sector is not None and token.pos in ("NOUN", "PROPN"):
                mention = _mention(doc, sentence, token, sector or None)
                if mention is not None:
                    yield mention


@lru_cache(maxsize=1)
def _nouns() -> dict[str, str]:
    return {row["noun"]: row["sector"] for row in table("programmes_nouns.csv")}


def _sector(doc: Annotated, token: Token) -> str | None:
    """The sector of an undertaking's noun, by two words before by one ("power plant"); None for any other noun."""
    if token.dep in ("compound", "nmod") and _nouns().get(doc.tokens[token.head].lower) is not None:
        return None
    pair = f"{doc.tokens[token.i - 1].lower} {token.lower}" if token.i else ""
    return _nouns().get(pair, _nouns().get(token.lower))


def _mention(doc: Resolved, sentence: Sentence, head: Token, sector: str | None) -> Mention | None:
    first, last = _name(doc.annotated, sentence, head)
    proper = any(t.text[0].isupper() and not _is_nation(doc, t.i) for t in doc.annotated.tokens[first : head.i])
    named = last - first > 1 and (proper or last > head.i + 1)
    partners = _own_partners(doc, head)
    partners += [a for a in _acting_partners(doc, sentence, head, named=named) if a not in partners]
    if named:
        return Mention(head.i, first, last, sector, named, tuple(partners))
    if len(partners) < _PAIR or not _is_told_apart(doc.annotated, head):
        return None
    first, last = _described(doc, head)
    return Mention(head.i, first, last, sector, named, tuple(partners))


def _is_nation(doc: Resolved, at: int) -> bool:
    mention = doc.mention_at(at)
    return mention is not None and mention.kind in ("demonym", "name", "country") and _state_at(doc, at) is not None


def _state_at(doc: Resolved, at: int) -> str | None:
    actor = actor_at(doc, at)
    return actor.id if actor and actor.schema_ == "State" else None


def _name(doc: Annotated, sentence: Sentence, head: Token) -> tuple[int, int]:
    """The capitalised words around a noun that make it a name: "Volta Coast Corridor", "the Medusa cable"."""
    tokens, first, last = doc.tokens, head.i, head.i + 1
    while first > sentence.first and _is_of_name(doc, sentence, first - 1):
        first -= 1
    if head.text[0].isupper():
        while last < sentence.last and (tokens[last].text[0].isupper() or tokens[last].lower in _SMALL):
            last += 1
        while last > head.i + 1 and not tokens[last - 1].text[0].isupper():
            last -= 1
    while first < head.i and tokens[first].lower in ("the", "a", "an", "this", "under"):
        first += 1
    return first, last


def _is_of_name(doc: Annotated, sentence: Sentence, at: int) -> bool:
    """Whether a token belongs to the name that stands after it; a hyphen does between two capitals."""
    token = doc.tokens[at]
    if token.text in _HYPHENS:
        return at > sentence.first and doc.tokens[at - 1].text[0].isupper()
    return token.text[0].isupper() and token.pos != "VERB"


def _described(doc: Resolved, head: Token) -> tuple[int, int]:
    """The words of an unnamed undertaking: what stands before the noun, and the way that it goes ("from A to B")."""
    annotated = doc.annotated
    before = [c.i for c in annotated.children(head.i, "compound", "amod", "nmod") if c.i < head.i]
    kept = [at for at in before if not _is_nation(doc, at) and annotated.tokens[at].lower not in _TOGETHER]
    first = min([head.i, *(annotated.reach(at)[0] for at in kept)])
    while first < head.i and (annotated.tokens[first].text in _HYPHENS or _is_nation(doc, first)):
        first += 1
    named = [
        c.i for c in annotated.children(head.i, "appos") if c.pos == "PROPN" and annotated.reach(c.i)[0] == head.i + 1
    ]
    last = max([head.i, *named]) + 1
    for prep in (*annotated.children(head.i, "prep"), *annotated.children(annotated.tokens[head.i].head, "prep")):
        if prep.lower in _WAY and prep.i == last:
            ends = [o.i for o in annotated.children(prep.i, "pobj") if annotated.tokens[o.i].pos == "PROPN"]
            last = max([last, *(at + 1 for at in ends)])
    return first, last


def _is_told_apart(doc: Annotated, head: Token) -> bool:
    """Whether words tell an unnamed undertaking from any other: a modifier, a way, a clause on it, "joint"."""
    own = doc.children(head.i, "compound", "amod", "nmod", "relcl", "acl")
    way = (p for p in doc.children(head.i, "prep") if p.lower in _WAY)
    return bool(own) or any(o.pos == "PROPN" for p in way for o in doc.children(p.i, "pobj"))


def _own_partners(doc: Resolved, head: Token) -> list[str]:
    """States in the undertaking's own phrase: "the A-B satellite", "a station of A and B", "a project with B"."""
    annotated = doc.annotated
    beside = [t for c in annotated.children(head.i, "amod", "compound", "nmod", "poss") for t in _under(annotated, c.i)]
    preps = [p for p in annotated.children(head.i, "prep") if p.lower in _PARTNER_PREPS]
    after = [at for p in preps for o in annotated.children(p.i, "pobj") for at in coordinated(annotated, o.i)]
    return _states(doc, [*sorted(beside), *after])


def _under(doc: Annotated, top: int) -> list[int]:
    return [top, *(c.i for c in doc.children(top, "amod", "compound", "conj", "nmod"))]


def _states(doc: Resolved, tokens: list[int]) -> list[str]:
    found = [a.id for at in tokens for a in actors_at(doc, at) if a.schema_ == "State"]
    return list(dict.fromkeys(found))


@lru_cache(maxsize=1)
def _joint() -> frozenset[str]:
    return frozenset(row["verb"] for row in table("programmes_joint.csv"))


def _acting_partners(doc: Resolved, sentence: Sentence, head: Token, *, named: bool) -> list[str]:
    """The states that build, pay or join: of a name any in a sentence that says so, else those of the verbs around."""
    annotated = doc.annotated
    if named:
        tokens = annotated.sentence_tokens(sentence)
        joint = any(t.lemma.lower() in _joint() and t.pos == "VERB" for t in tokens)
        return _states(doc, [t.i for t in tokens]) if joint else []
    above = [a for a in annotated.ancestors(head.i) if annotated.tokens[a].pos == "VERB"]
    verbs = [*above, *(c.i for c in annotated.children(head.i, "relcl", "acl"))]
    joint_verbs = [v for v in verbs if annotated.tokens[v].lemma.lower() in _joint()]
    return _states(doc, [at for v in joint_verbs for at in _sides_of(annotated, v)])


def _sides_of(doc: Annotated, verb: int) -> list[int]:
    """Those who do what a verb says, and with whom; of a verb without its own subject, those of the one above it."""
    agents = [o.i for a in doc.children(verb, "agent", "prep") for o in doc.children(a.i, "pobj")]
    partners = [
        at
        for at in (*(s.i for s in doc.children(verb, "nsubj")), *agents)
        if doc.tokens[doc.tokens[at].head].lower not in ("in", "from", "to", "across")
    ]
    above = doc.tokens[verb].head
    shared = doc.tokens[verb].dep in ("xcomp", "conj") and not doc.children(verb, "nsubj") and above != verb
    upper = _sides_of(doc, above) if shared else []
    return [*(c for at in partners for c in coordinated(doc, at)), *upper]
