"""dragoman news"""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman import app
from dragoman.cli import options
from dragoman.cli.screen import archive, note, one_line, say
from dragoman.errors import StoreError
from dragoman.records import kind_of

EPILOG = "Examples:  dragoman news KEN TUR   ·   dragoman news Kenya Turkey --since 2024-03-01"
_TITLES = {
    "past due": "Promises past due", "conflict": "New contradictions", "step": "Steps of agreements",
    "answered": "Questions answered", "record": "New records", "told again": "Told again",
}  # fmt: skip


def news(
    context: typer.Context,
    a: options.StateA,
    b: options.StateB,
    since: Annotated[
        str, typer.Option(help="What was read after this day; or last: after you last asked.", metavar="DATE")
    ] = "last",
    who: options.Who = None,
    store: options.Store = None,
) -> None:
    """What came on two states since you last looked: new records, steps of agreements, answered questions, new
    contradictions, promises past due.
    """
    name = options.reviewer(who)
    with archive(options.chosen(context, store)) as opened:
        report = opened.news(a, b, since=since, who=name)
        _print(report)
        if since == "last":
            try:
                opened.looked(a, b, report, who=name)
            except StoreError as error:
                note(f"{error.message}: it is not kept that you looked")


def _print(report: app.Report) -> None:
    note(f"since {report.since[:16]}" if report.since else "since the first reading: you have not asked before")
    kind = None
    for item in report.news:
        if item.kind != kind:
            kind = item.kind
            say((_TITLES[kind], "bold"))
        words = one_line(item.record.evidence[0].text)[:110]
        about = f" {one_line(item.words)}" if item.words else ""
        say(
            (f"  {app.date_words(item.date):<12} ", "bold"),
            (f"{kind_of(item.record)}{about} ", "cyan"),
            f"“{words}”",
            (f" {item.record.id}", "dim"),
        )
    if not report.news:
        note("nothing new")


def add_to(program: typer.Typer) -> None:
    """Add the command."""
    program.command(epilog=EPILOG)(news)
