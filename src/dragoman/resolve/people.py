"""Which person a name, an office or a pronoun is: one node for all spellings, joined to the known where it is sure."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from functools import lru_cache

from dragoman.document import Mention, Token
from dragoman.kb import KnowledgeBase, Person, Tenure
from dragoman.kb.folding import key
from dragoman.kb.people import possible_on
from dragoman.kb.rows import rows
from dragoman.records import Edtf, Role
from dragoman.resolve import sport
from dragoman.resolve.nodes import Cast, Node, fold, name_id

CHIEF = ("head_of_state", "head_of_government", "effective_leader", "foreign_minister", "vice_president")
TOP = ("head_of_state", "head_of_government", "effective_leader")
INITIAL = re.compile(r"[A-Z]\.")
REGNAL = re.compile(r"\b[IVX]+$")  # "Leo XIV", of whom "Leo" alone says nothing
CAREER = timedelta(days=15 * 365)  # before and after an office in which its holder is in the news
FEW = 4  # bearers of a family name that is nobody's by chance
SURE, LIKELY = 3, 2  # how well a family name alone, and a full name, must fit
HOUSE = 3  # bearers of one name in office at once, from whom the name alone picks nobody


def link_names(cast: Cast, kb: KnowledgeBase, when: Edtf | None) -> None:
    """Full names first, then surnames that the document or the knowledge base completes; of two that fit, neither."""
    names = [m for m in cast.doc.mentions if m.schema == "Person" and m.kind in ("name", "acronym")]
    games = sport.is_report_on_games(cast.doc)
    for m in sorted(names, key=lambda m: (-len(fold(m.text).split()), m.i)):
        fitting = _in_document(cast, kb, m, when)
        node = (
            _chosen(cast, kb, m, fitting, when) if fitting else _known(cast, kb, m, when, games=games) or _new(cast, m)
        )
        if node:
            cast.link(m, node)
            _enrich(node, m)


def link_bare_names(cast: Cast, kb: KnowledgeBase, when: Edtf | None) -> None:
    """Names that nothing lists, where a person of the document bears them."""
    for m in cast.doc.mentions:
        if m.schema is None and m.kind == "name" and m.i not in cast.links and not m.candidates:
            fitting = _in_document(cast, kb, m, when)
            if len(fitting) == 1:
                cast.link(m, fitting[0])


def _in_document(cast: Cast, kb: KnowledgeBase, mention: Mention, when: Edtf | None) -> list[Node]:
    """The persons of the document whose name this is, in full or in part, and of whose country nothing else is said."""
    words = _untitled(mention.text)
    known = [n for n in cast.nodes.values() if n.schema == "Person" and _of_its_country(n, mention)]
    printed = [n for n in known if _same_name(words, [m.text for m in n.mentions])]
    aliased = [n for n in known if n not in printed and _same_name(words, [n.name, *n.aliases])]
    return printed + [n for n in aliased if not _of_a_house(kb, mention.text, n, when)]


def _untitled(name: str) -> list[str]:
    """The folded words of a name without the title of respect before it: "Sheikh Hamad"."""
    words = fold(name).split()
    return words[1:] if len(words) > 1 and words[0] in titles() else words


@lru_cache(maxsize=1)
def titles() -> frozenset[str]:
    """Titles of respect, folded."""
    return frozenset(fold(row["word"]) for row in rows("annotate", "name_words.csv") if row["kind"] == "honorific")


def _of_its_country(node: Node, mention: Mention) -> bool:
    countries = {node.country, *(role.country for role in node.roles)} - {None}
    return mention.country is None or not countries or mention.country in countries


def _of_a_house(kb: KnowledgeBase, name: str, node: Node, when: Edtf | None) -> bool:
    """Whether several of one country bear a name in office at the time, so that it alone points at nobody."""
    same = [p for p in kb.persons(name) if node.country in p.countries and fold(p.name) != fold(name)]
    return sum(when is None or any(possible_on(t, when) for t in kb.tenures(p.id)) for p in same) >= HOUSE


def _same_name(words: list[str], names: list[str]) -> bool:
    for name in names:
        other = fold(name).split()
        alone = len(words) == 1 and words[0] in (other[-1], *other[1:])
        if words == other or alone or (set(words) < set(other) and not _other_initials(words, other)):
            return True
    return False


def _other_initials(words: list[str], other: list[str]) -> bool:
    """Whether both names have initials, and not the same: "George W. NAME" is not "George H. W. NAME"."""
    mine, theirs = ([w for w in name if len(w) == 1] for name in (words, other))
    return bool(mine) and mine != theirs


def _chosen(cast: Cast, kb: KnowledgeBase, mention: Mention, fitting: list[Node], when: Edtf | None) -> Node | None:
    """Of several that a name fits, the one that its office, or a state or place of its sentence, points at."""
    if len(fitting) == 1:
        return fitting[0]
    held = [n for n in fitting if mention.office and mention.office in offices_of(kb, n, when)]
    sentence = cast.doc.sentence_of(mention.first)
    named = {
        node.country
        for m in cast.doc.mentions
        if sentence.first <= m.first < sentence.last and (node := cast.node_of(m)) and node.schema == "State"
    } | {row.country for t in cast.doc.sentence_tokens(sentence) if _a_place(t) for row in kb.places(t.text)[:1]}
    here = [n for n in fitting if n.country in named]
    whole = [n for n in fitting if fold(n.name) == fold(mention.text)]
    return next((group[0] for group in (held, whole, here) if len(group) == 1), None)


def _leads(kb: KnowledgeBase, identifier: str, when: Edtf | None) -> bool:
    """Whether somebody leads a state on the document's date."""
    return when is not None and any(t.office in TOP and possible_on(t, when) for t in kb.tenures(identifier))


