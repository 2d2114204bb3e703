from __future__ import annotations

import csv
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from dragoman.kb import load
from dragoman.kb.packed import lines

TOKENISE = spacy.blank("en")
with (Path(__file__).parent / "cases_longest.csv").open(encoding="utf-8", newline="") as sheet:
    CASES = list(csv.DictReader(sheet))


def words(text: str) -> list[str]:
    return [token.text for token in TOKENISE(text)]


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_longest_entry_at_a_word(case):
    found = load().longest(words(case["text"]), 0)
    if case["words"] == "0":
        assert found is None
    else:
        assert found is not None
        length, terms = found
        assert length == int(case["words"])
        assert sorted({term.id for term in terms}) == case["ids"].split("|")


def test_a_possessive_ends_the_name_before_it():
    tokens = words("Venezuela's debt to China's banks")
    assert load().longest(tokens, 0)[0] == 1
    assert load().longest(tokens, 1) is None
    assert [t.id for t in load().longest(tokens, 4)[1]] == ["state:CHN"]


def test_a_hyphen_joins_but_does_not_end_a_name():
    length, terms = load().longest(["China", "-", "based"], 0)
    assert length == 1
    assert terms[0].kind == "name"


def test_a_comma_parts_names():
    assert load().longest(["Equatorial", ",", "Guinea"], 0) is None


def test_kinds_tell_name_demonym_capital_metonym_and_epithet_apart():
    kinds = {"Chile": "name", "Chilean": "demonym", "Lima": "capital", "Kremlin": "metonym", "OPEC": "acronym"}
    for text, kind in kinds.items():
        assert {t.kind for t in load().longest([text], 0)[1]} == {kind}, text
    assert {t.kind for t in load().longest(["the", "Asian", "giant"], 0)[1]} == {"epithet"}


def test_a_metonym_tells_its_organ():
    (kremlin,) = load().longest(["Kremlin"], 0)[1]
    assert (kremlin.id, kremlin.organ) == ("state:RUS", "head of state (seat)")


def test_short_acronyms_need_their_capitals():
    rows = [line.split("\t") for line in lines("terms")]
    short = [row for row in rows if row[2] == "acronym" and len(row[0]) <= 3]
    assert len(short) > 200
    assert {row[6] for row in short} == {"1"}


def test_every_state_is_found_under_its_name_and_demonyms():
    kb = load()
    for state in kb.states.values():
        if state.status == "dissolved":
            continue
        length, terms = kb.longest(words(state.name), 0)
        assert length == len(words(state.name)), state.name
        assert state.id in {term.id for term in terms}


@given(st.lists(st.text(max_size=8), min_size=1, max_size=6))
def test_any_words_in_never_an_exception(tokens):
    found = load().longest(tokens, 0)
    assert found is None or 1 <= found[0] <= len(tokens)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("ships in the South China Sea", 4),
        ("trade with Latin America grew", 3),
        ("the Inter-American court", 3),
        ("five Indian rupees", 1),
        ("ten Hong Kong dollars", 1),
        ("the Egyptian pound", 1),
        ("26 billion US dollars", 2),
        ("the Paris Agreement", 1),
        ("off the Gulf of Guinea", 4),
    ],
)
def test_a_name_inside_a_phrase_that_is_no_actor_is_none(text, at):
    assert load().longest(words(text), at) is None


@pytest.mark.parametrize(
    ("text", "at", "actor"),
    [
        ("China sent ships to the sea", 0, "state:CHN"),
        ("America and the Latin world", 0, "state:USA"),
        ("the Inter-American Development Bank", 1, "name:inter-american-development-bank:xx"),
        ("Guinea signed in Paris an agreement", 3, "state:FRA"),
        ("pounds that Egypt lent", 2, "state:EGY"),
        ("China won", 0, "state:CHN"),
    ],
)
def test_the_same_name_outside_of_it_stands(text, at, actor):
    assert [t.id for t in load().longest(words(text), at)[1]] == [actor]
