"""Scorers that come with their data as scripts of the standard library: run apart, their JSON read back."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from dragoman.errors import UsageError


def script_near(data: Path, name: str) -> Path:
    """A script that stands in the folder of the data or in the one above. Raises UsageError where neither has it."""
    places = [data / name, data.parent / name]
    for place in places:
        if place.is_file():
            return place
    raise UsageError(f"{data} has no {name}", mend=f"expected {places[0]} or {places[1]}")


def run_script(script: Path, *arguments: str | Path) -> str:
    """What a script prints. Raises UsageError with its own last line where it cannot do its work (exit code over 1)."""
    command = [sys.executable, str(script), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)  # noqa: S603
    if done.returncode > 1 or (done.returncode and not done.stdout):
        last = done.stderr.strip().splitlines()[-1:] or [f"exit code {done.returncode}"]
        raise UsageError(f"{script} failed: {last[0]}")
    return done.stdout


def script_json(script: Path, *arguments: str | Path) -> Any:
    """What a script prints under --json."""
    return json.loads(run_script(script, *arguments, "--json"))
