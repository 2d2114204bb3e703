"""What only points back: pronouns, and words for the other of two ("his counterpart", "her host").

The parse must leave one candidate; where it leaves two the mention stays open. Nobody inside a quotation is pointed at
from outside it, nor the other way round: who speaks there is not the narrator.
"""

from __future__ import annotations

from functools import lru_cache

from dragoman.document import Mention
from dragoman.kb import KnowledgeBase
from dragoman.kb.people import possible_on
from dragoman.kb.rows import rows
from dragoman.records import Edtf, Schema
from dragoman.resolve.holders import known_holder
from dragoman.resolve.nodes import Cast, Node

ORGANISED: tuple[Schema, ...] = ("PublicBody", "Company", "Organization", "IGO")
SUBJECTS = ("nsubj", "nsubjpass")
BACK = 2  # sentences in which the other of two stands


@lru_cache(maxsize=8)
def words(kind: str) -> frozenset[str]:
    """The words of one kind in `commissions.csv`."""
    return frozenset(row["word"] for row in rows("resolve", "commissions.csv") if row["kind"] == kind)


def link_pronouns(cast: Cast) -> None:
    """Read "he" and "she" as persons, "it" as a state or body."""
    for m in cast.doc.mentions:
        if m.kind == "pronoun" and not _quoted(cast, m):
            node = _person(cast, m) if m.schema == "Person" else _thing(cast, m)
            if node:
                cast.link(m, node)


def _quoted(cast: Cast, mention: Mention) -> bool:
    at = cast.doc.tokens[mention.first].start
    return any(q.char_start <= at < q.char_end for q in cast.doc.quotes)


def _person(cast: Cast, mention: Mention) -> Node | None:
    """The person before it in the sentence, else the last sentence's subject."""
    tokens = cast.doc.tokens
    sentence = tokens[mention.first].sentence
    for back in (sentence, sentence - 1):
        near = [m for m in cast.before(mention, "Person") if tokens[m.first].sentence == back and not _quoted(cast, m)]
        subjects = [m for m in near if tokens[m.head].dep in SUBJECTS]
        for group in (near, subjects):
            nodes = {cast.links[m.i] for m in group}
            if len(nodes) == 1:
                return cast.nodes[nodes.pop()]
    return None


def _thing(cast: Cast, mention: Mention) -> Node | None:
    """Whoever was asked, where it answers; else the one subject of its sentence, or of the one before."""
    asked = _asked(cast, mention)
    if asked:
        return asked
    tokens = cast.doc.tokens
    sentence = tokens[mention.first].sentence
    for back in (sentence, sentence - 1):
        known = [s for s in cast.before(mention, *ORGANISED, "State") if tokens[s.first].sentence == back]
        subjects = [s for s in known if tokens[s.head].dep in SUBJECTS]
        if subjects:
            same = {cast.links[s.i] for s in subjects}
            return cast.nodes[same.pop()] if len(same) == 1 else None
    return None


def _asked(cast: Cast, mention: Mention) -> Node | None:
    """In "A asked B for grain, and it agreed": B, who is asked and answers."""
    doc = cast.doc
    verb = doc.tokens[doc.tokens[mention.head].head]
    if verb.lemma.lower() not in words("answer"):
        return None
    asking = [t for t in doc.tokens[doc.sentence_of(mention.first).first : mention.first] if _asks(t.lemma, t.pos)]
    objects = [o.i for t in asking[-1:] for o in doc.children(t.i, "dobj", "dative")]
    nodes = [n for m in doc.mentions if m.head in objects and (n := cast.node_of(m)) and n.schema != "Person"]
    return nodes[0] if nodes else None


def _asks(lemma: str, pos: str) -> bool:
    return pos == "VERB" and lemma.lower() in words("request")


def link_counterparts(cast: Cast, kb: KnowledgeBase, when: Edtf | None) -> None:
    """Read "X's host", "her counterpart" as the other, where just two persons stand in the sentences before.

    "His Peruvian counterpart" is who held the same office for Peru on the document's day.
    """
    doc = cast.doc
    for m in doc.mentions:
        if m.kind != "common" or m.office != "counterpart" or m.i in cast.links:
            continue
        beside = cast.node_of(doc.mentions[m.joined]) if m.joined is not None else None
        node = beside or _same_office(cast, kb, m, when) or _other(cast, m)
        if node:
            cast.link(m, node)


def _same_office(cast: Cast, kb: KnowledgeBase, mention: Mention, when: Edtf | None) -> Node | None:
    """The holder, for the state named before the word, of the office that its possessor holds."""
    before = next((m for m in cast.doc.mentions if m.last == mention.first and m.kind == "demonym"), None)
    state = cast.node_of(before)
    owner = cast.nodes.get(_possessor(cast, mention, before) or "")
    if not (state and state.country and owner and when and when.is_day):
        return None
    for office in owner.offices or [t.office for t in kb.tenures(owner.id) if possible_on(t, when)]:
        held = {t.person_id: t for t in kb.holders(office, state.country, when)}
        if len(held) == 1:
            return known_holder(cast, kb, next(iter(held.values())), when)
    return None


def _other(cast: Cast, mention: Mention) -> Node | None:
    doc = cast.doc
    here = doc.tokens[mention.first].sentence
    near = [m for m in cast.before(mention, "Person") if here - doc.tokens[m.first].sentence < BACK]
    persons = {cast.links[m.i] for m in near if m.kind in ("name", "office", "pronoun")}
    owner = next((m for m in doc.mentions if m.last in (mention.first - 1, mention.first) and m.i in cast.links), None)
    owned = cast.links[owner.i] if owner and owner.i != mention.i else _possessor(cast, mention, None)
    if len(persons) != 2 or owned not in persons:
        return None
    return cast.nodes[(persons - {owned}).pop()]


def _possessor(cast: Cast, mention: Mention, between: Mention | None) -> str | None:
    """Whom "his" and "her" before it mean: the one who is the last subject before."""
    tokens = cast.doc.tokens
    first = between.first - 1 if between else mention.first
    if first < 0 or tokens[first].tag != "PRP$":
        return None
    subjects = [m for m in cast.before(mention, "Person") if tokens[m.head].dep in SUBJECTS]
    return cast.links[subjects[0].i] if subjects else None
