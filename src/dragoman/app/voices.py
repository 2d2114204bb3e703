"""Lists on two states: who says what, what nobody says, what is foretold, which words outlets use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Generic, TypeVar

from dragoman.app.answers import folded
from dragoman.crossdoc import Framing, Outcome, framings, outcomes
from dragoman.export import Dyad, DyadView, Holdings, Told, Voice
from dragoman.export.brief.dealings import chronological, together, told_on
from dragoman.export.brief.names import Names, country_of
from dragoman.records import Actor, Claim, DocumentRecord, Edtf, Gap, Judgement, Note

AHEAD: Final = frozenset({"forecast", "promise"})
_NAMED: Final = frozenset({"named", "office", "organisation", "document"})
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Listing(Generic[Item]):
    """What passed the filters; `of`: how many there were before them; `documents`: the articles looked at.

    `actors` holds who is meant by ids.
    """

    items: tuple[Item, ...]
    of: int
    documents: int
    actors: Mapping[str, Actor]

    def name(self, actor_id: str) -> str:
        """An actor by name, with its state."""
        return Names(self.actors, {}).full_text(actor_id)


@dataclass(frozen=True, slots=True)
class Heard:
    """Which claims are asked for; None asks for all. `speaker` is a part of a name, a state, or an actor's id."""

    speaker: str | None = None
    kind: str | None = None
    hedged: bool | None = None
    interested: bool | None = None
    damaged: bool | None = None
    unsourced: bool | None = None

    def takes(self, claim: Claim, speaker: str) -> bool:
        """Whether a claim of that speaker is asked for."""
        wanted = folded(self.speaker or "")
        named = (folded(speaker), folded(claim.speaker_text or ""), (claim.speaker or "").casefold())
        asked = (
            (self.kind, claim.kind),
            (self.hedged, claim.certainty == "hedged"),
            (self.interested, bool(claim.interested)),
            (self.damaged, claim.damaged),
            (self.unsourced, is_unsourced(claim)),
        )
        return any(wanted in name for name in named) and all(want in (None, got) for want, got in asked)


@dataclass(frozen=True, slots=True)
class Question:
    """Something that nobody says: who keeps it back, who says so, since when, and the article that told.

    `days`: from the asking article to the answering one, or to the newest on these states; None where a day is unknown.
    """

    told: Told[Gap]
    withheld_by: tuple[str, ...]
    asserted_by: tuple[str, ...]
    days: int | None
    until: date | None
    answered_in: DocumentRecord | None


@dataclass(frozen=True, slots=True)
class Forecast:
    """What somebody says will be: by whom, made on which day, due when, and what is known of how it came out.

    `outcomes` are later records; `notes` people's words on the claim. `overdue`: due before the newest article, with
    neither.
    """

    told: Told[Claim]
    speaker: str
    due: Edtf | None
    outcomes: tuple[Outcome, ...]
    notes: tuple[Judgement, ...]
    overdue: bool


@dataclass(frozen=True, slots=True)
class Framed:
    """One outlet's use of a term for one actor: in its own words, and in words that it quotes."""

    outlet: str
    term: str
    tone: str
    neutral: str
    about: str | None
    own: tuple[Framing, ...]
    quoted: tuple[Framing, ...]


def is_unsourced(claim: Claim) -> bool:
    """Whether words are put in a mouth that the text never names: "the spokesman", "the document", whose it does not
    say.
    """
    return claim.speaker is None and claim.speaker_class in _NAMED


def said(claim: Claim) -> str:
    """What is said, without the cue and source that may stand between its parts."""
    inside = [s for s in claim.evidence if claim.content.start <= s.start and s.end <= claim.content.end]
    cue = (claim.cue.start, claim.cue.end) if claim.cue else None
    parts = [s for s in inside if (s.start, s.end) != cue and s.text != claim.speaker_text]
    return " … ".join(s.text for s in parts) or claim.content.text


def claims(holdings: Holdings, dyad: Dyad, heard: Heard) -> Listing[Voice]:
    """The claims that concern two states, by speaker; those who say most first."""
    voices = DyadView(holdings, dyad).voices
    kept = [replace(v, claims=tuple(t for t in v.claims if heard.takes(t.record, v.name))) for v in voices]
    said = sorted((v for v in kept if v.claims), key=lambda v: (-len(v.claims), v.name))
    return Listing(tuple(said), sum(len(v.claims) for v in voices), len(holdings.documents), holdings.actors)


def questions(holdings: Holdings, dyad: Dyad, *, only_open: bool = False) -> Listing[Question]:
    """What nobody says of two states: open questions first, those open longest at the head."""
    view, last = DyadView(holdings, dyad), _newest(holdings)
    names = Names(holdings.actors, {p.code: p.name for p in (dyad.a, dyad.b)})
    found = [_question(told, names, holdings, last) for told in view.questions]
    kept = [q for q in found if not only_open or q.told.record.status == "open"]
    kept.sort(key=lambda q: (q.told.record.status != "open", -(q.days or 0), q.told.record.id))
    return Listing(tuple(kept), len(found), len(holdings.documents), holdings.actors)


