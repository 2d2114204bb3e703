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
from dragoman.resolve.nodes import Cast, Node, fold

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
    """The person before it in the sentence, else the last sentence's subject, as far as given names fit."""
    tokens = cast.doc.tokens
    sentence = tokens[mention.first].sentence
    fitting = [m for m in cast.before(mention, "Person") if not _quoted(cast, m) and _may_be(cast, m, mention)]
    for back in (sentence, sentence - 1):
        near = [m for m in fitting if tokens[m.first].sentence == back]
        subjects = [m for m in near if tokens[m.head].dep in SUBJECTS]
        for group in (near, subjects):
            nodes = {cast.links[m.i] for m in group}
            if len(nodes) == 1:
                return cast.nodes[nodes.pop()]
    return None


def _may_be(cast: Cast, person: Mention, pronoun: Mention) -> bool:
    """Whether "he" or "she" may be a person: not where the given name says otherwise."""
    given = fold(cast.nodes[cast.links[person.i]].name).split()[:1]
    other = "female" if pronoun.text.lower() == "he" else "male"
    return not given or _genders().get(given[0]) != other


@lru_cache(maxsize=1)
def _genders() -> dict[str, str]:
    """Given names that only women, or only men, bear; those of both are left out."""
    return {row["name"]: row["gender"] for row in rows("resolve", "given_names.csv")}


def _thing(cast: Cast, mention: Mention) -> Node | None:
    """Whoever was asked, where it answers; else the one subject of its sentence, or of the one before."""
    tokens = cast.doc.tokens
    asking = _asking(cast, mention)
    if asking:
        return _asked(cast, asking)
    if _impersonal(cast, mention):
        return None
    sentence = tokens[mention.first].sentence
    for back in (sentence, sentence - 1):
        known = [s for s in cast.before(mention, *ORGANISED, "State") if tokens[s.first].sentence == back]
        subjects = [s for s in known if tokens[s.head].dep in SUBJECTS]
        if subjects:
            same = {cast.links[k.i] for k in known if any(_joined_to(cast, k, s) for s in subjects)}
            return cast.nodes[same.pop()] if len(same) == 1 else None
    return None


def _joined_to(cast: Cast, mention: Mention, subject: Mention) -> bool:
    """Whether a mention is a subject, or joined to it by "and"."""
    tokens = cast.doc.tokens
    at = mention.head
    while tokens[at].dep == "conj" and tokens[at].head != at:
        at = tokens[at].head
    return at == subject.head


def _asking(cast: Cast, mention: Mention) -> int | None:
    """The verb of asking before "it" that answers: "A asked B for grain, and it agreed"."""
    doc = cast.doc
    if doc.tokens[doc.tokens[mention.head].head].lemma.lower() not in words("answer"):
        return None
    before = doc.tokens[doc.sentence_of(mention.first).first : mention.first]
    return next((t.i for t in reversed(before) if _asks(t.lemma, t.pos)), None)


def _asked(cast: Cast, verb: int) -> Node | None:
    """Who is asked, and so answers."""
    objects = [o.i for o in cast.doc.children(verb, "dobj", "dative")]
    nodes = [n for m in cast.doc.mentions if m.head in objects and (n := cast.node_of(m)) and n.schema != "Person"]
    return nodes[0] if nodes else None


def _impersonal(cast: Cast, mention: Mention) -> bool:
    """Whether "it" is nobody: of the weather, the hour, or what a clause says ("it was late", "it is clear that")."""
    tokens = cast.doc.tokens
    verb = tokens[tokens[mention.head].head]
    if verb.lemma.lower() in words("weather"):
        return True
    said = [t for t in cast.doc.children(verb.i, "acomp", "attr") if verb.lemma.lower() == "be"]
    return any(t.lemma.lower() in words("impersonal") for t in said)


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


def link_hosts(cast: Cast) -> None:
    """Read "the host" and "the guest" as who received whom, or who came, in the two sentences before."""
    tokens = cast.doc.tokens
    for m in cast.doc.mentions:
        if m.office not in ("host", "guest") or m.i in cast.links:
            continue
        here = tokens[m.first].sentence
        near = [e for e in cast.before(m, "Person") if here - tokens[e.first].sentence < BACK]
        nodes = {cast.links[e.i] for e in near if _in_visit(cast, e) == m.office}
        if len(nodes) == 1:
            cast.link(m, cast.nodes[nodes.pop()])


def _in_visit(cast: Cast, mention: Mention) -> str | None:
    """What a person is in a visit that the sentence tells of: host or guest."""
    token = cast.doc.tokens[mention.head]
    if token.dep == "appos":
        token = cast.doc.tokens[token.head]
    verb = cast.doc.tokens[token.head].lemma.lower()
    subject = token.dep == "nsubj"
    if verb in words("receive") and token.dep in ("nsubj", "dobj", "nsubjpass"):
        return "host" if subject else "guest"
    return "guest" if verb in words("visit") and subject else None


def link_compatriots(cast: Cast) -> None:
    """Read "the Finn" as the one person of that state whom the text named before."""
    tokens = cast.doc.tokens
    for m in cast.doc.mentions:
        if m.office == "compatriot" and m.i not in cast.links and tokens[m.first - 1].lower == "the":
            before = {cast.links[e.i] for e in cast.before(m, "Person")}
            same = [node for node in map(cast.nodes.__getitem__, before) if node.country == m.country]
            if len(same) == 1:
                cast.link(m, same[0])


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
    owned = _possessor(cast, mention, None) or _owner(cast, mention)
    if len(persons) != 2 or owned not in persons:
        return None
    return cast.nodes[(persons - {owned}).pop()]


def _owner(cast: Cast, mention: Mention) -> str | None:
    """Whom the 's before it means."""
    if cast.doc.tokens[mention.first - 1].tag != "POS":
        return None
    return next((cast.links[m.i] for m in cast.doc.mentions if m.last == mention.first - 1 and m.i in cast.links), None)


def _possessor(cast: Cast, mention: Mention, between: Mention | None) -> str | None:
    """Whom "his" and "her" before it mean: the one who is the last subject before."""
    tokens = cast.doc.tokens
    first = between.first - 1 if between else mention.first
    if first < 0 or tokens[first].tag != "PRP$":
        return None
    subjects = [m for m in cast.before(mention, "Person") if tokens[m.head].dep in SUBJECTS]
    return cast.links[subjects[0].i] if subjects else None
