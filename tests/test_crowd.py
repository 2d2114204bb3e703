import random
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "scripts"))
import crowd  # noqa: E402

from dragoman.app import read_text  # noqa: E402


@pytest.fixture(scope="module")
def affair():
    return [read_text((ROOT / "examples" / name).read_text("utf-8")) for name in ("05-wire.txt", "06-wire-copy.txt")]


def spans_of(value):
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys():
            yield value
        for part in value.values():
            yield from spans_of(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from spans_of(part)


def test_an_article_told_of_others_says_nothing_of_those_it_was_of_and_quotes_itself(affair):
    move = crowd.Move(affair, ("CHL", "VNM"), 2011, random.Random(1))  # noqa: S311
    for outcome in affair:
        moved = move.of(outcome, "x.txt")
        assert len(moved.records) == len(outcome.records) > 0
        for record in (*moved.actors, *moved.records):
            for span in spans_of(record.model_dump()):
                assert moved.text[span["start"] : span["end"]] == span["text"]
                assert span["document_id"] == moved.document.id != outcome.document.id
        told = {a.id for a in moved.actors if a.id.startswith("state:")}
        assert {"state:CHL", "state:VNM"} <= told
        before = {a.name for a in outcome.actors if a.schema_ == "State"}
        assert not any(name in moved.text for name in before - {a.name for a in moved.actors})


def test_a_crowd_of_articles_is_the_same_each_time_and_no_two_are_one(affair, monkeypatch):
    monkeypatch.setattr(crowd, "affairs", lambda: [affair])
    once, again = ([(o.document.id, o.text) for o in crowd.outcomes(12)] for _ in range(2))
    assert once == again
    assert len({key for key, _ in once}) == 12


def test_the_crowd_is_made_of_generated_articles_too(monkeypatch):
    monkeypatch.setattr(crowd, "FOLDERS", ())
    monkeypatch.setattr(crowd, "GENERATED", 2)
    assert [len(one) for one in crowd.affairs()] == [1, 1]
