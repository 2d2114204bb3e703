"""Actors in the making: one node for each, gathering mentions, spellings, roles and printed forms."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from dragoman.document import Annotated, Mention
from dragoman.kb import KnowledgeBase
from dragoman.records import Actor, Role, Schema

LIKELY_PRINTED = ("epithet", "metonym")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case without accents, words parted by single spaces."""
    plain = unicodedata.normalize("NFKD", text)
    return re.sub(r"[^\w]+", " ", "".join(c for c in plain if not unicodedata.combining(c)).lower()).strip()


def name_id(name: str, country: str | None) -> str:
    """The id of an actor that has no Wikidata id: `name:<slug>:<country or xx>`."""
    return f"name:{fold(name).replace(' ', '-') or 'unnamed'}:{country or 'xx'}"


@dataclass(slots=True)
class Node:
    """An actor in the making. `offices` are office codes of the knowledge base, in the order met.

    `credited` are the clean character ranges of bylines, credits and datelines that name it.
    """

    id: str
    name: str
    schema: Schema
    country: str | None = None
    wikidata: str | None = None
    aliases: list[str] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    offices: list[str] = field(default_factory=list)
    printed: Counter[str] = field(default_factory=Counter)
    mentions: list[Mention] = field(default_factory=list)
    credited: list[tuple[int, int]] = field(default_factory=list)

    def record(self, doc: Annotated) -> Actor:
        """The actor as a record."""
        found = [*(doc.span(m.first, m.last) for m in self.mentions), *(doc.clean.span(*c) for c in self.credited)]
        spans = {(s.start, s.end): s for s in found}
        printed = {a for m in self.mentions if m.kind == "name" for a in [m.text]} | set(self.aliases)
        return Actor(
            id=self.id,
            name=self.name,
            schema_=self.schema,
            country=self.country,
            wikidata=self.wikidata,
            aliases=tuple(sorted(a for a in printed if a != self.name and _names(a))),
            roles=tuple(dict.fromkeys(self.roles)),
            printed_as=dict(sorted(self.printed.items())),
            mentions=tuple(spans[key] for key in sorted(spans)),
        )


def _names(text: str) -> bool:
    return any(c.isupper() for c in text)


@dataclass(slots=True)
class Cast:
    """The actors of one document: nodes by id, and for each mention index the node it points at.

    `parts` are the states of the parts of states that the document names, once asked for.
    """

    doc: Annotated
    nodes: dict[str, Node] = field(default_factory=dict)
    links: dict[int, str] = field(default_factory=dict)
    parts: set[str] | None = None

    def link(self, mention: Mention, node: Node) -> Node:
        """Tie a mention to a node; figurative and loaded forms are counted as printed."""
        node = self.nodes.setdefault(node.id, node)
        self.links[mention.i] = node.id
        node.mentions.append(mention)
        if mention.kind in LIKELY_PRINTED:
            node.printed[mention.text] += 1
        return node

    @property
    def countries(self) -> set[str]:
        """The states named so far."""
        return {node.country for node in self.nodes.values() if node.schema == "State" and node.country}

    @property
    def represented(self) -> set[str]:
        """The states of the known persons named so far."""
        known = (n for n in self.nodes.values() if n.schema == "Person" and not n.id.startswith("name:"))
        return {node.country for node in known if node.country}

    def regions(self, kb: KnowledgeBase) -> set[str]:
        """The states whose parts the document names after a preposition: that of Texas."""
        if self.parts is None:
            words = [t.text for t in self.doc.tokens]
            found = (kb.region(words, t.i) for t in self.doc.tokens if t.pos == "PROPN" and t.dep == "pobj")
            self.parts = {codes[0] for _, codes in filter(None, found) if len(codes) == 1}
        return self.parts

    def scenes(self, kb: KnowledgeBase, mention: Mention | None = None) -> set[str]:
        """The states in which the towns lie that stand after a preposition; the words of a mention left out."""
        own = mention.text.split() if mention else ()
        names = {t.text for t in self.doc.tokens if t.dep == "pobj" and t.text[:1].isupper() and t.text not in own}
        return {rows[0].country for name in names if (rows := kb.places(name)) and rows[0].country}

    def node_of(self, mention: Mention | None) -> Node | None:
        """The node that a mention is tied to, if any."""
        return self.nodes.get(self.links.get(mention.i, "")) if mention else None

    def rename(self, node: Node, identifier: str) -> None:
        """Give a node another id, unless somebody else has it."""
        if identifier == node.id or identifier in self.nodes:
            return
        self.nodes[identifier] = self.nodes.pop(node.id)
        for m in node.mentions:
            self.links[m.i] = identifier
        node.id = identifier

    def after(self, mention: Mention, *schemas: Schema) -> list[Mention]:
        """The linked mentions of these schemas after a mention."""
        return [m for m in self.doc.mentions[mention.i + 1 :] if (n := self.node_of(m)) and n.schema in schemas]

    def before(self, mention: Mention, *schemas: Schema) -> list[Mention]:
        """The linked mentions of these schemas before a mention, nearest first."""
        linked = [m for m in self.doc.mentions[: mention.i] if (n := self.node_of(m)) and n.schema in schemas]
        return linked[::-1]