def _question(told: Told[Gap], names: Names, holdings: Holdings, last: date | None) -> Question:
    gap = told.record
    answering = holdings.documents.get(gap.closed_by[0].document_id) if gap.closed_by else None
    until = _day(answering.published.edtf) if answering else last if gap.status == "open" else None
    asked = _day(told.on)
    return Question(
        told,
        tuple(names.full_text(a) for a in gap.withheld_by),
        tuple(names.full_text(a) for a in gap.asserted_by),
        (until - asked).days if until and asked and until >= asked else None,
        until,
        answering,
    )


def forecasts(holdings: Holdings, dyad: Dyad | None, *, speaker: str | None = None) -> Listing[Forecast]:
    """What is foretold or promised, of two states or of all: what is due first at the head, the rest behind."""
    told = _foretold(holdings, dyad)
    facts = [r for r in holdings.records if not isinstance(r, Claim) or r.kind in AHEAD]
    later = outcomes((r.record for r in told), facts, holdings.setting)
    names = Names(holdings.actors, {p.code: p.name for p in (dyad.a, dyad.b)} if dyad else {})
    found = [_forecast(one, later.get(one.record.id, ()), names, holdings) for one in told]
    heard = Heard(speaker=speaker)
    kept = [f for f in found if heard.takes(f.told.record, f.speaker)]
    kept.sort(key=lambda f: (*chronological(f.due), *chronological(f.told.on), f.told.record.id))
    return Listing(tuple(kept), len(found), len(holdings.documents), holdings.actors)


def _foretold(holdings: Holdings, dyad: Dyad | None) -> list[Told[Claim]]:
    if dyad is not None:
        return [t for v in DyadView(holdings, dyad).voices for t in v.claims if t.record.kind in AHEAD]
    ahead = [r for r in holdings.records if isinstance(r, Claim) and r.kind in AHEAD]
    return [_told(group, holdings) for group in together(ahead, holdings.clusters)]


def _told(group: list[Claim], holdings: Holdings) -> Told[Claim]:
    spans = [span for member in group for span in member.evidence]
    documents = len({span.document_id for span in spans})
    return Told(group[0], tuple(m.id for m in group), documents, 1, told_on(spans, holdings), None)


def _forecast(told: Told[Claim], later: tuple[Outcome, ...], names: Names, holdings: Holdings) -> Forecast:
    claim, last = told.record, _newest(holdings)
    due = claim.horizon.latest if claim.horizon else None
    said = [j for key in told.ids for j in holdings.judged.about(key) if isinstance(j.decision, Note)]
    settled = bool(said) or any(o.verdict != "another day" for o in later)
    overdue = due is not None and last is not None and due < last and not settled
    return Forecast(told, speaker_name(claim, names), claim.horizon, later, tuple(said), overdue)


def speaker_name(claim: Claim, names: Names) -> str:
    """The speaker with its state; its words where it is not identified; else what kind of voice it is."""
    unnamed = {"narrator": "the article itself", "anonymous": "an unnamed source", "vague": "a vague source"}
    if claim.speaker:
        return names.full_text(claim.speaker)
    return claim.speaker_text or unnamed.get(claim.speaker_class, "somebody")


def framing(holdings: Holdings, dyad: Dyad) -> Listing[Framed]:
    """Loaded, evaluative and figurative words in the articles on two states, outlet by outlet, most used first.

    A term for an actor of a third state is left out; one beside which nobody is named counts as nobody's.
    """
    documents = list(holdings.documents.values())
    printed = framings(documents, holdings.texts, holdings.actors.values(), holdings.records)
    groups: dict[tuple[str, str, str | None], list[Framing]] = defaultdict(list)
    for one in printed:
        country = country_of(one.about, holdings.actors) if one.about else None
        if country is None or country in dyad.codes:
            outlet = outlet_of(holdings.documents[one.span.document_id])
            groups[outlet, one.term.form, one.about].append(one)
    names = Names(holdings.actors, {p.code: p.name for p in (dyad.a, dyad.b)})
    rows = [_framed(key[0], group, names) for key, group in groups.items()]
    rows.sort(key=lambda r: (r.outlet, -len(r.own) - len(r.quoted), r.term, r.about or ""))
    return Listing(tuple(rows), len(rows), len(documents), holdings.actors)


def _framed(outlet: str, group: list[Framing], names: Names) -> Framed:
    term, about = group[0].term, group[0].about
    own = tuple(f for f in group if f.said_by is None)
    quoted = tuple(f for f in group if f.said_by is not None)
    return Framed(outlet, term.form, term.tone, term.neutral, names.full_text(about) if about else None, own, quoted)


def outlet_of(document: DocumentRecord) -> str:
    """Who printed a document: its publisher, the outlet or agency that it credits, else its file."""
    credited = [o.name for kind in ("outlet", "agency") for o in document.origins if o.kind == kind and o.name != kind]
    return document.publisher or next(iter(credited), None) or document.source.rpartition("/")[2]


def _newest(holdings: Holdings) -> date | None:
    """The last day on which any of these documents surely appeared."""
    days = (_day(document.published.edtf) for document in holdings.documents.values())
    return max((day for day in days if day), default=None)


def _day(known: Edtf | None) -> date | None:
    return known.earliest if known and known.is_day else None
