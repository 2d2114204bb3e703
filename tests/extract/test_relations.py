"""Levels of relations: label, pair, change, date, who declares; several pairs in one clause; what is no level."""

import csv
from pathlib import Path

import pytest

from dragoman.extract import relations

CASES = list(csv.DictReader((Path(__file__).parent / "relations.csv").read_text(encoding="utf-8").splitlines()))

NOR_GHA, GHA_PER = ("state:GHA", "state:NOR"), ("state:GHA", "state:PER")


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("comprehensive strategic partnership", "comprehensive strategic partnership"),
        ("strategic comprehensive partnership", "comprehensive strategic partnership"),
        ("strategic partnership “all-proof and all-weather", "all-weather strategic partnership"),
        ("all-weather strategic cooperative partnership", "all-weather strategic cooperative partnership"),
        ("strategic partners", "strategic partners"),
    ],
)
def test_partnerships_are_labelled_in_one_order(printed, label) -> None:
    assert relations.normalise(printed) == label


@pytest.mark.parametrize(
    ("text", "pair", "level", "change"),
    [
        ("Norway and Ghana upgraded their ties to a strategic partnership.", NOR_GHA, "strategic partnership",
         "upgraded"),
        ("Oslo raised its relations with Accra to a comprehensive partnership.", NOR_GHA, "comprehensive partnership",
         "upgraded"),
        ("Ghana established diplomatic relations with Peru.", GHA_PER, "diplomatic relations", "established"),
        ("Ghana severed diplomatic relations with Peru.", GHA_PER, "diplomatic relations severed", "severed"),
        ("Ghana cut ties with Peru.", GHA_PER, "diplomatic relations severed", "severed"),
        ("Accra and Lima restored diplomatic ties.", GHA_PER, "diplomatic relations", "restored"),
        ("Ties between Norway and Ghana are at chargé d'affaires level.", NOR_GHA,
         "diplomatic relations at chargé d'affaires level", None),
        ("The strategic partnership between Norway and Ghana is old.", NOR_GHA, "strategic partnership", None),
    ],
)  # fmt: skip
def test_a_clause_tells_of_a_level(text, pair, level, change, resolved) -> None:
    (relation,) = relations.extract(resolved(text))
    assert (relation.pair, relation.level, relation.change) == (pair, level, change)


@pytest.mark.parametrize(
    "text",
    [
        "Ghana plans to open diplomatic relations with Peru.",
        "Ghana would sever diplomatic relations with Peru.",
        "Norway and Ghana spoke of diplomatic relations.",
        "Norway praised its partnership with Ghana.",
        "Ghana has no strategic partnership with Peru.",
        "Norway has ties with Ghana.",
    ],
)
def test_plans_talk_and_bare_partnership_are_no_level(text, resolved) -> None:
    assert relations.extract(resolved(text)) == []


def test_one_verb_can_raise_ties_with_several_states(resolved) -> None:
    found = relations.extract(resolved("Norway upgraded its ties with Ghana and Peru to a strategic partnership."))
    assert [r.pair for r in found] == [NOR_GHA, ("state:NOR", "state:PER")]


def test_the_level_that_is_left_is_kept(resolved) -> None:
    text = "Norway and Ghana moved from a comprehensive partnership to a comprehensive strategic partnership."
    found = {r.level: r for r in relations.extract(resolved(text))}
    assert found["comprehensive strategic partnership"].previous == "comprehensive partnership"
    assert found["comprehensive partnership"].change is None


def test_a_state_that_speaks_declares_the_level(resolved) -> None:
    text = "Oslo said that Norway and Ghana upgraded their ties to a strategic partnership in 2019."
    (relation,) = relations.extract(resolved(text))
    assert (relation.declared_by, str(relation.date)) == (("state:NOR",), "2019")


def test_a_level_told_twice_is_one_record_with_both_places(resolved) -> None:
    text = "Norway and Ghana have a strategic partnership. The strategic partnership between Norway and Ghana is old."
    (relation,) = relations.extract(resolved(text))
    assert len(relation.evidence) == 2


@pytest.mark.parametrize("case", CASES, ids=[c["text"] for c in CASES])
def test_a_sentence_has_its_level_or_none(case, resolved) -> None:
    found = relations.extract(resolved(case["text"]))
    expected = [(case["pair"], case["level"], case["change"])] if case["pair"] else []
    assert [(" ".join(r.pair), r.level, r.change or "") for r in found] == expected
