"""Halves of characters, which UTF-8 cannot carry: wherever they are from, they stop nothing and are written nowhere."""

import json
import os
import tarfile
from io import BytesIO

import pytest

import dragoman.app
from dragoman import batch
from dragoman.readers.encodings import whole
from dragoman.records import dumps

ARTICLE = "Chile and Peru signed an agreement on ferries in Lima on Monday, the Chilean ministry said."


@pytest.fixture
def folder(tmp_path):
    """A JSON file with halves in all its fields, a file and a member of an archive whose names are not in UTF-8."""
    folder = tmp_path / "in"
    folder.mkdir()
    row = {"title": "Ports \ud83d agree", "author": "A \udc80 B", "publisher": "\ud83d", "text": f"{ARTICLE} \ud83d"}
    (folder / "a.json").write_text(json.dumps(row), encoding="ascii")
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text(ARTICLE, encoding="utf-8")
    with tarfile.open(folder / "b.tar", "w") as archive:
        info = tarfile.TarInfo("caf\udce9.txt")
        body = f"{ARTICLE} Once more.".encode()
        info.size = len(body)
        archive.addfile(info, BytesIO(body))
    return folder


def titles(place):
    with dragoman.app.open(place, create=False) as archive:
        assert archive.check() == []
        records = archive.records("documents")
        for record in records:
            dumps(record).encode()
        return sorted(record.source.rpartition("/")[2] for record in records), sorted(str(r.title) for r in records)


def test_they_are_read_into_a_store_and_by_a_batch(folder, tmp_path):
    with dragoman.app.open(tmp_path / "x.db") as archive, dragoman.app.by_rules_alone():
        reading = archive.read([folder])
    assert (reading.refused, reading.statuses["accepted"] + reading.statuses["partial"]) == ([], 3)
    assert titles(tmp_path / "x.db")[0] == ["a.json", "caf\ufffd.txt", "caf\ufffd.txt"]
    assert "Ports \ufffd agree" in titles(tmp_path / "x.db")[1]
    batch.plan(str(tmp_path / "job"), [str(folder)], batch.recipe(rules_only=True))
    found = batch.run(str(tmp_path / "job"), workers=1)
    assert (found.items, found.refused) == (3, [])
    batch.load(str(tmp_path / "job"), str(tmp_path / "y.db"))
    assert titles(tmp_path / "y.db") == titles(tmp_path / "x.db")


def test_a_text_that_is_handed_over_may_hold_some():
    outcome = dragoman.read_text(f"{ARTICLE} \ud83d")
    assert outcome.text == f"{ARTICLE} \ufffd"
    assert all(record.evidence[0].text in outcome.text for record in outcome.records)


@pytest.mark.parametrize(
    ("text", "found"), [("plain", "plain"), ("é 漢 🏴", "é 漢 🏴"), ("a\ud83db\udc80", "a\ufffdb\ufffd"), ("", "")]
)
def test_only_halves_are_replaced(text, found):
    assert whole(text) == found
