"""How each kind of record is compared with others of its kind: the keys under which two meet, likeness, sureness."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from typing import Any, TypeVar

from dragoman.crossdoc import agreements, events, figures, sayings, wording
from dragoman.crossdoc.groups import meeting_pairs, merged
from dragoman.crossdoc.setting import Setting
from dragoman.records import Agreement, Amount, Claim, Event, Evident, Programme

Record = TypeVar("Record", bound=Evident)
Groups = list[list[Evident]]


@dataclass(frozen=True, slots=True)
class Matter:
    """Records of a kind as `items`, each with its `record`, compared by one rule."""

    name: str
    items: Sequence[Any]
    record: Callable[[Any], Evident]
    keys: Callable[[Any], Iterable[Hashable]]
    likeness: Callable[[Any, Any], float | None]
    sure: float

    def groups(self) -> Groups:
        """The records that tell of one thing, in groups of two and more."""
        found = merged(self.items, keys=self.keys, likeness=self.likeness, sure=self.sure)
        return [[self.record(item) for item in group] for group in found]

    def links(self, changed: Collection[str] | None = None) -> Iterator[tuple[Evident, Evident]]:
        """The pairs that are surely one: what a group can only be made of. With `changed` those of these documents."""
        of = None if changed is None else lambda item: self.record(item).document_id in changed
        for a, b in meeting_pairs(self.items, self.keys, of):
            like = self.likeness(self.items[a], self.items[b])
            if like is not None and like >= self.sure:
                yield self.record(self.items[a]), self.record(self.items[b])

    def stored_keys(self) -> Iterator[tuple[str, str]]:
        """Each record's id with its keys as a store keeps them, the same on every machine."""
        for item in self.items:
            for key in set(self.keys(item)):
                text = f"{self.name} {_stable(key)}"
                yield self.record(item).id, blake2b(text.encode(), digest_size=8).hexdigest()


def together(records: Sequence[Evident], setting: Setting) -> Groups:
    """The groups that all rules make; what stands in copies joins by its words where no other rule has joined it."""
    groups = [group for matter in first_matters(records, setting) for group in matter.groups()]
    for rule in (copied, retold):
        taken = {record.id for group in groups for record in group}
        groups += rule([record for record in records if record.id not in taken], setting).groups()
    return groups


def all_matters(records: Sequence[Evident], setting: Setting) -> list[Matter]:
    """Every rule by which two of these records can be one."""
    return [*first_matters(records, setting), copied(records, setting), retold(records, setting)]


def first_matters(records: Sequence[Evident], setting: Setting) -> list[Matter]:
    """The rules for each kind by itself."""
    amounts = _of(records, Amount)
    debts = [amount for amount in amounts if amount.kind == "debt" and figures.debt_keys(amount)]
    sums = [amount for amount in amounts if amount.kind != "debt" or not figures.debt_keys(amount)]
    return [
        Matter(
            "event",
            [events.act(record, setting) for record in _of(records, Event) if record.type != "OTHER"],
            lambda act: act.event,
            partial(events.keys, setting=setting),
            partial(events.likeness, setting=setting),
            events.SURE,
        ),
        Matter(
            "other act",
            [(event, wording.told_by(event, setting)) for event in _of(records, Event) if event.type == "OTHER"],
            lambda pair: pair[0],
            lambda pair: wording.moments(pair[1], setting),
            partial(_one_other, setting=setting),
            wording.SURE,
        ),
        Matter(
            "agreement",
            [agreements.deal(record, setting) for record in _of(records, Agreement)],
            lambda deal: deal.agreement,
            agreements.keys,
            partial(agreements.likeness, setting=setting),
            agreements.SURE,
        ),
        plain("debt", debts, figures.debt_keys, partial(figures.same_debt, setting=setting)),
        plain("sum", sums, partial(figures.sum_keys, setting=setting), partial(figures.same_sum, setting=setting)),
        plain("programme", _of(records, Programme), figures.programme_keys, figures.same_programme),
        Matter(
            "utterance",
            [sayings.saying(record) for record in _of(records, Claim)],
            _said,
            sayings.utterance_keys,
            sayings.one_utterance,
            sayings.ALIKE,
        ),
    ]


def _one_other(a: tuple[Event, wording.Telling], b: tuple[Event, wording.Telling], setting: Setting) -> float | None:
    """For acts of no type: by their words, where no day, place or side speaks against it."""
    if a[0].document_id == b[0].document_id or not setting.near(a[0].document_id, b[0].document_id):
        return None
    apart = events.apart(events.act(a[0], setting), events.act(b[0], setting))
    return None if apart else wording.likeness(a[1], b[1])


def copied(records: Sequence[Evident], setting: Setting) -> Matter:
    """What a text and its copy say in the same words."""
    return _in_copies("copied", records, sayings.same_words, sayings.ALIKE, setting)


def retold(records: Sequence[Evident], setting: Setting) -> Matter:
    """What a text and its translation quote."""
    return _in_copies("retold", _of(records, Claim), sayings.retold, sayings.RETOLD, setting)


def _in_copies(
    name: str,
    records: Sequence[Evident],
    likeness: Callable[[sayings.Saying, sayings.Saying], float | None],
    sure: float,
    setting: Setting,
) -> Matter:
    items = [sayings.saying(record) for record in records if setting.copied(record.document_id)]
    return Matter(name, items, _said, partial(sayings.copy_keys, setting=setting), likeness, sure)


def plain(
    name: str,
    records: Sequence[Record],
    keys: Callable[[Record], Iterable[Hashable]],
    same: Callable[[Record, Record], bool],
) -> Matter:
    """The matter of records that are compared as they are: two are the same, or not."""
    return Matter(name, records, lambda record: record, keys, lambda a, b: 1.0 if same(a, b) else None, 1.0)


def _said(saying: sayings.Saying) -> Evident:
    return saying.record


def _of(records: Iterable[Evident], kind: type[Record]) -> list[Record]:
    return [record for record in records if isinstance(record, kind)]


def _stable(key: Hashable) -> str:
    """A key as text that no random order of a set changes."""
    if isinstance(key, frozenset):
        return "{" + ",".join(sorted(map(_stable, key))) + "}"
    return "(" + ",".join(map(_stable, key)) + ")" if isinstance(key, tuple) else repr(key)
