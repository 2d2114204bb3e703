"""What states agreed: agreements with parties, kind, date and the two ladders of their life.

In: a resolved document. Out: one record for each instrument or package, however often it is mentioned.
Never: an invitation, a wish, talks, a treaty that is denied or refused.
"""

from __future__ import annotations

import re
from typing import cast, get_args

from dragoman.document import Resolved
from dragoman.extract.agreement_links import earlier_of, term_of
from dragoman.extract.agreement_mentions import NUMBERS
from dragoman.extract.agreement_merge import Draft, gather
from dragoman.extract.agreement_parties import signatories_of, tier_of
from dragoman.extract.agreement_pledges import pledges
from dragoman.extract.agreement_words import says_undisclosed, sectors_in, words
from dragoman.extract.ground import band, extractor, predicate_above
from dragoman.extract.money_cues import is_currency
from dragoman.extract.scenes import scene
from dragoman.records import Agreement, Edtf, Place, Span, Step, record_id
from dragoman.records.facts import AgreementStatus, Delivery, Legal

_RANK: tuple[AgreementStatus, ...] = (
    "proposed", "announced", "signed", "ratified", "in-force", "implemented", "suspended", "expired", "cancelled",
)  # fmt: skip
_COUNTED = re.compile(
    r"^(?:(?:the|an?|its|their|this|some|both|half|dozen|\d+|" + "|".join(NUMBERS) + r")\s+)+", re.IGNORECASE
)
_LEADING = re.compile(r"^(?:on|of|for|about|to|in|over|regarding|concerning)\s+(?:the\s+|an?\s+)?", re.IGNORECASE)


def extract(doc: Resolved) -> list[Agreement]:
    """The agreements of a document; a package holds the ids of the items that it names, which are records too."""
    drafts = gather(doc)
    drafts += pledges(doc, drafts)
    found: list[Agreement] = []
    for draft in drafts:
        items = [_record(doc, item, ()) for item in draft.items]
        found += [_record(doc, draft, tuple(i.id for i in items)), *items]
    return _linked(doc, found, [each for d in drafts for each in (d, *d.items)])


def _linked(doc: Resolved, records: list[Agreement], drafts: list[Draft]) -> list[Agreement]:
    """The records, each with the id of the earlier one that it renews, supplements or is the next phase of."""
    dated = [(draft, record.date) for record, draft in zip(records, drafts, strict=True)]
    earlier = [earlier_of(doc, draft, dated) for draft in drafts]
    return [
        record if n is None else record.model_copy(update={"renews": records[n].id})
        for record, n in zip(records, earlier, strict=True)
    ]


def _record(doc: Resolved, draft: Draft, children: tuple[str, ...]) -> Agreement:
    mention, document = draft.mention, doc.annotated.clean.document.id
    steps, status = _steps(doc, draft), _status(draft)
    evidence = tuple(dict.fromkeys(_evidence(doc, draft)))
    subject = _subject(doc, draft)
    sectors = sectors_in(" ".join(filter(None, (subject, doc.annotated.text(mention.first, mention.last)))))
    score = _score(draft)
    return Agreement(
        id=record_id("agreement", document, evidence, mention.kind, draft.sides.parties, mention.count, mention.head),
        document_id=document,
        evidence=evidence,
        confidence=band(score),
        score=score,
        extractor=extractor("agreements"),
        parties=draft.sides.parties,
        signatories=signatories_of(doc, draft.sides),
        tier=tier_of(doc, draft.sides),
        kind=mention.kind,
        title=next((m.title for m in draft.mentions if m.title), None),
        count=mention.count,
        children=children,
        subject=subject,
        sectors=tuple(dict.fromkeys(s.name for s in sectors)),
        purposes=tuple(dict.fromkeys(s.purpose for s in sectors)),
        date=_date(draft, status),
        place=_place(doc, draft),
        term=term_of(doc, draft),
        disclosed=False if _undisclosed(doc, draft) else None,
        status=status,
        legal=cast("Legal | None", _last_stage(steps, get_args(Legal), "legal")),
        delivery=cast("Delivery | None", _last_stage(steps, get_args(Delivery), "delivery")),
        history=tuple(steps),
    )


def _place(doc: Resolved, draft: Draft) -> Place | None:
    """Where it was signed or initialled, as the clause of that act says."""
    acts = (d.verb for d in draft.done if d.mode == "actual" and d.stage.stage in ("signed", "initialled"))
    return next((place for verb in acts if (place := scene(doc, verb))), None)


def _status(draft: Draft) -> AgreementStatus:
    """The furthest status that is reported as done; proposed where all is planned; signed for background treaties."""
    if not draft.done:
        return "signed"
    actual = [d.stage.status for d in draft.done if d.mode == "actual"]
    if any(d.stage.verb in words("restoring") for d in draft.done if d.mode == "actual"):
        actual = [status for status in actual if status != "suspended"]  # what is restored was suspended before
    if _renewed_after_its_end(draft):
        actual = [status for status in actual if status != "expired"]
    drafted = any(d.stage.verb == "draft" for d in draft.done)
    if not actual and any(d.stage.status == "in-force" and d.stage.role == "force" for d in draft.done):
        return "signed"  # what will enter into force has been concluded
    if not actual or (drafted and all(d.stage.stage == "initialled" for d in draft.done if d.mode == "actual")):
        return "proposed"
    return max(actual, key=_RANK.index)


def _renewed_after_its_end(draft: Draft) -> bool:
    """Whether what had run out was renewed then: "the pact, which expired in April, was renewed"."""
    done = [d for d in draft.done if d.mode == "actual"]
    ends = [d for d in done if d.stage.status == "expired"]
    anew = [d for d in done if d.stage.verb in words("renewing") and d.stage.status in ("signed", "announced")]
    return any(n.verb > e.verb and not _is_earlier(n.date, e.date) for n in anew for e in ends)


