"""When two records of different documents tell of one thing. Each rule has a key that both must share, and a test.

In doubt two records stay apart: a cluster that is missed costs a repeated line, one that is wrong hides a fact.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from datetime import timedelta
from typing import Final

from dragoman.records import Agreement, Amount, Claim, Edtf, Event, Evident, Programme

SAYING: Final = 6
ALIKE: Final = 0.8
_DECIDING: Final = ("type", "kind", "modality", "polarity", "value", "unit", "count")
WEEK: Final = timedelta(days=6)
_WORD: Final = re.compile(r"\w{4,}")


def apart(a: Evident, b: Evident) -> bool:
    """Whether two records come from different documents; within one, compose has joined what is one."""
    return a.document_id != b.document_id


def narrow_overlap(a: Edtf | None, b: Edtf | None) -> bool:
    """Whether two dates share a day and neither is wider than a week."""
    return a is not None and b is not None and _narrow(a) and _narrow(b) and a.touches(b)


def weeks(value: Edtf | None) -> list[int]:
    """The numbered weeks in which a date of at most a week's width falls; none for a wider or an unknown one."""
    if value is None or value.earliest is None or value.latest is None or not _narrow(value):
        return []
    return list(range(value.earliest.toordinal() // 7, value.latest.toordinal() // 7 + 1))


def _narrow(value: Edtf) -> bool:
    return value.earliest is not None and value.latest is not None and value.latest - value.earliest <= WEEK


def event_keys(event: Event) -> list[Hashable]:
    """Type, modality, on whose behalf either side acts, week; none where a side is empty or the type says nothing."""
    sides = (principals(event, "source"), principals(event, "target"))
    if event.type == "OTHER" or not all(sides):
        return []
    return [(event.type, event.modality, frozenset(sides), week) for week in weeks(event.date)]


def principals(event: Event, side: str) -> frozenset[str]:
    """On whose behalf a side acts: the principals, or the actors themselves where they act for nobody else."""
    named = {p.actor: p.acts_for or p.actor for p in event.participants if p.side == side}
    actors = event.source if side == "source" else event.target
    return frozenset(named.get(actor, actor) for actor in actors)


def same_event(a: Event, b: Event) -> bool:
    """One event: the same week or day, and no two different persons on one side."""
    return apart(a, b) and narrow_overlap(a.date, b.date) and _persons_agree(a, b)


def _persons_agree(a: Event, b: Event) -> bool:
    one, other = _persons(a), _persons(b)
    return not one or not other or bool(one & other)


def _persons(event: Event) -> frozenset[str]:
    return frozenset(actor for actor in (*event.source, *event.target) if not actor.startswith("state:"))


def agreement_keys(agreement: Agreement) -> list[Hashable]:
    """Parties and kind of instrument, with the week or the size of the package; none with fewer than two parties."""
    parties = frozenset(agreement.parties)
    if len(parties) < 2:
        return []
    size = [f"{agreement.count} {agreement.status}"] if agreement.count is not None and agreement.count > 1 else []
    return [(parties, agreement.kind, when) for when in (*weeks(agreement.date), *size)]


def same_agreement(a: Agreement, b: Agreement) -> bool:
    """One instrument or package: dated alike, or the same count at the same status; and no other count or subject."""
    if not apart(a, b) or not _agree(a.count, b.count) or not subjects_agree(a, b):
        return False
    package = a.count is not None and a.count > 1 and (a.count, a.status) == (b.count, b.status)
    return narrow_overlap(a.date, b.date) or (package and _may_touch(a.date, b.date))


def subjects_agree(a: Agreement, b: Agreement) -> bool:
    """Whether what two agreements are about can be the same: a word in common, or one of them silent."""
    one, other = _words(a.title, a.subject), _words(b.title, b.subject)
    return not one or not other or bool(one & other)


def debt_keys(amount: Amount) -> list[Hashable]:
    """Unit, debtor and creditor; none where either is unknown."""
    known = amount.payer is not None and amount.payee is not None
    return [(amount.unit, amount.payer, amount.payee)] if known else []


def same_debt(a: Amount, b: Amount) -> bool:
    """One debt told twice: the same figure on the same basis, at times that do not exclude each other."""
    figures = (a.value, a.low, a.high) == (b.value, b.low, b.high)
    return apart(a, b) and figures and _agree(a.basis, b.basis) and _may_touch(a.as_of, b.as_of)


def programme_keys(programme: Programme) -> list[Hashable]:
    """The name, without regard to case and punctuation."""
    name = " ".join(re.findall(r"\w+", programme.name.casefold()))
    return [name] if name else []


def same_programme(a: Programme, b: Programme) -> bool:
    """One programme: the same name in two documents, with a partner in common where both name some."""
    return apart(a, b) and (not a.partners or not b.partners or bool({*a.partners} & {*b.partners}))


def said_alike(record: Evident) -> list[Hashable]:
    """The words of a claim, where there are enough of them to be no chance."""
    said = tuple(re.findall(r"\w+", record.content.text.casefold())) if isinstance(record, Claim) else ()
    return [said] if len(said) >= SAYING else []


def same_words(a: Evident, b: Evident) -> bool:
    """Two records of one type that rest on nearly the same words."""
    if not apart(a, b) or any(getattr(a, name, None) != getattr(b, name, None) for name in _DECIDING):
        return False
    one, other = _shown(a), _shown(b)
    return len(one & other) >= ALIKE * len(one | other)


def _shown(record: Evident) -> frozenset[str]:
    said = record.content.text if isinstance(record, Claim) else " ".join(span.text for span in record.evidence)
    return frozenset(re.findall(r"\w+", said.casefold()))


def _agree(a: object | None, b: object | None) -> bool:
    return a is None or b is None or a == b


def _may_touch(a: Edtf | None, b: Edtf | None) -> bool:
    if a is None or b is None:
        return True
    return a.touches(b) if a.periods and b.periods else _same_day_of_year(a, b)


def _same_day_of_year(a: Edtf, b: Edtf) -> bool:
    """Two dates of which one names no year: whether month and day agree as far as both say."""
    one, other = (value.text.rstrip("~%?").split("-")[1:] for value in (a, b))
    return all(x == y or "X" in x + y for x, y in zip(one, other, strict=False))


def _words(*texts: str | None) -> frozenset[str]:
    return frozenset(word for text in texts if text for word in _WORD.findall(text.casefold()))
