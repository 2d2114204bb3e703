"""Descriptions that stand for a state, put together from traits, memberships and superlatives."""

import pytest

from dragoman.document import Document
from dragoman.pipeline import run
from dragoman.records import Edtf


def printed(text, published=None):
    outcome = run(Document("0" * 64, "case.txt", text), published=Edtf.parse(published) if published else None)
    return {(form, a.id) for a in outcome.actors for form in a.printed_as}


@pytest.mark.parametrize(
    ("text", "form", "state"),
    [
        ("Chad and Niger met. The landlocked Central African country has oil.", "landlocked Central African", "TCD"),
        ("Moldova wrote to Russia. The small, landlocked ex-Soviet republic wants gas.", "ex-Soviet republic", "MDA"),
        ("Paraguay wrote to Japan. The South American country wants rails.", "South American country", "PRY"),
        ("Tonga thanked Fiji. The Pacific kingdom was hit by a wave.", "Pacific kingdom", "TON"),
        ("Slovenia argued with Serbia. The EU member state wants a fence.", "EU member state", "SVN"),
        ("Brazil will lend to Guyana. South America's biggest economy is rich.", "biggest economy", "BRA"),
        ("Ghana devalued. The world's second largest cocoa grower, unlike Togo, sells beans.", "cocoa grower", "GHA"),
    ],
)
def test_a_description_is_the_state_of_the_document_that_has_all_its_traits(text, form, state):
    assert any(form in words and actor == f"state:{state}" for words, actor in printed(text))


@pytest.mark.parametrize(
    "text",
    [
        "Mali and Burkina Faso met. The former French colony will pay.",
        "Rwanda wrote to Tanzania. The East African country sent no one.",
        "The desert kingdom has little water, a book says.",
        "A NATO member and a Gulf state denied it.",
    ],
)
def test_a_description_that_fits_two_or_nobody_named_stays_open(text):
    assert not printed(text)


def test_members_are_those_of_the_day():
    text = "Sweden wrote to Norway. The NATO member will host a base."
    assert ("NATO member", "state:NOR") in printed(text, "2019-06-02")
    assert not printed(text, "2025-06-02")


def test_an_epithet_is_the_state_of_a_known_person_where_no_state_is_named():
    assert ("Central American country", "state:SLV") in printed(
        "Nayib Bukele spoke for an hour. The Central American country will keep its prison.", "2024-05-02"
    )


def test_words_in_small_letters_are_no_nickname():
    assert not printed("The dragon danced, the bear slept, the hexagon was drawn on a wall in Lima.")
