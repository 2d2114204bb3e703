"""Who promised what, by when, and what became of it as far as any article tells.

Promises are events to come that states announced or agreed to, money pledged or committed, and agreements pledged but
not carried out. What became of them is read off later records of the same sides: money paid out, a status moved on, an
act in the same words. Never: a verdict that no record bears; today's date. "Due" is measured on the last article read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from dragoman.crossdoc.words import fold_words, is_act
from dragoman.export.brief.choose import Choice
from dragoman.export.brief.dealings import Entry, chronological
from dragoman.export.brief.phrases import sum_words
from dragoman.export.ledger.agreements import AgreementLine
from dragoman.export.ledger.money import MoneyLine
from dragoman.records import Edtf

Fate = Literal["kept", "in part", "broken", "open", "overdue"]
PROMISED: Final = frozenset({"pledged", "committed", "facility"})
PAID: Final = frozenset({"drawn", "disbursed"})
WORDS: Final = 2  # telling words in common, sides apart, that make a later act the one that was promised


@dataclass(frozen=True, slots=True)
class Commitment:
    """One promise: who made it to whom, its words, when it was made and when it falls due, and its fate.

    `fate` is open where nothing later is told, overdue where the day is past on the day of the last article;
    `by` are the ids of the records that tell of it, `note` says in words what they tell.
    """

    who: str
    to: str
    what: str
    made: Edtf | None
    due: Edtf | None
    fate: Fate
    note: str
    ids: tuple[str, ...]
    by: tuple[str, ...]
    documents: int
    origins: int


@dataclass(frozen=True, slots=True)
class _Fate:
    fate: Fate
    note: str = ""
    by: tuple[str, ...] = ()


def commitments_of(
    choice: Choice, entries: list[Entry], agreements: list[AgreementLine], money: list[MoneyLine]
) -> list[Commitment]:
    """Every promise between two states: those due first first, those without a day last."""
    last = _last_article(choice)
    found = [*_acts(choice, entries, last), *_sums(money), *_agreed(agreements)]
    return sorted(found, key=lambda c: (*chronological(c.due), chronological(c.made), c.ids))


def _last_article(choice: Choice) -> date | None:
    """The day of the last article in the store: as far as the record reaches."""
    known = (d.published.edtf for d in choice.holdings.documents.values())
    return max((when.latest for when in known if when and when.latest), default=None)


def _acts(choice: Choice, entries: list[Entry], last: date | None) -> Iterator[Commitment]:
    """What was announced or agreed to be done."""
    names = choice.holdings.setting.names(f"state:{code}" for code in choice.dyad.codes)
    words = {id(entry): _telling_words(entry, names) for entry in entries}
    done: defaultdict[frozenset[str | None], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.modality in ("actual", "negated"):
            done[frozenset((entry.source, entry.target))].append(entry)
    for entry in entries:
        if entry.modality != "planned" or entry.type.partition("/")[0] in ("REQUEST", "THREATEN"):
            continue
        same = done.get(frozenset((entry.source, entry.target)), ())
        later = [d for d in same if _follows(d, entry) and len(words[id(d)] & words[id(entry)]) >= WORDS]
        fate = _fate_of_act(entry, later, last)
        yield Commitment(
            who=entry.source, to=entry.target, what=entry.words, made=entry.told, due=_due(entry), fate=fate.fate,
            note=fate.note, ids=entry.ids, by=fate.by, documents=entry.documents, origins=entry.origins,
        )  # fmt: skip


def _due(entry: Entry) -> Edtf | None:
    """When a promise falls due: the day told for it; a day up to that of the telling is when it was made."""
    told = entry.told.latest if entry.told else None
    begins = entry.date.earliest if entry.date else None
    return entry.due or (entry.date if told and begins and begins > told else None)


def _telling_words(entry: Entry, names: frozenset[str]) -> frozenset[str]:
    return frozenset(w for w in fold_words([s.clean or s.text for s in entry.evidence], names) if not is_act(w))


def _follows(done: Entry, promised: Entry) -> bool:
    """Whether an act is told by a later article than the promise."""
    first, then = (e.told.earliest if e.told else None for e in (promised, done))
    return first is not None and then is not None and then > first


def _fate_of_act(entry: Entry, later: list[Entry], last: date | None) -> _Fate:
    if later:
        final = max(later, key=lambda e: (chronological(e.told), e.ids))
        broken = final.modality == "negated" or final.type.startswith(("REJECT", "RETREAT"))
        words = "did not come about" if broken else "told as done"
        return _Fate("broken" if broken else "kept", f"{words}: “{final.words}”", final.ids)
    due = _due(entry)
    over = due.latest if due else None
    if over and last and over < last:
        return _Fate("overdue", f"no word of it up to {last}, the day of the last article")
    return _Fate("open")


def _sums(money: list[MoneyLine]) -> Iterator[Commitment]:
    """Money pledged, committed or held ready; what another line gives in other money is promised once."""
    listed = {key for line in money for key in line.telling.ids}
    for line in (line for line in money if line.record.restates not in listed):
        record = line.record
        if record.basis in PROMISED and record.kind in ("loan", "grant", "investment") and line.payer:
            fate = _fate_of_sum(line, [other for other in money if _pays(other, line)])
            yield Commitment(
                who=line.payer, to=line.payee or "", what=f"{record.kind} of {sum_words(record)}, {record.basis}",
                made=line.date or line.telling.on, due=None, fate=fate.fate, note=fate.note, ids=line.telling.ids,
                by=fate.by, documents=line.telling.documents, origins=line.telling.origins,
            )  # fmt: skip


def _pays(paid: MoneyLine, promised: MoneyLine) -> bool:
    """Whether a sum paid out can be of a sum promised: the same sides, kind and currency, and not more than it."""
    a, b = paid.record, promised.record
    same = (paid.payer, paid.payee, a.kind, a.unit) == (promised.payer, promised.payee, b.kind, b.unit)
    return same and a.basis in PAID and _value(paid) is not None and _value(promised) is not None


def _value(line: MoneyLine) -> Decimal | None:
    return Decimal(line.record.value) if line.record.value else None


def _fate_of_sum(promised: MoneyLine, paid: list[MoneyLine]) -> _Fate:
    """Whole or part, by the largest payment told: payments may repeat one another, so they are not added."""
    if not paid:
        return _Fate("open")
    most = max(paid, key=lambda line: (_value(line) or Decimal(0), line.telling.ids))
    whole = (_value(most) or 0) >= (_value(promised) or 0)
    note = f"{sum_words(most.record)} told as {most.record.basis}"
    return _Fate("kept" if whole else "in part", note, most.telling.ids)


def _agreed(agreements: list[AgreementLine]) -> Iterator[Commitment]:
    """What an agreement obliges to, as far as its status tells whether it was carried out."""
    for line in agreements:
        if line.record.delivery is None and line.status not in ("implemented", "cancelled", "suspended"):
            continue
        fate, what = _fate_of_agreement(line), f"{line.record.kind}: {line.name}".removesuffix(": ")
        yield Commitment(
            who=" and ".join(line.parties), to="", what=what,
            made=line.date, due=None, fate=fate.fate, note=fate.note, ids=line.telling.ids, by=fate.by,
            documents=line.telling.documents, origins=line.telling.origins,
        )  # fmt: skip


def _fate_of_agreement(line: AgreementLine) -> _Fate:
    delivered = {step.stage for step in line.steps if step.ladder == "delivery"}
    if line.status == "implemented" or "completed" in delivered:
        return _Fate("kept", "told as carried out", line.telling.ids)
    if line.status in ("cancelled", "suspended") or delivered & {"cancelled", "suspended"}:
        return _Fate("broken", f"{line.status}", line.telling.ids)
    return _Fate("in part", "under way", line.telling.ids) if "under-way" in delivered else _Fate("open")
