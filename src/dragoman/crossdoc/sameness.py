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


def _narrow(value: Edtf) -> bool:
    return value.earliest is not None and value.latest is not None and value.latest - value.earliest <= WEEK


def event_key(event: Event) -> Hashable | None:
    """Type, modality and on whose behalf either side acts; none where a side is empty or the type says nothing."""
    sides = (principals(event, "source"), principals(event, "target"))
    return None if event.type == "OTHER" or not all(sides) else (event.type, event.modality, frozenset(sides))


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


def agreement_key(agreement: Agreement) -> Hashable | None:
    """The parties and the kind of instrument; none with fewer than two parties."""
    parties = frozenset(agreement.parties)
    return (parties, agreement.kind) if len(parties) > 1 else None


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


def debt_key(amount: Amount) -> Hashable | None:
    """Unit, debtor and creditor; none where either is unknown."""
    known = amount.payer is not None and amount.payee is not None
    return (amount.unit, amount.payer, amount.payee) if known else None


def same_debt(a: Amount, b: Amount) -> bool:
    """One debt told twice: the same figure on the same basis, at times that do not exclude each other."""
    figures = (a.value, a.low, a.high) == (b.value, b.low, b.high)
    return apart(a, b) and figures and _agree(a.basis, b.basis) and _may_touch(a.as_of, b.as_of)


def programme_key(programme: Programme) -> Hashable | None:
    """The name, without regard to case and punctuation."""
    return " ".join(re.findall(r"\w+", programme.name.casefold())) or None


def same_programme(a: Programme, b: Programme) -> bool:
    """One programme: the same name in two documents, with a partner in common where both name some."""
    return apart(a, b) and (not a.partners or not b.partners or bool({*a.partners} & {*b.partners}))


def said_alike(record: Evident) -> Hashable | None:
    """The words of a claim, where there are enough of them to be no chance."""
    said = tuple(re.findall(r"\w+", record.content.text.casefold())) if isinstance(record, Claim) else ()
    return said if len(said) >= SAYING else None


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
    return a is None or b is None or a.touches(b)


def _words(*texts: str | None) -> frozenset[str]:
    return frozenset(word for text in texts if text for word in _WORD.findall(text.casefold()))
