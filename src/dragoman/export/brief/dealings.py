"""What two states did: the timeline, and what they called one another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, TypeVar

from dragoman.export.brief.choose import Chosen, Dyad
from dragoman.export.brief.names import Names
from dragoman.export.brief.notes import Notes
from dragoman.export.brief.phrases import date_words, excerpt, many, plain
from dragoman.export.holdings import Holdings
from dragoman.records import Claim, Cluster, Edtf, Event, Evident, Relation, Span

Record = TypeVar("Record", bound=Evident)
WIDEST: Final = timedelta(days=3 * 366)
_MODALITY: Final = {"actual": "", "planned": "planned", "negated": "did not happen", "hypothetical": "not certain"}


@dataclass(frozen=True, slots=True)
class Backing:
    """In how many documents something is told, from how many independent origins, and their support (0 to 1)."""

    documents: int
    origins: int
    support: float | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as a line of a timeline. All words are text, not Markdown; `words` is of the evidence.

    `date` is when it took place, of what is ahead when it shall; `due` that day alone, never that of the telling.
    """

    ids: tuple[str, ...]
    date: Edtf | None
    told: Edtf | None
    type: str
    modality: str
    source: str
    target: str
    words: str
    place: str | None
    teller: str | None
    evidence: tuple[Span, ...]
    documents: int
    origins: int
    support: float | None = None
    due: Edtf | None = None


def entries_of(choice: Chosen, names: Names) -> list[Entry]:
    """The events of a dyad, one entry for what several documents tell; earliest first, undated last."""
    events = [record for record in choice.records if isinstance(record, Event)]
    entries = [_entry(group, choice.holdings, names) for group in together(events, choice.holdings.clusters)]
    return sorted(entries, key=lambda e: (*chronological(e.date), chronological(e.told), e.ids))


def together(records: Iterable[Record], clusters: Iterable[Cluster]) -> list[list[Record]]:
    """Records in groups, those of one cluster together: the surest first, of equals the one that says most."""
    cluster_of = {member: cluster.id for cluster in clusters for member in cluster.members}
    groups: dict[str, list[Record]] = {}
    for record in sorted(records, key=lambda r: (-r.score, -_detail(r), r.id)):
        groups.setdefault(cluster_of.get(record.id, record.id), []).append(record)
    return list(groups.values())


def _detail(record: Evident) -> int:
    """How much a record says: its filled fields, and the actors that it names beyond their states."""
    values = [value for _, value in record if value not in (None, (), "")]
    actors = [part for value in values if isinstance(value, tuple) for part in value if isinstance(part, str)]
    return len(values) + sum(not actor.startswith("state:") for actor in actors)


def chronological(when: Edtf | None) -> tuple[bool, date, date]:
    """A sort key: earliest first, those without a date, or with one too wide to place, last."""
    first = when.earliest if when else None
    last = when.latest if when else None
    return (not is_placed(when), first or last or date.max, last or date.max)


def told_on(evidence: Iterable[Span], holdings: Holdings) -> Edtf | None:
    """The day on which the first of these documents appeared, as far as it is known."""
    published = [holdings.documents[span.document_id].published.edtf for span in evidence]
    return min((date for date in published if date is not None and is_placed(date)), key=chronological, default=None)


def told_words(group: Iterable[Evident], holdings: Holdings) -> str:
    """` (told 2024-03-21)`; empty where the day of telling is not known either."""
    told = told_on((span for member in group for span in member.evidence), holdings)
    return f" (told {date_words(told)})" if told else ""


def is_placed(when: Edtf | None) -> bool:
    """Whether a date is close enough to stand in a timeline."""
    return when is not None and when.earliest is not None and when.latest is not None and _width(when) <= WIDEST


def _width(when: Edtf) -> timedelta:
    return (when.latest or date.max) - (when.earliest or date.min)


def told_by(group: Sequence[Evident], holdings: Holdings) -> Backing:
    """In how many documents something is told, from how many independent origins, and with what support."""
    cluster = holdings.cluster_of.get(group[0].id)
    if cluster is None:
        return Backing(len({span.document_id for member in group for span in member.evidence}), 1, None)
    return Backing(cluster.document_count, len(cluster.origins), cluster.support.score if cluster.support else None)


def _entry(group: list[Event], holdings: Holdings, names: Names) -> Entry:
    event = group[0]
    evidence = tuple(span for member in group for span in member.evidence)
    backing = told_by(group, holdings)
    return Entry(
        ids=tuple(member.id for member in group),
        date=_day(event),
        told=told_on(evidence, holdings),
        type=f"{event.type}/{event.mode}" if event.mode else event.type,
        modality=event.modality,
        source=names.side(event, "source") or "not named",
        target=names.side(event, "target"),
        words=excerpt(event.verb, event.evidence),
        place=event.place.name if event.place else None,
        teller=teller(event, holdings, names),
        evidence=evidence,
        documents=backing.documents,
        origins=backing.origins,
        support=backing.support,
        due=event.due,
    )


