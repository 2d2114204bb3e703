"""How something came to be printed: from the outlet back through copies, agencies and speakers to its first origin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dragoman.app.answers import named
from dragoman.app.voices import is_unsourced, outlet_of, speaker_name
from dragoman.errors import UsageError
from dragoman.export import Holdings
from dragoman.export.brief.names import Names
from dragoman.records import Claim, Cluster, DocumentRecord, Edtf, Evident, Span

Part = Literal["outlet", "taken from", "agency", "handout", "cites", "document", "speaker", "own words"]


@dataclass(frozen=True, slots=True)
class Hand:
    """One through whose hands words went: the part it played, its name, its id (document, actor or claim), its day.

    `open` says why the trail breaks off here: nobody is named, or whoever is meant could not be told.
    """

    part: Part
    name: str
    key: str | None = None
    on: Edtf | None = None
    open: str | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """One telling: its record and words, and the hands from the outlet inwards to whoever said it first."""

    record: Evident
    span: Span
    hands: tuple[Hand, ...]

    @property
    def origin(self) -> Hand:
        """Where this telling comes from as far as it can be followed."""
        return self.hands[-1]


@dataclass(frozen=True, slots=True)
class Trace:
    """Every telling of one thing, the one that leads furthest back first, whose origin is the first that is known."""

    subject: Evident | Cluster
    chains: tuple[Chain, ...]

    @property
    def first(self) -> Hand:
        """The first origin that is known."""
        return self.chains[0].origin


def trace(holdings: Holdings, start: str) -> Trace:
    """The chains of the record or cluster whose id begins so. Raises UnknownRecord; UsageError for a document."""
    subject = named(holdings, start)
    if isinstance(subject, DocumentRecord):
        raise UsageError(f"{start!r} is a document", mend="dragoman origins DOC says whose copy it is")
    cluster = subject if isinstance(subject, Cluster) else holdings.cluster_of.get(subject.id)
    keys = cluster.members if cluster else (subject.id,)
    members = [holdings.by_id.get(key) or holdings.judged.rejected[key] for key in keys]
    chains = [Chain(record, _words(record), tuple(_once(_hands(record, holdings)))) for record in members]
    return Trace(subject, tuple(sorted(chains, key=_age)))


def _words(record: Evident) -> Span:
    return record.content if isinstance(record, Claim) else record.evidence[0]


def _once(hands: Iterable[Hand]) -> Iterator[Hand]:
    """The hands without those that only name again who stood just before: an agency that printed its own wire."""
    before = ""
    for hand in hands:
        if hand.name != before or hand.part == "speaker":
            yield hand
        before = hand.name


def _hands(record: Evident, holdings: Holdings) -> Iterator[Hand]:
    """From the outlet inwards."""
    span = record.evidence[0]
    document = holdings.documents[span.document_id]
    yield _printer("outlet", document)
    source = holdings.documents.get(holdings.setting.source(span), document)
    if source.id != document.id:
        yield _printer("taken from", source)
    for origin in source.origins:
        if origin.kind != "outlet":
            yield Hand("agency" if origin.kind == "agency" else "handout", origin.name, origin.actor)
    claims = list(_claims(record, holdings))
    if not claims:
        yield Hand("own words", "the article itself", source.id, source.published.edtf)
    names = Names(holdings.actors, {})
    for claim in claims:
        yield from (Hand("cites", names.full_text(actor), actor) for actor in reversed(claim.via))
        paper = claim.speaker_class == "document" and claim.speaker and claim.speaker_text
        yield from [Hand("document", claim.speaker_text or "", claim.id)] if paper else []
        yield Hand("speaker", speaker_name(claim, names), claim.id, open=_broken(claim))


def _printer(part: Part, document: DocumentRecord) -> Hand:
    return Hand(part, outlet_of(document), document.id, document.published.edtf)


def _claims(record: Evident, holdings: Holdings) -> list[Claim]:
    """The claims through which a record is told, the outermost first."""
    found: list[Claim] = []
    at: Evident | None = record if isinstance(record, Claim) else holdings.by_id.get(record.attributed_to or "")
    while isinstance(at, Claim) and at not in found:
        if at.speaker_class != "narrator":
            found.append(at)
        at = holdings.by_id.get(at.attributed_to or "")
    return found[::-1]


def _broken(claim: Claim) -> str | None:
    """Why nobody further can be named."""
    if claim.speaker_class in ("anonymous", "vague"):
        return "unnamed" if claim.speaker_class == "anonymous" else "nobody in particular"
    return "the text does not say whose" if is_unsourced(claim) else None


def _age(chain: Chain) -> tuple[bool, date, int, str]:
    """The earliest source first; of one day the one that leads through most hands."""
    dated = [h.on.earliest for h in chain.hands if h.on and h.on.earliest]
    return not dated, min(dated, default=date.max), -len(chain.hands), chain.record.id
