"""When two agreements of different documents are one: parties, day, count, name, and how far it got."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dragoman.crossdoc.dates import Meeting, meeting, weeks, years
from dragoman.crossdoc.setting import WIDEST, Days, Setting
from dragoman.crossdoc.words import fold_words, is_act
from dragoman.records import Agreement

SURE: Final = 3.0
LADDER: Final = ("proposed", "announced", "signed", "ratified", "in-force", "implemented")
_ENDED: Final = frozenset({"suspended", "cancelled", "expired"})
_PAIR: Final = 2
_SAME_PARTIES, _NESTED = 1.0, 0.5
_CLOSE, _NEAR, _WIDE, _UNKNOWN, _MOVED = 2.0, 0.75, 0.25, -1.0, -0.5
_COUNT, _WORD, _STATUS, _KIND, _NAME = 1.5, 0.5, 0.25, 0.25, 0.75
_LONG: Final = timedelta(days=730)  # in which a draft of the same name may have moved on


@dataclass(frozen=True, slots=True)
class Deal:
    """An agreement as it is compared: `words` are those of its title and subject, `clause` those of its evidence."""

    agreement: Agreement
    document: str
    parties: frozenset[str]
    words: frozenset[str]
    clause: frozenset[str]
    told: Days | None

    @property
    def package(self) -> int | None:
        """How many instruments, where they are several."""
        count = self.agreement.count
        return count if count is not None and count > 1 else None


def deal(agreement: Agreement, setting: Setting) -> Deal:
    """The agreement as it is compared."""
    names = setting.names((*agreement.parties, *agreement.signatories))
    return Deal(
        agreement=agreement,
        document=agreement.document_id or "",
        parties=frozenset(agreement.parties),
        words=fold_words((agreement.title, agreement.subject), names),
        clause=fold_words([span.clean or span.text for span in agreement.evidence], names),
        told=setting.days(agreement.document_id),
    )


def keys(one: Deal) -> Iterable[Hashable]:
    """Two agreements are compared where they share two parties, with a time, a size or a word of the name."""
    parties = sorted(one.parties)
    pairs = [(a, b) for n, b in enumerate(parties) for a in parties[:n]]
    when: list[Hashable] = [("done", week) for week in weeks(one.agreement.date, WIDEST)]
    when += [("year", year) for year in years(one.agreement.date)]
    if one.told:
        when += [("told", one.told[0].toordinal() // 10 + step) for step in (-1, 0, 1)]
    what = [("size", one.package)] if one.package else []
    named = [("named", word) for word in one.words if not is_act(word)]
    return [(pair, thing) for pair in pairs for thing in (*when, *what, *named)]


def likeness(a: Deal, b: Deal, setting: Setting) -> float | None:
    """How much speaks for one agreement; SURE is enough. None where something speaks against it."""
    one, other = a.agreement, b.agreement
    if a.document == b.document or (None not in (one.count, other.count) and one.count != other.count):
        return None
    if _package_and_part(a, b) or _package_and_part(b, a):
        return None
    if len(a.parties & b.parties) < _PAIR or not (a.parties <= b.parties or b.parties <= a.parties):
        return None
    if not subjects_agree(a, b):
        return None
    when = _time(a, b, setting)
    if when is None:
        return None
    parties = _SAME_PARTIES if a.parties == b.parties else _NESTED
    count = _COUNT if a.package and a.package == b.package else 0.0
    status = _STATUS if one.status == other.status else -_STATUS
    kind = 0.0 if one.kind == other.kind or "agreement" in (one.kind, other.kind) else -_KIND
    return parties + when + count + status + kind + _named_alike(a, b)


def _package_and_part(a: Deal, b: Deal) -> bool:
    """Whether one is several instruments and the other a single one by its kind or name."""
    return a.package is not None and b.package is None and (b.agreement.kind != "agreement" or bool(b.words))


def subjects_agree(a: Deal, b: Deal) -> bool:
    """Whether two agreements can be about one thing: a word in common, a silent one, or packages of one size."""
    return not a.words or not b.words or bool(a.words & b.words) or bool(a.package and a.package == b.package)


def _time(a: Deal, b: Deal, setting: Setting) -> float | None:
    """For the day; where one got further than the other, it may have been later. None for days that exclude it."""
    one, other = a.agreement, b.agreement
    dates = meeting(one.date, other.date)
    if _same_step(one, other) or _same_step(other, one):
        return _NEAR
    if dates is Meeting.CLOSE:
        return _CLOSE
    if dates is Meeting.APART:
        return _moved_on(a, b) if _moved(a, b) or _moved(b, a) else None
    if dates is Meeting.UNKNOWN and (_moved(a, b) or _moved(b, a)) and (moved := _moved_on(a, b)) > _MOVED:
        return moved
    near = setting.near(a.document, b.document)
    if dates is Meeting.WIDE:
        return _NEAR if near or one.date == other.date else _WIDE
    return _NEAR if near else _UNKNOWN


def _same_step(one: Agreement, other: Agreement) -> bool:
    """Whether what one got to on its day is a step that the other tells of too ("ratified … was signed in August")."""
    steps = (s for s in other.history if s.stage == one.status and s.date is not None and one.status != other.status)
    return one.date is not None and any(s.date is not None and one.date.touches(s.date) for s in steps)


def _moved(before: Deal, after: Deal) -> bool:
    """Whether the later status is dated after the earlier one: announced in March, signed in June."""
    earlier, later = before.agreement, after.agreement
    if later.status == earlier.status or earlier.status in _ENDED:
        return False
    further = later.status in _ENDED or LADDER.index(later.status) > LADDER.index(earlier.status)
    first, then = _since(before), later.date.earliest if later.date else None
    return further and first is not None and then is not None and first < then


def _since(one: Deal) -> date | None:
    """The day of a status; what is proposed and undated is so on the day of the article."""
    if one.agreement.date is not None:
        return one.agreement.date.latest
    return one.told[1] if one.told and one.agreement.status == "proposed" else None


def _moved_on(a: Deal, b: Deal) -> float:
    """What the time between two steps tells: little, but where both bear one name of several words and it is short."""
    days = [day for day in (_since(a), _since(b)) if day is not None]
    short = len(days) > 1 and max(days) - min(days) <= _LONG
    return _MOVED + _NAME if short and a.words == b.words and len(a.words) > 1 else _MOVED


def _named_alike(a: Deal, b: Deal) -> float:
    """For the words: those of title and subject; of the clauses where one has neither."""
    one, other = (a.words, b.words) if a.words and b.words else (a.clause, b.clause)
    shared = len(one & other)
    return min(shared, 4) * _WORD + shared / max(1, min(len(one), len(other)))
