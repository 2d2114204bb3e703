"""Where one thing is given two values, by two documents or in one. Both stand; the conflict names them.

Which pairs are looked at is narrow on purpose: an affair holds many figures, and most of them are of different things.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from dragoman.crossdoc import agreements
from dragoman.crossdoc.clauses import Clauses
from dragoman.crossdoc.contraries import contraries
from dragoman.crossdoc.dates import Meeting, meeting, weeks
from dragoman.crossdoc.denials import denials
from dragoman.crossdoc.figures import bounds, debt_keys, figure, programme_keys, same_programme
from dragoman.crossdoc.groups import components
from dragoman.crossdoc.horizons import horizons
from dragoman.crossdoc.matters import Matter, plain
from dragoman.crossdoc.measures import Measures
from dragoman.crossdoc.occasions import occasions
from dragoman.crossdoc.odds import Kind, conflict
from dragoman.crossdoc.setting import SEASON, Setting
from dragoman.crossdoc.words import fold_words
from dragoman.records import Agreement, Amount, Conflict, Evident, Model, Programme

_STANDS: Final = frozenset({"signed", "ratified", "in-force", "implemented"})
_ENDED: Final = frozenset({"suspended", "cancelled", "expired"})


def conflicts_among(records: Iterable[Model], setting: Setting, titles: Sequence[Evident] = ()) -> list[Conflict]:
    """Debts and other figures that differ, packages with two counts, target dates that exclude each other.

    Also acts told for two days or places, acts that one document reports and another denies, and instruments that stand
    here and have ended there on one day. Of titles only the figures are compared.
    """
    everything = [record for record in records if isinstance(record, Evident)]
    clauses = Clauses(setting)
    denied = list(denials(everything, clauses))
    said_already = {frozenset(c.records) for c in denied}
    found = [
        *(one for rule in at_odds(everything, setting) for one in rule.conflicts()),
        *denied,
        *(c for c in contraries(everything, clauses) if frozenset(c.records) not in said_already),
        *horizons(everything, setting),
        *occasions(everything, setting),
        *Measures(everything, setting, titles).conflicts(),
    ]
    return list({c.id: c for c in found}.values())


@dataclass(frozen=True, slots=True)
class Rule:
    """Records of a kind whose `value` in a field may differ: those are at odds that the matter links."""

    matter: Matter
    value: Callable[[Any], str]
    field: str
    kind: Kind

    def conflicts(self) -> Iterator[Conflict]:
        """One conflict for each group of records that differences hold together."""
        matter = self.matter
        groups = components(
            matter.items,
            keys=matter.keys,
            order=lambda record: record.id,
            linked=lambda a, b: matter.likeness(a, b) is not None,
        )
        for group in groups:
            yield conflict(group, tuple(self.value(record) for record in group), self.field, self.kind)


def at_odds(records: Sequence[Evident], setting: Setting) -> list[Rule]:
    """The rules for which records of any two documents are compared, whatever affair these are on."""
    debts = [a for a in records if isinstance(a, Amount) and a.kind == "debt"]
    deals = [a for a in records if isinstance(a, Agreement)]
    counted = [a for a in deals if a.count is not None]
    programmes = [p for p in records if isinstance(p, Programme) and p.target_dates]
    package_keys, other_count = partial(_package_keys, setting), partial(_other_count, setting)
    return [
        Rule(plain("debts", debts, debt_keys, partial(_other_figure, setting)), _figure, "value", "value"),
        Rule(plain("packages", counted, package_keys, other_count), _count, "count", "count"),
        Rule(plain("targets", programmes, programme_keys, _other_horizon), _horizon, "target_dates", "horizon"),
        Rule(plain("statuses", deals, _party_keys, partial(_other_status, setting)), _status, "status", "status"),
    ]


def _other_figure(setting: Setting, a: Amount, b: Amount) -> bool:
    """Two figures of one debt whose ranges share no value; told for times that do not exclude each other.

    What tells no day is of the days of its article: a debt that has changed in a year is no conflict.
    """
    if a.document_id == b.document_id or (a.as_of and b.as_of and not a.as_of.touches(b.as_of)):
        return False
    told = setting.days(a.document_id) and setting.days(b.document_id)
    if told and not (a.as_of and b.as_of) and setting.apart(a.document_id or "", b.document_id or "") > SEASON:
        return False
    (low, high), (other_low, other_high) = bounds(figure(a), a.qualifier), bounds(figure(b), b.qualifier)
    return low > other_high or other_low > high


def _figure(amount: Amount) -> str:
    return amount.value or f"{amount.low or ''}..{amount.high or ''}"


def _count(agreement: Agreement) -> str:
    return str(agreement.count)


def _status(agreement: Agreement) -> str:
    return agreement.status


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
