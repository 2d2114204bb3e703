"""dragoman kb: look up, add, import, check; and articles read with one's own facts."""

import json
import os
import subprocess
import sys

import pytest


def dragoman(*arguments, cwd):
    plain = {name: value for name, value in os.environ.items() if not name.startswith("DRAGOMAN_")}
    plain["XDG_DATA_HOME"] = str(cwd / "nothing")
    command = [sys.executable, "-m", "dragoman", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, env=plain, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture
def own(tmp_path):
    return tmp_path / "facts"


def test_a_lookup_takes_a_date(tmp_path):
    there = dragoman("kb", "find", "Kerry", "--on", "2014-05-01", cwd=tmp_path)
    later = dragoman("kb", "find", "Kerry", "--on", "2019-05-01", cwd=tmp_path)
    without = dragoman("kb", "find", "Kerry", cwd=tmp_path)
    assert "Secretary of State" in there.stdout
    assert "John Kerry" in later.stdout
    assert "Secretary of State" not in later.stdout
    assert without.returncode == 2
    assert "--on" in without.stderr


def test_what_is_added_is_shown_and_read_with(tmp_path, own):
    office = ("--title", "Trade Minister", "--start", "2030-01", "--end", "..", "--source", "gazette")
    dragoman("kb", "add", "Ximena Ruiz Prado", "--country", "Chile", *office, "--kb", own, cwd=tmp_path)
    shown = dragoman("kb", "show", "name:ximena-ruiz-prado:CHL", "--on", "2031", "--kb", own, cwd=tmp_path)
    assert "Trade Minister, CHL, 2030-01-01 to .." in shown.stdout
    assert "gazette" in shown.stdout
    (tmp_path / "a.txt").write_text("Ximena Ruiz Prado met envoys of Peru in Lima.\n", encoding="utf-8")
    dragoman("--kb", own, "--store", "s.db", "read", "a.txt", "--published", "2031-06-04", cwd=tmp_path)
    told = dragoman("--store", "s.db", "actor", "Ximena", cwd=tmp_path)
    assert "Person, CHL  name:ximena-ruiz-prado:CHL" in told.stdout


def test_an_import_twice_changes_nothing_and_lists_conflicts(tmp_path, own):
    entity = {"id": "x", "schema": "Person", "properties": {"name": ["Angela Merkel"], "nationality": ["cl"]}}
    (tmp_path / "list.json").write_text(json.dumps(entity), encoding="utf-8")
    first = dragoman("kb", "import", "list.json", "--kb", own, cwd=tmp_path)
    sheet = (own / "actors.csv").read_bytes()
    dragoman("kb", "import", "list.json", "--kb", own, cwd=tmp_path)
    assert "actors 1" in first.stdout
    assert "conflict (name)" in first.stdout
    assert (own / "actors.csv").read_bytes() == sheet
    assert dragoman("kb", "check", "--kb", own, cwd=tmp_path).returncode == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("kb", "show", "qid:Q0", "--on", "2020"), "nobody has the id"),
        (("kb", "find", "Kerry", "--on", "someday"), "is no date"),
        (("kb", "import", "absent.json"), "cannot be read"),
        (("kb", "add", "Bo", "--source", "x", "--schema", "Wizard"), "is no schema"),
        (("kb", "add", "Bo", "--source", "x", "--title", "king", "--start", "soon"), "is no date"),
        (("--kb", "absent", "version"), "is no folder"),
    ],
)
def test_wrong_use_is_told_in_one_line(tmp_path, own, arguments, told):
    extra = ("--kb", own) if arguments[0] == "kb" else ()
    result = dragoman(*arguments, *extra, cwd=tmp_path)
    assert result.returncode == 2
    assert told in result.stderr
    assert "Traceback" not in result.stderr
    assert not own.exists()
