"""Which body, company or organisation a mention is: listed, named in full before, shortened, or new."""

from __future__ import annotations

from dragoman.document import Mention
from dragoman.kb import KnowledgeBase
from dragoman.records import Schema
from dragoman.resolve.nodes import Cast, Node, fold, name_id

ORGANISED: tuple[Schema, ...] = ("PublicBody", "Company", "Organization", "IGO")
OF_STATES = ("police", "ministry", "parliament", "armed-forces", "central-bank", "embassy", "court", "outlet")
MODIFIERS = 2  # "the Peruvian state company X"
SMALL = frozenset(["of", "the", "and", "for", "de", "del", "la", "in"])


def link_bodies(cast: Cast, kb: KnowledgeBase) -> None:
    """Listed ones and long names first, so that a short form finds its long one."""
    named = [
        m
        for m in cast.doc.mentions
        if m.i not in cast.links and m.kind in ("name", "acronym") and m.schema not in ("State", "Person")
    ]
    for m in sorted(named, key=lambda m: (m.joined is not None, -len(m.text.split()), not m.candidates, m.i)):
        country = m.country or _stated_country(cast, m)
        known = _full_name(cast, m) or _shortened(cast, m, country) or _same_portfolio(cast, m, country)
        found = known or _listed(kb, m) or _new(m, country)
        cast.link(m, found)
    for m in cast.doc.mentions:
        unlinked = m.kind == "common" and m.schema in ORGANISED and m.i not in cast.links
        if unlinked and (node := _same_kind(cast, m) or _unnamed(cast, m)):
            cast.link(m, node)


def _listed(kb: KnowledgeBase, mention: Mention) -> Node | None:
    if len(mention.candidates) != 1 or not (entity := kb.entity(mention.candidates[0])):
        return None
    return Node(entity.id, entity.name, entity.schema, entity.country, entity.wikidata, aliases=list(entity.aliases))


def _full_name(cast: Cast, mention: Mention) -> Node | None:
    """The name that an acronym in brackets follows."""
    return cast.node_of(cast.doc.mentions[mention.joined]) if mention.joined is not None else None


def _stated_country(cast: Cast, mention: Mention) -> str | None:
    """The state in "of the island nation" after a name, or in "the kingdom's" or "the Thai firm" before it."""
    tokens = cast.doc.tokens
    near = [m for m in cast.doc.mentions if mention.first - MODIFIERS - 1 <= m.last and m.first <= mention.last + 2]
    for other in near:
        node = cast.node_of(other)
        if node is None or node.schema != "State":
            continue
        after = [t.lower for t in tokens[mention.last : other.first]]
        between = [t.text for t in tokens[other.last : mention.first]]
        owned = between in (["'s"], ["’s"], ["’"], ["'"])
        made = other.kind == "demonym" and between and all(t.islower() and t.isalpha() for t in between)
        if after in (["of"], ["of", "the"]) or owned or made:
            return node.country
    return None


def _shortened(cast: Cast, mention: Mention, country: str | None) -> Node | None:
    words = fold(mention.text).split()
    for node in cast.nodes.values():
        if node.schema in ORGANISED and (country is None or node.country in (None, country)):
            for name in [node.name, *(m.text for m in node.mentions)]:
                other = fold(name).split()
                initials = "".join(w[0] for w in other if w not in SMALL)
                if words == other or other[: len(words)] == words or words == [initials]:
                    return node
    return None


def _same_portfolio(cast: Cast, mention: Mention, country: str | None) -> Node | None:
    """The ministry of that state met under its other form: "foreign ministry", "Ministry of Foreign Affairs"."""
    if mention.office != "ministry" or country is None:
        return None
    words = _portfolio(mention.text)
    for node in cast.nodes.values():
        alike = node.country == country and any(m.office == "ministry" for m in node.mentions)
        if alike and words and words == _portfolio(node.name):
            return node
    return None


def _portfolio(name: str) -> frozenset[str]:
    """What a ministry is for, by its words; a demonym before them ("Omani foreign ministry") is left out."""
    words = fold(name).split()
    if words[-1:] == ["ministry"] and words[2:]:
        words = words[1:]
    return frozenset(words) - {"ministry", "affairs", *SMALL}


def _new(mention: Mention, country: str | None) -> Node:
    return Node(name_id(mention.text, country), mention.text, mention.schema or "Organization", country)


def _same_kind(cast: Cast, mention: Mention) -> Node | None:
    """The last body of its kind named before it ("the ministry")."""
    for earlier in cast.before(mention, *ORGANISED):
        node = cast.node_of(earlier)
        if earlier.office == mention.office or (node and fold(mention.text) in fold(node.name).split()):
            return node
    return None


def _unnamed(cast: Cast, mention: Mention) -> Node | None:
    """A body that acts without a name ("the police arrested"): of the one state whose adjective or 's is near."""
    token = cast.doc.tokens[mention.head]
    by = token.dep == "pobj" and cast.doc.tokens[token.head].lower == "by"
    if mention.office not in OF_STATES or (not by and token.dep not in ("nsubj", "nsubjpass")):
        return None
    return _new(mention, _near_state(cast, mention))


def _near_state(cast: Cast, mention: Mention) -> str | None:
    """The only state that the sentence names by its adjective or as an owner; None where two do, or none."""
    tokens = cast.doc.tokens
    sentence = tokens[mention.first].sentence
    near = set()
    for m in cast.doc.mentions:
        node = cast.node_of(m) if tokens[m.first].sentence == sentence else None
        owns = m.last < len(tokens) and tokens[m.last].tag == "POS"
        if node and node.schema == "State" and node.country and (m.kind == "demonym" or owns):
            near.add(node.country)
    return near.pop() if len(near) == 1 else None


def link_pronouns(cast: Cast) -> None:
    """Read "it" as a subject: the state or body that is the subject of the clause or sentence before; else open."""
    tokens = cast.doc.tokens
    for m in cast.doc.mentions:
        if m.kind != "pronoun" or m.schema is not None or _quoted(cast, m):
            continue
        sentence = tokens[m.first].sentence
        for back in (sentence, sentence - 1):
            known = [s for s in cast.before(m, *ORGANISED, "State") if tokens[s.first].sentence == back]
            subjects = [s for s in known if _leads(cast, s)]
            if subjects:
                if len({cast.links[s.i] for s in subjects}) == 1:
                    cast.link(m, cast.nodes[cast.links[subjects[0].i]])
                break


def _leads(cast: Cast, mention: Mention) -> bool:
    """Whether a mention is a subject, and of a clause that says or does something."""
    return cast.doc.tokens[mention.head].dep in ("nsubj", "nsubjpass")


def _quoted(cast: Cast, mention: Mention) -> bool:
    at = cast.doc.tokens[mention.first].start
    return any(q.char_start <= at < q.char_end for q in cast.doc.quotes)
