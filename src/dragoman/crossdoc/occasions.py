"""One act told for two days, or for two places.

Two acts that would surely be one but for the day, or the place, of which their texts tell. A day is only held against
another where one of the texts prints it: a weekday alone is read from the day of the article, and an article may be of
a later week. A second meeting a day later is another meeting; so a person must be the same, and no text may tell of
two.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from dragoman.crossdoc import events
from dragoman.crossdoc.dates import Meeting, meeting
from dragoman.crossdoc.odds import conflict
from dragoman.crossdoc.setting import Setting
from dragoman.crossdoc.whens import whens
from dragoman.crossdoc.words import plain
from dragoman.records import Conflict, Event, Evident

SLIP: Final = timedelta(days=3)  # between two days that may be told of one act
_SECOND: Final = re.compile(r"\b(?:again|another|second|third|further|next|this time|once more|new round)\b")
_AT: Final = r"\b(?:[Ii]n|[Aa]t) (?:the )?"


def occasions(records: Sequence[Evident], setting: Setting) -> Iterator[Conflict]:
    """A conflict for each two acts of one story that differ in nothing but the day or the town."""
    told: dict[str, list[events.Act]] = defaultdict(list)
    for record in records:
        if isinstance(record, Event) and record.type != "OTHER" and record.modality == "actual":
            told[record.document_id or ""].append(events.act(record, setting))
    for one, other in setting.pairs_of_one_story(sorted(told)):
        for a in told[one]:
            for b in told[other]:
                if setting.source(a.event.verb) == setting.source(b.event.verb) or a.event.type != b.event.type:
                    continue
                if _two_days(a, b, setting) and _alone(a, told[one]) and _alone(b, told[other]):
                    yield _conflict(a, b, (str(a.day), str(b.day)), "date")
                elif _two_towns(a, b, setting):
                    yield _conflict(a, b, tuple(str(x.event.place.name) for x in (a, b) if x.event.place), "place")


def _conflict(a: events.Act, b: events.Act, values: tuple[str, ...], field: str) -> Conflict:
    pair = sorted(zip((a.event, b.event), values, strict=True), key=lambda told: told[0].id)
    told, said = zip(*pair, strict=True)
    return conflict(told, said, field, "value", comparable=True, sure=False)


def _two_days(a: events.Act, b: events.Act, setting: Setting) -> bool:
    """Whether two acts are a few days apart and one but for that; a text prints one of the days."""
    one, other = a.day, b.day
    if one is None or other is None or not (one.is_day and other.is_day) or meeting(one, other) is not Meeting.APART:
        return False
    if not one.earliest or not other.earliest or abs(one.earliest - other.earliest) > SLIP:
        return False
    sentences = [plain(setting.sentence(x.event.evidence[0])) for x in (a, b)]
    if any(map(_SECOND.search, sentences)) or not any(_prints(x, setting) for x in (a, b)):
        return False
    return bool(a.persons & b.persons or a.event.type in events.SIGNED) and _surely_one(a, replace(b, day=one), setting)


def _prints(act: events.Act, setting: Setting) -> bool:
    """Whether the sentence of an act prints its day."""
    day = act.day.earliest if act.day else None
    if day is None or act.told is None:
        return False
    found = whens(plain(setting.sentence(act.event.evidence[0])), act.told)
    printed = {(when.first.month, when.first.day) for when in found if when.first == when.last}
    return (day.month, day.day) in printed


def _two_towns(a: events.Act, b: events.Act, setting: Setting) -> bool:
    """Whether two acts of one day are one but for the towns that their sentences print."""
    one, other = a.event.place, b.event.place
    if one is None or other is None or None in (one.geonames, other.geonames) or one.geonames == other.geonames:
        return False
    printed = all(
        re.search(_AT + re.escape(place.name or ""), setting.sentence(act.event.evidence[0]))
        for place, act in ((one, a), (other, b))
    )
    if not printed or a.day is None or a.day != b.day or not a.day.is_day:
        return False
    return _surely_one(a, replace(b, event=b.event.model_copy(update={"place": one})), setting)


def _surely_one(a: events.Act, b: events.Act, setting: Setting) -> bool:
    like = events.likeness(a, b, setting)
    return like is not None and like >= events.SURE


def _alone(act: events.Act, told: Sequence[events.Act]) -> bool:
    """Whether a text tells of no other such act on another day."""
    like = (x for x in told if x.event.type == act.event.type and x.pooled & act.pooled)
    return all(x.day == act.day for x in like if x.day is not None)
