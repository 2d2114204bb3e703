"""dragoman judgements"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from dragoman import app
from dragoman.cli import options
from dragoman.cli.screen import archive, note, one_line, say

EPILOG = "Examples:  dragoman judgements list   ·   dragoman judgements export team.jsonl"
group = typer.Typer(no_args_is_help=True, rich_markup_mode="rich", pretty_exceptions_enable=False)
File = Annotated[Path, typer.Argument(help="A file of JSON Lines.", metavar="FILE")]


@group.callback(epilog=EPILOG)
def judgements(context: typer.Context, store: options.Store = None) -> None:
    """What people decided: who, when, why; what was undone, what found nothing after a re-run, where two differ."""
    context.obj = options.chosen(context, store)


@group.command("list")
def list_(context: typer.Context) -> None:
    """Every judgement, oldest first, then where people differ."""
    with archive(context.obj) as opened:
        told, standing = opened.judgements(), opened.standing()
    undone, lost = ({j.id for j in some} for some in (standing.undone, standing.lost))
    for judgement in told:
        mark = " (undone)" if judgement.id in undone else " (finds nothing)" if judgement.id in lost else ""
        _line(judgement, mark)
    for dispute in standing.disputes:
        said = " against ".join(f"{p.judgement.who}: {one_line(p.value)}" for p in dispute.positions)
        say(("disputed  ", "yellow"), f"{dispute.about} {dispute.question}: {said}")
    if not told:
        note("nobody has judged anything")


def _line(judgement: app.Judgement, mark: str) -> None:
    why = f" — {one_line(judgement.why)}" if judgement.why else ""
    say(
        (f"{judgement.when[:16]} ", "dim"),
        (f"{judgement.who} ", "bold"),
        (f"{judgement.decision.action} ", "cyan"),
        one_line(_about(judgement.decision)),
        why,
        (mark, "yellow"),
        (f" {judgement.id}", "dim"),
    )


def _about(decision: Any) -> str:
    """What a decision is about, in a few words."""
    target = getattr(decision, "target", None)
    if target is not None:
        value = f" {decision.field} = {decision.value}" if decision.action == "edit" else ""
        return f"{target.record}{value} “{target.evidence[0].text[:60]}”"
    if decision.action == "add":
        return f"{decision.record['id']} “{decision.record['evidence'][0]['text'][:60]}”"
    some = [getattr(part, "record", getattr(part, "actor", "")) for part in getattr(decision, "targets", ())]
    some += [one.actor for one in getattr(decision, "actors", ())]
    actor = getattr(decision, "actor", None)
    some += [actor.actor] if actor is not None else []
    return ", ".join(some) or str(getattr(decision, "judgement", getattr(decision, "document_id", "")))


@group.command("export")
def export_(context: typer.Context, file: File) -> None:
    """Write every judgement, undone ones too, one a line."""
    with archive(context.obj) as opened:
        count = opened.write_judgements(file)
    note(f"{count} judgements written: {file}")


@group.command("import")
def import_(context: typer.Context, file: File) -> None:
    """Take in judgements, all or none; those that are here already stay as they are."""
    with archive(context.obj) as opened:
        count = opened.read_judgements(file)
    note(f"{count} new judgements")


def add_to(program: typer.Typer) -> None:
    """Add the commands."""
    program.add_typer(group, name="judgements")
