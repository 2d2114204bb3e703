"""Dates that one act lends another: "days after she signed the decree"; what a person did in the scene told before."""

from __future__ import annotations

from datetime import date, timedelta

from dragoman.document import Resolved, TimeValue, Timex, Token
from dragoman.extract.context import Dyad
from dragoman.extract.ground import date_at, predicate_above, predicate_of, table
from dragoman.extract.newsday import news_at, simple_past, went_back
from dragoman.extract.relative_dates import joined_verbs, scene_verb
from dragoman.records import Edtf, Event

COUNTED = ("day", "week", "month", "year")
REACH = {"day": 14, "week": 45, "month": 365, "hour": 2, "year": 3650}


def ordered_by_anchor(doc: Resolved, events: list[Event]) -> list[Event]:
    """Give an undated act that another one follows "days after" the days that the order leaves open."""
    found = list(events)
    for value in doc.times:
        pair = _pair(doc, found, value) if value.after is not None else None
        if pair is None:
            continue
        earlier, later = pair
        when = found[later].date if later is not None else _day_of_clause(doc, value)
        if found[earlier].date is None and when is not None:
            timex = doc.annotated.timexes[value.timex]
            basis = f"before the act of {when}: {timex.text}"
            update = {"date": _so_long_before(when, timex), "date_basis": basis}
            found[earlier] = found[earlier].model_copy(update=update)
    return found


def _so_long_before(when: Edtf, timex: Timex) -> Edtf | None:
    """The day, week, month or year so many units before a date; where none are counted, a stretch of that kind."""
    unit, count = str(timex.part("unit") or "day"), timex.part("count")
    if when.earliest is None or when.latest is None:
        return None
    if isinstance(count, int) and unit in COUNTED:
        return _counted_back(when.earliest, unit, count)
    return Edtf.between(when.earliest - timedelta(days=REACH.get(unit, 365)), when.latest)


def _counted_back(day: date, unit: str, count: int) -> Edtf | None:
    """The day, week (Monday to Sunday), month or year so many of them before a day; None before the calendar."""
    if unit in ("year", "month"):
        months = day.year * 12 + day.month - 1 - count * (12 if unit == "year" else 1)
        year, month = divmod(months, 12)
        return None if year < 1 else Edtf.year(year) if unit == "year" else Edtf.month(year, month + 1)
    back = timedelta(days=count * (7 if unit == "week" else 1) + (day.weekday() if unit == "week" else 0))
    if back.days >= day.toordinal():
        return None
    there = day - back
    return Edtf.day(there) if unit == "day" else Edtf.between(there, there + timedelta(days=6))


def _day_of_clause(doc: Resolved, value: TimeValue) -> Edtf | None:
    """The day of what is no act itself: "the vote came two days after she signed it" is of the news, as the vote is."""
    verb = predicate_above(doc.annotated, value.after or 0)
    own, _ = date_at(doc, verb)
    news = news_at(doc, verb) if own is None and doc.annotated.tokens[verb].lemma in COMES else None
    return news.value if news else own


def _pair(doc: Resolved, events: list[Event], value: TimeValue) -> tuple[int, int | None] | None:
    """Indices of the act that came first and of the act that the expression dates, None where that is no act."""
    timex = doc.annotated.timexes[value.timex]
    words = doc.span(timex.first, timex.last)
    anchor = doc.annotated.tokens[value.after or 0]
    start = doc.span(anchor.i, anchor.i + 1).start
    first = next((i for i, e in enumerate(events) if e.verb.start == start), None)
    spans = [
        (i, e) for i, e in enumerate(events) if any(s.start <= words.start and words.end <= s.end for s in e.evidence)
    ]
    second = next((i for i, e in spans if i != first), None)
    return (first, second) if first is not None and timex.part("shift") != "before" else None


