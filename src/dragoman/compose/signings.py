"""A signed agreement that no event tells was signed all the same: its own words are the event's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.document import Resolved
from dragoman.extract.anchoring import scene_between, told_in_scene
from dragoman.extract.newsday import news_at
from dragoman.records import Agreement, Edtf, Event, Participant, record_id

DONE = ("signed", "ratified")
STANDING = ("in-force", "implemented")  # was signed some time, which is news only with a date: "the treaty of 1962"
TELLING = ("SUPPORT", "AGREE")


def signings(agreements: Iterable[Agreement], events: Sequence[Event], doc: Resolved) -> list[Event]:
    """One SUPPORT for each interstate signing whose words no event of agreeing or signing rests on."""
    found: list[Event] = []
    for agreement in agreements:
        signed = agreement.status in DONE or (agreement.status in STANDING and agreement.date)
        if signed and len(agreement.parties) > 1 and not any(_told(agreement, e) for e in (*events, *found)):
            found.append(_signing(agreement, events, doc))
    return found


def dated_by_signing(agreement: Agreement, events: Iterable[Event]) -> Agreement:
    """A signed agreement without a date of its own was signed when the event says that its words tell."""
    telling = (e for e in events if e.type == "SUPPORT" and e.modality == "actual" and e.date and _told(agreement, e))
    days = {e.date for e in telling if any(s.start <= e.verb.start < s.end for s in agreement.evidence)}
    if agreement.date or agreement.status != "signed" or len(days) != 1:
        return agreement
    (day,) = days
    steps = tuple(
        step.model_copy(update={"date": day}) if step.stage == "signed" and step.date is None else step
        for step in agreement.history
    )
    return agreement.model_copy(update={"date": day, "history": steps})


def _told(agreement: Agreement, event: Event) -> bool:
    words, others = agreement.evidence, event.evidence
    return event.type in TELLING and any(a.start < b.end and b.start < a.end for a in words for b in others)


def _day(agreement: Agreement, events: Sequence[Event], doc: Resolved) -> tuple[Edtf | None, str | None]:
    """The agreement's own date, that of the scene in which it was signed, or the day of the news."""
    if agreement.date:
        return agreement.date, "date of the agreement"
    words = agreement.evidence[0]
    start, end = (doc.annotated.clean.offsets.to_clean(at) for at in (words.start, words.end))
    first, last = doc.annotated.token_range(start, end)
    head = next((t for t in doc.annotated.tokens[first:last] if t.head == t.i or not first <= t.head < last), None)
    if head is None or agreement.status != "signed":
        return None, None
    before = [e for e in events if e.verb.start < words.start]
    scene = told_in_scene(doc, before, head) or scene_between(doc, before, {*agreement.parties}, head)
    if scene is not None:
        return scene.date, f"told in the scene of {scene.verb.text!r}, {scene.date}"
    news = news_at(doc, head.i)
    return (news.value, f"day of the news: {news.basis}") if news else (None, None)


def _signing(agreement: Agreement, events: Sequence[Event], doc: Resolved) -> Event:
    date, basis = _day(agreement, events, doc)
    verb, source, target = agreement.evidence[0], agreement.parties[:1], agreement.parties[1:]
    sides = [(a, "source") for a in source] + [(a, "target") for a in target]
    return Event(
        id=record_id("event", verb.document_id, (verb,), "SUPPORT", source, target, "actual"),
        document_id=verb.document_id,
        evidence=agreement.evidence,
        confidence="medium",
        score=min(agreement.score, 0.6),
        extractor=f"{agreement.extractor} signing",
        type="SUPPORT",
        quad="verbal-cooperation",
        cameo="057",
        source=source,
        target=target,
        verb=verb,
        date=date,
        date_basis=basis,
        modality="actual",
        participants=tuple(
            Participant(
                actor=a, side=side, acts_for=a, capacity="igo" if a.startswith("qid:") else "state", sector="GOV"
            )
            for a, side in sides
        ),
    )
