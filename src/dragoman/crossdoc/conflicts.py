"""Where two documents give one field two values. Both stand; the conflict names them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from decimal import Decimal
from typing import Final, Literal, TypeVar

from dragoman.crossdoc.dates import Meeting, meeting, weeks
from dragoman.crossdoc.figures import debt_keys, programme_keys, same_programme
from dragoman.crossdoc.groups import components
from dragoman.crossdoc.words import fold_words
from dragoman.records import Agreement, Amount, Conflict, Evident, Model, Programme, record_id

EXTRACTOR: Final = "crossdoc.conflicts/1"
Record = TypeVar("Record", bound=Evident)
Kind = Literal["value", "horizon", "count"]


def conflicts_among(records: Iterable[Model]) -> list[Conflict]:
    """Debts with two figures, packages with two counts, programmes with target dates that exclude each other."""
    everything = list(records)
    debts = [a for a in everything if isinstance(a, Amount) and a.kind == "debt"]
    agreements = [a for a in everything if isinstance(a, Agreement) and a.count is not None]
    programmes = [p for p in everything if isinstance(p, Programme) and p.target_dates]
    return [
        *_between(debts, debt_keys, _other_figure, _figure, "value", "value"),
        *_between(agreements, _package_keys, _other_count, lambda a: str(a.count), "count", "count"),
        *_between(programmes, programme_keys, _other_horizon, _horizon, "target_dates", "horizon"),
    ]


def _between(
    records: Sequence[Record],
    keys: Callable[[Record], Iterable[Hashable]],
    differ: Callable[[Record, Record], bool],
    value: Callable[[Record], str],
    field: str,
    kind: Kind,
) -> list[Conflict]:
    """One conflict for each group of records that differences hold together."""
    at_odds = components(records, keys=keys, order=lambda record: record.id, linked=differ)
    return [_conflict(group, tuple(value(record) for record in group), field, kind) for group in at_odds]


def _conflict(records: Sequence[Evident], values: tuple[str, ...], field: str, kind: Kind) -> Conflict:
    evidence = tuple(record.evidence[0] for record in records)
    ids = tuple(record.id for record in records)
    bases = {getattr(record, "basis", None) for record in records}
    return Conflict(
        id=record_id("conflicts", "", evidence, field, *ids),
        document_id=None,
        evidence=evidence,
        confidence="medium",
        score=0.5,
        extractor=EXTRACTOR,
        records=ids,
        field=field,
        values=values,
        kind=kind,
        comparable=len(bases) == 1,
    )


def _other_figure(a: Amount, b: Amount) -> bool:
    """Two figures of one debt whose ranges share no value; told for times that do not exclude each other."""
    if a.document_id == b.document_id or (a.as_of and b.as_of and not a.as_of.touches(b.as_of)):
        return False
    (low, high), (other_low, other_high) = _bounds(a), _bounds(b)
    return low > other_high or other_low > high


def _bounds(amount: Amount) -> tuple[Decimal, Decimal]:
    """The least and the greatest value that the words allow; "about" leaves a tenth on either side."""
    value = Decimal(amount.value or amount.high or amount.low or "0")
    low, high = Decimal(amount.low or value), Decimal(amount.high or value)
    room = {"about": Decimal("0.1")}.get(amount.qualifier, Decimal(0))
    if amount.qualifier == "more-than":
        high = Decimal("Infinity")
    if amount.qualifier in {"less-than", "up-to"}:
        low = Decimal(0)
    return low * (1 - room), high * (1 + room)


def _figure(amount: Amount) -> str:
    return amount.value or f"{amount.low or ''}..{amount.high or ''}"


def _package_keys(agreement: Agreement) -> list[Hashable]:
    """Parties and kind of instrument, with the week; none with fewer than two parties."""
    parties = frozenset(agreement.parties)
    return [(parties, agreement.kind, week) for week in weeks(agreement.date)] if len(parties) > 1 else []


def _other_count(a: Agreement, b: Agreement) -> bool:
    if a.document_id == b.document_id or a.count == b.count or meeting(a.date, b.date) is not Meeting.CLOSE:
        return False
    one, other = (fold_words((x.title, x.subject)) for x in (a, b))
    return not one or not other or bool(one & other)


def _other_horizon(a: Programme, b: Programme) -> bool:
    pairs = [(x, y) for x in a.target_dates for y in b.target_dates]
    return same_programme(a, b) and not any(x.touches(y) for x, y in pairs)


def _horizon(programme: Programme) -> str:
    return ", ".join(str(date) for date in programme.target_dates)
