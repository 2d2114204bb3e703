"""Whom an office without a name means: the name beside it, its holder on that day, or whoever was called so before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from functools import lru_cache

from dragoman.document import Mention
from dragoman.kb import KnowledgeBase, Tenure
from dragoman.kb.rows import rows
from dragoman.records import Edtf, Role
from dragoman.resolve.nodes import Cast, Node, fold
from dragoman.resolve.people import known_roles, offices_of, person_node

POSTED = ("ambassador", "special_envoy", "diplomat")  # whose tenure says where
SERVED = ("of", "at", "to", "for", "from", "in", "with")
INDEFINITE = ("a", "an", "another", "one", "some", "several", "many", "two", "no", "any", "each", "every")
FAR = 8  # tokens from "ambassador" to where it is sent: "ambassador of the Republic of Peru to"
TO_OFFICE = timedelta(days=300)  # from an election to taking office, at the longest
NEAR = 2  # sentences within which "the president" is the last one named


def link_offices(cast: Cast, kb: KnowledgeBase, when: Edtf | None) -> None:
    """Offices and descriptions: the name beside them, else whoever was called so before, else who held the office."""
    for m in cast.doc.mentions:
        if m.i in cast.links or m.schema != "Person" or m.kind not in ("office", "epithet"):
            continue
        beside = cast.node_of(cast.doc.mentions[m.joined]) if m.joined is not None else None
        node = beside or (_meant(cast, kb, m, when) if m.kind == "office" else None)
        if node:
            cast.link(m, node)
            if beside:
                _state_role(cast, node, m)


def _meant(cast: Cast, kb: KnowledgeBase, mention: Mention, when: Edtf | None) -> Node | None:
    """The person whom an office alone means; None where it is one of many, or two fit."""
    if _one_of_many(cast, mention):
        return None
    country = country_of(cast, mention)
    if mention.standing == "former":
        return _former(cast, kb, mention, country, when)
    return _called_so(cast, kb, mention, country, when) or _holder(cast, kb, mention, country, when)


def _one_of_many(cast: Cast, mention: Mention) -> bool:
    """Whether an office is some holder's: "a minister", "a Peruvian diplomat", "two ministers", "ministers"."""
    tokens = cast.doc.tokens
    before = tokens[mention.first - 1].lower if mention.first else ""
    counted = {t.lower for t in cast.doc.children(mention.head, "det", "nummod")}
    return not counted.isdisjoint(INDEFINITE) or before in INDEFINITE or tokens[mention.last - 1].tag in ("NNS", "NNPS")


def country_of(cast: Cast, mention: Mention) -> str | None:
    """The state that an office is of: as its words say, or as the mention before it or after "of" was resolved."""
    if mention.country:
        return mention.country
    tokens = cast.doc.tokens
    owned = mention.first - (tokens[mention.first - 1].tag == "POS" if mention.first else 0)
    after = mention.last + 1 + (tokens[mention.last + 1].lower == "the" if mention.last + 1 < len(tokens) else 0)
    of = mention.last < len(tokens) and tokens[mention.last].lower == "of"
    for m in cast.doc.mentions:
        if m.schema == "State" and (m.last == owned or (of and m.first == after)) and (node := cast.node_of(m)):
            return node.country
    return None


def _former(cast: Cast, kb: KnowledgeBase, mention: Mention, country: str | None, when: Edtf | None) -> Node | None:
    """The one person named before who held the office until before the document's time."""
    held: dict[str, Node] = {}
    for earlier in cast.before(mention, "Person"):
        node = cast.node_of(earlier)
        if node and _once(kb, node, mention, country, when):
            held[node.id] = node
    return next(iter(held.values())) if len(held) == 1 else None


def _once(kb: KnowledgeBase, node: Node, mention: Mention, country: str | None, when: Edtf | None) -> bool:
    told = any(m.standing == "former" and m.office == mention.office for m in node.mentions)
    over = [
        t
        for t in kb.tenures(node.id)
        if t.office == mention.office and country in (None, t.country) and t.end and _ended(t, when)
    ]
    return told or bool(over)


