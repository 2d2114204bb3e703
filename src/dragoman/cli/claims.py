"""dragoman claims"""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import Annotated, get_args

import typer

from dragoman import app
from dragoman.cli.dyads import Asked, Limit, first, on_two_states
from dragoman.cli.screen import note, one_line, say
from dragoman.errors import UsageError
from dragoman.records import Claim
from dragoman.records.facts import ClaimKind

EPILOG = (
    "Examples:  dragoman claims KEN TUR   ·   dragoman claims KEN TUR --speaker Fidan --hedged   ·   "
    "dragoman claims KEN TUR --kind denial --not-interested"
)
QUOTED = 240
Kind = Annotated[str | None, typer.Option(help=f"Only {', '.join(get_args(ClaimKind))}.", metavar="KIND")]
Speaker = Annotated[str | None, typer.Option(help="Only what is said by: a part of a name, or a state.", metavar="WHO")]


@on_two_states
def claims(  # noqa: PLR0913 - one argument an option
    asked: Asked,
    speaker: Speaker = None,
    kind: Kind = None,
    hedged: Annotated[bool | None, typer.Option("--hedged/--certain", help="Only what is hedged, or is not.")] = None,
    interested: Annotated[
        bool | None,
        typer.Option("--interested/--not-interested", help="Only by parties to what is claimed, or by others."),
    ] = None,
    damaged: Annotated[bool | None, typer.Option("--damaged/--whole", help="Only quotations that are damaged.")] = None,
    unsourced: Annotated[
        bool | None, typer.Option("--unsourced/--sourced", help="Only words of a source that the text never names.")
    ] = None,
    limit: Limit = None,
) -> None:
    """Who says what of two states: each speaker with its words, how sure they are, through whom they came.

    A claim of an interested party, a hedge, a damaged quotation and a source that is never named are marked as such.
    """
    if kind is not None and kind not in get_args(ClaimKind):
        raise UsageError(f"there is no kind {kind!r} of claim", mend=f"choose {', '.join(get_args(ClaimKind))}")
    found = asked.of(asked.archive.claims, app.Heard(speaker, kind, hedged, interested, damaged, unsourced))
    told = [(voice.name, claim) for voice in found.items for claim in voice.claims]
    for name, some in groupby(first(told, limit), key=itemgetter(0)):
        say((one_line(name), "bold"))
        for _, claim in some:
            _line(claim, found)
    if not found.items:
        # who speaks at all is asked only where the filters let nothing through: each asking joins the whole record
        everyone = asked.of(asked.archive.claims).items
        note(nothing("claim", "claims", found.documents, found.of, [voice.name for voice in everyone]))


def nothing(one: str, many: str, documents: int, of: int, others: list[str]) -> str:
    """Why nothing is listed: no article on both, none that says such a thing, or filters that let nothing through."""
    if not documents:
        return "no article here names both; what is there of one of them: dragoman actor STATE"
    if not of:
        return f"{documents} articles name both, and hold no {one} that concerns the two"
    named = f"; speakers: {one_line(', '.join(others[:8]))}" if others else ""
    return f"none of {of} {many} passes these filters{named}"


def _line(told: app.Told[Claim], ledger: app.Listing[app.Voice]) -> None:
    claim = told.record
    when = f"{app.date_words(told.on)} " if told.on else ""
    through = f" via {', '.join(map(ledger.name, claim.via))}" if claim.via else ""
    copies = f" ×{told.documents}" if told.documents > 1 else ""
    say(
        (f"  {when}{claim.kind} ", "cyan"),
        (marks(claim), "yellow"),
        f"“{one_line(app.said(claim))[:QUOTED]}”",
        (f"{through and ' ' + one_line(through)}{copies} {claim.id}", "dim"),
    )


def marks(claim: Claim) -> str:
    """What a reader must know before using a claim."""
    told = ["not so"] if claim.polarity == "negative" and claim.kind != "denial" else []
    told += ["hedged"] if claim.certainty == "hedged" else []
    told += ["interested"] if claim.interested else []
    told += ["quotation damaged, not verbatim"] if claim.damaged else []
    told += ["source never named"] if app.is_unsourced(claim) else []
    told += [f"for {app.date_words(claim.horizon)}"] if claim.horizon else []
    return f"({', '.join(told)}) " if told else ""


def add_to(program: typer.Typer) -> None:
    """Add the command."""
    program.command(epilog=EPILOG)(claims)
