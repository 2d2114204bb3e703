from __future__ import annotations

import re
from datetime import date

import pytest

from dragoman.errors import UnknownState
from dragoman.kb import load


def test_load_hands_out_the_same_object():
    assert load() is load()


@pytest.mark.parametrize(
    ("text", "iso3"),
    [
        ("CHL", "CHL"),
        ("cl", "CHL"),
        ("chile", "CHL"),
        ("Chilean", "CHL"),
        ("Santiago", "CHL"),
        ("Alemania", "DEU"),
        ("Китай", "CHN"),
        ("委内瑞拉", "VEN"),
        ("the UK", "GBR"),
        ("Britain", "GBR"),
        ("Holland", "NLD"),
        ("The Hague", "NLD"),
        ("Burma", "MMR"),
        ("ROK", "KOR"),
        ("DPRK", "PRK"),
        ("UAE", "ARE"),
        ("Türkiye", "TUR"),
        ("America", "USA"),
        ("the Netherlands", "NLD"),
        ("St Lucia", "LCA"),
        ("La Paz", "BOL"),
    ],
)
def test_a_state_goes_by_many_names(text, iso3):
    assert load().find_state(text).iso3 == iso3


def test_an_unknown_name_suggests_the_nearest():
    with pytest.raises(UnknownState) as caught:
        load().find_state("Chle")
    assert caught.value.mend == "did you mean Chile?"


def test_what_may_be_two_states_is_refused_with_both():
    with pytest.raises(UnknownState, match="DMA, DOM"):
        load().find_state("Dominican")


def test_a_union_is_no_state():
    kb = load()
    with pytest.raises(UnknownState, match="European Union"):
        kb.find_state("EU")
    assert "EUU" not in kb.states
    assert kb.entity("qid:Q458").schema == "IGO"


def test_an_unknown_code_raises():
    with pytest.raises(UnknownState):
        load().state("XYZ")


def test_every_state_is_well_formed():
    kb = load()
    for iso3, state in kb.states.items():
        assert re.fullmatch(r"[A-Z]{3}", iso3)
        assert state.iso3 == iso3
        assert state.status in {"sovereign", "partly-recognised", "territory", "dissolved"}
        assert state.name in state.names
        assert (state.end is not None) == (state.status == "dissolved")
        if state.status == "sovereign":
            assert state.demonyms, iso3
            assert state.capitals, iso3
    assert sum(state.status == "sovereign" for state in kb.states.values()) == 193
    assert {"XKX", "TWN", "PSE", "VAT"} <= set(kb.states)


def test_bygone_states_have_their_days():
    union = load().state("SUN")
    assert union.end.latest == date(1991, 12, 26)


def test_an_entity_is_found_by_its_id():
    kb = load()
    assert kb.entity("state:FRA").name == "France"
    assert kb.entity("qid:Q58132").schema == "Person"
    assert kb.entity("name:nobody-at-all:xx") is None
    assert kb.entity("state:XYZ") is None
