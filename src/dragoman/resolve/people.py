"""Which person a name, an office or a pronoun is: one node for all spellings, joined to the known where it is sure."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from dragoman.document import Mention
from dragoman.kb import KnowledgeBase, Person, Tenure
from dragoman.kb.rows import rows
from dragoman.records import Edtf, Role
from dragoman.resolve.nodes import Cast, Node, fold, name_id

CHIEF = ("head_of_state", "head_of_government", "effective_leader", "foreign_minister", "vice_president")
TOP = ("head_of_state", "head_of_government", "effective_leader")
POSTED = ("ambassador", "special_envoy", "diplomat")  # whose tenure says where
SERVED = ("of", "at", "to", "for", "from", "in", "with")
FAR = 8  # tokens from "ambassador" to where it is sent: "ambassador of the Republic of Peru to"
SURE = 3


def link_names(cast: Cast, kb: KnowledgeBase, when: Edtf | None) -> None:
    """Full names first, then surnames that the document or the knowledge base completes."""
    names = [m for m in cast.doc.mentions if m.schema == "Person" and m.kind in ("name", "acronym")]
    for m in sorted(names, key=lambda m: (-len(fold(m.text).split()), m.i)):
        node = _in_document(cast, m) or _known(cast, kb, m, when) or _new(cast, m)
        if node:
            cast.link(m, node)
            _enrich(node, m)


def link_bare_names(cast: Cast) -> None:
    """Single names that nothing lists, where a person of the document bears them."""
    for m in cast.doc.mentions:
        if m.schema is None and m.kind == "name" and m.i not in cast.links and not m.candidates:
            node = _in_document(cast, m) if len(fold(m.text).split()) == 1 else None
            if node:
                cast.link(m, node)


def _in_document(cast: Cast, mention: Mention) -> Node | None:
    """The one person of the document whose name this is, in full or in part."""
    words = fold(mention.text).split()
    fitting = [n for n in cast.nodes.values() if n.schema == "Person" and _same_name(words, n)]
    return fitting[0] if len(fitting) == 1 else None


def _same_name(words: list[str], node: Node) -> bool:
    for name in [node.name, *node.aliases, *(m.text for m in node.mentions)]:
        other = fold(name).split()
        if words == other or (len(words) == 1 and words[0] in (other[-1], *other[1:])) or set(words) < set(other):
            return True
    return False


def _known(cast: Cast, kb: KnowledgeBase, mention: Mention, when: Edtf | None) -> Node | None:
    """The person of the knowledge base who fits name, office, country and date best, if one stands out."""
    full = len(fold(mention.text).split()) > 1
    if not full and not _bare(cast, mention):
        return None
    states = {n.country for n in cast.nodes.values() if n.schema == "State"}
    scored = sorted(
        ((_fit(kb, p, mention, when, states), p.id, p) for p in kb.persons(mention.text)), key=lambda s: (-s[0], s[1])
    )
    scored = [s for s in scored if s[0] >= (1 if full else SURE) and (full or _placed(kb, s[2], mention, states))]
    best = [s[2] for s in scored if s[0] == scored[0][0]]
    person = best[0] if len(best) == 1 else _standing_out(kb, best, mention, when, states)
    if person is None:
        return None
    country = mention.country if mention.country in person.countries else _main_country(kb, person)
    node = _person_node(person, country)
    node.aliases += [a for a in person.aliases if fold(a) != fold(person.name)]
    node.roles += _roles(kb.tenures(person.id), when)
    return node


def _placed(kb: KnowledgeBase, person: Person, mention: Mention, states: set[str | None]) -> bool:
    """Whether more than a family name points at a person: a state of the document, or the office printed beside it."""
    held = {t.office for t in kb.tenures(person.id)}
    alone = len(kb.persons(mention.text)) == 1 and bool(held & set(CHIEF))
    return bool(states & set(person.countries)) or mention.office in held or alone


def _standing_out(
    kb: KnowledgeBase, persons: list[Person], mention: Mention, when: Edtf | None, states: set[str | None]
) -> Person | None:
    """The one whose office is printed beside, else the one who leads a state of the document on its date."""
    printed = [p for p in persons if mention.office and mention.office in {t.office for t in kb.tenures(p.id)}]
    leading = [
        p for p in printed or persons
        if when and any(t.office in TOP and t.country in states and _on(t, when) for t in kb.tenures(p.id))
    ]  # fmt: skip
    return next((group[0] for group in (printed, leading) if len(group) == 1), None)


def _main_country(kb: KnowledgeBase, person: Person) -> str | None:
    """The country in which a person held most offices: a head of two states goes by the first."""
    counted = Counter(t.country for t in kb.tenures(person.id) if t.country)
    return max(sorted(counted), key=lambda country: counted[country], default=None)


def _person_node(person: Person, country: str | None) -> Node:
    wikidata = person.id.removeprefix("qid:") if person.id.startswith("qid:") else None
    return Node(person.id, person.name, "Person", country, wikidata)


def _fit(kb: KnowledgeBase, person: Person, mention: Mention, when: Edtf | None, states: set[str | None]) -> int:
    """How well a known person fits; below zero where something said speaks against it."""
    tenures = kb.tenures(person.id)
    if mention.country and mention.country not in person.countries:
        return -1
    held = [t for t in tenures if _on(t, when)] if when else list(tenures)
    fits = 1 + bool(mention.country) + bool(states & set(person.countries))
    if any(t.office in CHIEF for t in held):
        fits += 1 + (when is not None)
    elif when and not held and " " not in mention.text:
        fits -= 1  # a family name alone points at who is in office; a full name also at who was
    if mention.office and any(t.office == mention.office for t in held):
        fits += 2
    return fits


def _on(tenure: Tenure, when: Edtf) -> bool:
    low, high = when.earliest, when.latest
    started = not (tenure.start and high and tenure.start > high)
    ended = bool(tenure.end and low and tenure.end < low)
    return started and not ended


def _roles(tenures: tuple[Tenure, ...], when: Edtf | None) -> list[Role]:
    """The offices held on some day of the document's date; all of them where it is open."""
    return [
        Role(
            office=t.title or t.office.replace("_", " "),
            country=t.country or None,
            start=Edtf.day(t.start) if t.start else None,
            end=Edtf.day(t.end) if t.end else None,
            basis=f"tenure: {t.source}",
            organisation=t.counterpart or None,
        )
        for t in tenures
        if when is None or _on(t, when)
    ]


