"""Which state a mention is: by name, capital, epithet, government; both of a pair; or open, with its candidates."""

from __future__ import annotations

from collections import Counter
from datetime import date

from dragoman.document import Mention
from dragoman.kb import KnowledgeBase, State
from dragoman.records import Edtf
from dragoman.resolve import sport
from dragoman.resolve.nodes import Cast, Node

PLAIN = ("name", "acronym", "demonym", "capital")


def state_node(kb: KnowledgeBase, code: str) -> Node:
    """A node for a state, by its ISO code."""
    state = kb.state(code)
    return Node(f"state:{code}", state.name, "State", code, state.qid)


def _state(kb: KnowledgeBase, actor: str) -> Node | None:
    """A node for a state with a code, or for one that declares itself a state and has none."""
    if actor.startswith("state:"):
        return state_node(kb, actor.removeprefix("state:"))
    entity = kb.entity(actor)
    return Node(actor, entity.name, "State", None, entity.wikidata) if entity else None


def link_named(cast: Cast, kb: KnowledgeBase, when: Edtf | None) -> None:
    """Mentions with one candidate; then epithets that fit one state named before them, or else in the document.

    Of bygone states of one name ("Yugoslavia") it is the one of the document's date; the first where that is open.
    """
    games = sport.is_report_on_games(cast.doc)
    mentions = [
        m
        for m in cast.doc.mentions
        if m.candidates and m.schema == "State" and not (games and sport.is_team(cast.doc, m))
    ]
    for m in mentions:
        lasting = _of_the_time(kb, m.candidates, when)
        if len(lasting) == 1 and (node := _state(kb, lasting[0])):
            cast.link(m, node)
    present = _present(cast)
    for m in mentions:
        before = {present[i] for i in present if i < m.i}
        fitting = [c for c in m.candidates if c in before] or [c for c in m.candidates if c in present.values()]
        if not fitting and m.kind != "epithet":
            scenes = {f"state:{code}" for code in cast.scenes(kb, m)}
            fitting = [c for c in m.candidates if c in scenes]
        if m.i not in cast.links and len(fitting) == 1 and (node := _state(kb, fitting[0])):
            cast.link(m, node)


def link_represented(cast: Cast, kb: KnowledgeBase) -> None:
    """What names and epithets left open, by the known persons: "Congo's president, NAME", "NAME … the Andean country".

    For a name it must be a person of its sentence.
    """
    tokens = cast.doc.tokens
    for m in cast.doc.mentions:
        if m.i in cast.links or m.schema != "State" or len(m.candidates) < 2 or m.kind not in ("name", "epithet"):
            continue
        known = [(e, n.country) for e in cast.before(m, "Person") + cast.after(m, "Person") if (n := cast.node_of(e))]
        near = {c for e, c in known if m.kind == "epithet" or tokens[e.first].sentence == tokens[m.first].sentence}
        fitting = [c for c in m.candidates if c[6:] in near]
        if len(fitting) == 1 and (node := _state(kb, fitting[0])):
            cast.link(m, node)


def _of_the_time(kb: KnowledgeBase, candidates: tuple[str, ...], when: Edtf | None) -> tuple[str, ...]:
    """The candidates, bygone ones only where all are: that of the date, or the first."""
    states = [kb.states[c[6:]] for c in candidates if c[6:] in kb.states]
    if len(states) < 2 or len(states) < len(candidates) or any(s.status != "dissolved" for s in states):
        return candidates
    by_start = sorted(states, key=lambda s: (s.start.earliest if s.start else None) or date.min)
    then = [s for s in by_start if when and s.start and s.end and _within(s, when)]
    return ((then or by_start)[0].id,)


def _within(state: State, when: Edtf) -> bool:
    low, high = state.start.earliest if state.start else None, state.end.latest if state.end else None
    return when.touches(Edtf.between(low, high))


def _present(cast: Cast) -> dict[int, str]:
    """The states that the document names outright, by the index of the mention."""
    return {m.i: cast.links[m.i] for m in cast.doc.mentions if m.i in cast.links and m.kind in PLAIN}


def link_governments(cast: Cast, kb: KnowledgeBase) -> None:
    """A person's government through the person; "the regime" through the state that was called so before."""
    for m in cast.doc.mentions:
        if m.i in cast.links or m.schema != "State" or m.candidates:
            continue
        person = cast.node_of(cast.doc.mentions[m.joined]) if m.joined is not None else None
        if person and person.country and person.country in kb.states:
            cast.link(m, state_node(kb, person.country))
        elif m.kind == "common" and m.office == "government" and (code := _under_discussion(cast, m)):
            node = cast.link(m, state_node(kb, code))
            if m.text.lower() != "government":
                node.printed[m.text] += 1


def _under_discussion(cast: Cast, mention: Mention) -> str | None:
    """The state whose government the text speaks of: the only one called so, else the only one in the last sentence."""
    called = {cast.links[m.i][6:] for m in cast.doc.mentions if m.office == "government" and m.i in cast.links}
    if len(called) == 1:
        return called.pop()
    sentence = cast.doc.tokens[mention.first].sentence
    for back in (sentence, sentence - 1):
        near = {
            cast.links[m.i][6:]
            for m in cast.before(mention, "State")
            if cast.doc.tokens[m.first].sentence == back and m.i in cast.links
        }
        if len(near) == 1:
            return near.pop()
    return None


def link_pairs(cast: Cast, kb: KnowledgeBase) -> None:
    """For "both countries", the two states that the text before it speaks of most, where they stand out."""
    pairs = [m for m in cast.doc.mentions if m.office == "pair"]
    for one, other in zip(pairs[::2], pairs[1::2], strict=False):
        counts = Counter(
            cast.links[m.i] for m in cast.doc.mentions[: one.i] if cast.links.get(m.i, "").startswith("state:")
        )
        ranked = counts.most_common(3)
        if len(ranked) >= 2 and (len(ranked) == 2 or ranked[1][1] > ranked[2][1]):
            for mention, (state, _) in zip((one, other), sorted(ranked[:2]), strict=True):
                cast.link(mention, state_node(kb, state[6:]))
