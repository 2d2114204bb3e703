"""dragoman explain: any sentence coded, with the parse, what lost and why; show draws the same for an event."""

import json

import pytest
from typer.testing import CliRunner

from dragoman import app
from dragoman.cli.program import program
from dragoman.errors import UsageError

SENTENCE = "Denmark withdrew its ambassador to Iran on Monday."


def told(*arguments: str) -> str:
    found = CliRunner().invoke(program, list(arguments))
    assert found.exit_code == 0, found.output
    return found.output


def test_it_names_the_frame_the_sides_the_date_and_the_parse():
    said = told("explain", SENTENCE, "--published", "2024-03-07", "--rules-only")
    for part in ("SANCTION", "withdraw <envoy>", "Denmark → Iran", "2024-03-04", "nsubj", "no object <troops>"):
        assert part in said
    assert "reader  " not in said


def test_it_says_why_a_frame_lost_and_what_the_reader_sees():
    found = app.explain('"Peru attacked us again and again in those years," said the driver. Chile might sue Peru.')
    refused = [t.refused for s in found.sentences for t in s.tried if t.trigger == "attacked"]
    assert refused == ["quoted: claimed, not told"]
    assert any(act.word == "sue" for s in found.sentences for act in s.seen)


def test_json_holds_what_is_printed():
    found = json.loads(told("explain", SENTENCE, "--json", "--rules-only"))
    (tried,) = [t for t in found["sentences"][0]["tried"] if t["event"]]
    assert tried["event"]["type"] == "SANCTION"
    assert found["meanings"]["SANCTION"]


def test_nothing_to_explain_is_wrong_use():
    with pytest.raises(UsageError, match="no sentence"):
        app.explain("  ")
    with pytest.raises(UsageError, match="no date"):
        app.explain(SENTENCE, published="soon")


def test_show_draws_why_an_event_was_coded(tmp_path):
    (tmp_path / "one.txt").write_text(f"KØBENHAVN, 7 March 2024 - {SENTENCE}", encoding="utf-8")
    store = str(tmp_path / "store.db")
    with app.open(store) as archive:
        archive.read(tmp_path / "one.txt")
        archive.export(tmp_path / "out")
    event = json.loads((tmp_path / "out" / "events.jsonl").read_text(encoding="utf-8").splitlines()[0])
    said = told("show", event["id"], "--store", store)
    assert "frame withdraw <envoy>" in said
    assert "lost" in said
