"""What only points back: pronouns, hosts and guests, people of a state, companies and bodies by their kind."""

import pytest

from dragoman.document import Document
from dragoman.pipeline import run
from dragoman.records import Edtf

MET = "Peru's foreign minister, Ana Salas, received the Chilean energy minister, Luis Ortega. "


def whom(text, words, published=None):
    """The names of the actors that the last occurrence of some words was taken for."""
    outcome = run(Document("0" * 64, "case.txt", text), published=Edtf.parse(published) if published else None)
    at = text.rindex(words)
    spans = [(a.name, s) for a in outcome.actors for s in a.mentions]
    return {name for name, span in spans if span.start <= at < span.end and at + len(words) >= span.end}


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (MET + "The guest brought a map.", "guest", "Luis Ortega"),
        (MET + "The host gave a dinner.", "host", "Ana Salas"),
        (MET + "Her visitor brought a map.", "Her visitor", "Luis Ortega"),
        (MET + "The Chilean minister brought a map.", "minister", "Luis Ortega"),
        (MET + "The Chilean asked for gas.", "Chilean", "Luis Ortega"),
        (MET + "He asked for gas.", "He", "Luis Ortega"),
        (MET + "She asked for gas.", "She", "Ana Salas"),
        ("Tarva Minerals of Chile sold ore to Peru. The miner will pay in May.", "miner", "Tarva Minerals"),
        ("Niger closed its border with Benin. It gave no reason.", "It", "Niger"),
    ],
)
def test_what_points_back_at_one_is_that_one(text, words, name):
    assert whom(text, words) == {name}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (MET + "The minister brought a map.", "minister"),
        (MET + "The Norwegian brought a map.", "Norwegian"),
        ("Niger and Benin ended their talks. It was late.", "It"),
        ("Ecuador asked the fund for a loan, and it agreed.", "it"),
        ("Tarva Minerals and Sahel Mining sold ore to Peru. The miner will pay in May.", "miner"),
        ("Chad's ministry of works and Peru's ministry of trade wrote. The ministry wants grain.", "ministry"),
        ("The ambassador of Peru, Rosa Quispe, met the mayor, Juan Quispe. Quispe wept.", "Quispe"),
    ],
)
def test_what_may_point_back_at_two_stays_open(text, words):
    assert whom(text, words) == set()


def test_of_two_of_a_name_the_office_held_on_the_day_decides():
    text = "Lech Kaczyński flew to Riga; Jarosław Kaczyński stayed. Prime Minister Kaczyński will speak."
    assert whom(text, "Kaczyński", "2006-09-08") == {"Jarosław Kaczyński"}


def test_a_bank_of_one_name_in_many_states_is_the_one_of_a_state_spoken_of_or_open():
    assert whom("Ghana thanked India for the credit. Eximbank pays it out.", "Eximbank") == {
        "Export-Import Bank of India"
    }
    assert whom("Ghana got the credit. Eximbank pays it out.", "Eximbank") == set()


def test_an_acronym_in_brackets_means_that_name_in_the_rest():
    text = "The Gabon Tea Board (GTB) wrote to Chile. The GTB asked for lower duty."
    assert whom(text, "GTB") == {"Gabon Tea Board"}
