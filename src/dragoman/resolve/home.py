"""Which state an official serves whose office the text prints bare: "the minister of Energy, NAME".

In this order: whom he serves; of whom he is the counterpart; whose holder of the same office was told of before without
a name; who gives him a task; the counterpart whom the same sentence gives the other of the two states; the state from
which the report is dated; that of the known officials whose state nobody had to be told.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from dragoman.document import Mention, Token
from dragoman.kb import KnowledgeBase
from dragoman.kb.rows import rows
from dragoman.resolve.coreference import words
from dragoman.resolve.nodes import Cast, Node, fold, name_id
from dragoman.resolve.states import state_node

STATELY = ("state", "inherit")
ELSEWHERE = ("ambassador", "special_envoy", "official", "royal")  # who may serve any state from anywhere
REACH, NEXT = 8, 5  # words after a name in which it is said whom somebody serves, and the word that says it


def give_countries(cast: Cast, kb: KnowledgeBase) -> None:
    """Give persons in a state's office the country that the text leaves unsaid; the id of a new person follows it."""
    stately = {pattern.office for pattern in kb.offices if pattern.capacity in STATELY}
    open_ones = [n for n in cast.nodes.values() if _open(n)]
    pair, home = _pair(cast), _home(cast, kb, stately)
    for node in open_ones:
        known = (_served(cast, m) or _facing(cast, m, pair) or _told_unnamed(cast, m) for m in node.mentions)
        code = next((found for found in known if found), None)
        if not code and set(node.offices) & stately - {*ELSEWHERE} and not _of_something(cast, node):
            mention = next(m for m in node.mentions if m.office)
            code = _commanded(cast, mention) or _opposite(cast, mention, pair) or home
        if code and code in kb.states:
            node.country = code
            cast.nodes.setdefault(f"state:{code}", state_node(kb, code))
    for node in open_ones:
        if node.country:
            cast.rename(node, name_id(node.name, node.country))


def _open(node: Node) -> bool:
    """Whether of a new person, named in full, neither state nor body is said."""
    new = node.schema == "Person" and node.country is None and node.id.startswith("name:")
    return new and " " in fold(node.name) and not any(role.organisation for role in node.roles)


def _of_something(cast: Cast, node: Node) -> bool:
    """Whether the office is of something that is no state with a code: "President of Somaliland"."""
    tokens = cast.doc.tokens
    for m in (m for m in node.mentions if m.kind == "office"):
        end = min(m.last + 1, len(tokens) - 1)
        if any(tokens[i].lower == "of" and _proper(tokens[i + 1]) for i in range(m.first, end)):
            return True
    return False


def _proper(token: Token) -> bool:
    return token.text[:1].isupper() and token.lower not in _portfolios()


@lru_cache(maxsize=1)
def _portfolios() -> frozenset[str]:
    return frozenset(r["word"] for r in rows("annotate", "name_words.csv") if r["kind"].startswith("portfolio"))


def _pair(cast: Cast) -> tuple[str, str] | None:
    """The two states of which the document speaks most, where two stand out."""
    counts = Counter(actor[6:] for actor in cast.links.values() if actor.startswith("state:"))
    ranked = counts.most_common(3)
    if len(ranked) < 2 or (len(ranked) > 2 and ranked[1][1] == ranked[2][1]):
        return None
    return ranked[0][0], ranked[1][0]


def _commanded(cast: Cast, mention: Mention) -> str | None:
    """The state of whoever gives this person a task ("he told the minister, NAME, to"), or whom this one advises."""
    doc = cast.doc
    head = doc.tokens[mention.head]
    verb = doc.tokens[head.head]
    if head.dep in ("dobj", "dative", "nsubj") and verb.lemma.lower() in words("task"):
        # "has given minister X the task": the parse makes X an object, or the subject of a clause below
        over = verb if head.dep != "nsubj" else doc.tokens[verb.head]
        subjects = [t.i for t in doc.children(over.i, "nsubj") if t.i != head.i]
        nodes = [n for m in doc.mentions if m.head in subjects and (n := cast.node_of(m))]
        if nodes and nodes[0].country:
            return nodes[0].country
    return None


def _served(cast: Cast, mention: Mention) -> str | None:
    """The state of the person whom somebody "advises", whose "aide" he is, in the words right after the name."""
    tokens = cast.doc.tokens
    end = min(cast.doc.sentence_of(mention.first).last, mention.last + REACH)
    opens = mention.last < end and tokens[mention.last].lower in (",", "who")
    serving = [
        i for i in range(mention.last, min(end, mention.last + NEXT)) if tokens[i].lemma.lower() in words("serve")
    ]
    if not opens or not serving:
        return None
    for other in cast.doc.mentions:
        node = cast.node_of(other)
        if serving[0] < other.first < end and node and node.schema == "Person" and node.country:
            return node.country
    return None


