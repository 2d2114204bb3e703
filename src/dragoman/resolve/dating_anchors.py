"""Known days against what the text says of them: "took the oath on Monday", "came to office last month", "the summit
next week". A day that is known and an expression that counts it from the text's own day give that day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dragoman.document import Annotated, Mention, Sentence, Timex, Token
from dragoman.kb import KnowledgeBase
from dragoman.records import Edtf
from dragoman.resolve import calendar, days, times
from dragoman.resolve.constraint import Constraint
from dragoman.resolve.dating_stated import yearless_day
from dragoman.resolve.dating_terms import CHIEF
from dragoman.resolve.tense import AHEAD, governor, looks_ahead, tense_at, words_of

_REACH = 12  # tokens between the words of a change and its expression
_NEAR = 8  # tokens from a name to the word that it belongs to
_VERBAL = ("VERB", "AUX")
_ALL = Edtf.between(days.FIRST, days.LAST)
_NEWS = timedelta(days=43)
_LOOSE = timedelta(days=31)
_EXACT = timedelta(days=1)
# How far from a known day a text may be that counts it by this unit, and in what steps that is searched.
_SPANS = {
    "day": (9, 1), "weekend": (16, 1), "week": (25, 1), "month": (95, 1), "quarter": (200, 5), "season": (400, 5),
    "year": (800, 15),
}  # fmt: skip
# Weeks are counted loosely, and a weekend is still "last week" on the Tuesday of the week after next.
_FRIDAY = 4
_SO_MANY_WEEKS, _TO_TUESDAY = timedelta(days=3), timedelta(days=2)
_YEAR = timedelta(days=364)
_BEFORE_FULL = _ELECTED = timedelta(days=120)
BEGUN, ENDED = "tenure begun", "tenure ended"


@dataclass(frozen=True, slots=True)
class Known:
    """A day that is known, how sure it is to the day, and what happened on it."""

    day: date
    slack: timedelta
    what: str


def anchored(doc: Annotated, kb: KnowledgeBase, links: Sequence[str | None]) -> Iterator[Constraint]:
    """For each change of office in the text with an expression beside it: the days on which the text could say so."""
    for sentence in doc.sentences:
        if sentence.zone not in ("body", "title"):
            continue
        for at, begins in _changes(doc, sentence):
            timex = _beside(doc, sentence, at)
            if timex is None:
                continue
            found = list(told_as(doc, timex, _known(doc, kb, links, at, begins=begins)))
            if not found and yearless_day(timex):
                found = list(told_as(doc, timex, _anyone(kb, links, begins=begins)))
            yield from found


def told_as(doc: Annotated, timex: Timex, known: Sequence[Known]) -> Iterator[Constraint]:
    """The days on which a text could tell of one of some known days by this expression."""
    fitting = [(k, allowed) for k in known if (allowed := days_for(doc, timex, k))]
    if fitting:
        implies = ", ".join(f"{days.first(allowed)}/{days.last(allowed)}" for _, allowed in fitting)
        whole = days.union(allowed for _, allowed in fitting)
        firm = all(k.slack <= _EXACT for k, _ in fitting)
        named = ", ".join(str(k.day) for k, _ in fitting[:3])
        rule = f"{fitting[0][0].what} ({named}), told as {timex.text!r}" + (
            "" if firm else " (soft: its day is inferred)"
        )
        yield Constraint(rule, implies, whole, 0.66 if firm else 0.5, doc.span(timex.first, timex.last))


def _changes(doc: Annotated, sentence: Sentence) -> Iterator[tuple[int, bool]]:
    """Where a sentence tells of a change of office, and whether it is its start; not of a further term of one."""
    lemmas = [t.lemma.lower() for t in doc.sentence_tokens(sentence)]
    line = f" {' '.join(lemmas)} "
    if any(f" {words} " in line for words in words_of("again in office")):
        return
    for kind, begins in (("entry", True), ("exit", False)):
        for phrase in sorted(words_of(kind)):
            found = line.find(f" {phrase} ")
            if found >= 0:
                yield sentence.first + line[: found + 1].count(" ") - 1, begins


def _beside(doc: Annotated, sentence: Sentence, at: int) -> Timex | None:
    """The expression right after the words of a change, else right before them."""
    own = [t for t in doc.timexes if sentence.first <= t.first < sentence.last and t.part("year") is None]
    after = [t for t in own if 0 <= t.first - at <= _REACH]
    before = [t for t in own if 0 < at - t.last + 1 <= _REACH // 2]
    return after[0] if after else before[-1] if before else None


def _known(
    doc: Annotated, kb: KnowledgeBase, links: Sequence[str | None], at: int, *, begins: bool
) -> tuple[Known, ...]:
    """The days on which whoever took or left office did so, by the knowledge base; any holder's where none is named."""
    dead = doc.tokens[at].lemma.lower() in words_of("death")
    for mention in _whose(doc, at):
        if dead and not _in_office(doc, mention):
            continue
        linked = links[mention.i]
        if linked and not linked.startswith("state:"):
            everything = kb.tenures(linked)
            held = [t for t in everything if t.office in CHIEF] or [t for t in everything if t.certainty == "sourced"]
        else:
            country = mention.country or _country_before(doc, mention)
            held = list(kb.holders(mention.office, country, _ALL)) if mention.office in CHIEF and country else []
        found = {}
        for t in held:
            day = t.start if begins else t.end
            if day:
                sure = t.certainty == "sourced"
                found[day] = Known(day, _EXACT if sure else _LOOSE, BEGUN if begins else ENDED)
        if found:
            return tuple(found[day] for day in sorted(found))
    return ()


