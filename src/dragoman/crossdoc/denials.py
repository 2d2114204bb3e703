"""What one document reports and another says is not so: an act, a signing, a call.

Four ways lead there. An event that was read as negated meets one that would surely be the same if it were not; or, in
one affair, one of its type and parties that has a word in common with it. And a negative statement meets a record of
one affair whose sentence says, without a "not", what stands under its "not"; or a clause with a "not" meets, in a text
of the same days, a sentence that says most of it without one. A denial must not be older than what it denies: "not
signed yet" of Monday says nothing against a signing on Friday.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from dragoman.crossdoc import events
from dragoman.crossdoc.clauses import Clause, Clauses, other_weekday
from dragoman.crossdoc.dates import Meeting, meeting
from dragoman.crossdoc.narrated import EXTRACTOR as NARRATED
from dragoman.crossdoc.odds import conflict
from dragoman.crossdoc.setting import Setting
from dragoman.crossdoc.telling import WORD, by_document, resting, stems, subject
from dragoman.crossdoc.words import plain, stem, tells
from dragoman.records import Agreement, Claim, Conflict, Event, Evident, Span

_NOT: Final = re.compile(
    r"\b(?:not|never|denie[sd] (?:that|having))\b|n['’]t\b"
    r"|\bno (?=(?:[\w-]+ ){1,8}(?:has|have|had|was|were|did)\b)"
    r"|\b(?:there (?:was|were|had been|has been) no|nothing|nobody(?! (?:said|says|knows|knew|told)))\b"
)
_AHEAD: Final = re.compile(
    r"\b(?:will|would|shall|should|must|might|may|could|can|let|if|unless|to (?!h(?:er|im|is)\b|them\b|the\b))\b"
)
_REACH: Final = 3  # telling words after a "not" of which one is what is denied
_BEFORE: Final = 8  # characters before a "not" in which its "will" stands
_LIGHT: Final = frozenset(map(stem, ("take", "hold", "happen", "occur", "become", "make", "reach")))  # take place
_UNNAMED: Final = re.compile(r"^[“\"‘']?(?:the|both|it|they|he|she|its|their|his|her)\b")
DAYS: Final = timedelta(days=14)  # between two texts of which one denies, in a clause, what the other tells
MOST: Final = 0.6  # of what a denying clause tells, which the denied sentence tells too
OBJECT: Final = 0.6  # of the words for that to which a thing was not done
SHARED: Final = 2  # words that a denial and what it denies have in common
_LEAST: Final = {"actual": 1, "planned": 2}  # words that two acts of one type and parties have in common


@dataclass(frozen=True, slots=True)
class Words:
    """A record with the words of its clause; for a denial those that stand under its "not" as `denied`."""

    record: Evident
    words: frozenset[str]
    denied: frozenset[str] = frozenset()


def denials(records: Sequence[Evident], clauses: Clauses) -> Iterator[Conflict]:
    """A conflict for each thing told and denied; what two texts are at odds over is not said again of their copies."""
    setting = clauses.setting
    yield from surely(records, setting)
    held = by_document(records)
    seen: set[tuple[str, ...]] = set()
    for one, other in setting.pairs_of_one_story(sorted(held, key=lambda key: (setting.origin(key) != key, key))):
        found = [*_between(held[one], held[other], clauses), *_between(held[other], held[one], clauses)]
        found += [
            *_said_not(held[one], held[other], clauses, found),
            *_said_not(held[other], held[one], clauses, found),
        ]
        places = [tuple(setting.source(record.evidence[0]) for record in pair) for pair in found]
        yield from (_conflict(*pair) for pair, place in zip(found, places, strict=True) if place not in seen)
        seen.update(places)


def _conflict(told: Evident, denied: Evident) -> Conflict:
    pair = sorted((told, denied), key=lambda record: record.id)
    values = tuple("negated" if record is denied else "actual" for record in pair)
    return conflict(pair, values, "modality", "polarity", comparable=True)


def surely(records: Iterable[Evident], setting: Setting) -> Iterator[Conflict]:
    """Acts that would surely be one if both were done; only those that somebody denies are compared."""
    told = [record for record in records if isinstance(record, Event) and record.type != "OTHER"]
    told.sort(key=lambda event: event.id)
    against = [events.act(event, setting) for event in told if event.modality == "negated"]
    parties = {party for one in against for party in one.pooled}
    reported = [e for e in told if e.modality == "actual" and not parties.isdisjoint(_parties(e))]
    acts = [events.act(event, setting) for event in reported]
    by_key: dict[Hashable, list[int]] = defaultdict(list)
    for at, one in enumerate(acts):
        for key in set(events.keys(one, setting)):
            by_key[key].append(at)
    for denial in against:
        near = {at for key in events.keys(denial, setting) for at in by_key.get(key, ())}
        for at in sorted(near):
            like = events.likeness(_as_told(denial), acts[at], setting)
            if like is not None and like >= events.SURE and _may_answer(denial.document, acts[at].document, setting):
                yield _conflict(acts[at].event, denial.event)


def _parties(event: Event) -> frozenset[str]:
    return events.principals(event, "source") | events.principals(event, "target")


def _as_told(denial: events.Act, modality: str = "actual") -> events.Act:
    """The act that is denied, as if it were reported."""
    return replace(denial, event=denial.event.model_copy(update={"modality": modality}))


def _between(told: Sequence[Evident], denied: Sequence[Evident], clauses: Clauses) -> Iterator[tuple[Evident, Evident]]:
    """What one document tells and another denies; a denial that was read as an act does not speak as words too."""
    setting = clauses.setting
    if told and denied and _may_answer(denied[0].document_id, told[0].document_id, setting):
        acts = {(a.id, b.id): (a, b) for a, b in _events(told, denied, setting)}
        yield from acts.values()
        done = [span for _, denial in acts.values() for span in denial.evidence]
        rest = [r for r in denied if not any(s.start < d.end and d.start < s.end for s in r.evidence for d in done)]
        yield from (pair for pair in _worded(told, rest, setting) if _of_one_act(*pair, clauses))


def _said_not(
    told: Sequence[Evident], denied: Sequence[Evident], clauses: Clauses, before: Iterable[tuple[Evident, Evident]]
) -> Iterator[tuple[Evident, Evident]]:
    """What a clause with a "not" denies of a text of the same days, in most of the same words; once a sentence."""
    one, other = told[0].document_id or "", denied[0].document_id or ""
    setting = clauses.setting
    if setting.apart(one, other) > DAYS or not _may_answer(other, one, setting):
        return
    settled = [span for _, denial in before for span in denial.evidence]
    for clause in clauses.denied(other):
        fitting = [
            (clause.within(said), -said.sentence.start, said) for said in clauses.told(one) if _contrary(said, clause)
        ]
        likest = max(fitting, key=lambda found: found[:2], default=None)
        if likest is None or any(s.start < clause.sentence.end and clause.sentence.start < s.end for s in settled):
            continue
        says, denies = resting(told, likest[2].sentence), resting(denied, clause.sentence)
        if says and denies:
            yield says, denies


def _contrary(told: Clause, denied: Clause) -> bool:
    """Whether one clause denies what another tells: the act, of the same doers, and most of the words."""
    if told.ahead != denied.ahead or other_weekday(told.text, denied.text):
        return False
    if denied.act and not (denied.act in told.words and _by_the_same(told, denied, denied.act)):
        return False
    shared = len(told.shared(denied))
    return (
        shared >= (SHARED if denied.act or shared == len(denied.words) else SHARED + 1) and denied.within(told) >= MOST
    )


def _by_the_same(told: Clause, denied: Clause, act: str) -> bool:
    """Whether those who did not do it, or to whom it was not done, stand in the other clause as such."""
    if denied.passive or not denied.doers:
        return len(denied.doers & told.words.keys()) >= OBJECT * len(denied.doers)
    return told.begins(denied.doers, act)


def _of_one_act(told: Evident, denied: Evident, clauses: Clauses) -> bool:
    """Whether a denial names nobody whom the sentence of a record does not name, and no other day of the week."""
    sentences = [clauses.setting.whole(span) for span in told.evidence]
    text = " ".join(plain(sentence.text) for sentence in sentences)
    before = clauses.setting.before(sentences[0]) if _UNNAMED.search(text) else ""
    named = clauses.words(f"{before} {text}", told.document_id or "").keys()
    against = [c for c in clauses.denied(denied.document_id or "") if any(map(c.touches, denied.evidence))]
    others = any(c.doers and named.isdisjoint(c.doers) for c in against)
    other_acts = bool(against) and all(c.act and c.act not in named | _LIGHT for c in against)
    return not (others or other_acts or any(other_weekday(text, c.text) for c in against))


def _may_answer(denied: str | None, told: str | None, setting: Setting) -> bool:
    """Whether one document is not older than another, as far as their days are known."""
    later, earlier = setting.days(denied), setting.days(told)
    return not (later and earlier and later[1] < earlier[0])


def _events(told: Iterable[Evident], denied: Iterable[Evident], setting: Setting) -> Iterator[tuple[Event, Event]]:
    """Acts of one type and the same parties, the one negated, with a word or a verb in common; promises with two."""
    acts = [events.act(e, setting) for e in told if isinstance(e, Event) and _told_of(e)]
    against = [events.act(e, setting) for e in denied if isinstance(e, Event) and e.modality == "negated"]
    for denial in against:
        words = _stems(denial.event.evidence[0], setting)
        for act in acts:
            one_type = act.event.type == denial.event.type != "OTHER"
            both = words & _stems(act.event.evidence[0], setting) if one_type else frozenset[str]()
            shared = len(both) if any(map(tells, both)) or _all_named(denial, act) else 0
            modality = act.event.modality
            if shared >= _LEAST[modality] and not events.apart(_as_told(denial, modality), act):
                yield act.event, denial.event


def _all_named(denial: events.Act, act: events.Act) -> bool:
    """Whether a denial names the very actors of an act."""
    one, other = ({*x.event.source, *x.event.target} for x in (denial, act))
    return one == other


def _told_of(event: Event) -> bool:
    """Whether an act was done; a promise is one, of which the modality tells what is promised."""
    return event.modality == "actual" or (event.modality == "planned" and event.type == "AGREE")


def _worded(told: Iterable[Evident], denied: Iterable[Evident], setting: Setting) -> Iterator[tuple[Evident, Evident]]:
    """Denials in words, each with the record that says most of what it denies."""
    said = [one for record in told for one in _said(record, setting)]
    for record in denied:
        if not isinstance(record, Claim) or record.polarity != "negative" or record.certainty != "certain":
            continue
        denial = _denial(record, setting)
        fitting = [one for one in said if denial and _meets(denial, one) and _one_day(record, one.record)]
        shared = {one.record.id: (len(denial.words & one.words), one.record) for one in fitting if denial}
        best = min(shared.items(), key=lambda told: (-told[1][0], told[0]), default=None)
        if best and best[1][0] >= SHARED:
            yield best[1][1], record


def _meets(denial: Words, told: Words) -> bool:
    """Whether a record says what is denied; where only the narrator does, by a word that tells more than its type."""
    both = denial.denied & told.words
    return any(map(tells, both)) if told.record.extractor == NARRATED else bool(both)


def _one_day(a: Evident, b: Evident) -> bool:
    return meeting(getattr(a, "date", None), getattr(b, "date", None)) is not Meeting.APART


def _said(record: Evident, setting: Setting) -> Iterator[Words]:
    """A record that says that something was done, in a sentence without a "not"."""
    done = (
        (isinstance(record, Event) and record.modality == "actual")
        or (isinstance(record, Agreement) and record.status not in ("proposed", "announced"))
        or (isinstance(record, Claim) and record.polarity == "positive" and record.kind == "statement")
    )
    for span in (record.content,) if isinstance(record, Claim) else record.evidence if done else ():
        text = plain(span.text)
        if done and not _NOT.search(text) and not _AHEAD.search(text):
            yield Words(record, _stems(span, setting))


def _denial(claim: Claim, setting: Setting) -> Words | None:
    """What a negative statement says is not so; None where its "not" says so of something to come."""
    text = plain(claim.content.text if _NOT.search(plain(claim.content.text)) else setting.sentence(claim.content))
    found = _NOT.search(text)
    if found is None or _AHEAD.search(text[max(0, found.start() - _BEFORE) :]):
        return None
    names = setting.names(setting.states(claim.document_id))
    after = [word for word in WORD.findall(text[found.end() :]) if stems([word], names)][:_REACH]
    words = stems([*WORD.findall(text), *subject(setting, claim.content)], names)
    return Words(claim, words, stems(after, names))


def _stems(span: Span, setting: Setting) -> frozenset[str]:
    return stems(WORD.findall(plain(span.text)), setting.names(setting.states(span.document_id)))
