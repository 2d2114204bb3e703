"""Who says what, what nobody says, where sources disagree, and in which words they speak of the actors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from dragoman.export.brief.choose import Chosen
from dragoman.export.brief.dealings import together, told_by, told_in
from dragoman.export.brief.names import Names
from dragoman.export.brief.notes import Notes
from dragoman.export.brief.phrases import date_words, many, plain, quoted, shortened, sum_words
from dragoman.export.brief.tables import parties_words
from dragoman.export.holdings import Holdings
from dragoman.records import Agreement, Amount, Claim, Conflict, Evident, Gap, Programme, Span

_TERSE: Final = 30
_CLASSES: Final = {
    "named": "", "office": "", "organisation": "", "anonymous": "unnamed source", "vague": "vague source",
    "document": "document", "narrator": "the article itself",
}  # fmt: skip


def claims_section(choice: Chosen, names: Names, notes: Notes) -> list[str]:
    """Claims by speaker: those who say most first."""
    by_speaker: dict[str, list[list[Claim]]] = defaultdict(list)
    for group in together((r for r in choice.records if isinstance(r, Claim)), choice.holdings.clusters):
        by_speaker[_speaker(group[0], names)].append(group)
    out: list[str] = []
    for speaker in sorted(by_speaker, key=lambda s: (-len(by_speaker[s]), s)):
        said = [_claim_words(group, choice.holdings, names, notes) for group in sorted(by_speaker[speaker], key=_place)]
        alone = len(said) == 1
        out += [f"- **{speaker}** · {said[0]}"] if alone else [f"- **{speaker}**", *(f"  - {words}" for words in said)]
    return ["## Who says what", "", *out, ""] if out else []


def _place(group: Sequence[Evident]) -> tuple[str, int, str]:
    """Where a record stands, so that what one document says stays in its order."""
    first = group[0].evidence[0]
    return (first.document_id, first.start, group[0].id)


def _speaker(claim: Claim, names: Names) -> str:
    kind = _CLASSES[claim.speaker_class]
    if claim.speaker:
        return names.full(claim.speaker)
    if claim.speaker_text:
        return plain(claim.speaker_text) + (f" — {kind}" if kind else "")
    return kind or "somebody"


def _claim_words(group: list[Claim], holdings: Holdings, names: Names, notes: Notes) -> str:
    claim = group[0]
    marks: list[str] = [claim.kind]
    marks += ["about what is not so"] if claim.polarity == "negative" and claim.kind != "denial" else []
    marks += ["hedged"] if claim.certainty == "hedged" else []
    marks += ["interested party"] if claim.interested else []
    marks += ["quotation damaged"] if claim.damaged else []
    marks += [f"for {date_words(claim.horizon)}"] if claim.horizon else []
    backing = told_by(group, holdings)
    marks += [told_in(backing)] if backing.documents > 1 else []
    through = f" · via {names.all(claim.via)}" if claim.via else ""
    cited = notes.cite(member.content for member in group)
    return f"*{', '.join(marks)}*: {quoted(claim.content.text, 240)}{through}{cited}"


def gaps_section(choice: Chosen, names: Names, notes: Notes) -> list[str]:
    """Questions that are open, then those that were answered."""
    groups = together((r for r in choice.records if isinstance(r, Gap)), choice.holdings.clusters)
    groups.sort(key=lambda group: (group[0].status != "open", *_place(group)))
    lines = [_gap_line(group, choice.holdings, names, notes) for group in groups]
    return ["## Open questions", "", *lines, ""] if lines else []


def _gap_line(group: list[Gap], holdings: Holdings, names: Names, notes: Notes) -> str:
    gap = group[0]
    said = [f"withheld by {names.all(gap.withheld_by)}"] if gap.withheld_by else []
    said += [f"according to {names.all(gap.asserted_by)}"] if gap.asserted_by else []
    said += ["no words say it; such a record needs it"] if gap.implied else []
    remarks = f" *({'; '.join(said)})*" if said else ""
    after = f" after {many(days, 'day')}" if (days := _days_open(gap, holdings)) else ""
    answered = f" — **answered**{after}{notes.cite(gap.closed_by)}" if gap.status == "closed" else ""
    cited = notes.cite(span for member in group for span in member.evidence)
    context = f" — {quoted(gap.evidence[0].text, 110)}" if len(gap.question) < _TERSE else ""
    return f"- {plain(gap.question)}{context}{remarks}{cited}{answered}"


def _days_open(gap: Gap, holdings: Holdings) -> int | None:
    """The days between the asking document and the answering one, where both are known to the day."""
    ids = [gap.document_id or "", *(span.document_id for span in gap.closed_by[:1])]
    days = [holdings.documents[key].published.edtf for key in ids if key in holdings.documents]
    first, last = (days[0], days[-1]) if len(days) > 1 else (None, None)
    if not (first and last and first.is_day and last.is_day and first.earliest and last.earliest):
        return None
    return (last.earliest - first.earliest).days or None


def conflicts_section(choice: Chosen, names: Names, notes: Notes) -> list[str]:
    """Fields to which two records give two values; both stand. Apart from them, values that may all be true."""
    page = []
    for title, comparable in (("Contradictions", True), ("On different bases, so that both may be true", False)):
        told = [r for r in choice.records if isinstance(r, Conflict) and r.comparable == comparable]
        lines = [_conflict_line(record, choice, names, notes) for record in told]
        page += [f"## {title}", "", *lines, ""] if lines else []
    return page


def _conflict_line(conflict: Conflict, choice: Chosen, names: Names, notes: Notes) -> str:
    """`- **Peru owes Chile**, value: 55 million USD[^1] against 80 million USD[^2]`."""
    members = [choice.holdings.by_id[key] for key in conflict.records if key in choice.holdings.by_id]
    subject = next((words for member in members if (words := _subject(member, names))), "one thing told two ways")
    said: dict[str, list[Span]] = {}
    for member, value in zip(members, conflict.values, strict=False):
        said.setdefault(sum_words(member) if isinstance(member, Amount) else plain(value), []).extend(member.evidence)
    against = " against ".join(f"{value}{notes.cite(spans)}" for value, spans in said.items())
    kept = next((value for m, value in zip(members, conflict.values, strict=False) if m.id == conflict.holds), None)
    ruled = f" — reviewed: **{plain(kept)}** holds" if kept is not None else ""
    return f"- **{subject}**, {plain(conflict.field.replace('_', ' '))}: {against}{ruled}"


def disputes_section(choice: Chosen) -> list[str]:
    """Records on which two reviewers differ; what was read stands meanwhile."""
    shown = {record.id: record for record in choice.records}
    lines = []
    for dispute in choice.holdings.judged.disputes:
        if dispute.about in shown:
            said = " against ".join(f"{plain(p.judgement.who)}: {plain(p.value)}" for p in dispute.positions)
            words = quoted(shown[dispute.about].evidence[0].text, 110)
            lines.append(f"- {words} — {plain(dispute.question)}: {said}")
    return ["## Where reviewers differ", "", *lines, ""] if lines else []


def _subject(record: Evident, names: Names) -> str:
    """What a record is about, as Markdown."""
    if isinstance(record, Amount):
        return parties_words(record, names) or record.kind
    if isinstance(record, Agreement):
        named = record.title or record.subject
        return f"{record.kind} of {names.all(record.parties)}{f' on {plain(named)}' if named else ''}"
    if isinstance(record, Programme):
        return plain(record.name)
    return plain(shortened(record.evidence[0].text, 80))


def framing_section(choice: Chosen, names: Names) -> list[str]:
    """The loaded and figurative words for actors of the two states, with counts."""
    lines = []
    for actor in choice.holdings.actors.values():
        if actor.printed_as and choice.is_theirs(actor.id):
            forms = sorted(actor.printed_as.items(), key=lambda form: (-form[1], form[0]))
            printed = ", ".join(f"“{plain(form)}” × {count}" for form, count in forms)
            lines.append(f"- {names.full(actor.id)}: {printed}")
    return ["## Words used for them", "", *lines, ""] if lines else []


def count_of(choice: Chosen, kind: type[Evident]) -> int:
    """How many records of a type concern the dyad."""
    return sum(isinstance(record, kind) for record in choice.records)
