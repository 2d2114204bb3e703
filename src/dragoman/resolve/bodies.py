"""Which body, company or organisation a mention is: listed, named in full before, shortened, or new."""

from __future__ import annotations

from dragoman.document import Mention
from dragoman.kb import Entity, KnowledgeBase
from dragoman.records import Schema
from dragoman.resolve import sport
from dragoman.resolve.nodes import Cast, Node, fold, name_id
from dragoman.resolve.states import state_node

ORGANISED: tuple[Schema, ...] = ("PublicBody", "Company", "Organization", "IGO")
OF_STATES = ("police", "ministry", "parliament", "armed-forces", "central-bank", "embassy", "court", "outlet")
SPELLED = 3  # letters of an acronym whose words a longer name can have by no chance
MODIFIERS = 2  # "the Peruvian state company X"
SMALL = frozenset(["of", "the", "and", "for", "de", "del", "la", "in"])


def link_bodies(cast: Cast, kb: KnowledgeBase) -> None:
    """Listed ones and long names first, so that a short form finds its long one."""
    games = sport.is_report_on_games(cast.doc)  # where a firm's name is its team's
    other = ("State", "Person", "Company") if games else ("State", "Person")
    named = [
        m
        for m in cast.doc.mentions
        if m.i not in cast.links and m.kind in ("name", "acronym") and m.schema not in other
    ]
    for m in sorted(named, key=lambda m: (-len(m.text.split()), m.joined is None, not m.candidates, m.i)):
        country = m.country or _stated_country(cast, m)
        listed, shortened = _listed(cast, kb, m), _shortened(cast, m, country)
        if listed and shortened and (_one_house(shortened, listed) or _spelled_out(cast, m, shortened, listed)):
            listed = None
        found = _full_name(cast, m) or listed or shortened or _same_portfolio(cast, m, country)
        if found or not (len(m.candidates) > 1 or _bears_a_name(cast, m)):
            cast.link(m, found or _new(m, country))
    for m in cast.doc.mentions:
        if m.kind == "common" and m.schema in ORGANISED and m.i not in cast.links:
            near = _same_kind(cast, m)
            node = near[0] if len(near) == 1 else None if near else _unnamed(cast, m)
            if node:
                cast.link(m, node)


def _one_house(shortened: Node, listed: Node) -> bool:
    """Whether a listed firm is most likely the longer name of the document's own: "Tata" beside "Tata Steel Ltd"."""
    firms = {shortened.schema, listed.schema} <= {"Company", "Organization"}
    return firms and shortened.country == listed.country and not shortened.wikidata


def _spelled_out(cast: Cast, mention: Mention, shortened: Node, listed: Node) -> bool:
    """Whether the document spells out what an acronym stands for, and it is not what is listed under it."""
    spelled = mention.kind == "acronym" and len(mention.text) >= SPELLED and shortened.id != listed.id
    words = fold(shortened.name).split()
    return spelled and listed.id not in cast.nodes and len(words) > 1 and fold(mention.text) not in words


def _bears_a_name(cast: Cast, mention: Mention) -> bool:
    """Whether a single word is the name of persons of the document, of whom it could not be said which is meant."""
    words = fold(mention.text).split()
    persons = [n for n in cast.nodes.values() if n.schema == "Person"]
    return mention.schema is None and len(words) == 1 and any(words[0] in fold(n.name).split() for n in persons)


def _listed(cast: Cast, kb: KnowledgeBase, mention: Mention) -> Node | None:
    """What the knowledge base lists under this name; of several, the one of a state that the document speaks of."""
    entities = [e for c in mention.candidates if (e := kb.entity(c))]
    if len(entities) > 1:
        said = {m.country for m in cast.doc.mentions if m.country}  # "the Sudanese army"
        spoken_of = cast.countries | cast.scenes(kb, mention) | cast.represented | said
        entities = [e for e in entities if e.country in spoken_of]
    if len(entities) != 1 or entities[0].schema in ("State", "Person"):
        return None
    return body_node(entities[0])


def body_node(entity: Entity) -> Node:
    """A node for a body, company or organisation of the knowledge base."""
    return Node(entity.id, entity.name, entity.schema, entity.country, entity.wikidata, aliases=list(entity.aliases))


def link_figures(cast: Cast, kb: KnowledgeBase) -> None:
    """Figurative names of bodies: "the Fed", "the bloc", "Brussels", which is its own state's where only that is named.

    A plain word ("bloc", "alliance") is a body's only where the document names that body.
    """
    for m in cast.doc.mentions:
        if m.i in cast.links or m.kind not in ("epithet", "metonym") or m.schema not in ORGANISED:
            continue
        entities = [e for c in m.candidates if (e := kb.entity(c))]
        named = [e for e in entities if e.id in cast.nodes]
        if not named and (node := _of_that_word(cast, m)):
            cast.link(m, node)
            continue
        host = _host(cast, kb, m) if not named else None
        if host:
            cast.link(m, state_node(kb, host))
        elif len(named) == 1 or (len(entities) == 1 and m.text[:1].isupper()):
            cast.link(m, body_node((named or entities)[0]))


def _of_that_word(cast: Cast, mention: Mention) -> Node | None:
    """The only body of the document whose name ends with a word: "the Fund" after "Saudi Development Fund"."""
    word = fold(mention.text).split()[-1:]
    called = [n for n in cast.nodes.values() if n.schema in ORGANISED and fold(n.name).split()[-1:] == word]
    return called[0] if len(called) == 1 else None


def _host(cast: Cast, kb: KnowledgeBase, mention: Mention) -> str | None:
    """The state whose capital a body's seat is, where the document names that state."""
    words = kb.places(mention.text)
    capital = next((row.country for row in words if row.kind == "capital"), None)
    return capital if capital in cast.countries else None


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


def _same_kind(cast: Cast, mention: Mention) -> list[Node]:
    """The bodies of its kind that the nearest sentence before it names ("the ministry"); all companies so far.

    Of two it may be neither.
    """
    tokens = cast.doc.tokens
    same = [
        (tokens[earlier.first].sentence, node)
        for earlier in cast.before(mention, *ORGANISED)
        if (node := cast.node_of(earlier)) and _of_its_kind(mention, earlier, node)
    ]
    near = {node.id: node for sentence, node in same if mention.office == "company" or sentence == same[0][0]}
    return list(near.values())


def _of_its_kind(mention: Mention, earlier: Mention, node: Node) -> bool:
    if mention.office == "company" and node.schema == "Company":
        return True
    return earlier.office == mention.office or fold(mention.text) in fold(node.name).split()


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
