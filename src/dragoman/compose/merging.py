"""One act told twice in a document is one event: the first telling stands, the others lend their evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from dragoman.extract.contexts import together
from dragoman.records import Agreement, Edtf, Event, Participant, Span

PARAGRAPH = 400  # characters between two tellings that a reader takes for one
STEM, SHARED_WORDS = 4, 4
SIDES = ("source", "target")
LEAST_TOLD = 2
OF_A_CONTENT = ("AGREE", "REQUEST")
MUTUAL = ("CONSULT", "SUPPORT", "AGREE", "COOPERATE")


def merge_events(events: Iterable[Event], agreements: Sequence[Agreement] = ()) -> list[Event]:
    """Events of one type between the same sides, whose dates and papers do not part them, become one."""
    kept: list[Event] = []
    for event in events:
        papers = _papers(event, agreements)
        alike = (i for i, other in enumerate(kept) if _one_act(other, event))
        twin = next((i for i in alike if not _parted(papers, _papers(kept[i], agreements))), None)
        if twin is None:
            kept.append(event)
        else:
            kept[twin] = _joined(kept[twin], event)
    return kept


def _papers(event: Event, agreements: Iterable[Agreement]) -> set[str]:
    """The agreements in whose words the verb of an event stands."""
    verb = event.verb
    return {a.id for a in agreements if any(e.start <= verb.start and verb.end <= e.end for e in a.evidence)}


def _parted(one: set[str], other: set[str]) -> bool:
    return bool(one) and bool(other) and not one & other


def _one_act(a: Event, b: Event) -> bool:
    if (
        (a.type, a.modality) != (b.type, b.modality)
        or not _dates_agree(a.date, b.date)
        or not _dates_agree(a.due, b.due)
        or _told_of_long_ago(a, b)
    ):
        return False
    if a.type != "CONSULT" and not _same_matter(a, b):
        return False
    near = abs(a.verb.start - b.verb.start) < PARAGRAPH
    straight = all(_alike(a, b, side, side, near=near) for side in SIDES)
    crossed = a.type in MUTUAL and all(_alike(a, b, side, _opposite(side), near=near) for side in SIDES)
    return (straight or crossed) and (near or (a.date is not None and a.date == b.date))


def _told_of_long_ago(a: Event, b: Event) -> bool:
    """Whether the first telling has no day and the second, by another verb, a year or a month: it goes back."""
    back = a.date is None and b.date is not None and not b.date.is_day and a.verb.start < b.verb.start
    return back and a.verb.text[:STEM].lower() != b.verb.text[:STEM].lower()


def _same_matter(a: Event, b: Event) -> bool:
    """Whether two tellings share their verb ("invited", "the invitation") or several telling words."""
    if _of_two_contents(a, b):
        return False
    if a.verb.text[:STEM].lower() == b.verb.text[:STEM].lower():
        return True
    first, second = (a, b) if a.verb.start < b.verb.start else (b, a)
    if second.verb.end <= first.evidence[0].end:  # two acts of one clause share only what both verbs govern
        return len(_words_between(first, second.verb.start) & _words_after(second)) >= SHARED_WORDS
    mine, other = ({w.lower() for e in x.evidence for w in e.text.split() if len(w) > STEM} for x in (a, b))
    return len(mine & other) >= SHARED_WORDS


def _of_two_contents(a: Event, b: Event) -> bool:
    """Whether what is agreed or asked for is told after both verbs, in words of which none is shared."""
    if a.type not in OF_A_CONTENT:
        return False
    mine, other = (_words_after(each) for each in (a, b))
    return min(len(mine), len(other)) >= LEAST_TOLD and not mine & other


def _words_after(event: Event) -> set[str]:
    """The telling words after the verb, in the clause that tells of it first."""
    clause = event.evidence[0]
    return _words_between(event, clause.end)


def _telling(text: str) -> set[str]:
    """The stems of words that tell something and name nobody."""
    words = (w.strip(".,;:") for w in text.split())
    return {w.lower()[:STEM] for w in words if len(w) > STEM and w[0].islower()}


def _words_between(event: Event, end: int) -> set[str]:
    """The telling words of the clause from the verb to some place after it."""
    clause = event.evidence[0]
    return _telling(clause.text[max(0, event.verb.end - clause.start) : end - clause.start])


def _alike(a: Event, b: Event, mine: str, other: str, *, near: bool = True) -> bool:
    """Whether a side of one holds whom a side of the other holds, people and whom they act for alike."""
    here, there = _side(a, mine), _side(b, other)
    people, others = {p.actor for p in here}, {p.actor for p in there}
    behalf, their_behalf = {p.acts_for for p in here}, {p.acts_for for p in there}
    if not people or not others:
        return True
    stands_for = near and (people <= their_behalf or others <= behalf)  # one names the state, the other its envoy
    return behalf == their_behalf and (people <= others or others <= people or stands_for)


def _dates_agree(a: Edtf | None, b: Edtf | None) -> bool:
    return a is None or b is None or a == b or a.within(b) or b.within(a)


def _joined(a: Event, b: Event) -> Event:
    crossed = not all(_alike(a, b, side, side) for side in SIDES)
    parts = [p for side in SIDES for p in _fuller(_side(a, side), _side(b, _opposite(side) if crossed else side), side)]
    return a.model_copy(
        update={
            "evidence": _unique((*a.evidence, *b.evidence)),
            "contexts": together(a.contexts, b.contexts),
            "source": tuple(p.actor for p in parts if p.side == "source"),
            "target": tuple(p.actor for p in parts if p.side == "target"),
            "participants": tuple(parts),
            "date": _finer(a.date, b.date),
            "date_basis": a.date_basis or b.date_basis,
            "due": _finer(a.due, b.due),
            "place": a.place or b.place,
        }
    )


def _side(event: Event, side: str) -> list[Participant]:
    return [p for p in event.participants if p.side == side]


def _opposite(side: str) -> str:
    return SIDES[1 - SIDES.index(side)]


def _fuller(mine: list[Participant], other: list[Participant], side: str) -> list[Participant]:
    """The telling that names more, or names persons where the other names only their state."""
    best = max((mine, other), key=lambda ps: (sum(p.actor != p.acts_for for p in ps), len(ps), ps is mine))
    return [p.model_copy(update={"side": side}) for p in best]


def _finer(a: Edtf | None, b: Edtf | None) -> Edtf | None:
    if a is None or b is None:
        return a or b
    return b if b.within(a) else a


def _unique(
    spans: Iterable[Span], key: Callable[[Span], tuple[int, int]] = lambda s: (s.start, s.end)
) -> tuple[Span, ...]:
    return tuple({key(s): s for s in spans}.values())
