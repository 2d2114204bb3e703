"""The program: its commands, its errors, its exit codes."""

from __future__ import annotations

import os
import sys
import traceback
from typing import Any

import typer

from dragoman.cli import (
    actor,
    batch,
    brief,
    cite,
    claims,
    clean,
    conflicts,
    date,
    diff,
    doctor,
    evaluate,
    explain,
    export,
    forecasts,
    forget,
    framing,
    importing,
    judgements,
    kb,
    ledger,
    news,
    options,
    origins,
    questions,
    read,
    review,
    search,
    serve,
    show,
    store,
    timeline,
    trace,
    version,
)
from dragoman.cli.screen import err
from dragoman.errors import BrokenSystem, DragomanError

INTERRUPTED = 130
# UsageError, which typer has of its own or takes from click, by its version
WRONG_USE: type[Exception] = typer.BadParameter.__mro__[1]
program = typer.Typer(
    name="dragoman",
    rich_markup_mode="rich",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    epilog="Start with:  dragoman read FOLDER  then  dragoman brief STATE STATE",
)


@program.callback()
def common(context: typer.Context, usual: options.UsualStore = None, own: options.Layer = None) -> None:
    """Keeps the record of what the press says about the dealings of states: who did, agreed, owes and claims what,
    when, according to whom, and what nobody says.

    Read articles once into a [bold]store[/bold], then ask it. Every answer quotes the words that it rests on.

    [bold]dragoman read articles/[/bold]                 read a folder
    [bold]dragoman brief Kenya Türkiye[/bold]            what happened between two states
    [bold]dragoman show event:3f[/bold]                  one record, its evidence, why it was coded
    [bold]dragoman review[/bold]                         decide what is doubtful; decisions outlive every reading
    [bold]dragoman export --out records[/bold]           everything, as JSON Lines
    """
    context.obj = usual
    options.read_with(own)


PANELS = {
    "Read": (read, clean, date, explain, batch),
    "Ask": (brief, news, timeline, ledger, claims, questions, forecasts, framing, conflicts, actor, search),
    "Why and whence": (show, trace, origins, diff),
    "Decide": (review, judgements, importing, forget),
    "Hand on": (export, cite, serve),
    "Dragoman itself": (store, kb, evaluate, doctor, version),
}
for panel, rooms in PANELS.items():
    known = len(program.registered_commands), len(program.registered_groups)
    for room in rooms:
        room.add_to(program)
    for one in program.registered_commands[known[0] :]:
        one.rich_help_panel = panel
    for group in program.registered_groups[known[1] :]:
        group.rich_help_panel = panel


def main(arguments: list[str] | None = None) -> None:
    """Run the program and leave with its exit code."""
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Run the program; errors that are meant become one line on standard error. The exit code."""
    try:
        result: Any = program(arguments, standalone_mode=False)
    except DragomanError as error:
        err().print(f"dragoman: {' '.join(str(error).split())}", style="red")
        return error.exit_code
    except WRONG_USE as error:
        return _explain(error)
    except (KeyboardInterrupt, typer.Abort):
        result = INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001 - the last door: a fault of ours must not look like refused documents
        traceback.print_exc()
        err().print(
            f"dragoman: a fault in Dragoman itself ({type(error).__name__}); the store is as it was", style="red"
        )
        return BrokenSystem.exit_code
    if result == INTERRUPTED:
        err().print("dragoman: stopped; every article read so far is kept, the same command goes on from there")
    return result if isinstance(result, int) else 0


def _explain(error: Any) -> int:
    """Wrong arguments: one line that says so, and where to look."""
    message = error.format_message()
    if "\n" in message or not message:  # called without arguments: the message is the help itself
        typer.echo(message or error.ctx.get_help(), err=True)
    else:
        where = error.ctx.command_path if error.ctx else "dragoman"
        err().print(f"dragoman: {message.rstrip('.')} (see {where} --help)", style="red")
    return int(error.exit_code)
