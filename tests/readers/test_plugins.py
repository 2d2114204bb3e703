"""The plug-in door: formats asked in order, doubled and broken ones refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from dragoman import readers
from dragoman.document import Document
from dragoman.errors import BrokenSystem
from dragoman.readers import plugins as door


class Shout:
    """A format for files that begin with an exclamation mark."""

    name = "shout"
    rank = 10
    suffixes = (".shout",)

    def claims(self, source: str, data: bytes) -> bool:  # noqa: ARG002
        return data.startswith(b"!")

    def read(self, source: str, data: bytes, limits: readers.Limits) -> Document:  # noqa: ARG002
        return Document("0", source, data[1:].decode().upper())


@dataclass
class Point:
    name: str
    plugin: object
    value: str = "x"

    def load(self) -> object:
        return self.plugin


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    def put(*plugins: object) -> None:
        points = [Point(type(p).__name__, p) for p in plugins]
        monkeypatch.setattr(door, "entry_points", lambda group: points if group == "dragoman.readers" else [])
        door.forget()

    yield put
    door.forget()


def test_plain_text_is_built_in() -> None:
    assert "text" in [each.name for each in readers.formats()]


def test_a_plug_in_reads_what_it_claims(install) -> None:
    install(Shout)
    assert readers.read("a", b"!peace").text == "PEACE"
    assert readers.read("a", b"peace").text == "peace"


def test_doubled_names_are_refused(install) -> None:
    install(Shout, Shout())
    with pytest.raises(BrokenSystem, match="two of shout"):
        readers.formats()


def test_what_is_no_format_is_refused(install) -> None:
    install(object())
    with pytest.raises(BrokenSystem, match="expected a reader"):
        readers.formats()
