"""What was agreed, each agreement once: where it stands now, by which steps it came there, what belongs to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dragoman.export.brief.choose import Choice
from dragoman.export.brief.dealings import chronological, is_placed, together
from dragoman.export.brief.names import Names
from dragoman.export.brief.phrases import date_words
from dragoman.export.ledger.lines import Health, Telling, day_of, telling
from dragoman.records import Agreement, Amount, Edtf, Span, Step
from dragoman.records.facts import AgreementStatus

_LADDER: Final[tuple[AgreementStatus, ...]] = (
    "proposed", "announced", "signed", "ratified", "in-force", "implemented",
)  # fmt: skip
# Kinds that can do without a sum of money.
_UNPAID: Final = frozenset({"treaty", "joint-statement", "declaration", "protocol", "memorandum", "framework"})


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """One agreement: `record` says most of it, `status` and `date` are the latest told, `steps` its dated history.

    `amounts` are the sums that it provides for or that are told in the same sentence, `items` the agreements of which a
    package is made, `part_of` the ids of the package that an item belongs to, `renewed` the earlier agreement that it
    renews, supplements or is the next phase of, in words.
    """

    record: Agreement
    parties: tuple[str, ...]
    status: AgreementStatus
    date: Edtf | None
    steps: tuple[Step, ...]
    amounts: tuple[Amount, ...]
    items: tuple[str, ...]
    part_of: tuple[str, ...]
    renewed: str | None
    telling: Telling
    health: Health

    @property
    def name(self) -> str:
        """Title or subject, as printed; empty where neither is told."""
        return self.record.title or self.record.subject or ""


def agreement_lines(choice: Choice, names: Names) -> list[AgreementLine]:
    """The agreements of a dyad, earliest first, undated last; the items of a package after it."""
    found = [record for record in choice.records if isinstance(record, Agreement)]
    groups = together(found, choice.holdings.clusters)
    package_of = {child: record.id for record in found for child in record.children}
    sums = _Sums(choice)
    lines = [_line(group, package_of, choice, names, sums) for group in groups]
    top = [line for line in lines if not line.part_of]
    below = {line.telling.ids[0]: [i for i in lines if set(i.part_of) & set(line.telling.ids)] for line in top}
    ordered = sorted(top, key=lambda line: (*chronological(line.date), line.telling.ids))
    shown = [each for line in ordered for each in (line, *below[line.telling.ids[0]])]
    return [*shown, *(line for line in lines if line.part_of and not any(line is other for other in shown))]


def _line(
    group: list[Agreement], package_of: dict[str, str], choice: Choice, names: Names, sums: _Sums
) -> AgreementLine:
    best = group[0]
    status, date = standing(group, choice)
    told = telling(group, choice, names)
    amounts = sums.told_with(group)
    parts = {
        "parties": len(best.parties) > 1,
        "date": is_placed(date),
        "amount": bool(amounts) or (None if best.kind in _UNPAID else False),
        "terms": any(member.subject or member.title for member in group) and best.disclosed is not False,
        "second origin": told.confirmed,
    }
    return AgreementLine(
        record=best,
        parties=tuple(names.full_text(party) for party in best.parties),
        status=status,
        date=date,
        steps=tuple(_steps(group)),
        amounts=amounts,
        items=tuple(child for member in group for child in member.children),
        part_of=tuple(dict.fromkeys(package_of[member.id] for member in group if member.id in package_of)),
        renewed=_renewed(group, choice),
        telling=told,
        health=Health.of(parts),
    )


def _renewed(group: Sequence[Agreement], choice: Choice) -> str | None:
    """The agreement that one renews, as `treaty of 2005: fisheries`."""
    found = (choice.holdings.by_id.get(member.renews or "") for member in group)
    earlier = next((record for record in found if isinstance(record, Agreement)), None)
    if earlier is None:
        return None
    dated = f" of {date_words(earlier.date)}" if earlier.date else ""
    name = earlier.title or earlier.subject
    return f"{earlier.kind}{dated}{': ' if name else ''}{name or ''}"


def standing(group: Sequence[Agreement], choice: Choice) -> tuple[AgreementStatus, Edtf | None]:
    """Where an agreement stands by all that is told of it, and since when.

    It goes up the ladder and not down again: who mentions the signing of a treaty in force has not put it out of force.
    What ends it counts unless something later than it is told.
    """
    reached = [member for member in group if member.status in _LADDER]
    highest = max((_LADDER.index(member.status) for member in reached), default=-1)
    telling_most = [m for m in group if m.status not in _LADDER or _LADDER.index(m.status) == highest]
    last = max(telling_most, key=lambda m: (day_of(m, choice), m.status not in _LADDER, m.id))
    dates = [m.date for m in group if m.status == last.status and m.date]
    return last.status, min(dates, key=lambda date: (not is_placed(date), *chronological(date)), default=last.date)


def _steps(group: Sequence[Agreement]) -> list[Step]:
    """The steps that any document tells, each once, earliest first, undated last."""
    found: dict[tuple[str, str, str], Step] = {}
    for step in (step for member in group for step in member.history):
        found.setdefault((step.ladder, step.stage, str(step.date)), step)
    dated = {(ladder, stage) for ladder, stage, date in found if date != "None"}
    kept = [s for (ladder, stage, date), s in found.items() if date != "None" or (ladder, stage) not in dated]
    return sorted(kept, key=lambda step: (*chronological(step.date), step.ladder, step.stage))


class _Sums:
    """The sums of money of a choice, by the agreement that provides for them, else by the documents that tell them."""

    def __init__(self, choice: Choice) -> None:
        self._setting = choice.holdings.setting
        self._provided: defaultdict[str, list[tuple[int, Amount]]] = defaultdict(list)
        self._told: defaultdict[str | None, list[tuple[int, Amount]]] = defaultdict(list)
        for at, amount in enumerate(choice.holdings.records):
            if isinstance(amount, Amount) and is_currency(amount):
                if amount.agreement:
                    self._provided[amount.agreement].append((at, amount))
                else:
                    for key in {span.document_id for span in amount.evidence}:
                        self._told[key].append((at, amount))

    def told_with(self, group: Sequence[Agreement]) -> tuple[Amount, ...]:
        """Those that an agreement provides for, and those in the sentences that tell of it, each once.

        A sum that another agreement provides for is that one's alone.
        """
        homes = [self._setting.whole(span) for member in group for span in member.evidence]
        inside = dict(own for member in group for own in self._provided.get(member.id, ()))
        near = ((home, at, amount) for home in homes for at, amount in self._told.get(home.document_id, ()))
        inside |= {at: amount for home, at, amount in near if _stands_in(amount, home)}
        found: dict[tuple[object, ...], Amount] = {}
        for at in sorted(inside):
            found.setdefault((inside[at].cluster or inside[at].value, inside[at].low, inside[at].unit), inside[at])
        return tuple(found.values())


def _stands_in(amount: Amount, sentence: Span) -> bool:
    spans = (span for span in amount.evidence if span.document_id == sentence.document_id)
    return any(sentence.start <= span.start < sentence.end for span in spans)


def is_currency(amount: Amount) -> bool:
    """Whether a figure is in a currency: ISO 4217 codes are three capitals."""
    return len(amount.unit) == 3 and amount.unit.isupper()