def _day(event: Event) -> Edtf | None:
    """When it was done; for what is still ahead, when it shall happen, if the text says."""
    return event.due or event.date if event.modality in ("planned", "hypothetical") else event.date


def teller(record: Evident, holdings: Holdings, names: Names) -> str | None:
    """Through whom the article reports a record, as text; None where it speaks for itself."""
    claim = holdings.by_id.get(record.attributed_to or "")
    if not isinstance(claim, Claim):
        return None
    return names.full_text(claim.speaker) if claim.speaker else claim.speaker_text


def latest(entries: Iterable[Entry], modality: str) -> Entry | None:
    """The entry that began last, as far as dates tell: one between 2021 and 2024 is later than one of 2005."""
    dated = [e for e in entries if e.modality == modality and e.date and e.date.earliest]
    return max(reversed(dated), key=lambda e: chronological(e.date)[1:], default=None)


def timeline_section(entries: list[Entry], notes: Notes) -> list[str]:
    """What happened by date, what is ahead, what may lie anywhere in years, what has no date."""
    done = [e for e in entries if e.modality in ("actual", "negated")]
    ahead = [e for e in entries if e.modality in ("planned", "hypothetical")]
    parts = (
        ("## Timeline", [e for e in done if is_placed(e.date)]),
        ("## Planned and possible", ahead),
        ("## Within wide bounds", [e for e in done if e.date and not is_placed(e.date)]),
        ("## Without a date", [e for e in done if not e.date]),
    )
    out: list[str] = []
    for heading, some in parts:
        if some:
            out += [heading, "", *(entry_line(e, notes) for e in some), ""]
    return out


def entry_line(entry: Entry, notes: Notes) -> str:
    """`- **2024-03-05** · CONSULT · Chile → Peru: “met …” in Lima[^1]`."""
    sides = f"{plain(entry.source)} → {plain(entry.target)}" if entry.target else plain(entry.source)
    place = f" · in {plain(entry.place)}" if entry.place else ""
    when = f"**{date_words(entry.date)}** · " if entry.date else ""
    return f"- {when}{entry.type} · {sides}: “{plain(entry.words)}”{place}{remarks(entry)}{notes.cite(entry.evidence)}"


def remarks(entry: Entry) -> str:
    """What a reader must know before using an entry, in brackets."""
    said = [_MODALITY[entry.modality]] if _MODALITY[entry.modality] else []
    said += [f"told {date_words(entry.told)}"] if entry.told and not is_placed(entry.date) else []
    said += [f"according to {plain(entry.teller)}"] if entry.teller else []
    said += [told_in(Backing(entry.documents, entry.origins, entry.support))] if entry.documents > 1 else []
    return f" *({'; '.join(said)})*" if said else ""


def told_in(backing: Backing) -> str:
    """`in 3 documents, 2 independent origins, support 0.75`."""
    support = f", support {backing.support:.2f}" if backing.support is not None else ""
    return f"in {many(backing.documents, 'document')}, {many(backing.origins, 'independent origin')}{support}"


def relations_section(choice: Chosen, names: Names, notes: Notes) -> list[str]:
    """The levels that the two declared, earliest first."""
    found = [record for record in choice.records if isinstance(record, Relation)]
    groups = sorted(together(found, choice.holdings.clusters), key=lambda g: (*chronological(g[0].date), g[0].id))
    lines = [relation_line(group, names, notes) for group in groups]
    return ["## What they call one another", "", *lines, ""] if lines else []


def relation_line(group: list[Relation], names: Names, notes: Notes) -> str:
    """`- **2023-11-14** · strategic partnership, established · declared by Kenya and Türkiye[^2]`."""
    relation = group[0]
    change = f", {relation.change}" if relation.change else ""
    before = f" (before: {plain(relation.previous)})" if relation.previous else ""
    by = f" · declared by {names.all(relation.declared_by)}" if relation.declared_by else ""
    printed = f" · printed as “{plain(relation.printed_as)}”" if relation.printed_as != relation.level else ""
    cited = notes.cite(span for member in group for span in member.evidence)
    when = f"**{date_words(relation.date)}** · " if relation.date else ""
    return f"- {when}{plain(relation.level)}{change}{before}{by}{printed}{cited}"


def states_of(dyad: Dyad) -> dict[str, str]:
    """The names of both states by code."""
    return {dyad.a.code: dyad.a.name, dyad.b.code: dyad.b.name}


def entry_title(event: Event, names: Names) -> str:
    """`CONSULT Chile, Peru`, as text."""
    sides = [side for side in (names.side(event, "source"), names.side(event, "target")) if side]
    return f"{event.type} {', '.join(sides)}".strip()
