"""dragoman serve"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli import options
from dragoman.cli.screen import archive, note, say
from dragoman.errors import UsageError

EPILOG = "Examples:  dragoman serve   ·   dragoman serve --host 0.0.0.0 --name desk.example.org --token-file tokens"
MEGA = 1_000_000


def serve(  # noqa: PLR0913 - one argument an option
    context: typer.Context,
    host: Annotated[str, typer.Option(help="The address to listen on.", metavar="ADDRESS")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on.")] = 8300,
    name: Annotated[
        list[str] | None, typer.Option(help="A further name by which the desk is called; may be repeated.")
    ] = None,
    tokens: Annotated[
        Path | None,
        typer.Option("--token-file", help="Who may come in: needed for any other address.", metavar="FILE"),
    ] = None,
    new_token: Annotated[
        str | None, typer.Option(help="Make a token for a reader or a reviewer, and serve nothing.", metavar="ROLE")
    ] = None,
    most: Annotated[int, typer.Option("--max-upload", min=1, max=2000, help="Megabytes taken at once.")] = 20,
    store: options.Store = None,
) -> None:
    """The desk: pages to look, search and decide on, for a browser on this computer; and /api/v1 for programs.

    Needs no network and asks none. With --token-file others can come in too, readers or reviewers.
    """
    from dragoman.web import Keys, Settings, make_application  # noqa: PLC0415 - the web's libraries load slowly
    from dragoman.web.keys import new_token as made  # noqa: PLC0415
    from dragoman.web.settings import is_loopback  # noqa: PLC0415

    if new_token is not None:
        say(made(_named(tokens), new_token))
        note(f"kept as a hash in {tokens}; write the token down, it is shown this once")
        return
    if tokens is None and not is_loopback(host):
        raise UsageError(f"{host} can be called from other computers", mend="say who may: --token-file FILE")
    settings = Settings(host, port, tuple(name or ()), Keys.read(tokens) if tokens else None, most * MEGA)
    with archive(options.chosen(context, store), create=False) as opened:
        import uvicorn  # noqa: PLC0415

        shown = f"[{host}]" if ":" in host else host
        note(f"the desk is at http://{shown}:{port}/ until you press Ctrl-C")
        application = make_application(opened, settings)
        uvicorn.run(application, host=host, port=port, log_level="warning", server_header=False, access_log=False)


def _named(file: Path | None) -> Path:
    if file is None:
        raise UsageError("nothing says where tokens are kept", mend="add --token-file FILE")
    return file


def add_to(program: typer.Typer) -> None:
    """Add the command."""
    program.command(epilog=EPILOG)(serve)
