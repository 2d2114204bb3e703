"""What was agreed and what is owed, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from dragoman.export.brief.choose import Chosen
from dragoman.export.brief.dealings import (
    chronological,
    is_placed,
    teller,
    together,
    told_by,
    told_in,
    told_words,
)
from dragoman.export.brief.names import Names
from dragoman.export.brief.notes import Notes
from dragoman.export.brief.phrases import date_words, plain, sum_words, term_words
from dragoman.records import Agreement, Amount, Evident, Programme

_MONEY: Final = ("debt", "loan", "grant", "investment", "trade", "price", "other-count")


def agreements_section(choice: Chosen, names: Names, notes: Notes) -> list[str]:
    """One row an agreement, earliest first."""
    found = [record for record in choice.records if isinstance(record, Agreement)]
    groups = sorted(together(found, choice.holdings.clusters), key=lambda g: (*chronological(g[0].date), g[0].id))
    rows = [_agreement_row(group, choice, names, notes) for group in groups]
    return _table("## Agreements", ("Date", "What", "Between", "Status", "Source"), rows)


def _agreement_row(group: list[Agreement], choice: Chosen, names: Names, notes: Notes) -> Sequence[str]:
    agreement = group[0]
    dates = [member.date for member in group if member.date]
    when = next((date for date in dates if is_placed(date)), dates[0] if dates else None)
    told = told_words(group, choice.holdings) if not is_placed(when) else ""
    status = agreement.status + ("; contents not disclosed" if agreement.disclosed is False else "")
    return (
        date_words(when) + told,
        what_agreed(agreement),
        names.all(agreement.parties),
        status + _remarks(group, choice, names),
        notes.cite(span for member in group for span in member.evidence),
    )


def what_agreed(agreement: Agreement) -> str:
    """`9 agreements: textile training`, as Markdown."""
    kind = agreement.kind if agreement.count in (None, 1) else f"{agreement.count} × {agreement.kind}"
    named = agreement.title or agreement.subject
    more = f" ({plain(agreement.subject)})" if agreement.title and agreement.subject else ""
    renews = "; renews an earlier one" if agreement.renews else ""
    term = f"; term {term_words(agreement.term)}" if agreement.term else ""
    return f"{kind}: {plain(named)}{more}{renews}{term}" if named else f"{kind}{renews}{term}"


def money_section(choice: Chosen, names: Names, notes: Notes, under: Sequence[str]) -> list[str]:
    """One row a sum, debts and loans first; the lines to stand under it; what is counted in other units, in a line."""
    found = [record for record in choice.records if isinstance(record, Amount)]
    groups = together(found, choice.holdings.clusters)
    groups.sort(key=lambda g: (_MONEY.index(g[0].kind), *chronological(g[0].as_of or g[0].date), g[0].id))
    sums = [group for group in groups if _is_money(group[0])]
    rows = [_money_row(group, choice, names, notes) for group in sums]
    table = _table("## Money", ("Kind", "Sum", "From → to", "When", "Remarks", "Source"), rows)
    if table and under:
        table += [*(f"- {plain(line)}" for line in under), ""]
    others = [_figure(group, notes) for group in groups if not _is_money(group[0])]
    return [*table, f"Other figures: {'; '.join(others)}", ""] if others else table


def _is_money(amount: Amount) -> bool:
    """Whether a figure is in a currency: ISO 4217 codes are three capitals."""
    return len(amount.unit) == 3 and amount.unit.isupper() and amount.kind != "other-count"


def _figure(group: list[Amount], notes: Notes) -> str:
    return sum_words(group[0]) + notes.cite(span for member in group for span in member.evidence)


def _money_row(group: list[Amount], choice: Chosen, names: Names, notes: Notes) -> Sequence[str]:
    amount = group[0]
    remarks = [amount.basis, amount.period and plain(amount.period), amount.creditor_class]
    remarks += [f"secured by {plain(amount.security)}" if amount.security else None]
    remarks += [f"purpose: {plain(amount.purpose)}" if amount.purpose else None]
    claim = choice.holdings.by_id.get(amount.attributed_to or "")
    estimated = amount.estimated_by if amount.estimated_by != getattr(claim, "speaker", None) else None
    remarks += [f"estimated by {names.full(estimated)}" if estimated else None]
    said = "; ".join(word for word in remarks if word) + _remarks(group, choice, names)
    return (
        amount.kind,
        sum_words(amount),
        parties_words(amount, names),
        date_words(amount.as_of or amount.date) if amount.as_of or amount.date else "",
        said.removeprefix("; "),
        notes.cite(span for member in group for span in member.evidence),
    )


def parties_words(amount: Amount, names: Names) -> str:
    """Who pays whom; for a debt who owes whom, as Markdown."""
    if not amount.payer and not amount.payee:
        return ""
    between = " owes " if amount.kind == "debt" else " → "
    payer = names.full(amount.payer) if amount.payer else "not said"
    return payer + between + (names.full(amount.payee) if amount.payee else "not said")


def programmes_section(choice: Chosen, names: Names, notes: Notes) -> list[str]:
    """Undertakings with their milestones and target dates."""
    lines = []
    for programme in (record for record in choice.records if isinstance(record, Programme)):
        partners = f" · {names.all(programme.partners)}" if programme.partners else ""
        status = f" · {plain(programme.status)}" if programme.status else ""
        dates = ", ".join(date_words(date) for date in programme.target_dates)
        target = f" · due {dates}" if dates else ""
        lines.append(f"- **{plain(programme.name)}**{partners}{status}{target}{notes.cite(programme.evidence)}")
        steps = programme.milestones
        lines += [f"  - {date_words(step.date)}: {plain(step.what)}{notes.cite(step.evidence)}" for step in steps]
    return ["## Programmes", "", *lines, ""] if lines else []


def _remarks(group: Sequence[Evident], choice: Chosen, names: Names) -> str:
    """Who says so, and in how many documents."""
    said = teller(group[0], choice.holdings, names)
    backing = told_by(group, choice.holdings)
    words = [f"according to {plain(said)}"] if said else []
    words += [told_in(backing)] if backing.documents > 1 else []
    return "".join(f"; {word}" for word in words)


def _table(heading: str, columns: tuple[str, ...], rows: Iterable[Sequence[str]]) -> list[str]:
    body = [f"| {' | '.join(row)} |" for row in rows]
    rule = "|".join(["---"] * len(columns))
    return [heading, "", f"| {' | '.join(columns)} |", f"|{rule}|", *body, ""] if body else []