def _in_office(doc: Annotated, mention: Mention) -> bool:
    """Whether a mention is said to hold the highest office: those who have left it die too."""
    offices = {m.office for m in doc.mentions if mention.i in (m.i, m.joined)}
    before = {t.lower for t in doc.tokens[max(0, mention.first - 4) : mention.first]}
    return bool(offices & {*CHIEF}) and not before & words_of("former")


def _anyone(kb: KnowledgeBase, links: Sequence[str | None], *, begins: bool) -> list[Known]:
    """The days on which any person of the document took or left the highest office, where they are sourced."""
    people = sorted({linked for linked in links if linked and not linked.startswith("state:")})
    held = [t for linked in people for t in kb.tenures(linked) if t.office in CHIEF and t.certainty == "sourced"]
    found = sorted({day for t in held if (day := t.start if begins else t.end)})
    return [Known(day, timedelta(0), BEGUN if begins else ENDED) for day in found]


def _whose(doc: Annotated, at: int) -> list[Mention]:
    """The mentions that may be whoever takes or leaves office by the word at a token.

    They are its subject, or whom it drives out; of nouns ("the inauguration of") those nearest.
    """
    verb = next((doc.tokens[i] for i in range(at, min(at + 3, len(doc.tokens))) if doc.tokens[i].pos in _VERBAL), None)
    if verb is None:
        if at and doc.tokens[at - 1].lower in ("his", "her") and (above := governor(doc, at)):
            heads = _subject(doc, above)
            return [m for m in doc.mentions if any(m.first <= head < m.last for head in heads)]
        near = [m for m in doc.mentions if abs(m.head - at) <= _NEAR]
        return sorted(near, key=lambda m: abs(m.head - at))
    heads = [t.i for t in doc.children(verb.i, "dobj")] if verb.lemma in words_of("drives out") else []
    heads = heads or _subject(doc, verb)
    within = {i for head in heads for i in doc.subtree(head) if abs(i - head) <= _NEAR and (i <= at or head > at)}
    found = [m for m in doc.mentions if m.head in within or any(m.first <= h < m.last for h in heads)]
    if found:
        return sorted(found, key=lambda m: min(abs(m.head - h) for h in heads))
    names = {doc.tokens[head].text for head in heads if doc.tokens[head].pos in ("PROPN", "ADV", "NOUN")}
    return [m for m in doc.mentions if m.kind == "name" and names & {t.text for t in doc.tokens[m.first : m.last]}]


