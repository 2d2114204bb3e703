"""Gaps: what the words say is not told, by whom it is kept back and who says so; and what is no gap."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.annotate import quotes
from dragoman.extract import gap_questions, gaps

CASES = list(csv.DictReader((Path(__file__).parent / "gaps.csv").read_text(encoding="utf-8").splitlines()))


@pytest.mark.parametrize("case", CASES, ids=[c["text"] for c in CASES])
def test_a_sentence_has_its_gap_or_none(case, resolved) -> None:
    found = gaps.extract(resolved(case["text"]))
    assert [(g.question, " ".join(g.withheld_by)) for g in found] == (
        [(case["question"], case["withheld_by"])] if case["question"] else []
    )


def test_a_gap_is_open_explicit_and_rests_on_its_clause(resolved) -> None:
    (gap,) = gaps.extract(resolved("Ghana bought the port, but the price was not disclosed."))
    assert (gap.status, gap.implied, gap.closed_by, gap.about) == ("open", False, (), ())
    assert [e.text for e in gap.evidence] == ["the price was not disclosed"]


def test_the_speaker_of_the_claim_that_holds_the_gap_asserts_it(resolved) -> None:
    doc = resolved("Anders Berg said: “The port was sold, but the report speaks very little of figures.”")
    doc = replace(doc, annotated=replace(doc.annotated, quotes=quotes.find(doc.annotated)))
    (gap,) = gaps.extract(doc)
    assert (gap.asserted_by, gap.question) == (("name:anders-berg:NOR",), "figures")


def test_a_relative_pronoun_gives_way_to_what_it_stands_for(resolved) -> None:
    (gap,) = gaps.extract(resolved("Norway and Ghana signed 12 papers, the scope of which is unknown."))
    assert gap.question == "the scope of 12 papers"


def test_one_gap_for_each_clause(resolved) -> None:
    found = gaps.extract(resolved("Who will pay was not said, and the price is still to be defined."))
    assert [g.question for g in found] == ["who will pay", "the price"]
    assert len({g.id for g in found}) == 2


def test_every_row_of_the_cues_compiles_and_has_a_known_way_to_ask() -> None:
    assert {c.ask for c in gaps.cues()} <= set(gap_questions.FINDERS)
    assert {c.holder for c in gaps.cues()} == {"subject", "none", "asked"}
