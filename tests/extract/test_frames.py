"""Frames: each has an example of our own that is coded as it says, by rules alone; enough of them; codes that exist."""

import csv
from pathlib import Path

import pytest

import dragoman
from dragoman import kb
from dragoman.annotate import annotate
from dragoman.document import Document
from dragoman.extract.events import extract
from dragoman.extract.ground import table
from dragoman.kb.cameo import cameo
from dragoman.kb.ontology import plover
from dragoman.repair import mend
from dragoman.resolve import resolve

DATA = Path(dragoman.__file__).parent / "extract" / "data" / "frames.csv"
ROWS = list(csv.DictReader(DATA.read_text(encoding="utf-8").splitlines()))
TRIGGER = ("lemma", "pos", "particle", "object", "complement")
LEAST = 1200  # triggers


def types_of(example: str) -> set[str]:
    """The types of an example's events, by rules alone."""
    known = kb.load()
    clean = mend(Document("0" * 64, "example", example), known)
    return {event.type for event in extract(resolve(annotate(clean, known, rules_only=True), known))}


def test_there_are_enough_triggers_and_each_stands_once():
    triggers = [tuple(row[column] for column in TRIGGER) for row in ROWS]
    assert len(triggers) >= LEAST
    assert len(triggers) == len(set(triggers))


@pytest.mark.parametrize("kind", sorted(plover()))
def test_the_example_of_each_frame_is_coded_as_the_frame_says(kind):
    wrong = [row["example"] for row in ROWS if row["type"] == kind and kind not in types_of(row["example"])]
    assert wrong == []


def test_every_frame_that_plover_knows_has_a_cameo_code():
    assert [row["lemma"] for row in ROWS if row["type"] != "OTHER" and row["cameo"] not in cameo()] == []


def test_every_mode_is_one_of_its_type():
    assert {
        (r["type"], r["mode"]) for r in table("frames.csv") if r["mode"] not in ("", *plover()[r["type"]].modes)
    } == set()
