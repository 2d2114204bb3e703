import made
import pytest

import dragoman.app.archive
from dragoman.cli.program import run


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of made articles, and a program whose reader and pipeline are made as well."""
    place = tmp_path / "articles"
    place.mkdir()
    for number in range(3):
        (place / f"{number}.txt").write_text(made.article(number), encoding="utf-8")
    monkeypatch.setattr(dragoman.app.archive.Archive, "_reading_tools", lambda _: made.tools())
    monkeypatch.setenv("DRAGOMAN_STORE", str(tmp_path / "made.db"))
    monkeypatch.setenv("COLUMNS", "300")
    return place


@pytest.fixture
def call(capsys):
    def called(*arguments):
        code = run([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return called


@pytest.fixture
def read(folder, call):
    assert call("read", folder)[0] == 0
    return call