def _is_earlier(one: Edtf | None, other: Edtf | None) -> bool:
    first, then = one.latest if one else None, other.earliest if other else None
    return first is not None and then is not None and first < then


def _steps(doc: Resolved, draft: Draft) -> list[Step]:
    steps: list[Step] = []
    for done in draft.done:
        if done.mode != "actual" or not done.stage.stage:
            continue
        ladder = "legal" if done.stage.ladder == "legal" else "delivery"
        by = draft.sides.parties if done.stage.stage in ("signed", "ratified") else ()
        step = Step(
            ladder=ladder, stage=done.stage.stage, date=done.date, by=by,
            evidence=(doc.annotated.span(done.verb, done.verb + 1),),
        )  # fmt: skip
        if (step.ladder, step.stage, step.date) not in {(s.ladder, s.stage, s.date) for s in steps}:
            steps.append(step)
    return steps


def _last_stage(steps: list[Step], ladder: tuple[str, ...], name: str) -> str | None:
    reached = [s.stage for s in steps if s.ladder == name and s.stage in ladder]
    return max(reached, key=ladder.index, default=None)


def _date(draft: Draft, status: AgreementStatus) -> Edtf | None:
    """The day of the step that gives the status, else of any other step, else what dates the instrument itself."""
    fitting = [d.date for d in draft.done if d.date and d.stage.status == status and d.mode == "actual"]
    other = [d.date for d in draft.done if d.date and d.mode == "actual"] if status != "proposed" else []
    own = [m.date for m in draft.mentions if m.date]
    years = [Edtf.parse(m.year) for m in draft.mentions if m.year]
    if status in ("cancelled", "in-force", "suspended"):
        return next(iter([*years, *fitting, *other, *own]), None)
    return next(iter([*fitting, *other, *own, *years]), None)


def _evidence(doc: Resolved, draft: Draft) -> list[Span]:
    """The phrase with its verb and what dates it, for each mention that something is done to."""
    annotated, spans = doc.annotated, list[Span]()
    for mention in draft.mentions:
        if not mention.done and mention is not draft.mention:
            continue
        sentence = annotated.sentence_of(mention.head)
        points = [mention.first, mention.last - 1, *(d.verb for d in mention.done)]
        points = [p for p in points if sentence.first <= p < sentence.last]
        verbs = {d.verb for d in mention.done}
        for timex in annotated.timexes:
            if sentence.first <= timex.first < sentence.last and predicate_above(annotated, timex.first) in verbs:
                points += [timex.first, timex.last - 1]
        spans.append(annotated.span(min(points), max(points) + 1))
    return spans


def _subject(doc: Resolved, draft: Draft) -> str | None:
    """What it is about, in the words of the fullest mention: after the noun ("on health"), else before it."""
    best = max(draft.mentions, key=lambda m: (len(m.content), -m.head))
    annotated = doc.annotated
    if best.done and best.first in {d.verb for d in best.done}:
        return annotated.text(best.head, best.last)
    named = best.head + (len(best.noun.words) if annotated.tokens[best.head].lower[:4] == best.noun.words[0][:4] else 1)
    if best.last > named and annotated.tokens[named].lower not in ("in", "at", "during", "since"):
        last = _without_day_and_town(doc, named, best.last)
        after = re.sub(r"\s+(?:and|or|of|to)$", "", _LEADING.sub("", annotated.text(named, last)).strip(" ,"))
        if any(w.isalpha() for w in after.split()) and not re.match(r"(?:worth |of |for )?\W*[A-Z]{0,3}\W?\d", after):
            return after
    told = (q for q in annotated.quantities if is_currency(q.unit))
    sums = (q.last for q in told if best.first <= q.first and q.last <= best.head)
    first = max((best.first, *sums))  # "a 120 million dollar line of credit"
    before = annotated.text(first, best.head + 1) if best.content else ""
    return _COUNTED.sub("", before) or None


def _without_day_and_town(doc: Resolved, first: int, last: int) -> int:
    """Where a phrase ends before it tells the day or the capital of its making ("ports | on 5 May in Muscat")."""
    annotated = doc.annotated
    days = {t.first for t in annotated.timexes if t.kind in ("date", "weekday", "relative")}
    towns = {m.first for m in annotated.mentions if m.kind == "capital"}
    for at in range(first + 1, last - 1):
        word = annotated.tokens[at].lower
        if (word in ("on", "in", "of") and at + 1 in days) or (word in ("in", "at") and at + 1 in towns):
            return at
    return last


def _undisclosed(doc: Resolved, draft: Draft) -> bool:
    """Whether the sentence of a mention, or the next one of its paragraph, says that content is kept back."""
    annotated = doc.annotated
    for mention in draft.mentions[:3]:
        sentence = annotated.sentence_of(mention.head)
        if says_undisclosed(annotated.text(sentence.first, sentence.last), own=True):
            return True
        after = annotated.sentences[sentence.i + 1] if sentence.i + 1 < len(annotated.sentences) else None
        near = after is not None and after.paragraph == sentence.paragraph
        if near and after and says_undisclosed(annotated.text(after.first, after.last), own=False):
            return True
    return False


def _score(draft: Draft) -> float:
    told = 0.2 if draft.sides.told else 0.0
    done = 0.2 if any(d.mode == "actual" for d in draft.done) else 0.0
    strong = 0.15 if draft.mention.noun.strength == "strong" else 0.05
    return round(0.35 + told + done + strong, 2)
