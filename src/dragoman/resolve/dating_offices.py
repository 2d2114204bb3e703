"""What the offices printed beside names say of the day on which a text appeared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dragoman.document import Annotated, Mention
from dragoman.kb import KnowledgeBase, Tenure
from dragoman.records import Edtf
from dragoman.resolve import days
from dragoman.resolve.constraint import Constraint
from dragoman.resolve.tense import words_of

_CHIEF = ("head_of_state", "head_of_government")


def tenures(doc: Annotated, kb: KnowledgeBase, links: Sequence[str | None]) -> Iterator[Constraint]:
    """A constraint for each named person whose printed office has sourced bounds."""
    for mention in doc.mentions:
        linked = links[mention.i] if mention.i < len(links) else None
        if mention.kind != "name" or linked is None or linked.startswith(("state:", "name:")):
            continue
        held = [t for t in kb.tenures(linked) if t.bounds and t.start]
        if held and not _told_of_a_year(doc, mention):
            yield from _one(doc, mention, held)


def _told_of_a_year(doc: Annotated, mention: Mention) -> bool:
    """Whether the sentence is about a dated past, in which another held the office; "former" stays true."""
    if _words_before(doc, mention) & words_of("former"):
        return False
    sentence = doc.sentence_of(mention.head)
    return any(sentence.first <= t.first < sentence.last and t.part("year") is not None for t in doc.timexes)


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


def _one(doc: Annotated, mention: Mention, held: list[Tenure]) -> Iterator[Constraint]:
    before = _words_before(doc, mention) | _words_of_office(doc, mention)
    after = doc.tokens[mention.last].lower if mention.last < len(doc.tokens) else ""
    chief = [t for t in held if t.office in _CHIEF]
    office = _office(doc, mention)
    if before & words_of("former"):
        if office in (None, *_CHIEF):
            yield from _former(doc, mention, chief)
    elif before & words_of("then") or (after == "," and _then_follows(doc, mention)):
        yield from _since(doc, mention, chief)
    elif after in words_of("rule") or (
        after in ("'s", "’s") and doc.tokens[mention.last + 1].lower in words_of("rule")
    ):
        yield from _inside(doc, mention, chief, "term of the administration named", 0.65)
    elif office in _CHIEF:
        yield from _inside(doc, mention, chief, "tenure of the office named", 0.68)
    elif named := [t for t in held if t.office == office]:
        # Lists of ministers have holes: who held an office once may hold it again, but not before the first time.
        low = min(t.start for t in named if t.start)
        yield _build(doc, mention, "tenure begun: the office named", [(low, None)], days.between(low, None), 0.55)


def _office(doc: Annotated, mention: Mention) -> str | None:
    beside = [m.office for m in doc.mentions if m.joined == mention.i and m.office]
    return mention.office or next(iter(beside), None)


def _words_of_office(doc: Annotated, mention: Mention) -> set[str]:
    """The words of an office that stands after the name, with the two before it ("Glas, the former vice president")."""
    beside = [m for m in doc.mentions if m.joined == mention.i and m.first >= mention.last]
    return {doc.tokens[i].lower for m in beside for i in range(max(mention.last, m.first - 2), m.last)}


def _then_follows(doc: Annotated, mention: Mention) -> bool:
    return mention.last + 1 < len(doc.tokens) and doc.tokens[mention.last + 1].lower in words_of("then")


def _span_text(low: date | None, high: date | None) -> str:
    return str(Edtf.between(low, high)) if low or high else ".."


def _terms(held: list[Tenure]) -> list[tuple[date, date | None]]:
    """Terms in order, those of two offices held at once as one."""
    terms: list[tuple[date, date | None]] = []
    for tenure in sorted(held, key=lambda t: (t.start or date.min, t.end or date.max)):
        if tenure.start is None:
            continue
        if terms and (terms[-1][1] is None or tenure.start <= terms[-1][1]):
            last = terms[-1]
            terms[-1] = (last[0], None if last[1] is None or tenure.end is None else max(last[1], tenure.end))
        else:
            terms.append((tenure.start, tenure.end))
    return terms


def _former(doc: Annotated, mention: Mention, held: list[Tenure]) -> Iterator[Constraint]:
    """A former holder: after a term has ended and before the next begins."""
    terms = _terms(held)
    gaps = [(end, following[0]) for (_, end), following in zip(terms, [*terms[1:], (None, None)], strict=True) if end]
    if gaps:
        allowed = days.union(days.between(low, high) for low, high in gaps)
        yield _build(doc, mention, "tenure over: a former holder of the office", gaps, allowed, 0.7)


def _since(doc: Annotated, mention: Mention, held: list[Tenure]) -> Iterator[Constraint]:
    """Called "then" something else: the text is from the time of the office held since."""
    terms = _terms(held)
    if terms:
        start = terms[-1][0]
        yield _build(
            doc,
            mention,
            "tenure begun: the office named is told as past",
            [(start, None)],
            days.between(start, None),
            0.6,
        )


def _inside(doc: Annotated, mention: Mention, held: list[Tenure], rule: str, weight: float) -> Iterator[Constraint]:
    terms: list[tuple[date | None, date | None]] = [*_terms(held)]
    if terms:
        yield _build(doc, mention, rule, terms, days.union(days.between(*t) for t in terms), weight)


def _build(
    doc: Annotated,
    mention: Mention,
    rule: str,
    spans: Sequence[tuple[date | None, date | None]],
    allowed: int,
    weight: float,
) -> Constraint:
    texts = [_span_text(*s) for s in spans]
    implies = texts[0] if len(texts) == 1 else _span_text(spans[0][0], spans[-1][1])
    first = max(doc.sentence_of(mention.head).first, mention.first - 2)
    lead = next(
        (i for i in range(first, mention.first) if doc.tokens[i].lower in words_of("former") | words_of("then")),
        mention.first,
    )
    last = mention.last + (mention.last < len(doc.tokens) and doc.tokens[mention.last].lower in words_of("rule"))
    return Constraint(rule, implies, allowed, weight, doc.span(lead, last))
