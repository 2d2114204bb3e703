"""Where two documents give one field two values. Both stand; the conflict names them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final, Literal, TypeVar

from dragoman.crossdoc import agreements, events
from dragoman.crossdoc.dates import Meeting, meeting, weeks
from dragoman.crossdoc.figures import bounds, debt_keys, figure, programme_keys, same_programme
from dragoman.crossdoc.groups import components
from dragoman.crossdoc.setting import Setting
from dragoman.crossdoc.words import fold_words
from dragoman.records import Agreement, Amount, Conflict, Event, Evident, Model, Programme, record_id

EXTRACTOR: Final = "crossdoc.conflicts/1"
Record = TypeVar("Record", bound=Evident)
Kind = Literal["value", "horizon", "count", "polarity", "status"]
_STANDS: Final = frozenset({"signed", "ratified", "in-force", "implemented"})
_ENDED: Final = frozenset({"suspended", "cancelled", "expired"})


def conflicts_among(records: Iterable[Model], setting: Setting) -> list[Conflict]:
    """Debts with two figures, packages with two counts, programmes with target dates that exclude each other.

    Also acts that one document reports and another denies, and instruments that stand here and have ended there on one
    day.
    """
    everything = list(records)
    debts = [a for a in everything if isinstance(a, Amount) and a.kind == "debt"]
    deals = [a for a in everything if isinstance(a, Agreement)]
    counted = [a for a in deals if a.count is not None]
    programmes = [p for p in everything if isinstance(p, Programme) and p.target_dates]
    return [
        *_between(debts, debt_keys, _other_figure, _figure, "value", "value"),
        *_between(counted, _package_keys, _other_count, lambda a: str(a.count), "count", "count"),
        *_between(programmes, programme_keys, _other_horizon, _horizon, "target_dates", "horizon"),
        *_between(deals, _party_keys, partial(_other_status, setting), lambda a: a.status, "status", "status"),
        *_denied([e for e in everything if isinstance(e, Event)], setting),
    ]


def _denied(records: Sequence[Event], setting: Setting) -> list[Conflict]:
    """Acts that one document reports and another says did not happen; only those that somebody denies are compared."""
    told = sorted((event for event in records if event.type != "OTHER"), key=lambda event: event.id)
    denials = [events.act(event, setting) for event in told if event.modality == "negated"]
    parties = {party for one in denials for party in one.pooled}
    reported = [e for e in told if e.modality == "actual" and not parties.isdisjoint(_parties(e))]
    acts = [events.act(event, setting) for event in reported]
    keys = {one.event.id: frozenset(events.keys(one, setting)) for one in (*denials, *acts)}
    asked = {key for one in denials for key in keys[one.event.id]}
    near = [one for one in acts if not asked.isdisjoint(keys[one.event.id])]
    found = []
    for denial in denials:
        as_told = replace(denial, event=denial.event.model_copy(update={"modality": "actual"}))
        for one in near:
            like = events.likeness(as_told, one, setting) if keys[denial.event.id] & keys[one.event.id] else None
            if like is not None and like >= events.SURE:
                pair = sorted((denial.event, one.event), key=lambda event: event.id)
                values = tuple(event.modality for event in pair)
                found.append(_conflict(pair, values, "modality", "polarity"))
    return found


def _parties(event: Event) -> frozenset[str]:
    return events.principals(event, "source") | events.principals(event, "target")


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
    (low, high), (other_low, other_high) = bounds(figure(a), a.qualifier), bounds(figure(b), b.qualifier)
    return low > other_high or other_low > high


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


def _party_keys(agreement: Agreement) -> list[Hashable]:
    """Parties with the week; only instruments that stand or have ended can be at odds."""
    parties = frozenset(agreement.parties)
    told = len(parties) > 1 and agreement.status in _STANDS | _ENDED
    return [(parties, week) for week in weeks(agreement.date)] if told else []


def _other_status(setting: Setting, a: Agreement, b: Agreement) -> bool:
    if (a.status in _ENDED) == (b.status in _ENDED) or meeting(a.date, b.date) is not Meeting.CLOSE:
        return False
    like = agreements.likeness(agreements.deal(a, setting), agreements.deal(b, setting), setting)
    return like is not None and like >= agreements.SURE


def _other_horizon(a: Programme, b: Programme) -> bool:
    pairs = [(x, y) for x in a.target_dates for y in b.target_dates]
    return same_programme(a, b) and not any(x.touches(y) for x, y in pairs)


def _horizon(programme: Programme) -> str:
    return ", ".join(str(date) for date in programme.target_dates)
