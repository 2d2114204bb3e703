"""dragoman kb"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman import app
from dragoman.cli.screen import err, note, one_line, say

if TYPE_CHECKING:
    from dragoman.app.knowledge import Known
    from dragoman.kb.checking import Disagreement

commands = typer.Typer(
    name="kb",
    no_args_is_help=True,
    help="What is known beforehand: look it up, add your own actors, import others' lists.",
)
Folder = Annotated[
    Path | None,
    typer.Option(
        "--kb", envvar="DRAGOMAN_KB", metavar="DIR", help="The folder of your own facts.", show_default="the usual one"
    ),
]
On = Annotated[str, typer.Option("--on", metavar="DATE", help="The day asked for: who holds what changes.")]
Source = Annotated[str, typer.Option(help="Where the fact is from; kept with it.", metavar="TEXT")]


@commands.command(
    epilog="Examples:  dragoman kb find Kerry --on 2014-05-01   ·   dragoman kb find 'the Kremlin' --on 2020"
)
def find(
    name: Annotated[str, typer.Argument(help="A name, acronym, demonym or seat.")], on: On, kb: Folder = None
) -> int:
    """Whom a name may mean on a day, and what they held."""
    found = app.Knowledge(kb).find(name, on)
    for known in found:
        _print(known, short=len(found) > 1)
    if not found:
        err().print(f"nobody is known by the name {name!r}", markup=False)
    return 0 if found else 1


@commands.command(epilog="Example:  dragoman kb show qid:Q22316 --on 2014-05-01")
def show(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="An actor id.")], on: On, kb: Folder = None
) -> None:
    """One actor: names, country, what it held on a day, with the source of each tenure."""
    _print(app.Knowledge(kb).show(identifier, on), short=False)


@commands.command(
    epilog="Example:  dragoman kb add 'Ana Ruiz' --country Chile --title 'Minister of Energy' --source gazette"
)
def add(  # noqa: PLR0913 - one option a column of the sheet
    name: Annotated[str, typer.Argument(help="The name as texts print it.")],
    source: Source,
    schema: Annotated[str, typer.Option(help="Person, PublicBody, Company, Organization, IGO or State.")] = "Person",
    country: Annotated[str, typer.Option(metavar="STATE", help="Its state: code, name or demonym.")] = "",
    alias: Annotated[list[str] | None, typer.Option(help="A further name; may be repeated.")] = None,
    wikidata: Annotated[str, typer.Option(metavar="QID", help="Its Wikidata id, such as Q42.")] = "",
    title: Annotated[str, typer.Option(help="An office that it holds or held, in words.")] = "",
    organisation: Annotated[str, typer.Option(help="The body that the office is of, if it is no state's.")] = "",
    start: Annotated[str, typer.Option(metavar="DATE", help="When the tenure began.")] = "",
    end: Annotated[str, typer.Option(metavar="DATE", help='When it ended; ".." while it lasts.')] = "",
    kb: Folder = None,
) -> int:
    """Add an actor of your own, or a name or tenure to one that is known; conflicts are listed."""
    knowledge = app.Knowledge(kb)
    others = tuple(alias or ())
    new = app.NewActor(name, source, schema, country, others, wikidata, title, organisation, start, end)
    actor, conflicts = knowledge.add(new)
    note(f"written to {knowledge.folder}")
    say((actor.id, "bold"))
    return _list(conflicts)


@commands.command(
    name="import", epilog="Examples:  dragoman kb import entities.json   ·   dragoman kb import ministers.csv"
)
def import_(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="JSON or CSV.")],
    source: Source = "",
    kb: Folder = None,
) -> int:
    """Import Wikidata's entity JSON, FollowTheMoney entities (OpenSanctions), or CSV; conflicts are listed.

    A CSV sheet has a column name and any of schema, country, aliases, wikidata, title, office, organisation, start,
    end, source. The same file twice changes nothing.
    """
    knowledge = app.Knowledge(kb)
    imported, conflicts = knowledge.take(path, source)
    note(f"written to {knowledge.folder}")
    say(f"actors {len(imported.layer.actors)}")
    say(f"tenures {len(imported.layer.tenures)}")
    say(f"passed over {imported.passed_over}")
    return _list(conflicts)


@commands.command()
def check(kb: Folder = None) -> int:
    """List where your facts and the packaged ones disagree; exit with 1 if they do."""
    knowledge = app.Knowledge(kb)
    note(f"folder: {knowledge.folder}")
    conflicts = knowledge.check()
    _list(conflicts)
    return 1 if conflicts else 0


def _print(known: Known, *, short: bool) -> None:
    entity = known.entity
    say((entity.name, "bold"), (f"  {entity.schema}, {entity.country or 'no country'}  {entity.id}", "dim"))
    for tenure in known.tenures:
        when = f"{tenure.start or '..'} to {tenure.end or ('..' if tenure.end_known else 'unknown')}"
        where = tenure.counterpart or tenure.country or ""
        claim = ", claimed" if tenure.claimed else ""
        source = "" if short else f"  ({one_line(tenure.source)})"
        say(
            ("  office: ", "dim"), one_line(f"{tenure.title or tenure.office}, {where}, {when}{claim}"), (source, "dim")
        )
    if entity.aliases and not short:
        say(("  also: ", "dim"), one_line(", ".join(entity.aliases)))


def _list(conflicts: list[Disagreement]) -> int:
    for conflict in conflicts:
        say((f"conflict ({conflict.code}) ", "yellow"), one_line(f"{conflict.about}: {conflict.message}"))
    return 0


def add_to(program: typer.Typer) -> None:
    """Add the group of commands."""
    program.add_typer(commands)