def dated_by_scene(doc: Resolved, events: list[Event], pair: Dyad | None) -> list[Event]:
    """Give an undated act in the simple past the day of the meeting or signing before it that it belongs to.

    It belongs to the last one in which one of its persons took part; in news of these days, also to the last one
    between the same two sides, or else to the day of which the document's opening tells.
    """
    found, scenes = list(events), list[Event]()
    for i, event in enumerate(found):
        at = _undated(doc, event)
        if at is not None:
            date, basis = _from_before(doc, found[:i], at) or _from_scenes(doc, event, scenes, at, pair)
            found[i] = event.model_copy(update={"date": date, "date_basis": basis}) if date else event
        elif event.type in SCENES and event.modality == "actual" and event.date is not None and short(event.date):
            scenes.append(event)
    return found


def _undated(doc: Resolved, event: Event) -> Token | None:
    """The trigger of an act that was done or said and has no date, not even a due one where it was only done."""
    said = event.type in SAID
    if event.date is not None or not (said or event.modality in ("actual", "negated")):
        return None
    return _token(doc, event) if event.due is None or said else None


def short(value: Edtf) -> bool:
    """Whether a date is at most some days long, as a visit is."""
    low, high = value.earliest, value.latest
    return low is not None and high is not None and (high - low).days < WEEK


def _from_before(doc: Resolved, before: list[Event], at: Token) -> tuple[Edtf | None, str] | None:
    """The date of the act or summit that an act's clause names, or whose scene it goes on with."""
    named = told_in_scene(doc, before, at)
    if named is not None:
        return named.date, f"told in the scene of {named.verb.text!r}, {named.date}"
    occasion = _occasion(doc, at)
    return (occasion, "days of the summit named") if occasion is not None else None


def _from_scenes(
    doc: Resolved, event: Event, scenes: list[Event], at: Token, pair: Dyad | None
) -> tuple[Edtf | None, str]:
    """The date of the last scene that an act belongs to, else the day of the news."""
    scene = next((s for s in reversed(scenes) if _belongs(doc, event, s, at)), None)
    if scene is not None and event.modality == "actual" and simple_past(doc.annotated, at):
        return scene.date, f"told in the scene of {scene.verb.text!r}, {scene.date}"
    news = news_at(doc, at.i) if _of_the_news(event, pair) and not _counted_from(doc, at) else None
    return (news.value, f"day of the news: {news.basis}") if news else (None, "")


def _counted_from(doc: Resolved, at: Token) -> bool:
    """Whether an act is what something else came before or after: "a week after she signed it"."""
    verb = doc.annotated.tokens[predicate_of(doc.annotated, at.i)]
    marks = {t.lower for t in doc.annotated.children(verb.i, "mark")} | {doc.annotated.tokens[verb.head].lower}
    return verb.dep in ("advcl", "pcomp") and bool(marks & {"after", "before", "since"})


def told_in_scene(doc: Resolved, before: list[Event], at: Token) -> Event | None:
    """The dated act before it that an act's clause names ("during the visit") or whose scene it goes on with."""
    return _scene_named(doc, before, at) or _leading(doc, before, at)


def scene_between(doc: Resolved, before: list[Event], sides: set[str], at: Token) -> Event | None:
    """The last visit or meeting of these days between the same sides, where what a token tells goes on with it."""
    if not simple_past(doc.annotated, at):
        return None
    for scene in reversed(before):
        alike = {p.acts_for for p in scene.participants} == sides and scene.type == "CONSULT"
        if alike and scene.modality == "actual" and scene.date is not None and short(scene.date):
            fresh = _these_days(doc, scene) and not went_back(doc, at.i, scene.date)
            return scene if fresh else None
    return None


def _scene_named(doc: Resolved, before: list[Event], at: Token) -> Event | None:
    """The dated act before it that an act's own clause points back to: "during the visit", "at the time"."""
    clause = joined_verbs(doc.annotated, predicate_of(doc.annotated, at.i))
    kinds = {kind for kind, first in _cues(doc, at) if predicate_above(doc.annotated, first) in clause}
    near = [e for e in before if e.date is not None and e.modality == "actual" and _close(doc, e, at)]
    if "scene" in kinds:
        return next((e for kind in SCENES for e in reversed(near) if e.type == kind), None)
    again = (e for e in reversed(near) if _named_again(doc, e, at))
    return next(again, near[-1]) if "time" in kinds and near else None