def offices_of(kb: KnowledgeBase, node: Node, when: Edtf | None) -> set[str]:
    """The offices that the text gives a person, and those that the person is known to hold on the document's date."""
    return {*node.offices, *(t.office for t in kb.tenures(node.id) if when is None or possible_on(t, when))}


def _a_place(token: Token) -> bool:
    return token.dep == "pobj" and token.text[:1].isupper()


def _known(cast: Cast, kb: KnowledgeBase, mention: Mention, when: Edtf | None, *, games: bool) -> Node | None:
    """The person of the knowledge base who fits name, office, country and date best, if one stands out.

    In a report on games only those of high office are, or whose office stands beside: players bear common names.
    """
    full = len(fold(mention.text).split()) > 1
    if not full and (games or not _bare(cast, mention)):
        return None
    states = {n.country for n in cast.nodes.values() if n.schema == "State"}
    states |= set() if full else cast.regions(kb)
    bearers = _bearers(kb, mention.text) or kb.sounding(" ".join(_untitled(mention.text)))
    longer = () if bearers else _longer_names(kb, mention.text)
    former = any(o.joined == mention.i and o.standing == "former" for o in cast.doc.mentions)
    scored = sorted(
        (
            (_fit(kb, p, mention, when, states) + (former and _held_before(kb, p, mention, when)), p.id, p)
            for p in bearers or longer
        ),
        key=lambda s: (-s[0], s[1]),
    )
    whole = full and not longer
    scored = [
        s
        for s in scored
        if s[0] >= (LIKELY if whole else SURE) or (whole and s[0] == 1 and (_of_note(kb, s[2]) or kb.is_own(s[1])))
        if (_of_that_time(kb, s[2], mention, when, games=games) if full else _placed(kb, s[2], mention, states, when))
    ]
    best = [s[2] for s in scored if s[0] == scored[0][0]]
    person = best[0] if len(best) == 1 else _standing_out(kb, best, mention, when, states)
    if person is None:
        return None
    country = mention.country if mention.country in person.countries else _main_country(kb, person)
    node = person_node(person, country)
    node.aliases += [a for a in person.aliases if fold(a) != fold(person.name)]
    node.roles += known_roles(kb.tenures(person.id), when)
    return node


def _bearers(kb: KnowledgeBase, name: str) -> tuple[Person, ...]:
    """Those who go by a name, in the order printed or with the family name first ("Orbán Viktor")."""
    parts = name.replace(".", ". ").split()
    if len(parts) == 2 and INITIAL.fullmatch(parts[0]):
        return tuple(p for p in kb.persons(parts[1]) if fold(p.name).startswith(parts[0][0].lower()))
    turned = (" ".join([*parts[1:], parts[0]]), " ".join([parts[-1], *parts[:-1]])) if len(parts) > 1 else ()
    return kb.persons(name) or next((found for order in turned if (found := kb.persons(order))), ())


def _longer_names(kb: KnowledgeBase, name: str) -> tuple[Person, ...]:
    """Those of high office who go by the first and one other word of a longer name: "Hugo Rafael NAME NAME"."""
    first, *others = name.split()
    named = [p for word in others for p in kb.persons(f"{first} {word}") if len(others) > 1]
    return tuple(dict.fromkeys(p for p in named if fold(p.name).split()[0] == fold(first) and _of_note(kb, p)))


