"""Write docs/commands.md from the help of every command; with --check, say whether it is what the help says.

python scripts/command_reference.py [--check]
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

from dragoman.cli.program import program

PAGE = Path(__file__).parents[1] / "docs" / "commands.md"
HEAD = """# Commands

Written by `make docs` from `dragoman --help`; a test holds it to what the program says.
"""


def reference() -> str:
    """The page, from the commands as they are registered."""
    root: Any = get_command(program)  # typer brings a click of its own, or the common one, by its version
    context = root.context_class(root, info_name="dragoman")
    return "\n".join([HEAD, *_sections(root, context)])


def _sections(command: Any, context: Any) -> Iterator[str]:
    """A command's section, then those of the commands below it."""
    yield _section(command, context)
    for name in command.list_commands(context) if hasattr(command, "list_commands") else ():
        below = command.get_command(context, name)
        if not below.hidden:
            yield from _sections(below, below.context_class(below, info_name=name, parent=context))


def _section(command: Any, context: Any) -> str:
    rows = [row for parameter in command.get_params(context) if (row := _row(parameter, context))]
    usage = " ".join(command.get_usage(context).removeprefix("Usage:").split())
    about = [_plain(paragraph) for paragraph in (command.help or "").split("\n\n")]
    tail = [_examples(command.epilog)] if command.epilog else []
    return "\n\n".join([f"## {context.command_path}", *about, f"```\n{usage}\n```", "\n".join(rows), *tail]) + "\n"


def _plain(text: str) -> str:
    """Help without markup; lines that are laid out in columns stay lines of code."""
    text = re.sub(r"\[/?[a-z ]+\]", "", text).strip()
    return f"```\n{text}\n```" if re.search(r"\S {3,}\S", text) else " ".join(text.split())


def _examples(epilog: str) -> str:
    """The examples under a command, one a line."""
    lines = [line.strip() for line in re.sub(r"^\w+( with)?:?\s+", "", epilog).split("·")]
    return "\n".join(["```", *lines, "```"])


def _row(parameter: Any, context: Any) -> str:
    if getattr(parameter, "hidden", False):
        return ""
    record = parameter.get_help_record(context)
    if record is None:
        return ""
    name, about = record
    return f"- `{' '.join(name.split())}`: {' '.join(about.split())}".rstrip(": ")


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
