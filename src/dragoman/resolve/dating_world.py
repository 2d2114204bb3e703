"""What a table of dated world events says of the day on which a text appeared: elections, coups, quakes, games.

The table is not whole. Where it knows no event of a kind in a state for long about a day, a text of that day may tell
of one that it lacks; such days stay open beside those that fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dragoman.document import Annotated, Sentence, Timex, Token
from dragoman.kb import KnowledgeBase
from dragoman.kb.rows import rows
from dragoman.resolve import calendar, days
from dragoman.resolve.constraint import Constraint
from dragoman.resolve.dating_anchors import Known, days_for
from dragoman.resolve.dating_stated import yearless_day
from dragoman.resolve.dating_terms import CHIEF
from dragoman.resolve.tense import AHEAD, PAST, governor, tense_at, words_of

_FIRST = date(1990, 1, 1)  # of the table
_SURE = 0.68  # the weight of an event that has a name of its own, which no other shares
_DAY = timedelta(days=1)
_AFTER, _NEAR = 8, 7  # tokens from the words for an event to the expression that dates it, and to its state
_RUN_UP = {"olympics": timedelta(days=500), "worldcup": timedelta(days=500)}
_MONTHS, _YEAR = timedelta(days=200), timedelta(days=400)
_BY_PLACE = frozenset({"olympics", "assembly"})  # known by a word of their own beside the word for the kind
_FEASTS = frozenset({"independence", "relations"})  # told of by their anniversaries alone
_SUDDEN = frozenset({"coup", "earthquake", "tsunami", "storm"})
_DONE = frozenset({"rupture", "restoration"})  # told by the verb that governs the words, and of both states
_JUST_AFTER = {"day": timedelta(days=45), "week": timedelta(days=75), "month": timedelta(days=330)}
_AS_NEWS = timedelta(days=30)
_FEAST_BEFORE, _FEAST_AFTER = timedelta(days=120), timedelta(days=60)
_SETTING = frozenset({"in", "at", "near", "around"})
_JOINS = frozenset({"'s", "’s", "the", "its", "their", "of", "a", "an", "in", "that", "country", "nation"})
_ORDINAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th)")
_FIRSTS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "tenth": 10, "fiftieth": 50, "hundredth": 100}


@dataclass(frozen=True, slots=True)
class Happening:
    """An event that has been: its kind, its states (ISO 3166-1 alpha-3), its first and last day, its own words."""

    kind: str
    countries: frozenset[str]
    first: date
    last: date
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """Words for an event in a sentence, by its tokens first:last; the events that they may mean, and the kinds."""

    sentence: Sentence
    first: int
    last: int
    found: tuple[Happening, ...]
    kinds: frozenset[str]


@lru_cache(maxsize=1)
def happenings() -> tuple[Happening, ...]:
    """The events of `data/dating_events.csv`."""
    return tuple(
        Happening(
            r["kind"],
            frozenset(r["country"].split()),
            date.fromisoformat(r["first"]),
            date.fromisoformat(r["last"]),
            tuple(w for w in r["words"].split("|") if w),
        )
        for r in rows("resolve", "dating_events.csv")
    )


def last_happening() -> date:
    """The last day of the latest event known."""
    return max(h.last for h in happenings())


@lru_cache(maxsize=1)
def _kinds() -> dict[str, frozenset[str]]:
    """For each word by which news calls an event, the kinds that it may be."""
    found: dict[str, set[str]] = {}
    for row in rows("resolve", "dating_event_kinds.csv"):
        for word in row["words"].split("|"):
            found.setdefault(word, set()).add(row["kind"])
    return {word: frozenset(kinds) for word, kinds in found.items()}


@lru_cache(maxsize=1)
def _blind() -> dict[str, int]:
    return {row["kind"]: int(row["blind"]) for row in rows("resolve", "dating_event_kinds.csv")}


@lru_cache(maxsize=1)
def _named() -> dict[str, tuple[Happening, ...]]:
    """The events that have words of their own, by these words; of those that share a name each."""
    found: dict[str, list[Happening]] = {}
    for one in happenings():
        if one.kind == "named":
            for word in one.words:
                found.setdefault(word, []).append(one)
    return {word: tuple(all_) for word, all_ in found.items()}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    words = sorted({*_kinds(), *_named()}, key=lambda w: (-len(w), w))
    return re.compile(r"(?<! \S)(?<= )(?:" + "|".join(map(re.escape, words)) + r")(?= )")


def known_events(doc: Annotated, kb: KnowledgeBase, links: Sequence[str | None]) -> Iterator[Constraint]:
    """For each event of the table that a sentence of the text names: the days on which the text could say so."""
    for sentence in doc.sentences:
        if sentence.zone not in ("body", "title"):
            continue
        for told in _telling(doc, kb, links, sentence):
            yield from _said(doc, told)


def _telling(doc: Annotated, kb: KnowledgeBase, links: Sequence[str | None], sentence: Sentence) -> Iterator[_Told]:
    line = f" {' '.join(t.lower for t in doc.sentence_tokens(sentence))} "
    for match in _pattern().finditer(line):
        first = sentence.first + line[: match.start()].count(" ") - 1
        last = first + match[0].count(" ") + 1
        if own := _named().get(match[0]):
            yield _Told(sentence, first, last, own, frozenset({"named"}))
            continue
        kinds = _done(doc, last, _kinds()[match[0]])
        if _dated(doc, sentence, first, last) or _lesser(doc, sentence, first):
            continue
        states = _states(doc, kb, links, sentence, (first, last))
        if found := _meant(kinds, states, line):
            yield _Told(sentence, first, last, found, kinds)


def _done(doc: Annotated, last: int, kinds: frozenset[str]) -> frozenset[str]:
    """The kinds that words up to a token may mean: where a verb says so what is done to relations, else the rest."""
    if not kinds & _DONE:
        return kinds
    above = [doc.tokens[at].lemma.lower() for at in doc.ancestors(last - 1)][:2]
    return frozenset(kind for kind in _DONE if words_of(kind) & {*above}) or kinds - _DONE


def _news(doc: Annotated, told: _Told) -> bool:
    """Whether the title or the first sentence tells, as done and new, that relations ended or began again."""
    body = next((s for s in doc.sentences if s.zone == "body"), None)
    verb = _doing(doc, told)
    opens = told.sentence.zone == "title" or told.sentence == body
    finite = verb is not None and verb.tag in ("VBD", "VBZ", "VBP", "VBN") and verb.dep in ("ROOT", "conj", "ccomp")
    return opens and finite and tense_at(doc, told.first) not in AHEAD


def _doing(doc: Annotated, told: _Told) -> Token | None:
    """The verb of which the words for an event are the object, where it is the one that says what was done."""
    verb = governor(doc, told.last - 1)
    return verb if verb is not None and any(verb.lemma.lower() in words_of(kind) for kind in _DONE) else None


def _meant(kinds: frozenset[str], states: Sequence[tuple[int, frozenset[str]]], line: str) -> tuple[Happening, ...]:
    """The events of some kinds that a sentence may mean: of the state nearest to the words, of both for relations.

    Those with a word of their own in the sentence go before the rest: "the earthquake in Tibet".
    """
    found = [h for h in happenings() if h.kind in kinds]
    exact = [h for h in found if any(f" {word} " in line for word in h.words)]
    if kinds & _BY_PLACE:
        return tuple(exact)
    every = frozenset[str]().union(*(named for _, named in states))
    here = states[0][1] if states and states[0][0] <= _NEAR else frozenset[str]()
    found, exact = ([h for h in some if h.countries & here and h.countries <= every] for some in (found, exact))
    return tuple(exact or found)


def _dated(doc: Annotated, sentence: Sentence, first: int, last: int) -> bool:
    """Whether a year is printed beside the words: then they need no table."""
    own = (t for t in doc.timexes if sentence.first <= t.first < sentence.last and t.part("year") is not None)
    return any(t.first - first >= -_NEAR and t.first - last <= _NEAR for t in own)


def _lesser(doc: Annotated, sentence: Sentence, first: int) -> bool:
    """Whether the words before say that another event is meant: "local elections", "the rugby world cup"."""
    before = doc.tokens[max(sentence.first, first - 2) : first]
    return any(t.lower in words_of("lesser event") for t in before)


def _states(
    doc: Annotated, kb: KnowledgeBase, links: Sequence[str | None], sentence: Sentence, span: tuple[int, int]
) -> Sequence[tuple[int, frozenset[str]]]:
    """The states that a sentence names, nearest to some words first, with their distance in tokens.

    "X's election", "the election in X"; of persons the states that they led: "X, who won it".
    """
    near: list[tuple[int, frozenset[str]]] = []
    for mention in doc.mentions:
        if not sentence.first <= mention.first < sentence.last:
            continue
        gap = mention.first - span[1] if mention.first >= span[1] else span[0] - mention.last
        found = _states_of(kb, links[mention.i] if mention.i < len(links) else None, mention.candidates)
        if found:
            near.append((max(gap, 0), found))
    near += [(-1, frozenset({town})) for town in _towns(doc, kb, span)]
    return sorted(near, key=lambda pair: pair[0])


def _towns(doc: Annotated, kb: KnowledgeBase, span: tuple[int, int]) -> Iterator[str]:
    """The states of the towns where words set an event: "the coup in Niamey", "the Kathmandu earthquake"."""
    for preposition in doc.children(span[1] - 1, "prep"):
        for town in doc.children(preposition.i, "pobj") if preposition.lower in _SETTING else ():
            below = [t for t in (*doc.children(town.i, "appos"), town) if t.pos == "PROPN"]
            yield from (country for t in below if (country := _country_of(doc, kb, t.i)))
    for town in doc.children(span[1] - 1, "compound", "nmod"):
        if town.pos == "PROPN" and town.i < span[0] and (country := _country_of(doc, kb, town.i)):
            yield country


def _country_of(doc: Annotated, kb: KnowledgeBase, town: int) -> str | None:
    """The state of the largest town that is called as a token and the capitalised words before it in its phrase."""
    first = min([town, *(t.i for t in doc.children(town, "compound") if t.text[:1].isupper())])
    rows = kb.places(doc.text(first, town + 1))
    return rows[0].country if rows else None


def _states_of(kb: KnowledgeBase, linked: str | None, candidates: tuple[str, ...]) -> frozenset[str]:
    if linked and not linked.startswith("state:"):
        return frozenset(t.country for t in kb.tenures(linked) if t.office in CHIEF and t.country)
    ids = (linked,) if linked else candidates
    return frozenset(one[6:] for one in ids if one.startswith("state:"))


def _said(doc: Annotated, told: _Told) -> Iterator[Constraint]:
    """The constraints that the words of an event lay with what stands beside them: an expression, or a cue."""
    anniversary = _anniversary(doc, told)
    if anniversary is not None:
        yield from _as_anniversary(doc, told, anniversary)
        return
    if told.kinds & _FEASTS:
        return
    beside = list(_beside(doc, told))
    if beside:
        for timex in beside:
            yield from _by_expression(doc, told, timex)
    elif told.kinds & _DONE:
        if _news(doc, told):
            allowed = days.union(days.between(h.first, h.last + _AS_NEWS) for h in told.found)
            yield _constraint(doc, told, "within weeks of a known event that is the news (soft)", allowed, 0.36)
    elif _cued(doc, told, "run-up") or tense_at(doc, told.first) in AHEAD:
        yield from _to_come(doc, told)
    elif tense_at(doc, told.first) == PAST or _cued(doc, told, "since it"):
        yield from _past(doc, told)


def _beside(doc: Annotated, told: _Told) -> Iterator[Timex]:
    """The expressions that date the event: "the election last month", "last month's election in X"."""
    own = [t for t in doc.timexes if told.sentence.first <= t.first < told.sentence.last and t.kind != "set"]
    before = [t for t in own if t.last <= told.first and _joined(doc, t.last, told.first)]
    after = [t for t in own if told.last <= t.first <= told.last + _AFTER and _follows(doc, told.last, t.first)]
    found = [*before[-1:], *after[:1]] or [t for t in own if _of_the_deed(doc, told, t)]
    yield from found


def _of_the_deed(doc: Annotated, told: _Told, timex: Timex) -> bool:
    """Whether it dates the verb that says what was done, or one that this is joined to: "on Monday it came and cut"."""
    verb, own = _doing(doc, told), governor(doc, timex.first)
    while verb is not None and own is not None and verb.i != own.i and verb.dep == "conj":
        verb = doc.tokens[verb.head]
    return verb is not None and own is not None and verb.i == own.i and told.kinds <= _DONE


def _joined(doc: Annotated, start: int, end: int) -> bool:
    """Whether only little words and names lie between an expression and the words for an event after it."""
    between = doc.tokens[start:end]
    return len(between) <= _NEAR and all(
        t.lower in _JOINS or t.pos in ("PROPN", "ADJ", "PART", "DET", "ADP") for t in between
    )


def _follows(doc: Annotated, start: int, end: int) -> bool:
    """Whether no other act lies between the words for an event and an expression after them."""
    between = doc.tokens[start:end]
    verbs = [t for t in between if t.pos in ("VERB", "AUX")]
    parted = any(t.text in (";", ":", ",", "(", "–", "—") for t in between) and not verbs
    return not parted and all(t.lemma.lower() in words_of("happens") or t.pos == "AUX" for t in verbs)


def _by_expression(doc: Annotated, told: _Told, timex: Timex) -> Iterator[Constraint]:
    fitting = [(h, allowed) for h in told.found if (allowed := _days_for(doc, timex, h))]
    if fitting:
        named = ", ".join(sorted({f"{h.kind} {'-'.join(sorted(h.countries))} {h.first}" for h, _ in fitting})[:3])
        rule = f"known event ({named}), told as {timex.text!r} (soft)"
        exact = yearless_day(timex)  # a printed day that is an event's own is no chance
        allowed, weight = days.union(a for _, a in fitting), 0.6 if len(fitting) == 1 else 0.55
        weight = _SURE if "named" in told.kinds else weight
        yield _constraint(doc, told, rule, allowed, weight, whole=exact)


def _days_for(doc: Annotated, timex: Timex, one: Happening) -> int:
    half = (one.last - one.first) / 2
    known = Known(one.first + timedelta(days=half.days), max(_DAY, timedelta(days=half.days + 1)), one.kind)
    if timex.kind == "anchored" and timex.part("count") is None and timex.part("shift") != "before":
        reach = _JUST_AFTER.get(str(timex.part("unit")))
        return days.between(one.first, one.last + reach) if reach else 0
    return days_for(doc, timex, known)


def _cued(doc: Annotated, told: _Told, cues: str) -> bool:
    """Whether words of a class stand shortly before those for the event."""
    before = " ".join(t.lower for t in doc.tokens[max(told.sentence.first, told.first - 6) : told.first])
    return any(f" {cue} " in f" {before} " for cue in words_of(cues))


def _to_come(doc: Annotated, told: _Told) -> Iterator[Constraint]:
    if "named" not in told.kinds and not told.kinds & _SUDDEN:
        ahead = max(_RUN_UP.get(kind, _MONTHS) for kind in told.kinds)
        allowed = days.union(days.between(h.first - ahead, h.last) for h in told.found)
        yield _constraint(doc, told, "before a known event (soft)", allowed, 0.36)


def _past(doc: Annotated, told: _Told) -> Iterator[Constraint]:
    """What is told of an event that has been: no sooner than it; of one that came suddenly, in the year after it."""
    if "named" in told.kinds:
        first = min(h.first for h in told.found)
        yield _constraint(doc, told, "after a known event", days.between(first, None), 0.6)
    elif told.kinds & _SUDDEN:
        allowed = days.union(days.between(h.first, h.last + _YEAR) for h in told.found)
        yield _constraint(doc, told, "within a year of a known event (soft)", allowed, 0.3)


def _anniversary(doc: Annotated, told: _Told) -> int | None:
    """The number in "the 60th anniversary of its independence", "the first anniversary of the coup"."""
    before = [t.lower for t in doc.tokens[max(told.sentence.first, told.first - 9) : told.first]]
    if "anniversary" not in before:
        return None
    at = len(before) - 1 - before[::-1].index("anniversary")
    for word in before[max(0, at - 2) : at][::-1]:
        match = _ORDINAL.fullmatch(word)
        if match or word in _FIRSTS:
            return int(match[1]) if match else _FIRSTS[word]
    return None


def _as_anniversary(doc: Annotated, told: _Told, number: int) -> Iterator[Constraint]:
    found = [day for h in told.found if (day := calendar.add(h.first, "year", number))]
    before = timedelta(0) if tense_at(doc, told.first) == PAST else _FEAST_BEFORE
    if found:
        allowed = days.union(days.between(day - before, day + _FEAST_AFTER) for day in found)
        yield _constraint(doc, told, "about the anniversary of a known event (soft)", allowed, 0.45)


def _constraint(
    doc: Annotated, told: _Told, rule: str, known: int, weight: float, *, whole: bool = False
) -> Constraint:
    unknown = 0 if whole else _unknown(told)
    implies = f"{days.first(known)}/{days.last(known)}" + (", or one that is not known here" if unknown else "")
    return Constraint(rule, implies, known | unknown, weight, doc.span(told.first, told.last), known if unknown else 0)


def _unknown(told: _Told) -> int:
    """The days about which the table knows no such event for so long that it may lack one; none where it is whole."""
    blind = max((_blind().get(kind, 0) for kind in told.kinds), default=0)
    reach, states = timedelta(days=blind), frozenset[str]().union(*(h.countries for h in told.found))
    series = [h.first for h in happenings() if h.kind in told.kinds and h.countries & states]
    unknown = ~days.around(series, reach, reach) & days.ALL if blind else 0
    return unknown if unknown & days.between(_FIRST, last_happening()) else 0