def _new(cast: Cast, mention: Mention) -> Node | None:
    """A person whom nothing lists. A single word is one only beside an office, or as a known family name that acts."""
    if len(fold(mention.text).split()) == 1 and mention.office in (None, "surname") and not _acts(cast, mention):
        return None
    return Node(name_id(mention.text, mention.country), mention.text, "Person", mention.country)


def _acts(cast: Cast, mention: Mention) -> bool:
    """Whether a family name is a subject somewhere in the document, and never stands with an article."""
    tokens = cast.doc.tokens
    same = [m for m in cast.doc.mentions if m.text == mention.text and m.office == "surname"]
    acting = any(tokens[m.head].dep in ("nsubj", "nsubjpass") and tokens[m.head].pos == "PROPN" for m in same)
    return acting and all(_bare(cast, m) for m in same)


def _bare(cast: Cast, mention: Mention) -> bool:
    """Whether a single name stands without an article: "the Moon" is no person, "the Ruiz government" tells of one."""
    tokens = cast.doc.tokens
    modifies = tokens[mention.head].dep in ("compound", "poss")
    return modifies or not mention.first or tokens[mention.first - 1].pos != "DET"


def _enrich(node: Node, mention: Mention) -> None:
    node.country = node.country or mention.country
    if mention.office and mention.office != "surname" and mention.office not in node.offices:
        node.offices.append(mention.office)


