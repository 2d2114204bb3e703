"""What the documents show is what the program does: commands run, Python runs, excerpts stand in the output."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dragoman.cli.program import run

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "eval").glob("*.md"), *ROOT.glob("tests/cases/*.md")]
)
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(language):
    return [body for name, body in BLOCK.findall(README) if name == language]


@pytest.fixture(scope="module")
def newcomer(tmp_path_factory):
    """A folder with the examples in it, as after the first command of the tour."""
    place = tmp_path_factory.mktemp("newcomer")
    shutil.copytree(ROOT / "examples", place / "examples")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        assert run(["read", "examples"]) == 0
    return place


@pytest.fixture
def dragoman(newcomer, monkeypatch, capsys):
    """Runs a command there; what it prints."""
    monkeypatch.chdir(newcomer)

    def printed(*arguments):
        code = run(list(arguments))
        said = capsys.readouterr()
        assert code == 0, said.err
        return said.out

    return printed


def tour():
    lines = (line for body in blocks("console") for line in body.splitlines())
    return [line.partition("#")[0].removeprefix("$ ").strip() for line in lines if line.startswith("$ dragoman")]


@pytest.mark.parametrize("line", tour())
def test_each_command_of_the_tour_runs(dragoman, line):
    record = re.search(r"event:[0-9a-f]{16}", dragoman("timeline", "KEN", "TUR"))[0]
    assert dragoman(*shlex.split(line.replace(" ID", f" {record}"))[1:]).strip()


def test_the_tour_is_a_tour():
    assert len(tour()) >= 8


def test_the_excerpt_of_a_brief_is_what_the_brief_says(dragoman):
    printed = dragoman("brief", "KEN", "TUR").splitlines()
    excerpt = [line for body in blocks("markdown") for line in body.splitlines() if line]
    assert len(excerpt) > 10
    assert [line for line in excerpt if line not in printed] == [], "README.md is stale: run `make docs`"


def test_the_python_in_the_readme_runs(newcomer, capsys, monkeypatch):
    monkeypatch.chdir(newcomer)
    for body in blocks("python"):
        exec(compile(body, "README.md", "exec"), {})  # noqa: S102 - the README's own lines
    assert capsys.readouterr().out.strip()


def test_the_figures_are_those_of_the_floors():
    entries = json.loads((ROOT / "eval" / "floors.json").read_text(encoding="utf-8"))
    measured = {round(row["score"], 2) for entry in entries.values() for row in entry["measured"].values()}
    shown = [float(found) for found in re.findall(r"^\| [^|]+ \| (\d\.\d\d) \|", README, re.MULTILINE)]
    assert len(shown) > 10
    assert set(shown) <= measured, "README.md is stale: run `make docs`"


def test_the_command_reference_is_what_the_commands_say():
    command = [sys.executable, str(ROOT / "scripts" / "command_reference.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_to_files_lead_somewhere(page):
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_make_target_that_the_pages_name_exists():
    made = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {
        name
        for page in PAGES
        for name in re.findall(r"(?:`|^)make ([a-z]+)\b", page.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert named
    assert named <= made
