"""The whole way with the real reader and pipeline: our own examples, the same with damage, the seeds where they are."""

import json
import random
from pathlib import Path

import made
import pytest
from jsonschema import Draft202012Validator

import dragoman.app
from dragoman.records import KINDS, published_schema

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))
SEEDS = sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))


def damaged(text, seed):
    """The text as a bad scraper leaves it: spaces lost, a paragraph doubled, bytes misread, case gone."""
    chance = random.Random(seed)  # noqa: S311 - the same damage each time
    out = [c for c in text if not (c == " " and chance.random() < 0.02)]
    paragraphs = "".join(c.lower() if chance.random() < 0.02 else c for c in out).split("\n\n")
    at = chance.randrange(len(paragraphs))
    paragraphs.insert(at, paragraphs[at])
    return "\n\n".join(paragraphs).replace("é", "Ã©").replace("\n", "\r\n", 3)


@pytest.fixture(scope="module")
def articles(tmp_path_factory):
    folder = tmp_path_factory.mktemp("articles")
    for number, path in enumerate([*EXAMPLES, *SEEDS]):
        text = path.read_text(encoding="utf-8")
        (folder / path.name).write_bytes(path.read_bytes())
        if number % 3 == 0:
            (folder / f"damaged-{path.name}").write_bytes(damaged(text, number).encode())
    return folder


def export_of(folder, store, out):
    with dragoman.app.open(store) as archive:
        reading = archive.read(folder)
        archive.export(out)
        texts = {document.id: text for document, text in made.Look(archive._store).documents()}
    assert reading.refused == []
    return texts


@pytest.fixture(scope="module")
def first(articles, tmp_path_factory):
    place = tmp_path_factory.mktemp("first")
    return export_of(articles, place / "x.db", place / "out"), place / "out"


def lines_of(folder, kind):
    return (folder / f"{kind}.jsonl").read_text(encoding="utf-8").rstrip("\n").split("\n")


def records_of(folder):
    return [(kind, json.loads(line)) for kind in KINDS for line in lines_of(folder, kind) if line]


def spans_in(value):
    if isinstance(value, dict):
        if {"document_id", "start", "end", "text"} <= value.keys():
            yield value
        for part in value.values():
            yield from spans_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from spans_in(part)


def test_every_span_is_its_slice_of_the_raw_text(first):
    texts, out = first
    spans = [span for _, record in records_of(out) for span in spans_in(record)]
    assert len(spans) > 100
    for span in spans:
        assert texts[span["document_id"]][span["start"] : span["end"]] == span["text"]


def test_every_line_keeps_its_schema(first):
    _, out = first
    validators = {kind: Draft202012Validator(published_schema(kind)) for kind in KINDS}
    for kind, record in records_of(out):
        assert not [error.message for error in validators[kind].iter_errors(record)]


def test_another_reading_gives_the_same_bytes(first, articles, tmp_path):
    export_of(articles, tmp_path / "again.db", tmp_path / "out")
    for kind in KINDS:
        assert (tmp_path / "out" / f"{kind}.jsonl").read_bytes() == (first[1] / f"{kind}.jsonl").read_bytes(), kind


def test_a_text_can_be_read_in_three_lines():
    outcome = dragoman.app.read_text("Chile and Peru signed a memorandum on Tuesday.", published="2024-03-07")
    assert str(outcome.document.published.edtf) == "2024-03-07"
    assert {actor.id for actor in outcome.actors} >= {"state:CHL", "state:PER"}
    assert outcome.records
