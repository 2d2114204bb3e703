"""What the offices printed beside names say of the day on which a text appeared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.document import Annotated, Mention, Timex, Token
from dragoman.kb import KnowledgeBase, Tenure
from dragoman.resolve import days
from dragoman.resolve.constraint import Constraint
from dragoman.resolve.dating_terms import CHIEF, Term, allowed, firm, named, over, terms
from dragoman.resolve.tense import AHEAD, governor, tense_at, words_of

_NEW, _LAME = timedelta(days=365), timedelta(days=180)
_LIST = 10  # tokens from the names of a list back to their office
_INFERRED = " (soft: an end is inferred)"


@dataclass(frozen=True, slots=True)
class _Place:
    """A name in its document, and what the knowledge base says that its bearer held."""

    doc: Annotated
    kb: KnowledgeBase
    mention: Mention
    held: tuple[Tenure, ...]

    def terms(self, *offices: str) -> list[Term]:
        return terms(self.kb, (t for t in self.held if t.office in offices))


def tenures(doc: Annotated, kb: KnowledgeBase, links: Sequence[str | None]) -> Iterator[Constraint]:
    """A constraint for each named person whose printed office has a known start."""
    for mention in doc.mentions:
        linked = links[mention.i] if mention.i < len(links) else None
        if mention.kind != "name" or (linked or "").startswith("state:"):
            continue
        held = kb.tenures(linked) if linked else _of_family(kb, mention)
        place = _Place(doc, kb, mention, tuple(t for t in held if t.start))
        if place.held and not _told_of_a_year(doc, mention):
            yield from _one(place)


def _of_family(kb: KnowledgeBase, mention: Mention) -> tuple[Tenure, ...]:
    """The highest offices of all who bear a family name: "the X government" is of one of them."""
    if mention.schema != "Person" or mention.candidates or " " in mention.text:
        return ()
    return tuple(t for p in kb.persons(mention.text) for t in kb.tenures(p.id) if t.office in CHIEF)


def _told_of_a_year(doc: Annotated, mention: Mention) -> bool:
    """Whether the clause is about a dated past, in which another held the office; "former" stays true."""
    if _words_before(doc, mention) & words_of("former"):
        return False
    sentence, verb = doc.sentence_of(mention.head), governor(doc, mention.head)
    years = [t for t in doc.timexes if sentence.first <= t.first < sentence.last and t.part("year") is not None]
    return any(_of_the_clause(doc, t, verb) for t in years)


def _of_the_clause(doc: Annotated, timex: Timex, verb: Token | None) -> bool:
    """Whether a year may date what the verb tells; one that lies ahead, or of another past clause, does not."""
    own = governor(doc, timex.first)
    if tense_at(doc, timex.first) in AHEAD:
        return False
    return verb is None or own is None or own.i == verb.i or own.i in doc.ancestors(verb.i)


def _words_before(doc: Annotated, mention: Mention) -> set[str]:
    """The words of the title before a name, back to the last comma or verb."""
    found: set[str] = set()
    first = doc.sentence_of(mention.head).first
    for at in range(mention.first - 1, max(first, mention.first - 6) - 1, -1):
        token = doc.tokens[at]
        if token.text in (",", ";", ".", "(", ")") or token.pos in ("VERB", "AUX"):
            break
        found.add(token.lower)
    return found | {doc.tokens[i].lower for i in range(mention.first, mention.last)} & {"former", "ex", "then"}


def _one(place: _Place) -> Iterator[Constraint]:
    doc, mention = place.doc, place.mention
    before = _words_before(doc, mention) | _words_of_office(doc, mention)
    after = doc.tokens[mention.last].lower if mention.last < len(doc.tokens) else ""
    office = _office(doc, mention)
    if before & words_of("former"):
        if office in (None, *CHIEF):
            yield from _former(place)
    elif before & words_of("then") or (after == "," and _then_follows(doc, mention)):
        yield from _since(place)
    elif after in words_of("rule") or (after in ("'s", "’s") and _word(doc, mention.last + 1) in words_of("rule")):
        yield from _inside(place, CHIEF, "term of the administration named", 0.65)
    elif office in CHIEF:
        near = before | {after, _word(doc, mention.last + 1)} | _beside_office(doc, mention)
        if not near & words_of("to take office"):
            yield from _inside(place, CHIEF, "tenure of the office named", 0.68)
        yield from _fresh(place, near)
    elif office:
        held = [t.office for t in place.held if t.office.endswith("_minister")] if office == "minister" else [office]
        yield from _minister(place, *held)


def _fresh(place: _Place, words: set[str]) -> Iterator[Constraint]:
    """What "new", "outgoing" and "incoming" say of a term: that it has begun, will end or will begin soon."""
    found = [t for t in place.terms(*CHIEF) if t.firm]
    spans: list[tuple[date | None, date | None]] = []
    if words & words_of("new in office"):
        spans = [(t.start, t.start + _NEW) for t in found]
    elif words & words_of("leaving office"):
        spans = [(t.end - _LAME, t.end) for t in found if t.end]
    elif words & words_of("to take office"):
        spans = [(t.start - _LAME, t.start) for t in found]
    if spans:
        within = days.union(days.between(low, high) for low, high in spans)
        yield _build(place, "new in the office named, or about to leave or to take it (soft)", spans, within, 0.48)


def _minister(place: _Place, *offices: str) -> Iterator[Constraint]:
    """Lists of ministers have holes: who held an office once may hold it again, but not before the first time."""
    found = place.terms(*offices)
    if found:
        low = found[0].start
        rule = "tenure begun: the office named"
        yield _build(place, rule, [(low, None)], days.between(low, None), 0.55 if found[0].firm else 0.5)
    if any(t.end for t in found):
        yield from _inside(place, offices, "tenure of the minister named (soft)", 0.46)


def _office(doc: Annotated, mention: Mention) -> str | None:
    beside = [m.office for m in doc.mentions if m.joined == mention.i and m.office]
    own = mention.office if mention.office != "surname" else None
    return _shared_office(doc, mention) or own or next(iter(beside), None)


def _shared_office(doc: Annotated, mention: Mention) -> str | None:
    """The office of a list of names: "Presidents X and Y", "the foreign ministers, X and Y"."""
    first = doc.sentence_of(mention.head).first
    for at in range(mention.first - 1, max(first, mention.first - _LIST) - 1, -1):
        token = doc.tokens[at]
        if token.tag in ("NNS", "NNPS"):
            words = {token.lower, f"{doc.tokens[at - 1].lower} {token.lower}" if at > first else ""}
            return next((office for office in (*CHIEF, "foreign_minister") if words & words_of(f"all:{office}")), None)
        if token.pos not in ("PROPN", "PUNCT", "CCONJ", "PART", "DET") or token.text in (".", ";", ":", "("):
            return None
    return None


def _words_of_office(doc: Annotated, mention: Mention) -> set[str]:
    """The words of an office that stands after the name, with the two before it ("Glas, the former vice president")."""
    beside = [m for m in doc.mentions if m.joined == mention.i and m.first >= mention.last]
    return {doc.tokens[i].lower for m in beside for i in range(max(mention.last, m.first - 2), m.last)}


def _beside_office(doc: Annotated, mention: Mention) -> set[str]:
    """The words right before an office that stands in apposition with a name."""
    beside = [m for m in doc.mentions if m.joined == mention.i]
    return {doc.tokens[i].lower for m in beside for i in range(max(0, m.first - 2), m.last)}


def _word(doc: Annotated, at: int) -> str:
    return doc.tokens[at].lower if at < len(doc.tokens) else ""


def _then_follows(doc: Annotated, mention: Mention) -> bool:
    return _word(doc, mention.last + 1) in words_of("then")


def _former(place: _Place) -> Iterator[Constraint]:
    """A former holder: after a term has ended and before the next begins."""
    found = place.terms(*CHIEF)
    gaps = list(over(found))
    if gaps:
        after = days.union(days.between(low, high) for low, high in gaps)
        rule = "tenure over: a former holder of the office"
        yield _build(place, _so(rule, found), gaps, after, 0.7 if firm(found) else 0.5)


def _since(place: _Place) -> Iterator[Constraint]:
    """Called "then" something else: the text is from the time of the office held since."""
    found = place.terms(*CHIEF)
    if found:
        start = found[-1].start
        rule = "tenure begun: the office named is told as past"
        yield _build(place, rule, [(start, None)], days.between(start, None), 0.6 if found[-1].firm else 0.5)


def _inside(place: _Place, offices: Sequence[str], rule: str, weight: float) -> Iterator[Constraint]:
    """In any of the person's terms in the office; loose ends weigh less."""
    found = place.terms(*offices)
    if found:
        spans = [(t.start, t.end) for t in found]
        yield _build(place, _so(rule, found), spans, allowed(found), weight if firm(found) else min(weight, 0.5))


def _so(rule: str, found: Sequence[Term]) -> str:
    return rule if firm(found) or "(soft" in rule else rule + _INFERRED


def _build(
    place: _Place, rule: str, spans: Sequence[tuple[date | None, date | None]], within: int, weight: float
) -> Constraint:
    doc, mention = place.doc, place.mention
    first = max(doc.sentence_of(mention.head).first, mention.first - 2)
    cues = words_of("former") | words_of("then")
    lead = next((i for i in range(first, mention.first) if doc.tokens[i].lower in cues), mention.first)
    last = mention.last + (_word(doc, mention.last) in words_of("rule"))
    return Constraint(rule, named(spans), within, weight, doc.span(lead, last))
