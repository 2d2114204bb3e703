"""When a person held an office, as sets of days: sourced ends as they are, inferred ones with slack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest

from dragoman.kb import KnowledgeBase, Tenure
from dragoman.records import Edtf
from dragoman.resolve import days

CHIEF = ("head_of_state", "head_of_government")
# One holder at a time, so that the next one's start ends a term of which the end is not known.
_SINGLE = (*CHIEF, "foreign_minister", "defence_minister", "finance_minister", "interior_minister")
_SLACK, _WIDE = timedelta(days=31), timedelta(days=183)
_HANDOVER = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Term:
    """One stretch in office, an end open where None; `firm` where its ends are sourced."""

    start: date
    end: date | None
    firm: bool


def terms(kb: KnowledgeBase, held: Iterable[Tenure]) -> list[Term]:
    """Terms in order, those that overlap as one: a union is firm where all of it is."""
    found: list[Term] = []
    for term in sorted((_term(kb, t) for t in held if t.start), key=lambda t: (t.start, t.end or date.max)):
        if found and (found[-1].end is None or term.start <= found[-1].end):
            last = found[-1]
            end = None if last.end is None or term.end is None else max(last.end, term.end)
            # A longer firm term holds a loose one inside it.
            inside = (last.firm and end == last.end) or (term.firm and (last.start, end) == (term.start, term.end))
            found[-1] = Term(last.start, end, inside or (last.firm and term.firm))
        else:
            found.append(term)
    return found


def _term(kb: KnowledgeBase, tenure: Tenure) -> Term:
    start, end = tenure.start or date.min, tenure.end
    if tenure.bounds:
        return Term(start, end, firm=True)
    if end is None and not tenure.end_known:
        end = _succeeded(kb, tenure)
    slack = _WIDE if "uncertain" in tenure.certainty or tenure.certainty == "conflict" else _SLACK
    return Term(start - slack, end + slack if end else None, firm=False)


def _succeeded(kb: KnowledgeBase, tenure: Tenure) -> date | None:
    """The day on which the next holder of an office for one took over, if one is known."""
    if tenure.office not in _SINGLE or tenure.start is None or tenure.country is None:
        return None
    later = kb.holders(tenure.office, tenure.country, Edtf.between(tenure.start, None))
    own = {t.start for t in later if t.person_id == tenure.person_id}
    starts = [t.start for t in later if t.start and t.person_id != tenure.person_id and t.start not in own]
    return min((s for s in starts if s > tenure.start + _HANDOVER), default=None)


def allowed(found: Sequence[Term]) -> int:
    """The days of any of these terms."""
    return days.union(days.between(t.start, t.end) for t in found)


def over(found: Sequence[Term]) -> Iterator[tuple[date, date | None]]:
    """The stretches after each term, up to the next."""
    for term, following in zip_longest(found, found[1:]):
        if term.end:
            yield term.end, following.start if following else None


def firm(found: Sequence[Term]) -> bool:
    """Whether every end is sourced."""
    return all(t.firm for t in found)


def named(spans: Iterable[tuple[date | None, date | None]]) -> str:
    """Stretches as one EDTF value: the one, or the set of them."""
    texts = [str(Edtf.between(low, high)) if low or high else ".." for low, high in spans]
    return texts[0] if len(texts) == 1 else f"[{','.join(texts)}]"
