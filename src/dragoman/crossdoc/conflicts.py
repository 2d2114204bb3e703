"""Where one thing is given two values, by two documents or in one. Both stand; the conflict names them.

Which pairs are looked at is narrow on purpose: an affair holds many figures, and most of them are of different things.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final, TypeVar

from dragoman.crossdoc import agreements, events
from dragoman.crossdoc.counted import differing_counts
from dragoman.crossdoc.dates import Meeting, meeting, weeks
from dragoman.crossdoc.figures import bounds, debt_keys, figure, programme_keys, same_programme
from dragoman.crossdoc.groups import components
from dragoman.crossdoc.measures import Measures
from dragoman.crossdoc.odds import Kind, conflict
from dragoman.crossdoc.setting import Setting
from dragoman.crossdoc.words import fold_words, plain
from dragoman.records import Agreement, Amount, Claim, Conflict, Event, Evident, Model, Programme

Record = TypeVar("Record", bound=Evident)
_STANDS: Final = frozenset({"signed", "ratified", "in-force", "implemented"})
_ENDED: Final = frozenset({"suspended", "cancelled", "expired"})
_HORIZON_WORDS: Final = 3
_FAMILY: Final = 4  # letters that words of one family begin with: rails, railway


def conflicts_among(
    records: Iterable[Model], setting: Setting, groups: Sequence[Sequence[Evident]] = ()
) -> list[Conflict]:
    """Debts and other figures that differ, packages with two counts, target dates that exclude each other.

    Also acts that one document reports and another denies, instruments that stand here and have ended there on one
    day, and what the tellings of one act count differently (`groups` are those that tell of one).
    """
    everything = list(records)
    debts = [a for a in everything if isinstance(a, Amount) and a.kind == "debt"]
    deals = [a for a in everything if isinstance(a, Agreement)]
    counted = [a for a in deals if a.count is not None]
    programmes = [p for p in everything if isinstance(p, Programme) and p.target_dates]
    found = [
        *_between(debts, debt_keys, _other_figure, _figure, "value", "value"),
        *_between(counted, partial(_package_keys, setting), partial(_other_count, setting), _count, "count", "count"),
        *_between(programmes, programme_keys, _other_horizon, _horizon, "target_dates", "horizon"),
        *_between(deals, _party_keys, partial(_other_status, setting), lambda a: a.status, "status", "status"),
        *_denied([e for e in everything if isinstance(e, Event)], setting),
        *_forecasts([c for c in everything if isinstance(c, Claim)], setting),
        *Measures([a for a in everything if isinstance(a, Amount)], setting).conflicts(),
        *(c for group in groups for c in differing_counts(group, setting)),
    ]
    return list({c.id: c for c in found}.values())


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
                found.append(conflict(pair, values, "modality", "polarity"))
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
    return [conflict(group, tuple(value(record) for record in group), field, kind) for group in at_odds]


def _other_figure(a: Amount, b: Amount) -> bool:
    """Two figures of one debt whose ranges share no value; told for times that do not exclude each other."""
    if a.document_id == b.document_id or (a.as_of and b.as_of and not a.as_of.touches(b.as_of)):
        return False
    (low, high), (other_low, other_high) = bounds(figure(a), a.qualifier), bounds(figure(b), b.qualifier)
    return low > other_high or other_low > high


def _figure(amount: Amount) -> str:
    return amount.value or f"{amount.low or ''}..{amount.high or ''}"


def _count(agreement: Agreement) -> str:
    return str(agreement.count)


def _package_keys(setting: Setting, agreement: Agreement) -> list[Hashable]:
    """Parties and kind of instrument, with the week, or the days of telling; none with fewer than two parties."""
    parties, told = frozenset(agreement.parties), setting.days(agreement.document_id)
    if len(parties) < 2:
        return []
    when: list[Hashable] = [*weeks(agreement.date)]
    when += [("told", told[0].toordinal() // 10 + step) for step in (-1, 0, 1)] if told else []
    return [(parties, agreement.kind, moment) for moment in when]


def _other_count(setting: Setting, a: Agreement, b: Agreement) -> bool:
    """Packages of two sizes on one day; where one has no day, both dealt with alike in reports of the same days."""
    if a.document_id == b.document_id or a.count == b.count:
        return False
    dates = meeting(a.date, b.date)
    same = a.status == b.status and min(a.count or 1, b.count or 1) > 1
    near = same and dates is Meeting.UNKNOWN and setting.near(a.document_id, b.document_id)
    if dates is not Meeting.CLOSE and not near:
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


def _forecasts(claims: Sequence[Claim], setting: Setting) -> list[Conflict]:
    """What two documents of one affair expect at two times, in words of which three and a common noun are the same."""
    dated = [c for c in claims if c.horizon and c.horizon.periods and c.polarity == "positive"]
    words = {c.id: _expected(c, setting) for c in dated}

    def differ(a: Claim, b: Claim) -> bool:
        if not a.horizon or not b.horizon or a.document_id == b.document_id or a.horizon.touches(b.horizon):
            return False
        shared = words[a.id] & words[b.id]
        plainly = shared & _common_nouns(a) & _common_nouns(b)
        return len(shared) >= _HORIZON_WORDS and bool(plainly) and setting.one_story(a.document_id, b.document_id)

    return _between(dated, lambda c: words[c.id], differ, lambda c: str(c.horizon), "horizon", "horizon")


def _expected(claim: Claim, setting: Setting) -> frozenset[str]:
    names = setting.names(setting.states(claim.document_id))
    return frozenset(word[:_FAMILY] for word in fold_words((claim.content.text,), names) if not word[0].isdigit())


def _common_nouns(claim: Claim) -> set[str]:
    return {plain(word)[:_FAMILY] for word in claim.content.text.split() if word.islower()}
