"""What `dragoman doctor` says of a sound installation, and of one that is not."""

import sqlite3
from importlib.metadata import distribution
from pathlib import Path

import made
import pytest

import dragoman.app
from dragoman.app import health
from dragoman.app.health import Finding, examine
from dragoman.cli.program import run


@pytest.fixture
def store(tmp_path):
    (tmp_path / "a.txt").write_text(made.article(1), encoding="utf-8")
    with dragoman.app.open(tmp_path / "x.db", tools=made.tools()) as archive:
        archive.read(tmp_path / "a.txt")
    return tmp_path / "x.db"


def test_a_sound_installation_has_nothing_bad(store, capsys):
    assert run(["doctor", "--store", str(store)]) == 0
    told = capsys.readouterr().out
    assert "BAD" not in told
    for word in ("packages", "knowledge", "hashes right", "1 documents", "words a processor second", "another version"):
        assert word in told


def test_a_damaged_store_is_told_with_its_mend(store):
    with sqlite3.connect(store) as connection:
        connection.execute("UPDATE records SET body = replace(body, 'Envoys', 'Envoy!')")
    connection.close()
    (bad,) = [found for found in health._store(str(store)) if found.state == "bad"]
    assert "faults" in bad.said
    assert "store check" in bad.mend


def test_what_is_missing_is_bad_or_only_noted(monkeypatch):
    known = health._version
    monkeypatch.setattr(health, "_version", lambda name: None if name in ("ftfy", "pyarrow") else known(name))
    found = [*health._packages(), *health._extras()]
    (bad,) = [each for each in found if each.state == "bad"]
    assert "ftfy" in bad.said
    assert bad.mend.startswith("pip install 'ftfy")
    assert [each.said for each in found if each.state == "note"] == ["pyarrow is not installed: no batches in Parquet"]


def test_a_file_that_changed_since_it_was_installed_is_found(tmp_path):
    folder = tmp_path / "thing-1.dist-info"
    folder.mkdir()
    (tmp_path / "thing.py").write_text("x = 1\n", encoding="utf-8")
    (folder / "METADATA").write_text("Name: thing\nVersion: 1\n", encoding="utf-8")
    (folder / "RECORD").write_text(
        "thing.py,sha256=AAAA,6\ngone.py,sha256=AAAA,6\nthing-1.dist-info/RECORD,,\n", encoding="utf-8"
    )
    found = distribution("wordfreq").at(folder)
    assert health._compared(found) == (2, ["thing.py", "gone.py"])


def test_whatever_breaks_while_looking_is_itself_a_finding(monkeypatch):
    def broken():
        raise RuntimeError("no such luck")

    monkeypatch.setattr(health, "_knowledge", broken)
    monkeypatch.setattr(health, "_speed", broken)
    bad = [found for found in examine(None) if found.state == "bad"]
    assert bad == [
        Finding(topic, "bad", "RuntimeError: no such luck", "install dragoman-news anew")
        for topic in ("knowledge", "speed")
    ]


def test_slow_reading_and_little_memory_are_noted(monkeypatch):
    monkeypatch.setattr(health, "SLOW", 10**9)
    monkeypatch.setattr(health, "_free_megabytes", lambda: 12)
    assert [found.state for found in health._speed()] == ["note"]
    assert "12 MB free" in list(health._system())[1].said


def test_the_threat_model_names_only_commands_and_files_that_are_there():
    text = (Path(__file__).parents[2] / "SECURITY.md").read_text(encoding="utf-8")
    import re

    root = Path(__file__).parents[2]
    for path in re.findall(r"`((?:tests|scripts)/[\w/.]+)`", text):
        assert (root / path).exists(), path
    for command in re.findall(r"`dragoman ([a-z]+)", text):
        assert (root / "src" / "dragoman" / "cli" / f"{command}.py").exists(), command