def _ended(tenure: Tenure, when: Edtf | None) -> bool:
    return bool(when and when.latest and tenure.end and tenure.end < when.latest)


def _called_so(cast: Cast, kb: KnowledgeBase, mention: Mention, country: str | None, when: Edtf | None) -> Node | None:
    """The one person called so before, or known to hold the office: in the whole text, else in the last sentences."""
    posted = _posted_to(cast, kb, mention)
    alike = {mention.office, *_covered(mention.office or "")}
    found: dict[str, tuple[Node, int]] = {}
    for earlier in cast.before(mention, "Person"):
        node = cast.node_of(earlier)
        if node and alike & offices_of(kb, node, when) and country in (None, node.country):
            found.setdefault(node.id, (node, cast.doc.tokens[earlier.first].sentence))
    here = cast.doc.tokens[mention.first].sentence
    if country is None and _another(cast, here - 1):
        return None
    near = [node for node, sentence in found.values() if here - sentence <= NEAR]
    nodes = [node for node, _ in found.values()]
    node = next((group[0] for group in (nodes, near) if len(group) == 1), None)
    if node is None or mention.office is None:
        return None
    return node if posted in (None, *(_posted_to(cast, kb, m) for m in node.mentions)) else None


def _another(cast: Cast, sentence: int) -> bool:
    """Whether a sentence speaks of one more in the same office, without the word: "the minister of X and that of Y"."""
    tokens = cast.doc.tokens
    states = {m.first for m in cast.doc.mentions if m.schema == "State"}
    return any(
        t.sentence == sentence and t.lower in ("that", "those") and tokens[t.i + 1].lower == "of" and t.i + 2 in states
        for t in tokens[:-2]
    )


@lru_cache(maxsize=64)
def _covered(word: str) -> frozenset[str]:
    """The offices that a general word stands for: "the minister" for any of them."""
    return frozenset(row["office"] for row in rows("resolve", "generic_offices.csv") if row["word"] == word)


def _holder(cast: Cast, kb: KnowledgeBase, mention: Mention, country: str | None, when: Edtf | None) -> Node | None:
    """Who held the office on the document's day, if one did; not where the words speak of another time."""
    if not (mention.office and when and when.is_day) or mention.standing == "shadow":
        return None
    if "then" in {t.lower for t in cast.doc.tokens[max(0, mention.first - NEAR) : mention.last]}:
        return None
    tenures = _tenures(cast, kb, mention, country, when)
    in_fact = [t for t in tenures if not t.claimed]
    held = {t.person_id: t for t in in_fact}
    return known_holder(cast, kb, next(iter(held.values())), when) if len(held) == 1 else None


def _tenures(cast: Cast, kb: KnowledgeBase, mention: Mention, country: str | None, when: Edtf) -> Iterable[Tenure]:
    """The tenures that an office alone may mean: of its state or body, at its post, or next after an election."""
    office = mention.office or ""
    if office == "head_of_organisation":
        body = _organisation(cast, mention)
        return [t for t in kb.holders(office, "", when) if body and t.counterpart == body.name]
    if country is None:
        return ()
    if mention.standing == "designate":
        return _elected(kb, mention, country, when)
    tenures = kb.holders(office, country, when)
    if office not in POSTED:
        return tenures
    posted = _posted_to(cast, kb, mention)
    return [t for t in tenures if posted and t.counterpart == posted]


def _elected(kb: KnowledgeBase, mention: Mention, country: str, when: Edtf) -> list[Tenure]:
    """Who took office within the year after being elected; one who is only designated may never take it."""
    day = when.earliest
    if day is None or not mention.text.lower().endswith("elect"):
        return []
    year = kb.holders(mention.office or "", country, Edtf.between(day, day + TO_OFFICE))
    return sorted((t for t in year if t.start and t.start > day), key=lambda t: t.start or day)[:1]


