"""dragoman ledger, agreements, debts, commitments"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Final

import typer

from dragoman import app
from dragoman.cli.columns import table
from dragoman.cli.dyads import Asked, Limit, first, on_two_states
from dragoman.cli.screen import note, one_line, say
from dragoman.errors import UsageError

LEDGER_EPILOG = "Examples:  dragoman ledger KEN TUR   ·   dragoman ledger Kenya Turkey --kind money --since 2024"
AGREEMENTS_EPILOG = "Examples:  dragoman agreements KEN TUR   ·   dragoman agreements Chile Peru --as-of 2024-06"
DEBTS_EPILOG = "Examples:  dragoman debts VEN CHN   ·   dragoman debts Zambia China --until 2023"
COMMITMENTS_EPILOG = "Examples:  dragoman commitments KEN TUR   ·   dragoman commitments Kenya Turkey --since 2024"
_SIGNS: Final = {"about": "~", "more-than": ">", "less-than": "<", "up-to": "≤"}
Kind = Annotated[
    str | None, typer.Option("--kind", help="Only one ledger: agreements, money or programmes.", metavar="KIND")
]


@on_two_states
def ledger(asked: Asked, kind: Kind = None, limit: Limit = None) -> None:
    """What two states agreed, owe and run together: three tables, each thing once however many articles tell it.

    The column health says how complete a record is: parties, date, amount, terms, a second independent origin. Under
    the money stand the totals that may be drawn, then every sum that is in none of them, with the reason.
    """
    if kind is not None and kind not in app.LEDGERS:
        raise UsageError(f"there is no ledger {kind!r}", mend=f"choose one of {', '.join(app.LEDGERS)}")
    book = asked.of(asked.archive.ledger)
    parts = {"agreements": book.agreements, "money": book.money, "programmes": book.programmes}
    shown = {name: lines for name, lines in parts.items() if kind in (None, name)}
    if not any(shown.values()):
        note(f"no {kind or 'agreement, sum or programme'} of these two was found")
    if "agreements" in shown:
        _agreements(first(book.agreements, limit))
    if "money" in shown:
        _money("Money", first(book.money, limit))
        _totals(book.totals)
    if "programmes" in shown:
        _programmes(first(book.programmes, limit))


@on_two_states
def agreements(asked: Asked, limit: Limit = None) -> None:
    """What two states agreed, earliest first: status and date as last told, the sums told with it, how complete it is.

    The items of a package stand under it, marked with a hyphen. See the steps and their words with: dragoman show ID.
    """
    book = asked.of(asked.archive.ledger)
    if not book.agreements:
        note("no agreement of these two was found")
    _agreements(first(book.agreements, limit))


@on_two_states
def debts(asked: Asked, limit: Limit = None) -> None:
    """What one of two states owes or lent the other: who, how much, on what basis, as of when, in US dollars.

    Dollars are at the European Central Bank's rate of the day, or at a legal parity; empty where there is none. Totals
    add only sums of one kind and basis; what is owed is never added to what was lent, nor two readings of one debt.
    """
    book = asked.of(asked.archive.ledger)
    if not book.debts:
        note("no debt or loan between these two was found")
    _money("Debts and loans", first(book.debts, limit))
    _totals(book.debt_totals)


@on_two_states
def commitments(asked: Asked, limit: Limit = None) -> None:
    """Who of two states promised what, when it falls due, and what became of it as far as any article tells.

    Kept, in part and broken rest on a later record, whose id stands beside. Overdue: the day had passed when the last
    article of the store appeared, and none tells of it. Open: nothing says either.
    """
    book = asked.of(asked.archive.ledger)
    if not book.commitments:
        note("no promise between these two was found")
    rows = [
        (
            app.date_words(one.due) if one.due else "", one.who, one.to, one.what, one.fate, one.note,
            app.date_words(one.made) if one.made else "", _told(one.documents, one.origins), one.ids[0],
            " ".join(one.by),
        )
        for one in first(book.commitments, limit)
    ]  # fmt: skip
    table("Commitments", ("due", "who", "to", "what", "fate", "why", "made", "told", "id", "told by"), rows)


def _agreements(lines: Sequence[app.AgreementLine]) -> None:
    rows = [
        (
            app.date_words(line.date), _what(line), ", ".join(line.parties), line.status,
            "; ".join(app.sum_words(amount) for amount in line.amounts), _told_by(line.telling), str(line.health),
            line.telling.ids[0],
        )
        for line in lines
    ]  # fmt: skip
    table("Agreements", ("date", "what", "parties", "status", "sums", "told", "health", "id"), rows)


def _what(line: app.AgreementLine) -> str:
    record = line.record
    kind = record.kind if record.count in (None, 1) else f"{record.count} × {record.kind}"
    kept = "; contents not disclosed" if record.disclosed is False else ""
    renews = f"; renews the {line.renewed}" if line.renewed else ""
    term = f"; term {app.term_words(record.term)}" if record.term else ""
    return f"{'- ' if line.part_of else ''}{kind}{': ' if line.name else ''}{line.name}{term}{renews}{kept}"


def _money(title: str, lines: Sequence[app.MoneyLine]) -> None:
    rows = [
        (
            line.record.kind, app.sum_words(line.record), _dollars(line),
            line.payer or "not said", line.payee or "not said", line.record.basis or "not said",
            app.date_words(line.date) if line.date else "", _remarks(line), _told_by(line.telling), str(line.health),
            line.telling.ids[0],
        )
        for line in lines
    ]  # fmt: skip
    headings = ("kind", "sum", "US dollars", "from", "to", "basis", "as of", "remarks", "told", "health", "id")
    table(title, headings, rows, right=("sum", "US dollars"))
    if rows:
        note("a debt runs from debtor to creditor, any other sum from giver to receiver")


def _dollars(line: app.MoneyLine) -> str:
    """The value in US dollars with its qualifier; what was converted is as rough as its rate, so to three digits."""
    if line.dollars is None:
        return ""
    shown = line.dollars if line.record.usd is None else Decimal(f"{line.dollars:.3g}")
    return f"{_SIGNS.get(line.record.qualifier, '')}{shown:,.0f}"


def _remarks(line: app.MoneyLine) -> str:
    record = line.record
    said = (
        f"per {record.period}" if record.period else "",
        f"purpose: {record.purpose}" if record.purpose else "",
        f"secured by {record.security}" if record.security else "",
        f"creditor: {record.creditor_class}" if record.creditor_class else "",
        f"estimated by {line.estimated_by}" if line.estimated_by else "",
        f"rate of {app.date_words(record.usd.date)}" if record.usd else "",
        f"part of {record.part_of}" if record.part_of else "",
        f"{record.restates} in other money" if record.restates else "",
        "disputed" if line.disputed else "",
    )
    return "; ".join(word for word in said if word)


def _totals(totals: app.Totals) -> None:
    for total in totals.totals:
        say(("total ", "bold"), one_line(app.total_words(total)))
    for left in totals.left_out:
        say(("left out ", "yellow"), one_line(app.left_words(left)), (f" {left.line.telling.ids[0]}", "dim"))


def _programmes(lines: Sequence[app.ProgrammeLine]) -> None:
    rows = [
        (
            line.record.name, ", ".join(line.partners), line.record.sector or "", line.record.status or "",
            ", ".join(app.date_words(date) for date in line.targets),
            "; ".join(f"{app.date_words(m.date)} {m.what}" for m in line.milestones),
            _told_by(line.telling), str(line.health), line.telling.ids[0],
        )
        for line in lines
    ]  # fmt: skip
    headings = ("programme", "partners", "sector", "status", "due", "milestones", "told", "health", "id")
    table("Programmes", headings, rows)


def _told_by(telling: app.LineTelling) -> str:
    via = f", according to {telling.teller}" if telling.teller else ""
    return f"{_told(telling.documents, telling.origins)}{via}"


def _told(documents: int, origins: int) -> str:
    return f"{app.many(documents, 'article')}, {app.many(origins, 'origin')}"


def add_to(program: typer.Typer) -> None:
    """Add the commands."""
    program.command(epilog=LEDGER_EPILOG)(ledger)
    program.command(epilog=AGREEMENTS_EPILOG)(agreements)
    program.command(epilog=DEBTS_EPILOG)(debts)
    program.command(epilog=COMMITMENTS_EPILOG)(commitments)