def _named_again(doc: Resolved, event: Event, at: Token) -> bool:
    """Whether the sentence of a token has a noun of an act's verb: "vetoed it … criticised the veto at the time"."""
    words = doc.annotated.sentence_tokens(doc.annotated.sentence_of(at.i))
    return any(t.pos == "NOUN" and t.lower[:STEM] == event.verb.text[:STEM].lower() for t in words)


def _leading(doc: Resolved, before: list[Event], at: Token) -> Event | None:
    """The dated act whose scene an act's clause goes on with: "met in Oslo, where they agreed"; "came and signed"."""
    annotated = doc.annotated
    if not (simple_past(annotated, at) or at.tag in ("VBG", "VBN") or at.pos == "NOUN"):
        return None
    leads = {*joined_verbs(annotated, predicate_of(annotated, at.i))[1:]}
    leads |= {scene for verb in (at.i, *leads) if (scene := scene_verb(annotated, annotated.tokens[verb])) is not None}
    found = (e for e in reversed(before) if e.date is not None and (t := _token(doc, e)) and t.i in leads)
    return next(found, None)


def _occasion(doc: Resolved, at: Token) -> Edtf | None:
    """The days of the summit at which a clause says that a past act was done: "signed at the summit in Goa"."""
    annotated = doc.annotated
    if not simple_past(annotated, at):
        return None
    for summit, when in doc.occasions.items():
        led = {annotated.tokens[a].lower for a in annotated.ancestors(summit)}
        if led & _AT and predicate_above(annotated, summit) == predicate_of(annotated, at.i):
            return when
    return None


_AT = frozenset({"at", "during", "sidelines", "margins"})


def _cues(doc: Resolved, at: Token) -> list[tuple[str, int]]:
    """The kinds of cue in the sentence of a token, each with its first token."""
    annotated = doc.annotated
    sentence = annotated.sentence_of(at.i)
    line = f" {' '.join(t.lower for t in annotated.sentence_tokens(sentence))} "
    found = ((row["kind"], line.find(f" {row['phrase']} ")) for row in table("scene_cues.csv"))
    return [(kind, sentence.first + line[: place + 1].count(" ") - 1) for kind, place in found if place >= 0]


def _close(doc: Resolved, event: Event, at: Token) -> bool:
    """Whether an act is told in the paragraph of a token or the one before."""
    token = _token(doc, event)
    paragraphs = [doc.annotated.sentence_of(t.i).paragraph for t in (token, at) if t is not None]
    return len(paragraphs) == 2 and 0 <= paragraphs[1] - paragraphs[0] <= 1


def _belongs(doc: Resolved, event: Event, scene: Event, at: Token) -> bool:
    people = {a for a in (*event.source, *event.target) if a in doc.actors and doc.actors[a].schema_ == "Person"}
    if people & {*scene.source, *scene.target}:
        return True
    here, there = ({p.acts_for for p in e.participants} for e in (event, scene))
    alike = len(here) > 1 and here == there and _these_days(doc, scene)
    return alike and not (scene.date and went_back(doc, at.i, scene.date))


def _of_the_news(event: Event, pair: Dyad | None) -> bool:
    """Whether an act is one of the two whose dealings the document tells."""
    behalves = {p.acts_for for p in event.participants}
    return pair is not None and bool(behalves & {pair.one, pair.other})


def _these_days(doc: Resolved, scene: Event) -> bool:
    """Whether an act ended within a few days before a document whose day is known."""
    published, ended = doc.published.edtf, scene.date.latest if scene.date else None
    if published is None or not published.is_day or published.earliest is None or ended is None:
        return False
    return 0 <= (published.earliest - ended).days <= NEWS


NEWS = 3  # days
WEEK = 8  # days
STEM = 4  # letters
COMES = ("come", "follow", "happen")
SCENES = ("CONSULT", "SUPPORT")
SAID = ("AGREE", "REQUEST")


def _token(doc: Resolved, event: Event) -> Token | None:
    """The token of an event's trigger."""
    start = doc.annotated.clean.offsets.to_clean(event.verb.start)
    return next((t for t in doc.annotated.tokens if t.start == start), None)