def known_holder(cast: Cast, kb: KnowledgeBase, tenure: Tenure, when: Edtf | None) -> Node | None:
    """The node of whoever holds a tenure."""
    person = next((p for p in kb.persons(tenure.person) if p.id == tenure.person_id), None)
    if person is None:
        return None
    node = person_node(person, tenure.country)
    node.roles += known_roles(kb.tenures(person.id), when)
    return cast.nodes.get(node.id, node)


def _posted_to(cast: Cast, kb: KnowledgeBase, mention: Mention) -> str | None:
    """Where an envoy is sent ("ambassador of Peru to Chile", "envoy in Lima"): a code or name, as tenures say it."""
    tokens = cast.doc.tokens
    if mention.office not in POSTED:
        return None
    end = cast.doc.sentence_of(mention.first).last
    for at in range(mention.last, min(mention.last + FAR, end - 1)):
        if tokens[at].pos in ("VERB", "AUX", "PUNCT"):
            return None
        if tokens[at].lower in ("to", "in", "at"):
            words = [t.text for t in tokens[at + 1 : end]]
            found = kb.longest(words, int(words[0].lower() == "the" and len(words) > 1))
            ids = {t.id for t in found[1]} if found else set()
            return _receiver(kb, ids.pop()) if len(ids) == 1 else None
    return None


def _receiver(kb: KnowledgeBase, identifier: str) -> str | None:
    entity = kb.entity(identifier)
    if entity is None:
        return None
    return entity.country if entity.schema == "State" else entity.name


def _state_role(cast: Cast, node: Node, mention: Mention) -> None:
    """Keep the role as the text prints it; a word that judges is counted, and its neutral office stands instead.

    Whom a description places in a government ("the second of the regime") is an official of it.
    """
    if mention.kind == "epithet":
        governing = any(m.office == "government" and mention.first <= m.first < mention.last for m in cast.doc.mentions)
        if governing and node.country:
            node.roles.append(Role(office="official", country=node.country, basis="stated"))
        return
    doc, neutral = cast.doc, (mention.office or "").replace("_", " ")
    words = doc.text(mention.first, mention.last)
    loaded = any(word in loaded_words() for word in fold(words).split())
    if loaded:
        node.printed[words] += 1
    served = _organisation(cast, mention)
    if served and served.schema == "PublicBody":
        node.country = node.country or served.country
    organisation = served.name if served else None
    country = country_of(cast, mention) or (node.country if organisation is None else None)
    regional = f"regional {words}" if mention.office == "governor" and "governor" not in words.lower() else words
    office = neutral if loaded else regional
    node.roles.append(
        Role(office=office, country=country, basis="stated", organisation=organisation, standing=mention.standing)
    )


def _organisation(cast: Cast, mention: Mention) -> Node | None:
    """The body that an office is of: after "of", "at" and the like, or right before it ("the UN envoy")."""
    after = [m for m in cast.doc.mentions if mention.last <= m.first <= mention.last + 4 and _of(cast, m.first)]
    before = [m for m in cast.doc.mentions if 0 <= mention.first - m.last <= 1 and _qualifies(cast, m, mention)]
    nodes = [n for m in (*after, *before) if (n := cast.node_of(m)) and n.schema not in ("Person", "State")]
    return nodes[0] if nodes else None


def _qualifies(cast: Cast, body: Mention, office: Mention) -> bool:
    """Whether a body stands right before an office, or owns it: "the IMF's mission chief"."""
    return body.last == office.first or cast.doc.tokens[body.last].tag == "POS"


def _of(cast: Cast, first: int) -> bool:
    """Whether a name stands after "of", "at" and the like."""
    tokens = cast.doc.tokens
    return tokens[first - 1 - (tokens[first - 1].pos == "DET")].lower in SERVED


@lru_cache(maxsize=1)
def loaded_words() -> frozenset[str]:
    """Words for holders of office that judge them."""
    return frozenset(row["word"] for row in rows("resolve", "loaded.csv"))
