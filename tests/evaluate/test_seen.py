import pytest

from dragoman import app
from dragoman.errors import MissingParser
from dragoman.evaluate import seen
from dragoman.evaluate.seen import Seen, read_or_note


def failing(error):
    def read_text(text, published=None):
        raise error

    return read_text


def test_a_text_that_cannot_be_read_leaves_a_note(monkeypatch):
    monkeypatch.setattr(seen.app, "read_text", failing(IndexError("tuple index out of range")), raising=False)
    notes = []
    assert read_or_note("text", "row 3", notes) is None
    assert notes == ["row 3 was refused: IndexError: tuple index out of range"]


def test_a_broken_system_ends_the_evaluation(monkeypatch):
    monkeypatch.setattr(seen.app, "read_text", failing(MissingParser("no parser")), raising=False)
    with pytest.raises(MissingParser):
        read_or_note("text", "row 3", [])


def test_words_are_found_whatever_their_case():
    assert Seen("On Friday they met.", "").where("on friday") == (0, 9)


def test_countries_are_those_of_states_and_of_actors():
    made = Seen("Ghana met Togo.", "2024-03-05")
    made.__dict__["outcome"] = app.read_text("Ghana met Togo.", published="2024-03-05")
    assert made.country("state:GHA") == "GHA"
    assert made.country("name:nobody:xx") is None
