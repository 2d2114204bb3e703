"""The page: heading, what to look at first, the sections, the sources, the footnotes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from dragoman.export.brief.choose import ActorChoice, Choice, Chosen, Dyad, Subject
from dragoman.export.brief.dealings import (
    Entry,
    chronological,
    entries_of,
    latest,
    relation_line,
    relations_section,
    states_of,
    timeline_section,
    together,
)
from dragoman.export.brief.names import Names
from dragoman.export.brief.notes import Notes
from dragoman.export.brief.partners import partners_section
from dragoman.export.brief.phrases import date_words, listed, many, plain, sum_words
from dragoman.export.brief.tables import agreements_section, money_section, parties_words, programmes_section
from dragoman.export.brief.voices import (
    claims_section,
    conflicts_section,
    disputes_section,
    framing_section,
    gaps_section,
)
from dragoman.export.holdings import Holdings
from dragoman.records import Agreement, Amount, Conflict, DocumentRecord, Edtf, Evident, Gap, Relation

_PROMISE: Final = "Every line is what its source says, with the words that it rests on in a footnote."


def brief(holdings: Holdings, dyad: Dyad, *, under_money: Sequence[str] = ()) -> str:
    """The brief on a dyad in Markdown, with lines of text under the table of money. The same holdings give the same."""
    choice, names = Choice(holdings, dyad), Names(holdings.actors, states_of(dyad))
    return _page(choice, names, "both", lambda notes: relations_section(choice, names, notes), under_money)


def actor_brief(holdings: Holdings, subject: Subject) -> str:
    """The brief on one actor: the same, with those whom it deals with in the place of what two call one another."""
    choice, names = ActorChoice(holdings, subject), Names(holdings.actors, {})
    return _page(choice, names, "it", lambda notes: partners_section(choice, names, notes))


def _page(
    choice: Chosen, names: Names, whom: str, with_whom: Callable[[Notes], list[str]], under_money: Sequence[str] = ()
) -> str:
    notes = Notes(choice.holdings)
    if not choice.records:
        return "\n".join([*_heading(choice), *_nothing(choice, whom)])
    entries = entries_of(choice, names)
    body = [
        *_glance(choice, entries, names, notes),
        *with_whom(notes),
        *timeline_section(entries, notes),
        *agreements_section(choice, names, notes),
        *money_section(choice, names, notes, under_money),
        *programmes_section(choice, names, notes),
        *gaps_section(choice, names, notes),
        *conflicts_section(choice, names, notes),
        *disputes_section(choice),
        *claims_section(choice, names, notes),
        *framing_section(choice, names),
        *_sources(choice),
    ]
    return "\n".join([*_heading(choice), *body, *notes.lines(), ""])


def records_on(holdings: Holdings, dyad: Dyad) -> list[Evident]:
    """Every record that concerns a dyad and falls in its time."""
    return Choice(holdings, dyad).records


def timeline(holdings: Holdings, dyad: Dyad) -> list[Entry]:
    """The events of a dyad, earliest first, undated last."""
    return entries_of(Choice(holdings, dyad), Names(holdings.actors, states_of(dyad)))


def _heading(choice: Chosen) -> list[str]:
    documents, asked = choice.documents, ""
    if choice.since or choice.until:
        asked = f" Asked for: {choice.since or 'the beginning'} to {choice.until or 'the end'}."
    copies = sum(document.copy_of is not None for document in documents)
    copied = f", {copies} of them {'a copy' if copies == 1 else 'copies'}" if copies else ""
    return [
        f"# {plain(choice.title)}",
        "",
        f"From {many(len(documents), 'document')}{copied}{_coverage(documents)}.{asked} {_PROMISE}",
        "",
    ]


def _coverage(documents: list[DocumentRecord]) -> str:
    dated = [d.published.edtf for d in documents if d.published.edtf]
    days = [day for date in dated for day in (date.earliest, date.latest) if day]
    partial = sum(document.status == "partial" for document in documents)
    undated = len(documents) - len(dated)
    words = (
        [f"published {min(days)} to {max(days)}" if min(days) != max(days) else f"published {min(days)}"]
        if days
        else []
    )
    words += [f"{undated} without a known date"] if undated else []
    words += [f"{partial} read in part"] if partial else []
    return f" ({'; '.join(words)})" if words else ""


def _nothing(choice: Chosen, whom: str) -> list[str]:
    read = many(len(choice.holdings.documents), "document")
    when = " in that time" if choice.since or choice.until else ""
    return [f"Nothing was found on {plain(choice.title)}{when}, in {read} that name {whom}.", ""]


def _glance(choice: Chosen, entries: list[Entry], names: Names, notes: Notes) -> list[str]:
    """The few lines that an analyst looks at first."""
    lines = [
        *_latest_relation(choice, names, notes),
        *_latest_and_next(entries, notes),
        *_agreed(choice),
        *_owed(choice, names, notes),
        *_unsettled(choice),
    ]
    return ["## At a glance", "", *lines, ""] if lines else []


def _latest_relation(choice: Chosen, names: Names, notes: Notes) -> list[str]:
    dated = [r for r in choice.records if isinstance(r, Relation) and r.date]
    if not dated:
        return []
    latest = max(dated, key=lambda r: (chronological(r.date), r.score))
    return [f"- Relationship: {relation_line([latest], names, notes).removeprefix('- ')}"]


def _latest_and_next(entries: list[Entry], notes: Notes) -> list[str]:
    out = []
    for word, modality in (("Last dealing", "actual"), ("Latest plan", "planned")):
        if entry := latest(entries, modality):
            others = any(e.modality == modality and not e.date for e in entries)
            word = f"{word} with a date" if others else word  # noqa: PLW2901
            sides = f"{plain(entry.source)} → {plain(entry.target)}" if entry.target else plain(entry.source)
            out.append(f"- {word}: **{date_words(entry.date)}** · {entry.type} · {sides}{notes.cite(entry.evidence)}")
    return out


def _agreed(choice: Chosen) -> list[str]:
    groups = together([r for r in choice.records if isinstance(r, Agreement)], choice.holdings.clusters)
    if not groups:
        return []
    statuses: dict[str, int] = {}
    for group in groups:
        statuses[group[0].status] = statuses.get(group[0].status, 0) + 1
    by_status = listed([f"{count} {status}" for status, count in sorted(statuses.items(), key=lambda s: (-s[1], s[0]))])
    instruments = sum(group[0].count or 1 for group in groups)
    disputed = any(isinstance(r, Conflict) and r.kind == "count" for r in choice.records)
    whole = f", {instruments} instruments" if instruments > len(groups) else ""
    whole = ", how many instruments is in dispute" if disputed else whole
    return [f"- Agreements: {by_status}{whole}"]


def _owed(choice: Chosen, names: Names, notes: Notes) -> list[str]:
    debts = [r for r in choice.records if isinstance(r, Amount) and r.kind == "debt" and r.payer and r.payee]
    out = []
    for group in together(debts, choice.holdings.clusters):
        cited = notes.cite(span for amount in group for span in amount.evidence)
        out.append(f"- Debt: {sum_words(group[0])} · {parties_words(group[0], names)}{cited}")
    return out


def _unsettled(choice: Chosen) -> list[str]:
    still_open = sum(isinstance(r, Gap) and r.status == "open" for r in choice.records)
    conflicts = sum(isinstance(r, Conflict) and r.comparable for r in choice.records)
    words = [many(still_open, "open question")] if still_open else []
    words += [many(conflicts, "contradiction")] if conflicts else []
    return [f"- Unsettled: {listed(words)}"] if words else []


def _sources(choice: Chosen) -> list[str]:
    lines = [_source_line(document, choice) for document in sorted(choice.documents, key=_by_date)]
    return ["## Sources", "", *lines, ""]


def _by_date(document: DocumentRecord) -> tuple[object, ...]:
    return (*chronological(document.published.edtf), document.source)


def _source_line(document: DocumentRecord, choice: Chosen) -> str:
    title = plain(document.title) if document.title else "untitled"
    published = document.published
    when = f"{date_words(published.edtf)} ({published.basis})" if published.edtf else _open_date(document)
    origins = listed([plain(origin.name) for origin in document.origins])
    details = [plain(document.publisher)] if document.publisher else []
    details += [when, plain(document.source)]
    details += [f"credits {origins}"] if origins else []
    details += [f"copy of {_named(document.copy_of, choice)}"] if document.copy_of else []
    details += [document.status] if document.status != "accepted" else []
    return f"- **{title}** · {' · '.join(details)} · `{document.id[:12]}`"


def _named(key: str, choice: Chosen) -> str:
    """A document by its source; by its id where it tells nothing of this pair and is not at hand."""
    document = choice.holdings.documents.get(key)
    return plain(document.source) if document else f"`{key[:12]}`"


def _open_date(document: DocumentRecord) -> str:
    """An undated document: the days left open, if they are few enough to say."""
    published = document.published
    if published.candidates:
        return f"undated; {date_words(Edtf.one_of(published.candidates))}"
    first, last = (date_words(end) if end else None for end in (published.earliest, published.latest))
    bounds = [f"from {first} on" if first else "", f"until {last}" if last else ""]
    said = f"{first} to {last}" if first and last else "".join(bounds)
    return f"undated; {said}" if said else "undated"