def link_offices(cast: Cast, kb: KnowledgeBase, when: Edtf | None) -> None:
    """Offices and descriptions: the name beside them, else who held the office, else whoever was called so before."""
    for m in cast.doc.mentions:
        if m.i in cast.links or m.schema != "Person" or m.kind not in ("office", "epithet"):
            continue
        beside = cast.node_of(cast.doc.mentions[m.joined]) if m.joined is not None else None
        node = beside or (_holder(cast, kb, m, when) if m.kind == "office" else None)
        if node:
            cast.link(m, node)
            if beside:
                _state_role(cast, node, m)


def _holder(cast: Cast, kb: KnowledgeBase, mention: Mention, when: Edtf | None) -> Node | None:
    posted = _posted_to(cast, kb, mention)
    for earlier in cast.before(mention, "Person"):
        node = cast.node_of(earlier)
        if node and mention.office in node.offices and mention.country in (None, node.country):
            return node if posted in (None, *(_posted_to(cast, kb, m) for m in node.mentions)) else None
    if not (mention.country and mention.office and when and when.is_day):
        return None
    tenures = kb.holders(mention.office, mention.country, when)
    if mention.office in POSTED:
        tenures = tuple(t for t in tenures if posted and t.counterpart == posted)
    held = {t.person_id: t for t in tenures}
    if len(held) != 1 or mention.text.lower().startswith(("former", "ex")):
        return None
    tenure = next(iter(held.values()))
    person = next((p for p in kb.persons(tenure.person) if p.id == tenure.person_id), None)
    if person is None:
        return None
    node = _person_node(person, mention.country)
    node.roles += _roles(kb.tenures(person.id), when)
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
    """Keep the role as the text prints it; a word that judges is counted, and its neutral office stands instead."""
    if mention.kind == "epithet":
        return
    doc, neutral = cast.doc, (mention.office or "").replace("_", " ")
    words = doc.text(mention.first, mention.last)
    loaded = any(word in loaded_words() for word in fold(words).split())
    if loaded:
        node.printed[words] += 1
    served = next(
        (n for m in doc.mentions if mention.last <= m.first <= mention.last + 4 and (n := cast.node_of(m))
         and n.schema not in ("Person", "State") and _of(cast, m.first)), None,
    )  # fmt: skip
    organisation = served.name if served else None
    if served and served.schema == "PublicBody":
        node.country = node.country or served.country
    country = mention.country or (node.country if organisation is None else None)
    node.roles.append(
        Role(office=neutral if loaded else words, country=country, basis="stated", organisation=organisation)
    )


def _of(cast: Cast, first: int) -> bool:
    """Whether a name stands after "of", "at" and the like."""
    tokens = cast.doc.tokens
    return tokens[first - 1 - (tokens[first - 1].pos == "DET")].lower in SERVED


@lru_cache(maxsize=1)
def loaded_words() -> frozenset[str]:
    """Words for holders of office that judge them."""
    return frozenset(row["word"] for row in rows("resolve", "loaded.csv"))


def link_pronouns(cast: Cast) -> None:
    """The person before it in the sentence, else the last sentence's subject; never inside a quotation."""
    for m in cast.doc.mentions:
        if m.kind == "pronoun" and m.schema == "Person" and not _quoted(cast, m) and (node := _antecedent(cast, m)):
            cast.link(m, node)


def _quoted(cast: Cast, mention: Mention) -> bool:
    at = cast.doc.tokens[mention.first].start
    return any(q.char_start <= at < q.char_end for q in cast.doc.quotes)


def _antecedent(cast: Cast, mention: Mention) -> Node | None:
    tokens = cast.doc.tokens
    sentence = tokens[mention.first].sentence
    for back in (sentence, sentence - 1):
        near = [m for m in cast.before(mention, "Person") if tokens[m.first].sentence == back and not _quoted(cast, m)]
        subjects = [m for m in near if tokens[m.head].dep in ("nsubj", "nsubjpass")]
        for group in (near, subjects):
            nodes = {cast.links[m.i] for m in group}
            if len(nodes) == 1:
                return cast.nodes[nodes.pop()]
    return None