def _subject(doc: Annotated, verb: Token) -> list[int]:
    """The token of a verb's subject, its own or that of the verb above; of a relative clause what it describes."""
    for _ in range(4):
        own = [t.i for t in doc.children(verb.i, "nsubj", "nsubjpass") if t.lower not in ("who", "which", "that")]
        if own:
            return own
        if verb.dep in ("relcl", "acl"):
            return [verb.head]
        if verb.dep not in ("conj", "xcomp", "ccomp", "advcl", "aux", "auxpass"):
            return []
        verb = doc.tokens[verb.head]
    return []


def _country_before(doc: Annotated, mention: Mention) -> str | None:
    """The state whose name stands right before an office: "Indonesia's new president"."""
    near = [m for m in doc.mentions if mention.first - 4 <= m.first <= mention.first and m.i != mention.i]
    states = [c[6:] for m in near for c in m.candidates if c.startswith("state:")]
    return states[-1] if states else None


def days_for(doc: Annotated, timex: Timex, known: Known) -> int:
    """The days on which a text could name a known day by this expression; none where the two do not fit."""
    low, high = known.day - known.slack, known.day + known.slack
    if timex.kind == "duration":
        return _so_long_in_office(timex, known)
    if timex.kind == "anchored":
        return _so_long_after(timex, known)
    if yearless_day(timex) or (timex.part("month") and timex.part("year") is None and not timex.part("yeardir")):
        return _yearless(doc, timex, known)
    unit = "day" if timex.kind == "weekday" or timex.part("deixis") is not None else str(timex.part("unit") or "")
    unit = "year" if timex.part("yeardir") else unit
    if timex.kind not in ("weekday", "relative", "date") or unit not in _SPANS:
        return 0
    count = timex.part("count") if timex.part("rule") == "so long ago" else None
    reach, step = _SPANS[unit]
    blur = _SO_MANY_WEEKS if unit == "week" and isinstance(count, int) else timedelta(0)
    weekend = unit == "week" and timex.part("dir") == "last" and known.day.weekday() > _FRIDAY
    later = _TO_TUESDAY if weekend else timedelta(0)
    target = Edtf.between(low - blur, high + blur)
    middle = known.day
    if isinstance(count, int):
        middle = calendar.add(known.day, unit, count) or known.day
    found = []
    reach += known.slack.days
    for n in range(-reach, reach + 1, step):
        day = middle + timedelta(days=n)
        value = times.on_day(doc, timex, day)
        if value is not None and value.touches(target):
            found.append(days.between(day, day + timedelta(days=step - 1) + later))
    return days.union(found)


def _yearless(doc: Annotated, timex: Timex, known: Known) -> int:
    """A day or month without its year, if it is the known one's: a year before it or after it, by the tense."""
    month, day = timex.part("month"), timex.part("day")
    near = [known.day + timedelta(days=n) for n in range(-known.slack.days, known.slack.days + 1)]
    if not any(d.month == month and day in (None, d.day) for d in near):
        return 0
    ahead = tense_at(doc, timex.first) in AHEAD or looks_ahead(doc, timex.first, timex.part("op"))
    # Who will take office has been elected; who will leave it may have said so long before.
    before = _ELECTED if known.what == BEGUN else _YEAR
    low, high = (-before, timedelta(0)) if ahead else (timedelta(0), _YEAR)
    return days.between(known.day + low, known.day + high)


def _so_long_after(timex: Timex, known: Known) -> int:
    """For "three weeks after he took office": about so long after it, and the weeks in which that is news."""
    count, unit = timex.part("count"), str(timex.part("unit"))
    if not isinstance(count, int) or timex.part("shift") == "before" or unit not in ("day", "week", "month"):
        return 0
    there, blur = calendar.add(known.day, unit, count), _SPANS[unit][0] // 5
    return days.between(there - timedelta(days=blur), there + _NEWS) if there else 0


def _so_long_in_office(timex: Timex, known: Known) -> int:
    """For "in office for seven years": the year in which they are full, and the months before it."""
    count, unit = timex.part("count"), str(timex.part("unit"))
    if not isinstance(count, int) or unit not in ("year", "month", "week"):
        return 0
    low, high = calendar.add(known.day, unit, count), calendar.add(known.day, unit, count + 1)
    early = _BEFORE_FULL if unit == "year" else timedelta(days=7)
    return days.between(low - early, high + known.slack) if low and high else 0
