"""dragoman explain"""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import groupby
from typing import Annotated, Any

import typer

from dragoman import app
from dragoman.cli import options
from dragoman.cli.clean import file_bytes
from dragoman.cli.screen import one_line, say

EPILOG = 'Examples:  dragoman explain "Peru recalled its envoy to Chile."   ·   dragoman explain - < sentence.txt'


def explain(
    sentence: Annotated[str, typer.Argument(help="A sentence or two, or - for standard input.", metavar="TEXT")],
    published: Annotated[
        str | None, typer.Option(help="The day on which it appeared: 2024-03-05.", metavar="DATE")
    ] = None,
    rules_only: options.RulesOnly = False,
    parse: Annotated[bool, typer.Option("--parse/--no-parse", help="Print the parse as well.")] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Code any sentence and say why: who is meant, each trigger with the frames tried on it, what was coded, what lost
    and for what reason, what the learned reader makes of it, and the parse beneath.

    Needs no store. What no frame tells and the reader alone sees is marked so.
    """
    text = file_bytes("-").decode("utf-8", "replace") if sentence == "-" else sentence
    with app.by_rules_alone(rules_only):
        found = app.explain(text, published)
    if as_json:
        typer.echo(json.dumps(asdict(found), default=_plain, ensure_ascii=False, indent=1))
        return
    for telling in found.sentences:
        print_explained(telling, found.names, parse=parse)
    for name, meaning in found.meanings.items():
        say((f"{name}  ", "bold"), (meaning, "dim"))


def _plain(value: Any) -> Any:
    return value.model_dump(mode="json", by_alias=True)


def print_explained(telling: app.Explained, names: dict[str, str], *, parse: bool = True) -> None:
    """A sentence with all that was made of it."""
    say((one_line(telling.text), "bold"))
    if telling.left_out:
        say(("  left out: ", "yellow"), telling.left_out)
    _pairs("who", telling.actors)
    _pairs("when", telling.times)
    for trigger, tried in groupby(telling.tried, key=lambda t: t.trigger):
        _trigger(trigger, list(tried), names)
    if not any(t.event for t in telling.tried):
        say(("  no event", "yellow"))
    for act in telling.seen:
        sides = f"{act.source or '?'} → {act.target or '?'}"
        say(("  reader  ", "dim"), f"{act.word}: {act.type} {act.probability:.2f}, {act.modality}, {sides}")
    if parse:
        for word in telling.words:
            say(
                ("  parse   ", "dim"),
                f"{word.text:<16} {word.lemma:<16} {word.tag:<5} {word.relation:<10} ← {word.head}",
            )


def _pairs(head: str, pairs: tuple[tuple[str, str], ...]) -> None:
    for words, meant in dict.fromkeys(pairs):
        say((f"  {head:<7} ", "dim"), f"“{one_line(words)}” = {one_line(meant)}")


def _trigger(trigger: str, tried: list[app.Tried], names: dict[str, str]) -> None:
    told = next((t for t in tried if t.event), None)
    if told and told.event:
        event = told.event
        sides = " → ".join(
            ", ".join(names.get(a, a) for a in side) or "nobody said" for side in (event.source, event.target)
        )
        mode = f"/{event.mode}" if event.mode else ""
        say(
            ("  coded   ", "green"),
            f"{one_line(trigger)}: ",
            (f"{event.type}{mode}", "bold"),
            f"  {sides}  {event.modality}",
        )
        dates = "".join(f", {name} {day}" for name, day in (("date", event.date), ("due", event.due)) if day)
        say(f"          frame {told.frame}, confidence {event.confidence} ({event.score:.2f}){dates}")
        say(("          by ", "dim"), (event.extractor, "dim"))
    others = [_lost(t) for t in tried if t is not told]
    if others:
        say(("  lost    ", "dim"), f"{one_line(trigger)}: ", "; ".join(others))


def _lost(tried: app.Tried) -> str:
    """A frame that lost: its type, what it asks for, the sides that it would have had, and why it lost."""
    sides = " → ".join(", ".join(side) or "?" for side in (tried.source, tried.target))
    shown = f", {sides}" if tried.source or tried.target else ""
    return f"{tried.type} by {tried.frame}{shown} ({tried.refused})"


def add_to(program: typer.Typer) -> None:
    """Add the command."""
    program.command(epilog=EPILOG)(explain)
