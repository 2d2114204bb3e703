"""Towns, regions and firms that are called like a state or stand for one."""

import pytest

from dragoman.annotate import annotate
from dragoman.document import Document
from dragoman.kb import load
from dragoman.pipeline import run
from dragoman.repair import mend


def found(text):
    doc = annotate(mend(Document("0" * 64, "case.txt", text), load()), load())
    return {m.text: m for m in doc.mentions}


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("The Manila exchange fell after the vote in Chile.", "Manila"),
        ("The archbishop of Managua wrote to Norway.", "Managua"),
        ("A flight from Muscat was turned back over Kuwait.", "Muscat"),
        ("Sofia's airport was shut to the Danish jets.", "Sofia"),
        ("The Vienna provincial government owes a Swiss bank.", "Vienna"),
        ("Paris, Texas, wants a park like one in Japan.", "Paris"),
        ("Georgia and Alabama want the plant, a Korean builder said.", "Georgia"),
        ("The governor of Georgia flew to Norway.", "Georgia"),
        ("Tripoli, in the north of Lebanon, buried its dead.", "Tripoli"),
        ("San José de Cúcuta lies on the Venezuelan border.", "San José"),
        ("A tour of the Kremlin costs a Finn ten euros.", "Kremlin"),
        ("The Pentagon Papers were read in Hanoi.", "Pentagon"),
        ("Crowds stormed the White House in Bishkek.", "White House"),
        ("COME AND JOIN US, FIJI TELLS DIVERS", "US"),
    ],
)
def test_a_capital_or_region_is_no_state_where_only_the_place_is_meant(text, town):
    assert town not in found(text)


@pytest.mark.parametrize(
    ("text", "state", "code"),
    [
        ("Manila diplomats met a Chilean envoy.", "Manila", "PHL"),
        ("Aid from Muscat reached Yemen.", "Muscat", "OMN"),
        ("Sofia's prime minister called Denmark.", "Sofia", "BGR"),
        ("Georgia and Armenia want the railway.", "Georgia", "GEO"),
        ("Envoys of Peru, Chile and Georgia left.", "Georgia", "GEO"),
    ],
)
def test_a_capital_acts_for_its_state_elsewhere(text, state, code):
    assert found(text)[state].country == code


@pytest.mark.parametrize(
    ("text", "name", "schema"),
    [
        ("Shell Gabon paid its tax.", "Shell Gabon", "Company"),
        ("Jamaica Broilers met envoys from Haiti.", "Jamaica Broilers", "Organization"),
        ("The National Bank of Malawi sold its unit in Zambia.", "National Bank of Malawi", "Company"),
        ("Swiss Re insured the dam in Laos.", "Swiss Re", "Company"),
    ],
)
def test_what_bears_a_state_s_name_is_not_that_state(text, name, schema):
    mentions = found(text)
    assert mentions[name].schema == schema
    assert not any(m.schema == "State" and m.text in name for m in mentions.values())


def test_a_state_before_an_office_or_a_person_keeps_its_own_mention():
    assert found("Peru President Ollanta Humala left.")["Peru"].schema == "State"
    assert found("Energy Minister of Peru N.Quispe left.")["Peru"].schema == "State"


def test_one_of_a_people_is_a_person_and_no_state():
    assert found("The Finn asked for radar.")["Finn"].schema == "Person"
    assert found("The Finnish envoy asked for radar.")["Finnish"].schema == "State"


def test_states_without_their_capitals_are_found_where_they_stand_as_places():
    mentions = found("a ship from turkey left for the united states on friday.")
    assert {"Turkey", "United States"} <= set(mentions)
    assert not any(m.schema == "State" for m in found("they ate turkey from plates of china.").values())


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("The mayor of Budapest spoke first. Budapest will plant trees.", "HUN"),
        ("A firm in Savannah, Georgia, sells nuts to Vietnam. Georgia has shipped them since 1950.", "GEO"),
        ("Protesters filled the streets of Tbilisi, Yerevan and Baku.", "AZE"),
        ("She won the Hong Kong Open and sang at the Qatar World Cup.", "QAT"),
        ("Santiago Peña was born in Asunción. Santiago had met his wife there.", "CHL"),
    ],
)
def test_a_town_a_region_and_a_contest_act_for_no_state_in_the_whole_document(text, state):
    outcome = run(Document("0" * 64, "case.txt", text))
    assert f"state:{state}" not in {a.id for a in outcome.actors}