def _told_unnamed(cast: Cast, mention: Mention) -> str | None:
    """The one state whose holder of the same office the text told of before without a name: "its ambassador said"."""
    if not mention.office:
        return None
    before = [m for m in cast.doc.mentions if m.kind == "office" and m.office == mention.office and m.i < mention.i]
    codes = {m.country or _own_state(cast, m) for m in before if m.i not in cast.links}
    return codes.pop() if len(codes) == 1 else None


def _own_state(cast: Cast, office: Mention) -> str | None:
    """The state that "its" before an office stands for: the subject of the sentence, or of what is said in it."""
    doc = cast.doc
    if not any(t.lower == "its" for t in doc.children(office.head, "poss")):
        return None
    before = [m for m in doc.mentions if m.first < office.first and doc.tokens[m.head].dep in ("nsubj", "nsubjpass")]
    here = [cast.links.get(m.i, "") for m in before if doc.tokens[m.head].sentence == doc.tokens[office.head].sentence]
    states = {actor[6:] for actor in here if actor.startswith("state:")}
    return states.pop() if len(states) == 1 else None


def _facing(cast: Cast, mention: Mention, pair: tuple[str, str] | None) -> str | None:
    """The other of the two states, of "her counterpart NAME" where she is of the first."""
    if pair is None or mention.office != "counterpart":
        return None
    tokens = cast.doc.tokens
    owned = any(t.tag == "PRP$" for t in cast.doc.children(mention.head, "poss"))
    before = [m for m in cast.doc.mentions if m.first < mention.first]
    near = [m for m in before if tokens[m.head].sentence == tokens[mention.head].sentence] if owned else []
    persons = [node for m in near if (node := cast.node_of(m)) and node.schema == "Person"]
    codes = {str(node.country) for node in persons}
    code = codes.pop() if len(codes) == 1 else None
    return pair[1 - pair.index(code)] if code in pair else None


def _opposite(cast: Cast, mention: Mention, pair: tuple[str, str] | None) -> str | None:
    """The other of the two states, where a person of the first is joined to this one: "NAME and Lao minister X"."""
    if pair is None:
        return None
    doc = cast.doc
    beside = doc.tokens[mention.head]
    joined = {t.i for t in doc.children(beside.i, "conj")} | ({beside.head} if beside.dep == "conj" else set())
    for at in joined:
        for other in doc.mentions:
            if not other.first <= at < other.last:
                continue
            node = cast.node_of(other)
            code = node.country if node and node.schema == "Person" else other.country
            if code in pair:
                return pair[1 - pair.index(code)]
    return None


def _home(cast: Cast, kb: KnowledgeBase, stately: set[str]) -> str | None:
    """The state that a report's bare offices are of: that of its dateline, else of those that are known."""
    clean = cast.doc.clean
    for zone in clean.zones:
        if zone.kind == "dateline" and (code := _dated_from(kb, clean.text[zone.start : zone.end])):
            named = {actor[6:] for actor in cast.links.values() if actor.startswith("state:")}
            return code if code in named else None
    known: Counter[str] = Counter()
    for node in cast.nodes.values():
        stated = any(m.country for m in node.mentions) or not node.country
        if node.schema == "Person" and not node.id.startswith("name:") and not stated:
            known[str(node.country)] += len(node.mentions)
    ranked = known.most_common(2)
    clear = len(ranked) == 1 or (len(ranked) > 1 and ranked[0][1] >= 2 * ranked[1][1])
    return ranked[0][0] if clear and _printed_bare(cast, ranked[0][0], stately) else None


def _printed_bare(cast: Cast, code: str, stately: set[str]) -> bool:
    """Whether somebody of a state is called by an office of which the text does not say that it is that state's."""
    offices = [m for m in cast.doc.mentions if m.kind == "office" and m.office in stately and m.country is None]
    persons = {n.id for n in cast.nodes.values() if n.schema == "Person" and n.country == code}
    return any(cast.links.get(m.i) in persons or m.i not in cast.links for m in offices)


def _dated_from(kb: KnowledgeBase, dateline: str) -> str | None:
    """The state of the town that opens a dateline: "BRASILIA, Sept 12 (X) -"."""
    town = re.split(r"[(,.–—]| -", dateline, maxsplit=1)[0].strip()
    rows = kb.places(town.title() if town.isupper() else town) if town else ()
    return rows[0].country if rows else None
