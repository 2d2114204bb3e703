"""Links between the records of one document: claim to event, gap to agreement, claim to what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.compose.conflicts import conflicts
from dragoman.compose.contexts import with_contexts
from dragoman.compose.implied import implied
from dragoman.compose.merging import merge_events
from dragoman.compose.providing import provided
from dragoman.compose.signings import dated_by_signing, signings
from dragoman.document import Resolved
from dragoman.records import Agreement, Amount, Claim, Event, Evident, Gap, Model, Programme, Relation, Span

Telling = Event | Agreement | Amount | Relation | Programme


def compose(found: Sequence[Evident], doc: Resolved) -> list[Model]:
    """All records of a document with their links, and the conflicts among them."""
    claims = [r for r in found if isinstance(r, Claim)]
    gaps = [r for r in found if isinstance(r, Gap)]
    agreements = [r for r in found if isinstance(r, Agreement)]
    events = merge_events((r for r in found if isinstance(r, Event)), agreements)
    claims = [c for c in claims if not _is_request(c, events)]
    events = with_contexts([*events, *signings(agreements, events, doc)], found)
    told: list[Telling] = [*events, *(dated_by_signing(agreement, events) for agreement in agreements)]
    told += provided((r for r in found if isinstance(r, Amount)), agreements, doc)
    told += [r for r in found if isinstance(r, Relation | Programme)]
    told = [r.model_copy(update={"attributed_to": _reporter(r, claims)}) for r in told]
    claims = [_about(c, told).model_copy(update={"attributed_to": _relayed(c, claims)}) for c in claims]
    gaps = [_gap_about(g, told) for g in gaps]
    gaps += implied(told, gaps, doc)
    told = [_undisclosed(r, gaps) if isinstance(r, Agreement) else r for r in told]
    return [*told, *claims, *gaps, *conflicts(told, claims, doc)]


def _is_request(claim: Claim, events: Iterable[Event]) -> bool:
    """Whether an appeal without a quoted word ("urged Peru to pay") is what a REQUEST event tells already."""
    if claim.kind != "appeal" or claim.form != "indirect" or claim.cue is None:
        return False
    return any(e.type == "REQUEST" and _shared(e.verb, claim.cue) for e in events)


def _core(record: Evident) -> Span:
    return record.verb if isinstance(record, Event) else record.evidence[0]


def _inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _shared(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def _reporter(record: Telling, claims: Iterable[Claim]) -> str | None:
    """The id of the tightest claim in whose content the core of a record stands; None for the narrator's own voice."""
    core = _core(record)
    voices = [c for c in claims if c.speaker_class != "narrator" and _inside(core, c.content)]
    return min(voices, key=lambda c: (c.content.end - c.content.start, c.id)).id if voices else None


def _relayed(claim: Claim, claims: Iterable[Claim]) -> str | None:
    """The tightest claim of somebody else that tells in its own content that this one was made."""
    outer = [
        c for c in claims
        if claim.cue and c.id != claim.id and c.speaker_class != "narrator"
        and _inside(claim.cue, c.content) and _inside(claim.content, c.content) and c.content != claim.content
    ]  # fmt: skip
    return min(outer, key=lambda c: (c.content.end - c.content.start, c.id)).id if outer else None


def _about(claim: Claim, told: Iterable[Telling]) -> Claim:
    ids = [r.id for r in told if _inside(_core(r), claim.content) or any(_mostly(e, claim) for e in r.evidence)]
    return claim.model_copy(update={"about": tuple(dict.fromkeys((*claim.about, *ids)))})


def _mostly(evidence: Span, claim: Claim) -> bool:
    """Whether a claim's content is told by this evidence, or holds most of it."""
    common = _shared(evidence, claim.content)
    return 2 * common > min(evidence.end - evidence.start, claim.content.end - claim.content.start) and common > 12


def _gap_about(gap: Gap, told: Iterable[Telling]) -> Gap:
    """What a gap speaks of: the records of its own sentence first, an agreement before an event, nearest first."""
    near = [
        (_distance(gap, r) > CLOSE, rank, _distance(gap, r), r.id) for r in told if (rank := _rank(gap, r)) is not None
    ]
    best = min(near, default=None)
    if best is None:
        return gap
    return gap.model_copy(update={"about": tuple(dict.fromkeys((*gap.about, best[-1])))})


CLOSE, NEAR = 60, 350


def _rank(gap: Gap, record: Telling) -> int | None:
    if _distance(gap, record) > NEAR:
        return None
    return {Agreement: 0, Event: 1, Amount: 2, Programme: 2, Relation: 3}[type(record)]


def _distance(gap: Gap, record: Telling) -> int:
    return min(max(0, e.start - g.end, g.start - e.end) for e in record.evidence for g in gap.evidence)


def _undisclosed(agreement: Agreement, gaps: Iterable[Gap]) -> Agreement:
    """A gap about an agreement's content leaves it undisclosed."""
    if agreement.disclosed is None and any(agreement.id in g.about for g in gaps):
        return agreement.model_copy(update={"disclosed": False})
    return agreement
