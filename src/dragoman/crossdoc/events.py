"""When two events of different documents are one: the act, the sides, the day, the place, the words of the clause.

In doubt two events stay apart: a cluster that is missed costs a repeated line, one that is wrong hides a fact.
The weights were set on the little set in tests/crossdoc and looked at on dev gold.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import product
from math import cos, hypot, radians
from typing import Final

from dragoman.crossdoc.dates import RECENT, Meeting, meeting, weeks, years
from dragoman.crossdoc.setting import WIDEST, Days, Setting
from dragoman.crossdoc.tables import table
from dragoman.crossdoc.words import content, is_act, tells, verbatim
from dragoman.records import Edtf, Event, Place

SYMMETRIC: Final = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE"})
VERBAL: Final = frozenset({"ACCUSE", "REJECT", "THREATEN", "REQUEST", "SUPPORT", "AGREE", "CONSULT"})
SIGNED: Final = frozenset({"SUPPORT"})  # acts by which an instrument comes about: there is no second of the same
AHEAD: Final = frozenset({"planned", "hypothetical"})
COPIED: Final = 0.8  # of the shorter clause's words, for two clauses of a text and its copy
COPIED_LEAST: Final = 4
SURE: Final = 3.0
KM_A_DEGREE: Final = 111
FAR_KM: Final = 100
_RARE: Final = 6
_COPY: Final = 6.0
_SAME_SIDES, _NESTED = 1.0, 0.5
_SAME_DAY, _SAME_WEEK, _WIDE_NEAR, _UNKNOWN_NEAR, _WIDE, _UNKNOWN = 2.0, 1.5, 1.0, 0.75, 0.25, -2.0
_NEAR_TYPE, _CAME_TRUE = -1.0, -0.5
_WORD, _VERB, _MODE, _PERSON, _NO_WORD, _FIGURES = 0.5, 0.5, 0.25, 1.0, -0.5, -1.0


@dataclass(frozen=True, slots=True)
class Act:
    """An event as it is compared. `day`: when it was done, or shall be; `words` tell it from others."""

    event: Event
    document: str
    source: frozenset[str]
    target: frozenset[str]
    persons: frozenset[tuple[str, str]]
    day: Edtf | None
    told: Days | None
    words: frozenset[str]
    verb: frozenset[str]

    @property
    def pooled(self) -> frozenset[str]:
        """Both sides together."""
        return self.source | self.target


def act(event: Event, setting: Setting) -> Act:
    """The event as it is compared."""
    sides = [principals(event, side) for side in ("source", "target")]
    names = setting.names((*event.source, *event.target, *sides[0], *sides[1]))
    acting = {p.actor: p.acts_for or p.actor for p in event.participants}
    people = frozenset((acting.get(a, a), a) for a in (*event.source, *event.target) if setting.is_person(a))
    return Act(
        event=event,
        document=event.document_id or "",
        source=sides[0],
        target=sides[1],
        persons=people,
        day=event.due or event.date if event.modality in AHEAD else event.date,
        told=setting.days(event.document_id),
        words=content(event.evidence, names),
        verb=content((event.verb,), names),
    )


def principals(event: Event, side: str) -> frozenset[str]:
    """On whose behalf a side acts: the principals, or the actors themselves where they act for nobody else."""
    named = {p.actor: p.acts_for or p.actor for p in event.participants if p.side == side}
    actors = event.source if side == "source" else event.target
    return frozenset(named.get(actor, actor) for actor in actors)


def keys(one: Act, setting: Setting) -> Iterable[Hashable]:
    """Two events are compared where they share one: both parties, or one and a telling word, with a time or a story.

    Only dates join events of two types, so what is not dated meets its own type alone.
    """
    kind = one.event.type
    done: list[Hashable] = [("done", week) for week in weeks(one.day, WIDEST)]
    told: list[Hashable] = [(kind, "told", at) for at in _tellings(one)]
    loose: list[Hashable] = [] if done else [(kind, "year", year) for year in years(one.day)]
    loose += [(kind, "story", actor) for actor in setting.story(one.document)]
    pairs = {frozenset(pair) for pair in product(one.source, one.target)}
    found: set[Hashable] = {(pair, moment) for pair in pairs for moment in (*done, *told, *loose)}
    rare = sorted((word for word in one.words if not is_act(word)), key=lambda word: (-len(word), word))[:_RARE]
    found |= {(party, word, moment) for party in one.pooled for word in rare for moment in (*done, *told)}
    if setting.copied(one.document):
        found.add(("copy", kind, setting.source(one.event.verb)))
    return found


def _tellings(one: Act) -> list[int]:
    """The numbered stretches of ten days around that in which a document appeared."""
    return [one.told[0].toordinal() // 10 + step for step in (-1, 0, 1)] if one.told else []


def likeness(a: Act, b: Act, setting: Setting) -> float | None:
    """How much speaks for one event; SURE is enough. None where something speaks against it."""
    if a.document == b.document:
        return None
    same_text, kinds = _copied(a, b, setting), _kinds(a, b)
    if same_text is not None or kinds is None:
        return same_text
    dates, sides = meeting(a.day, b.day), _sides(a, b)
    if dates is Meeting.APART or sides is None or _others(a, b) or _elsewhere(a, b):
        return None
    if dates is not Meeting.CLOSE and (kinds == _NEAR_TYPE or not _telling(a, b)):
        return 0.0
    return sides + kinds + _time(a, b, dates, setting) + _told_alike(a, b)


def apart(a: Act, b: Act) -> bool:
    """Whether the days, the places, the sides or what became of it speak against one event of two of one type."""
    if a.event.modality != b.event.modality or meeting(a.day, b.day) is Meeting.APART:
        return True
    return _sides(a, b) is None or _elsewhere(a, b)


def _kinds(a: Act, b: Act) -> float | None:
    """For the types and modalities: 0 where they are the same, less where one act may be typed either way."""
    one, other = a.event, b.event
    ahead = (one.modality in AHEAD) + (other.modality in AHEAD)
    if one.modality != other.modality and (ahead == 0 or "negated" in (one.modality, other.modality)):
        return None
    if ahead == 1:
        return _CAME_TRUE if _came_true(a, b) else None
    if one.type == other.type:
        return 0.0
    return _NEAR_TYPE if frozenset({one.type, other.type}) in _near_types() else None


def _came_true(a: Act, b: Act) -> bool:
    """Whether what one document expects is what another, no earlier one reports: both dated, of one kind."""
    plan, deed = (a, b) if a.event.modality in AHEAD else (b, a)
    kinds = plan.event.type == "AGREE" and deed.event.type in SYMMETRIC | {"AID"}
    dated = meeting(plan.day, deed.day) in (Meeting.CLOSE, Meeting.WIDE)
    return kinds and dated and (not (plan.told and deed.told) or plan.told[0] <= deed.told[1])


def _sides(a: Act, b: Act) -> float | None:
    """For the sides: the same, nested, or empty in one; None where they name different parties."""
    if {a.event.type, b.event.type} <= SYMMETRIC or (not SYMMETRIC.isdisjoint({a.event.type, b.event.type})):
        return _nested(a.pooled, b.pooled) if len(a.pooled & b.pooled) > 1 or a.pooled == b.pooled else None
    parts = (_nested(a.source, b.source), _nested(a.target, b.target))
    return None if None in parts else min(part for part in parts if part is not None)


def _nested(one: frozenset[str], other: frozenset[str]) -> float | None:
    if one == other and one:
        return _SAME_SIDES
    if not one or not other:
        return 0.0
    return _NESTED if one <= other or other <= one else None


def _others(a: Act, b: Act) -> bool:
    """Whether different persons speak or deal for one party."""
    if a.event.type not in VERBAL:
        return False
    for party in {p for p, _ in a.persons} & {p for p, _ in b.persons}:
        one, other = ({person for p, person in x.persons if p == party} for x in (a, b))
        if not one & other:
            return True
    return False


def _elsewhere(a: Act, b: Act) -> bool:
    """Whether the places are in different countries, or are towns a day's way apart; one may be a town's country."""
    one, other = a.event.place, b.event.place
    if one is None or other is None:
        return False
    if None not in (one.country, other.country) and one.country != other.country:
        return True
    return a.event.type == "CONSULT" and _far(one, other)


def _far(one: Place, other: Place) -> bool:
    """Whether two towns of the gazetteer are farther apart than one meeting can be (flat earth will do)."""
    if None in (one.geonames, other.geonames, one.lat, one.lon, other.lat, other.lon):
        return False
    north = float(one.lat or 0) - float(other.lat or 0)
    east = (float(one.lon or 0) - float(other.lon or 0)) * cos(radians(float(one.lat or 0)))
    return hypot(north, east) * KM_A_DEGREE > FAR_KM


def _time(a: Act, b: Act, dates: Meeting, setting: Setting) -> float:
    """For the day: the same one, one within the precision of the other, or none said in documents of the same days."""
    if dates is Meeting.CLOSE:
        return _SAME_DAY if a.day == b.day and a.day is not None and a.day.is_day else _SAME_WEEK
    near = setting.near(a.document, b.document)
    if dates is Meeting.WIDE:
        return _WIDE_NEAR if near else _WIDE
    return _UNKNOWN_NEAR if near and _fresh(a, b) and _fresh(b, a) else _UNKNOWN


def _fresh(dated: Act, undated: Act) -> bool:
    """Whether a dated act is news to the document that tells of it without a date."""
    if dated.day is None or undated.told is None or dated.day.earliest is None or dated.day.latest is None:
        return True
    return dated.day.earliest - RECENT <= undated.told[1] and dated.day.latest + RECENT >= undated.told[0]


def _telling(a: Act, b: Act) -> bool:
    """Whether two acts share more than the kind of act: a word of their own, or a person."""
    return any(tells(word) for word in a.words & b.words) or bool(a.persons & b.persons)


def _told_alike(a: Act, b: Act) -> float:
    """For the words: shared stems, the same verb, the same mode, a person in common; against: figures that differ."""
    shared = len(a.words & b.words)
    share = shared / max(1, min(len(a.words), len(b.words)))
    verb = _VERB if a.verb & b.verb else 0.0
    mode = _MODE if a.event.mode and a.event.mode == b.event.mode else 0.0
    person = _PERSON if a.persons & b.persons else 0.0
    silent = _NO_WORD if not shared and "CONSULT" not in (a.event.type, b.event.type) else 0.0
    one, other = (frozenset(word for word in x.words if word[0].isdigit()) for x in (a, b))
    figures = _FIGURES if one and other and not one & other else 0.0
    return min(shared, 4) * _WORD + share + verb + mode + person + silent + figures


def _copied(a: Act, b: Act, setting: Setting) -> float | None:
    """For two clauses of a text and its copy: surely one where most words are the same, or where an edited or
    translated one keeps the act and who did it. None where they are to be compared like any others.
    """
    if not setting.copied(a.document) or setting.source(a.event.verb) != setting.source(b.event.verb):
        return None
    modalities = {a.event.modality, b.event.modality}
    if a.event.type != b.event.type or (len(modalities) > 1 and "negated" in modalities):
        return None
    one, other = verbatim(a.event.evidence), verbatim(b.event.evidence)
    share = len(one & other) / max(1, min(len(one), len(other)))
    apart = meeting(a.day, b.day) is Meeting.APART and one != other
    if share >= COPIED and min(len(one), len(other)) >= COPIED_LEAST and not apart:
        return _COPY + share
    if apart or len(modalities) > 1:
        return None
    told = sum(tells(word) for word in a.words & b.words) + len(a.verb & b.verb)
    same = (a.source, a.target) == (b.source, b.target) and bool(a.pooled)
    return SURE + share if same or told > 1 or (told and not a.pooled.isdisjoint(b.pooled)) else None


@cache
def _near_types() -> frozenset[frozenset[str]]:
    return frozenset(frozenset({row["one"], row["other"]}) for row in table("near_types.csv"))