def _of_note(kb: KnowledgeBase, person: Person) -> bool:
    """Whether somebody held so high an office that the full name alone, in any document, means nobody else."""
    return any(t.office in (*CHIEF, "head_of_organisation") for t in kb.tenures(person.id))


def _of_that_time(kb: KnowledgeBase, person: Person, mention: Mention, when: Edtf | None, *, games: bool) -> bool:
    """Whether a full name may mean somebody: of note, named with an office or state, or in office around that time."""
    told = mention.office not in (None, "surname") or (mention.country is not None and not games)
    if told or kb.is_own(person.id) or _of_note(kb, person):
        return True
    if games or when is None or not (when.earliest or when.latest):
        return False
    first, last = when.earliest or when.latest, when.latest or when.earliest
    assert first is not None
    assert last is not None
    around = Edtf.between(first - CAREER, last + CAREER)
    return any(possible_on(tenure, around) for tenure in kb.tenures(person.id))


def _placed(kb: KnowledgeBase, person: Person, mention: Mention, states: set[str | None], when: Edtf | None) -> bool:
    """Whether more than a family name points at a person: a state of the document, or the office printed beside it.

    A name that few bear needs neither where one of them leads a state on the day.
    """
    held = {t.office for t in kb.tenures(person.id)}
    if REGNAL.search(person.name) and key(mention.text) == key(person.name.split()[0]) and mention.office is None:
        return False
    bearers = kb.persons(mention.text)
    alone = len(bearers) == 1 and bool(held & set(CHIEF))
    alone = alone or (len(bearers) <= FEW and bool(when and when.is_day) and _leads(kb, person.id, when))
    return bool(states & set(person.countries)) or mention.office in held or alone


def _standing_out(
    kb: KnowledgeBase, persons: list[Person], mention: Mention, when: Edtf | None, states: set[str | None]
) -> Person | None:
    """The one whose office is printed beside, else the one who leads a state of the document on its date."""
    printed = [p for p in persons if mention.office and mention.office in {t.office for t in kb.tenures(p.id)}]
    leading = [
        p for p in printed or persons
        if when and any(t.office in TOP and t.country in states and possible_on(t, when) for t in kb.tenures(p.id))
    ]  # fmt: skip
    return next((group[0] for group in (printed, leading) if len(group) == 1), None)


def _main_country(kb: KnowledgeBase, person: Person) -> str | None:
    """The country in which a person held most offices: a head of two states goes by the first."""
    counted = Counter(t.country for t in kb.tenures(person.id) if t.country)
    return max(sorted(counted), key=lambda country: counted[country], default=None)


def person_node(person: Person, country: str | None) -> Node:
    """A node for a person of the knowledge base."""
    wikidata = person.id.removeprefix("qid:") if person.id.startswith("qid:") else None
    return Node(person.id, person.name, "Person", country, wikidata)


def _fit(kb: KnowledgeBase, person: Person, mention: Mention, when: Edtf | None, states: set[str | None]) -> int:
    """How well a known person fits; below zero where something said speaks against it."""
    tenures = kb.tenures(person.id)
    if mention.country and mention.country not in person.countries:
        return -1
    held = [t for t in tenures if possible_on(t, when)] if when else list(tenures)
    fits = 1 + bool(mention.country) + bool(states & set(person.countries))
    if any(t.office in CHIEF for t in held):
        fits += 1 + (when is not None)
    elif when and not held and " " not in mention.text:
        fits -= 1  # a family name alone points at who is in office; a full name also at who was
    elif when and held and " " in mention.text:
        fits += 1
    if mention.office and any(t.office == mention.office for t in held):
        fits += 2
    return fits


def _held_before(kb: KnowledgeBase, person: Person, mention: Mention, when: Edtf | None) -> int:
    """What it adds that somebody called a former minister held that office until before the document's date."""
    day = when.latest if when else None
    over = [t for t in kb.tenures(person.id) if t.office == mention.office and t.end and day and t.end < day]
    return SURE if over else 0


def known_roles(tenures: tuple[Tenure, ...], when: Edtf | None) -> list[Role]:
    """The offices held on some day of the document's date; all of them where it is open."""
    return [
        Role(
            office=t.title or t.office.replace("_", " "),
            country=t.country or None,
            start=Edtf.day(t.start) if t.start else None,
            end=Edtf.day(t.end) if t.end else None,
            basis=f"{'tenure claimed' if t.claimed else 'tenure'}: {t.source}",
            organisation=t.counterpart or None,
        )
        for t in tenures
        if when is None or possible_on(t, when)
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
