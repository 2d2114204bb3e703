"""Write docs/commands.md from the help of every command; with --check, say whether it is what the help says.

python scripts/command_reference.py [--check]
"""

from __future__ import annotations

import sys
from pathlib import Path

import click
from typer.main import get_command

from dragoman.cli import app

PAGE = Path(__file__).parents[1] / "docs" / "commands.md"
HEAD = """# Commands

Written by `make docs` from `dragoman --help`; a test holds it to what the program says.
"""


def reference() -> str:
    """The page, from the commands as they are registered."""
    root = get_command(app)
    context = click.Context(root, info_name="dragoman")
    parts = [HEAD, _section(root, context)]
    for name in sorted(root.list_commands(context)):
        command = root.get_command(context, name)
        if command is not None and not command.hidden:
            parts.append(_section(command, click.Context(command, info_name=name, parent=context)))
    return "\n".join(parts)


def _section(command: click.Command, context: click.Context) -> str:
    formatter = click.HelpFormatter(width=100, max_width=100)
    click.Command.format_usage(command, context, formatter)
    about = (command.help or "").split("\f")[0].strip()
    lines = [f"## {context.command_path}", "", about, "", "```", formatter.getvalue().strip(), "```", ""]
    lines += [row for parameter in command.get_params(context) if (row := _row(parameter, context))]
    return "\n".join(lines).rstrip() + "\n"


def _row(parameter: click.Parameter, context: click.Context) -> str:
    if getattr(parameter, "hidden", False):
        return ""
    if isinstance(parameter, click.Argument):
        name, about = parameter.human_readable_name, getattr(parameter, "help", None) or ""
    else:
        record = parameter.get_help_record(context)
        if record is None:
            return ""
        name, about = record
    return f"- `{name}`: {' '.join(about.split())}".rstrip(": ")


def main() -> int:
    """Write or check the page."""
    page = reference()
    if "--check" in sys.argv[1:]:
        same = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page
        print("docs/commands.md is what the commands say" if same else "docs/commands.md is stale: run `make docs`")
        return 0 if same else 1
    PAGE.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
